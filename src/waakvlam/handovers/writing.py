"""From the form of the letter to what is sent: the same steps for preview and sending."""

from typing import Any
from uuid import UUID

from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import today
from waakvlam.resources import queries as directory

from . import commands, parts, queries
from .forms import LetterForm
from .models.states import Urgency
from .starting import STARTS

TERM_DAYS = 180


def find_subject(who: Who, given: Any) -> queries.Subject:
    """Whom it is about, from the address of the page. Raises Absent."""
    for name, begin in STARTS.items():
        if (id_ := _id(given, name)) is not None:
            start = begin(who, id_)
            return queries.subject_of(
                who, start.household_id, _id(given, "bewoner") or start.resident_id, topic=start.topic, words=start.words,
                note=start.note, handover_id=start.handover_id)
    return queries.subject(who, finding_id=_id(given, "vraag"), household_id=_id(given, "huishouden"),
                           resident_id=_id(given, "bewoner"), previous_id=_id(given, "vorige"))


def _id(given: Any, name: str) -> UUID | None:
    try:
        return UUID(given.get(name, "")) if given.get(name) else None
    except ValueError as error:
        raise Absent(name) from error


def find_service(who: Who, given: Any) -> directory.Candidate:
    """The service that was chosen. Raises Absent."""
    chosen = _id(given, "dienst")
    if chosen is None:
        raise Absent("service")
    return directory.candidate(directory.service(who, chosen))


def form(who: Who, subject: queries.Subject, service: directory.Candidate, data: Any = None) -> LetterForm:
    may_go = parts.allowed(who, service.organisation_kind)
    teams, people = queries.addressees(who, service.organisation_id)
    facts = {p: subject.facts.get(p, "") for p in may_go}
    ticked = {f"send_{p}": bool(facts.get(p)) for p in (parts.Part.NAME, parts.Part.PHONE, parts.Part.WORDS) if p in may_go}
    return LetterForm(data, parts=[(p, str(parts.Part(p).label)) for p in may_go if p != parts.Part.FILES], facts=facts,
                      addressees=[*((f"team:{k}", v) for k, v in teams), *((f"person:{k}", v) for k, v in people)],
                      initial={"id": subject.handover_id or uuid7(), "urgency": Urgency.NORMAL, "introduction": parts.Meeting.NONE,
                               "basis": LetterForm.PERMISSION, "given_by": "self", "asked": "phone",
                               "to_person": f"person:{service.contact_id}" if service.contact_id and any(
                                   k == str(service.contact_id) for k, _n in people) else "",
                               "words": proposal(service.organisation), "until": _half_a_year(), **ticked})


def proposal(receiver: str) -> str:
    """Words to ask it with, in Dutch as residents hear them; the sender writes what was really said."""
    return (f"Mag ik uw naam, uw telefoonnummer en uw vraag doorgeven aan {receiver}, zodat zij contact met u "
            "opnemen? U kunt daar altijd mee stoppen.")


def _half_a_year() -> str:
    from datetime import timedelta

    return (today() + timedelta(days=TERM_DAYS)).isoformat()


def sending(who: Who, subject: queries.Subject, service: directory.Candidate, topic: str, filled: LetterForm,
            *, words_kept: bool | None = None) -> commands.Sending:
    """What would be sent. Raises Invalid with the field."""
    data = filled.cleaned_data
    kind, _sep, chosen = data.get("to_person", "").partition(":")
    return commands.prepare(
        id=subject.handover_id or data["id"], by=who, texts=filled.texts(), previous_id=subject.previous_id,
        words_kept=data.get("words_kept", False) if words_kept is None else words_kept,
        to=commands.To(service.organisation_id, team_id=UUID(chosen) if kind == "team" else None,
                       person_id=UUID(chosen) if kind == "person" else None, answer_days=service.norm_days),
        about=commands.About(topic, resident_id=subject.resident_id, household_id=subject.household_id,
                             neighbourhood_code=subject.neighbourhood_code, finding_id=subject.finding_id,
                             round_id=subject.round_id, urgency=data.get("urgency") or Urgency.NORMAL),
        introduction=parts.Introduction(data.get("introduction") or parts.Meeting.NONE,
                                        data.get("introduction_name", ""), data.get("introduction_moment", "")))


def asked(filled: LetterForm) -> commands.Asked:
    data = filled.cleaned_data
    return commands.Asked(words=data["words"], until=data["until"] or today(), asked=data["asked"] or "phone",
                          given_by=data["given_by"] or "self", representative=data["representative"],
                          feedback=data["feedback"], receipt_to=data["receipt_to"])


def preview(who: Who, made: commands.Sending, filled: LetterForm) -> str:
    """The letter exactly as the receiver will read it."""
    with_permission = filled.cleaned_data.get("basis") != LetterForm.NECESSITY
    return commands.letter_text(made, asked(filled) if with_permission else None, who)
