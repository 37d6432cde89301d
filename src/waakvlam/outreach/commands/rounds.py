"""Plan, start, pause and end a round."""

import secrets
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from waakvlam.access import audit, covenant
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.words import Category
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now, today

from .. import candidates, cards, sentences
from .. import outcomes as rules
from ..models import Attempt, Batch, Round, RoundEntry, RoundSelection
from ..plan import Plan
from ..policies import OutreachPermission
from ..selection import Selection

State = Round.State


@transaction.atomic
def draft(*, plan: Plan, by: Who, seed: int | None = None) -> Round:
    """A new round in concept, with the ground that the covenant gives (R1).

    `seed` fixes the random reference group, for tests and the demo. Raises Invalid, Refused.
    """
    made = Round(network_id=by.network_id, organisation_id=by.organisation_id, planned_by_id=by.person_id,
                 seed=secrets.randbits(62) if seed is None else seed)
    require(by, OutreachPermission.PLAN, made)
    plan.check()
    _fill_in(made, plan, by)
    made.save(force_insert=True)
    _keep_selection(made, plan.selection, by)
    audit.record(by, "round.draft", made, criteria=candidates.criteria(plan.selection))
    return made


@transaction.atomic
def change(*, round: Round, plan: Plan, by: Who) -> Round:
    """Change a round that is not approved yet; a new selection is a new version with its author."""
    held = held_round(round.id)
    require(by, OutreachPermission.PLAN, held)
    must_be(held, State.DRAFT)
    not_in_the_making(held)
    plan.check()
    is_new = plan.selection.as_json() != held.selection
    _fill_in(held, plan, by)
    held.selection_number += is_new
    held.save()
    if is_new:
        _keep_selection(held, plan.selection, by)
    audit.record(by, "round.change", held, selection=held.selection_number)
    return held


@transaction.atomic
def set_outcomes(*, round: Round, outcomes: list[dict[str, Any]], channel: str = Attempt.Channel.PHONE, by: Who) -> Round:
    """How a call or a visit can end and when we try again; fixed once the list is approved. Raises Invalid."""
    held = held_round(round.id)
    require(by, OutreachPermission.PLAN, held)
    must_be(held, State.DRAFT)
    not_in_the_making(held)
    rules.check_goal(rules.parse(outcomes), rules.goal_of(held, channel))
    if channel == Attempt.Channel.PHONE:
        held.outcomes = outcomes
    else:
        rules.check_card(outcomes)
        held.visit_outcomes = outcomes
    held.save(update_fields=["outcomes", "visit_outcomes"])
    audit.record(by, "round.outcomes", held, channel=channel, codes=[row["code"] for row in outcomes])
    return held


@transaction.atomic
def set_card(*, round: Round, card: dict[str, str], by: Who) -> Round:
    """The text of the card for the letter box, by language. Raises Invalid."""
    held = held_round(round.id)
    require(by, OutreachPermission.PLAN_VISITS, held)
    held.card = cards.parse(card)
    held.save(update_fields=["card"])
    audit.record(by, "round.card", held, languages=sorted(held.card))
    return held


def _fill_in(round: Round, plan: Plan, by: Who) -> None:
    uses = [Category.CONTACT, Category.CONVERSATION]
    uses += [Category.HOUSEHOLD] if plan.selection.households else []
    chosen = plan.selection
    if chosen.arrears or chosen.tenancy_years_min is not None or chosen.tenancy_years_max is not None:
        uses.append(Category.TENANCY)
    round.ground = [covenant.ground_for(by, category).ground for category in uses][0]
    for name, value in plan.fields().items():
        setattr(round, name, value)


def _keep_selection(round: Round, selection: Selection, by: Who) -> None:
    RoundSelection.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, round=round,
        number=round.selection_number, criteria=selection.as_json(), person_id=by.person_id,
        sentence=sentences.plain(sentences.of_round(round))[:600])


@transaction.atomic
def start(*, round: Round, by: Who) -> Round:
    """Callers may take people from the list; also after a pause."""
    held = _move(round.id, State.RUNNING, "round.start", by)
    if held.ends_on < today():
        raise Invalid("round_over", _("De einddatum is al voorbij."), field="ends_on",
                      came_in=str(held.ends_on))
    held.started_at = held.started_at or now()
    held.save()
    return held


@transaction.atomic
def pause(*, round: Round, by: Who) -> Round:
    """Nobody new is handed out; who is in a call can finish it."""
    return _move(round.id, State.PAUSED, "round.pause", by)


@transaction.atomic
def end(*, round: Round, by: Who) -> Round:
    """No more calls; what was found stays open until somebody acts on it."""
    held = _move(round.id, State.ENDED, "round.end", by)
    held.ended_at = now()
    rows = RoundEntry.objects.filter(round=held)
    held.size = held.size | {"end": rows.aggregate(
        total=Count("id", filter=~Q(state=RoundEntry.State.EXCLUDED)),
        done=Count("id", filter=Q(state__in=(RoundEntry.State.DONE, RoundEntry.State.UNREACHABLE))),
        reached=Count("id", filter=Q(reached_at__isnull=False)))}
    held.save()
    RoundEntry.objects.filter(round=held, lease_person__isnull=False).update(
        lease_person=None, lease_until=None)
    return held


def _move(round_id: UUID, to: str, verb: str, by: Who) -> Round:
    held = held_round(round_id)
    require(by, OutreachPermission.STEER, held)
    if to not in Round.TRANSITIONS[State(held.state)]:
        raise WrongState("round_state", _("Dit kan niet met een belactie die %(state)s is.") % {
            "state": held.get_state_display()}, came_in=held.state, expected=to)
    audit.record(by, verb, held, before=held.state, after=to)
    held.state = to
    held.save()
    return held


def held_round(round_id: UUID) -> Round:
    """The round, locked until the end of the transaction. Raises Absent."""
    found = Round.objects.select_for_update().filter(id=round_id).first()
    if found is None:
        raise Absent("round")
    return found


def must_be(round: Round, state: str) -> None:
    if round.state != state:
        raise WrongState("round_state", _("Deze belactie is al %(state)s.") % {
            "state": round.get_state_display()}, came_in=round.state, expected=state)


def not_in_the_making(round: Round) -> None:
    """Raises WrongState while a worker makes the list of this round."""
    if Batch.objects.filter(round=round, announcement=None, ended_at=None).exists():
        raise WrongState("round_making", _("De lijst van deze belactie wordt nu gemaakt."))
