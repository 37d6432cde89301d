"""Handovers in every state: a number, the copy that was sent, notes of each side, words between them."""

from datetime import timedelta
from typing import Any

from waakvlam.access import identity, reach
from waakvlam.access.models import Clock
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers import commands
from waakvlam.handovers.commands.silence import to_mandate
from waakvlam.handovers.models import Handover
from waakvlam.handovers.tests import factories
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import add_working_days, at, now, today
from waakvlam.outreach.tests.calls import round_of

from .model import (
    COPY,
    HANDOVER,
    MANDATE,
    OURS,
    SEERS,
    SENDERS,
    STATUS,
    TALK,
    THEIRS,
    WORKERS,
    of_handover,
    readers,
)
from .subjects import Planted, maker
from .town import team_of


@maker
def handovers(found: Planted, town: dict) -> None:
    for state in HANDOVER:
        _one(found, town, state)
    _necessity(found)


def _one(found: Planted, town: dict, state: str) -> None:
    """One handover, brought into its state by the people of the matrix."""
    copy = {part: found.plant("sent", state, part, of_handover(state, COPY)) for part in ("name", "words", "note", "asked")}
    notes = {side: found.plant("note", state, side, readers(whose, handover=WORKERS))
             for side, whose in (("sender", OURS), ("receiver", _receiver(state)))}
    talk = found.plant("talk", state, "words", of_handover(state, TALK))
    sender = town[("wonen", ""), "coordinator"].who(Purpose.HANDOVER)
    slug = "zorg" if "ended" in state and state != "ended" else "gemeente"
    worker = town[(slug, "oost" if slug == "gemeente" else ""), "coordinator"].who(Purpose.HANDOVER)
    made = _offer(sender, slug, state, {p: f"Mevrouw {s.word}, graag." for p, s in copy.items()}, worker)
    found.handovers[state] = made.pk
    with identity.acting(sender):
        commands.note(handover=made, text=f"Alleen voor ons: {notes['sender'].word}", by=sender)
    with identity.acting(worker):
        commands.note(handover=made, text=f"Alleen voor ons: {notes['receiver'].word}", by=worker)
    _bring(made, state, sender, worker, f"We begonnen met {talk.word}.")
    _addresses(found, made, state, copy, notes, talk)


def _receiver(state: str) -> set:
    """Whoever received it keeps its own notes, whatever happens to the reach of the copy; not when
    the reach of the handover itself is gone: then there is no page to stand on."""
    if state == "gone_from_ended":
        return set()
    return {("zorg", "")} if state == "by_ended" else THEIRS


def _offer(sender: Any, slug: str, state: str, words: dict[str, str], worker: Any) -> Handover:
    about = factories.resident()
    with identity.acting(cast.who("alice")) as by:
        round_id = round_of(by, 0, name="Ronde bij overdracht").pk if state == "in_round" else None
    with identity.acting(sender):
        to = commands.To(cast.organisation(slug), team_id=team_of(worker, "oost") if state == "to_team" else None)
        sending = commands.prepare(
            id=uuid7(), to=to, texts={p: words[p] for p in ("name", "words", "note")},
            introduction=factories.parts.Introduction(), by=sender, about=commands.About(
                "groceries", resident_id=about.pk, household_id=about.household_id, round_id=round_id))
        return commands.offer(sending=sending, by=sender, asked=factories.asked(
            words=f"Mag dit naar hen? {words['asked']}", receipt_to="ria@bewoner.example.org"))


def _bring(made: Handover, state: str, sender: Any, worker: Any, talk: str) -> None:
    """From offered to its state."""
    def does(who: Any, command: Any, **given: Any) -> None:
        with identity.acting(who):
            command(handover=Handover.objects.get(pk=made.pk), by=who, **given)

    open_ = {"in_round": 0, "offered": 0, "at_mandate": 0, "declined": 0, "taken_back": 0, "accepted": 1, "to_team": 1,
             "expired": 2, "contact": 2, "returned": 2, "under_way": 3, "ended": 3, "stopped": 3, "by_ended": 2}
    walk: list[tuple[Any, dict]] = [
        (commands.accept, {"first_contact_by": add_working_days(today(), 2)}), (commands.make_contact, {"text": talk}),
        (commands.begin, {})]
    for command, given in walk[:open_.get(state, 0)]:
        does(worker, command, **given)
    last = {
        "declined": (worker, commands.decline, {"reason": "capacity"}),
        "returned": (worker, commands.give_back, {"reason": "capacity"}),
        "by_ended": (worker, commands.give_back, {"reason": "capacity"}),
        "ended": (worker, commands.end, {"outcome": "helped"}),
        "taken_back": (sender, commands.take_back, {"reason": "solved"}),
        "stopped": (sender, commands.withdraw_permission, {"how": "phone"})}
    if state in last:
        who, command, given = last[state]
        does(who, command, **given)
    with identity.acting(sender):
        if state == "at_mandate":
            Clock.objects.filter(subject_id=made.pk, stopped_at=None).update(step=Clock.Step.MANDATE)
            to_mandate(Handover.objects.select_related("sender", "receiver").get(pk=made.pk), sender)
        if state == "gone_from_ended":
            reach.close(made.pk, made.receiver_id)
        if state == "expired":
            _expire(made, sender)


def _expire(made: Handover, sender: Any) -> None:
    """The day until which it was allowed has passed: the copy's reach ended by itself."""
    reach.close(made.pk, made.receiver_id, "content")
    reach.open_to(reach.Sent("handover_in", made.pk, made.receiver_id, "content", Purpose.HANDOVER, made.ground,
                             until=now() - timedelta(days=1)))


def _addresses(found: Planted, made: Handover, state: str, copy: dict, notes: dict, talk: Any) -> None:
    number = found.plant("number", state, "", of_handover(state, STATUS))
    found.secrets[-1] = number = type(number)(made.number, number.thing, state, number.readers)
    seen = of_handover(state, STATUS)
    told = [talk] if state in ("contact", "under_way", "returned", "ended", "by_ended") else []
    page = [number, copy["name"], copy["words"], copy["note"], copy["asked"], notes["sender"], *told]
    page += [notes["receiver"]] if state != "gone_from_ended" else []
    found.at("handovers:handover", state, seen, made.pk, shows=page)
    found.at("handovers:print", state, seen, made.pk, shows=[copy["name"], copy["words"]])
    found.at("api GET /overdrachten/{id}", state, seen, f"/api/v1/overdrachten/{made.pk}", shows=[number])
    found.at("api GET /overdrachten/{id}/inhoud", state, of_handover(state, COPY), f"/api/v1/overdrachten/{made.pk}/inhoud",
             shows=[copy["name"], copy["words"]])
    found.at("handovers:new", state, readers(OURS, handover=SENDERS), query=f"?vorige={made.pk}")
    received = readers(HANDOVER[state][STATUS] - OURS - {MANDATE}, handover=WORKERS)
    found.listed(copy["name"], "handovers:outbox", to=readers(OURS, handover=WORKERS))
    found.listed(copy["name"], "handovers:inbox", to=received)
    found.listed(number, "api GET /overdrachten", to=received)
    # Where no name may be read, the number stands in its place.
    nameless = received.relations - HANDOVER[state][COPY] if state != "to_team" else set()
    found.listed(number, "handovers:inbox", to=readers(set(nameless), handover=WORKERS))
    found.listed(number, "handovers:inbox", to=readers(HANDOVER[state][STATUS] & {MANDATE}, handover={"steward"}))


@maker
def acts(found: Planted, town: dict) -> None:
    from .model import ACTS

    for state, (status, _copy, _talk) in HANDOVER.items():
        for slug, (roles, sides) in ACTS.items():
            url = ("handovers:resident_link", found.handovers[state]) if slug == "bewonerslink" else (
                "handovers:act", found.handovers[state], slug)
            allowed = readers(status & _side(state, sides), handover=roles)
            found.at(url[0], state, allowed, *url[1:], method="POST",
                     reach=of_handover(state, STATUS))


def _side(state: str, sides: set) -> set:
    """Being a partner of another handover makes nobody a party to this one."""
    party = OURS | ({("zorg", "")} if "ended" in state and state != "ended" else THEIRS)
    return sides & (party | {("netwerk", "")})


def _necessity(found: Planted) -> None:
    """A letter without permission that waits for a second pair of eyes."""
    sender = readers(OURS, handover=SENDERS)
    reason, name = (found.plant("necessity", "requested", part, sender) for part in ("reason", "name"))
    by = factories.who("alice")
    with identity.acting(by):
        texts = {"name": f"Mevrouw {name.word}", "words": "Ik heb hulp nodig."}
        made = commands.necessity.request(
            sending=factories.sending(by, about=factories.resident(), texts=texts), ground="vital_interest",
            reason=f"Er is gevaar voor deze bewoner: {reason.word}.", by=by)
    found.at("handovers:necessity", "requested", sender, made.pk, shows=[reason, name])
    for act in ("confirmation", "refusal"):
        found.at(f"handovers:{act}", "requested", sender, made.pk, method="POST")
    found.at("handovers:review", "requested", readers(OURS, handover={"coordinator"}), made.pk, method="POST")


__all__ = ["SEERS", "acts", "at", "handovers"]
