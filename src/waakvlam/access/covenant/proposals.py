"""Reading proposals for the next version of the covenant: every partner may, nothing is secret in it."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset
from waakvlam.kit.time import now

from ..identity import Who
from ..models import Covenant, CovenantProposal, Membership, Person
from ..words import Role
from .lines import Agreement
from .text import from_rows

State = CovenantProposal.State


def newest(who: Who) -> Covenant | None:
    """The version that a proposal changes: the last one, also where it is not in force yet."""
    return Covenant.objects.filter(network_id=who.network_id).order_by("-number").first()


def proposals(who: Who, *, after: str = "") -> Page[CovenantProposal]:
    """All proposals of the network, newest first. One query."""
    rows = CovenantProposal.objects.filter(network_id=who.network_id).select_related(
        "organisation", "proposed_by", "decided_by", "decided_for", "covenant")
    return keyset(rows, "-created_at", "-id", after=after, size=20)


def waiting(who: Who) -> int:
    """How many proposals wait for this administrator. One query."""
    return CovenantProposal.objects.filter(
        network_id=who.network_id, state=State.WAITING, expires_at__gt=now()).exclude(proposed_by_id=who.person_id).count()


def proposal(who: Who, proposal_id: UUID) -> CovenantProposal:
    """Raises Absent."""
    found = CovenantProposal.objects.filter(network_id=who.network_id, id=proposal_id).select_related(
        "organisation", "proposed_by", "decided_by", "decided_for", "base", "covenant").first()
    if found is None:
        raise Absent("covenant_proposal", _("Dit voorstel is er niet."))
    return found


def content_of(found: CovenantProposal) -> Agreement:
    """What it proposes, read back and checked again."""
    given = found.content
    return from_rows([*(("", row) for row in given["lines"]), *(("", {**row, "kind": "switch"}) for row in given["switches"])])


def is_expired(found: CovenantProposal) -> bool:
    return found.state == State.WAITING and found.expires_at <= now()


def others(who: Who) -> list[Person]:
    """The other administrators of the network, those of another organisation first. One query."""
    standing = Q(until__isnull=True) | Q(until__gt=now())
    rows = Membership.objects.filter(standing, network_id=who.network_id, role=Role.ADMINISTRATOR).exclude(
        person_id=who.person_id).select_related("person").order_by("person__name", "id")
    found = sorted(rows, key=lambda m: m.organisation_id == who.organisation_id)
    return list({m.person_id: m.person for m in found}.values())
