"""What every act on a handover has in common: lock, check the state, write the step, act for the sender."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import audit, links, offspring, reach
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.screening import keep, screen
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices
from ..models import TRANSITIONS, Explanation, Handover, InternalNote, State, Step


def lock(handover_id: UUID) -> Handover:
    """The row as it is now, held until the end of the transaction, so that two people who act at
    once cannot both succeed. Raises Absent where it is out of reach."""
    found = (Handover.objects.select_for_update(of=("self",)).select_related("sender", "receiver")
             .filter(pk=handover_id).first())
    if found is None:
        raise Absent("handover", _("Deze overdracht is er niet (meer) voor jou."))
    return found


def may_move(handover: Handover, *to: str) -> None:
    """Raises WrongState where none of `to` is a next state."""
    if not set(to) & set(TRANSITIONS[handover.state]):
        raise WrongState("handover.state", _("Dit kan nu niet: de overdracht is %(state)s.") % {
            "state": State(handover.state).label}, came_in=handover.state, expected=", ".join(map(str, to)),
            remedy=_("Ververs de bladzijde en kijk wat nu de volgende stap is."))


def move(handover: Handover, to: str, verb: str, by: Who, *, reason: str = "", text: str = "",
         internal: str = "", name: str = "", words_kept: bool = False, **changes: object) -> Step:
    """Change the state with its step, its audit event and its place in everybody's list."""
    may_move(handover, to)
    before = handover.state
    for field, value in {"state": to, **changes}.items():
        setattr(handover, field, value)
    handover.save(update_fields=["state", *changes])
    made = step(handover, verb, by, before=before, reason=reason, text=text, internal=internal,
                name=name, words_kept=words_kept)
    reach.touch(handover.pk, now(), handover.state)
    offspring.moved("handover", handover.pk, handover.sender_id, handover.state)
    return made


def step(handover: Handover, verb: str, by: Who, *, before: str | None = None, reason: str = "",
         text: str = "", internal: str = "", name: str = "", words_kept: bool = False) -> Step:
    """Write down what happened: a code for both sides, words only where the resident permits."""
    made = Step.objects.create(
        network_id=by.network_id, handover=handover, at=now(), verb=verb, reason=reason,
        from_state=handover.state if before is None else before, to_state=handover.state,
        organisation_id=by.organisation_id, person_id=by.person_id, name=name or said_by(by))
    if text.strip():
        _explain(handover, made, text, by, words_kept)
    if internal.strip() and not by.is_guest:
        keep_note(handover, internal, by, verb)
    audit.record(by, f"handover.{verb}", handover, before=made.from_state, after=made.to_state,
                 reason=reason, words_kept=words_kept)
    keep(by, handover, [text])
    return made


def _explain(handover: Handover, made: Step, text: str, by: Who, words_kept: bool) -> None:
    if not may_explain(handover):
        raise Invalid("feedback", _("De bewoner gaf geen toestemming om hier meer over te delen."),
                      field="text", remedy=_("Kies een reden en laat de toelichting leeg."))
    screened = screen(text)
    if screened.words and not words_kept:
        raise sensitive(screened.words)
    Explanation.objects.create(network_id=by.network_id, handover=handover, step=made,
                               organisation_id=by.organisation_id, text=screened.text)


def sensitive(words: tuple[str, ...]) -> Invalid:
    """Words that look like a diagnosis: the writer must say that they stay."""
    return Invalid("words", _("Er staan woorden in die over gezondheid of strafzaken lijken te gaan: "
                              "%(words)s. Laat ze weg, of kies dat ze nodig zijn.") % {
        "words": ", ".join(words)}, came_in=", ".join(words), field="words_kept")


def coded(reason: str, known: list[str]) -> None:
    """Raises Invalid where the code is not one of the agreed ones."""
    if reason not in known:
        raise Invalid("reason", _("Kies een reden."), came_in=reason, expected=", ".join(known), field="reason")


def may_explain(handover: Handover) -> bool:
    """Whether words may go between both sides: the resident permits it, and still does (R11)."""
    return handover.permits_feedback and handover.content_closed_at is None


def keep_note(handover: Handover, text: str, by: Who, verb: str = "") -> InternalNote:
    return InternalNote.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, handover=handover, at=now(),
        person_id=by.person_id, verb=verb, text=screen(text).text)


def said_by(by: Who) -> str:
    return {Role.RESIDENT: _("de bewoner"), Role.SYSTEM: "Waakvlam", Role.GUEST: by.organisation_name}.get(
        Role(by.role), by.name)


@contextmanager
def for_sender(handover: Handover, by: Who) -> Iterator[Who]:
    """Act for the sender, who alone may open and close reach: as `by` where that is the sender,
    else as the system, inside the same transaction."""
    if by.organisation_id == handover.sender_id and not by.is_guest and by.purpose == Purpose.HANDOVER:
        yield by
    else:
        with acting(system(handover.sender_id, Purpose.HANDOVER)) as sender:
            yield sender


def close_content(handover: Handover, by: Who) -> None:
    """From here on the receiver does not read what was sent, and links of the receiver are dead."""
    with for_sender(handover, by):
        reach.close(handover.pk, handover.receiver_id, "content")
        links.revoke(handover.pk, notices.PARTNER_LINK)
        if handover.content_closed_at is None:
            handover.content_closed_at = now()
            handover.save(update_fields=["content_closed_at"])
