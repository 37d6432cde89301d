"""The decision maker answers, or postpones once."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import clocks, reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.policies import require
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices
from ..models import Breakthrough, Decision, Named, Obstacle, Option, State
from ..policies import BreakthroughPermission
from .calling import LONGEST
from .moving import CLOCK, for_caller, hand_to, hold, said, step


@transaction.atomic
def answer(*, breakthrough: Breakthrough, option_id: UUID | None, words: str, obstacle: str, removed_by: UUID | None = None, name: str = "",
           words_kept: bool = False, by: Who) -> Decision:
    """Choose an option, say it in words, name the obstacle that this removes and who removes it. Raises Invalid, WrongState."""
    require(by, BreakthroughPermission.ANSWER, breakthrough)
    with for_caller(breakthrough, by):
        held = hold(breakthrough.pk)
    chosen = Option.objects.filter(breakthrough=held, pk=option_id).first() if option_id else None
    _check(chosen, words, obstacle, name if by.is_guest else "-")
    assert chosen is not None  # what `_check` refuses
    (words,) = said(held, by, words_kept, "words", words)
    removes = Organisation.objects.filter(pk=removed_by or by.organisation_id, network_id=by.network_id).first()
    if removes is None:
        raise Invalid("removed_by", _("Kies wie het obstakel wegneemt."), field="removed_by")
    made = Decision.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, breakthrough=held, option=chosen, words=words[:1000],
        obstacle=obstacle, removed_by=removes, person_id=by.person_id, name=name.strip()[:120] if by.is_guest else "", at=now())
    step(held, "decide", by)
    with for_caller(held, by) as caller:
        held.state, held.ended_at = State.DECIDED, made.at
        held.save(update_fields=["state", "ended_at"])
        clocks.stop(held.pk, CLOCK)
        reach.touch(held.pk, made.at, held.state)
        Named.objects.create(network_id=held.network_id, organisation_id=held.organisation_id, kind=obstacle, partner_id=removes.pk,
                             subject_kind=held.subject_kind or "breakthrough", subject_id=held.pk, named_at=held.called_at, removed_at=made.at)
        notices.over(held, caller)
    return made


def _check(chosen: Option | None, words: str, obstacle: str, name: str) -> None:
    if chosen is None:
        raise Invalid("option", _("Kies een van de mogelijkheden."), field="option")
    if not words.strip():
        raise Invalid("words", _("Schrijf in een zin wat er nu gebeurt."), field="words")
    if obstacle not in Obstacle.values:
        raise Invalid("obstacle", _("Kies wat in de weg stond."), came_in=obstacle, expected=", ".join(Obstacle.values), field="obstacle")
    if not name.strip():
        raise Invalid("name", _("Schrijf op wie dit besluit neemt."), field="name")


@transaction.atomic
def postpone(*, breakthrough: Breakthrough, days: int, reason: str, by: Who) -> Breakthrough:
    """A new term, once, with a reason that everybody who follows it reads. Raises WrongState the second time."""
    require(by, BreakthroughPermission.ANSWER, breakthrough)
    if not reason.strip():
        raise Invalid("reason", _("Schrijf op waarom het langer duurt."), field="reason")
    if not 1 <= days <= LONGEST:
        raise Invalid("days", _("Kies 1 tot %(most)s werkdagen.") % {"most": LONGEST}, came_in=str(days), field="days")
    with for_caller(breakthrough, by) as caller:
        held = hold(breakthrough.pk)
        if held.postponed_at is not None:
            raise WrongState("postponed", _("Uitstellen kan één keer, en dat is al gebeurd."))
        (note,) = said(held, by, True, "reason", reason)
        held.postponed_at = now()
        hand_to(held, held.decider_id, held.decider_person_id, caller, working_days=days)
    step(held, "postpone", by, note=note[:500])
    return held
