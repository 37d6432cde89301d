"""The letters of the demo: to whom, with which parts, on which permission; and one without."""

from datetime import timedelta
from uuid import UUID

from waakvlam.access.identity import Who, acting
from waakvlam.access.words import Ground, Purpose
from waakvlam.handovers import commands, parts, queries
from waakvlam.handovers.models import Permission
from waakvlam.kit.time import at, now, today
from waakvlam.outreach.models import Finding
from waakvlam.resources.queries import Candidate

from .. import cast, stories
from ..ids import derived
from ..stories import Told
from .network import organisation, person, team, who
from .rounds import RUNNING

ABLE = {p.slug for p in cast.PEOPLE if p.roles[0] not in ("caller", "board", "privacy_officer", "administrator")}


def offer(told: Told, again: bool = False) -> None:
    """The letter to whoever takes the topic; `again`: to another, after the first said no."""
    with acting(ingrid()) as by:
        before = told.handover_id if again else None
        found = (queries.subject(by, previous_id=before) if again
                 else queries.subject(by, finding_id=told.finding_id))
        chosen = _choose(told, found.neighbourhood_code, by, not_to=told.receiver_id if again else None)
        if chosen is None:  # nobody (else) takes this: the story ends here
            told.handover_id = None
            return
        told.receiver, told.receiver_id = _person_of(chosen), chosen.organisation_id
        wanted = {p: text for p, text in found.facts.items() if p in ("name", "address", "phone", "words") and text}
        sending = commands.prepare(
            id=derived("handover", f"{told.finding_id}/{again}"), to=_to(chosen, told.receiver), texts=wanted,
            about=_about(told, found), introduction=_introduction(told), previous_id=before, by=by)
        made = commands.offer(sending=sending, by=by, asked=commands.Asked(
            words=stories.ASK, until=today() + timedelta(days=180), feedback=told.story.feedback,
            asked=Permission.Asked.PHONE))
        told.handover_id = made.pk


def _about(told: Told, found: queries.Subject, urgency: str = "normal") -> commands.About:
    return commands.About(
        topic=told.topic, resident_id=found.resident_id, household_id=found.household_id,
        neighbourhood_code=found.neighbourhood_code, finding_id=found.finding_id, round_id=found.round_id,
        urgency=urgency)


def _choose(told: Told, neighbourhood: str, by: Who, not_to: UUID | None) -> Candidate | None:
    """The first that has room and whose people are in the cast, unless the story wants another."""
    offers = [o for o in queries.candidates(by, told.topic, neighbourhood).offers if o.organisation_id != not_to]
    wanted = [o for o in offers if o.organisation_id == organisation(told.story.organisation)]
    able = [o for o in offers if _person_of(o)]
    return next(iter([*wanted, *able, *offers]), None)


def _person_of(candidate: Candidate) -> str:
    """The cast's slug of a candidate's contact, or empty."""
    return next((s for s in ABLE if person(s) == candidate.contact_id), "")


def _to(candidate: Candidate, receiver: str) -> commands.To:
    """A team where its contact has one, else the organisation."""
    somebody = cast.person(receiver) if receiver else None
    return commands.To(
        candidate.organisation_id, answer_days=candidate.norm_days,
        team_id=team(somebody.organisation, somebody.team) if somebody and somebody.team else None)


def _introduction(told: Told) -> parts.Introduction:
    if not told.story.warm:
        return parts.Introduction()
    name = cast.person(told.receiver).name if told.receiver else ""
    return parts.Introduction(parts.Meeting.CALL, name, "dinsdagochtend om tien uur")


def without_permission() -> None:
    """One letter that waits for a second pair of eyes: somebody who could not be asked."""
    with at(now() - timedelta(hours=3)), acting(ingrid()) as by:
        finding = Finding.objects.filter(round__name=RUNNING, kind="signal", state="open").order_by("created_at").first()
        if finding is None:
            return
        found = queries.subject(by, finding_id=finding.id)
        told = Told(stories.Story("without permission"), finding.id, "support", 0)
        chosen = _choose(told, found.neighbourhood_code, by, not_to=None)
        if chosen is None:
            return
        sending = commands.prepare(
            id=derived("handover", finding.id), to=_to(chosen, ""), about=_about(told, found, "soon"),
            texts={"name": found.facts["name"], "address": found.facts["address"], "words": finding.words},
            introduction=parts.Introduction(), by=by)
        commands.necessity.request(sending=sending, ground=Ground.VITAL, by=by, reason=(
            "De buren horen al dagen niets en de gordijnen blijven dicht. Aanbellen en bellen gaf geen gehoor."))


def ingrid() -> Who:
    return who("ingrid", Purpose.HANDOVER)
