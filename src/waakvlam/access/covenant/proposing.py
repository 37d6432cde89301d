"""How the next version comes about: proposed by one administrator, decided on by another.

The database keeps the same rule (`covenant_decide` in sql/gate.sql and check constraints): what
stands here says it in time and in words.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Invalid, Refused, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now, today

from .. import audit, remembering
from ..identity import Who
from ..models import Covenant, CovenantProposal, Person
from ..policies import AccessPermission, require
from .asking import agreement
from .comparing import compare
from .lines import Agreement
from .proposals import is_expired, newest, others

WAITS = timedelta(days=30)  # long enough for a holiday, too short to be forgotten
State = CovenantProposal.State
# Called with (by, proposal, people) when a proposal waits for them; filled by modules that carry post.
TELL: list[Callable[[Who, CovenantProposal, list[Person]], None]] = []


@transaction.atomic
def propose(*, content: Agreement, in_force_from: date, reason: str, by: Who) -> CovenantProposal:
    """A next version, whole, waiting for another administrator of the network.

    Raises Invalid where it begins in the past, says no reason, has no lines or changes nothing.
    """
    require(by, AccessPermission.MANAGE_COVENANT)
    base = newest(by)
    _check(content, base, in_force_from, reason)
    made = CovenantProposal.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, proposed_by_id=by.person_id, base=base,
        in_force_from=in_force_from, reason=reason.strip(), content=content.facts(), expires_at=now() + WAITS)
    audit.record(by, "covenant.propose", made, lines=len(content.lines), in_force_from=in_force_from.isoformat())
    people = others(by)
    for tell in TELL:
        tell(by, made, people)
    return made


def _check(content: Agreement, base: Covenant | None, in_force_from: date, reason: str) -> None:
    if in_force_from < today():
        raise Invalid("in_force_from", _("Een convenant kan niet in het verleden ingaan."),
                      came_in=in_force_from.isoformat(), field="in_force_from")
    if not reason.strip():
        raise Invalid("reason", _("Schrijf op waarom het convenant verandert."), field="reason")
    if not content.lines:
        raise Invalid("lines", _("Een convenant zonder regels laat niemand iets doen."), field="file")
    if base and not compare(agreement(base.id), content):
        raise Invalid("no_change", _("Dit is gelijk aan de versie die er nu is."), field="file")


@transaction.atomic
def approve(*, proposal: CovenantProposal, reason: str = "", by: Who) -> Covenant:
    """The proposal becomes a version, in force from its day or from today where that has passed."""
    _may_decide(proposal, by)
    if is_expired(proposal):
        raise WrongState("covenant_expired", _("Dit voorstel is verlopen. Dien het opnieuw in."))
    if proposal.base_id != (found.id if (found := newest(by)) else None):
        raise WrongState("covenant_overtaken", _(
            "Er kwam een andere versie tussendoor. Dien het voorstel opnieuw in op de versie van nu."))
    number = _decide(proposal, State.APPROVED, reason)
    made = Covenant.objects.get(network_id=by.network_id, number=number)
    audit.record(by, "covenant.adopt", made, number=number, proposal=proposal.id,
                 same_organisation=proposal.organisation_id == by.organisation_id,
                 in_force_from=made.in_force_from.isoformat())
    return made


@transaction.atomic
def reject(*, proposal: CovenantProposal, reason: str, by: Who) -> None:
    """It does not become a version; the proposer reads why."""
    _may_decide(proposal, by)
    if not reason.strip():
        raise Invalid("reason", _("Schrijf op waarom je dit afwijst."), field="reason")
    _decide(proposal, State.REJECTED, reason)
    audit.record(by, "covenant.reject", proposal)


@transaction.atomic
def withdraw(*, proposal: CovenantProposal, by: Who) -> None:
    """By who proposed it, while nobody decided."""
    require(by, AccessPermission.MANAGE_COVENANT)
    _waits(proposal)
    if proposal.proposed_by_id != by.person_id:
        raise Refused("proposer", _("Alleen wie het voorstel deed, kan het intrekken."))
    _decide(proposal, State.WITHDRAWN, "")
    audit.record(by, "covenant.withdraw", proposal)


def _may_decide(proposal: CovenantProposal, by: Who) -> None:
    require(by, AccessPermission.MANAGE_COVENANT)
    _waits(proposal)
    if proposal.proposed_by_id == by.person_id:
        raise Refused("four_eyes", _("Je kunt niet beslissen over je eigen voorstel. Een andere beheerder doet dat."))


def _waits(proposal: CovenantProposal) -> None:
    if proposal.state != State.WAITING:
        raise WrongState("covenant_decided", _("Over dit voorstel is al beslist."), came_in=proposal.state)


def _decide(proposal: CovenantProposal, verdict: str, reason: str) -> int | None:
    with connection.cursor() as db:
        db.execute("select covenant_decide(%s, %s, %s, %s, %s)",
                   [proposal.id, str(verdict), reason.strip()[:500], uuid7(), today()])
        number: int | None = (db.fetchone() or [None])[0]
    remembering.forget()
    return number
