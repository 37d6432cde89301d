"""Somebody in the register of “wonen” with a whole life in the system: calls, words, handovers, post, staged rows."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from waakvlam.access import audit
from waakvlam.access.identity import Who, acting
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers import commands as handing
from waakvlam.handovers.models import Handover, InternalNote
from waakvlam.handovers.tests import factories as handed
from waakvlam.kit.ids import uuid7
from waakvlam.outreach import calling
from waakvlam.outreach.calling.finishing import Said
from waakvlam.outreach.findings import Found
from waakvlam.outreach.models import Draft, Finding, RoundEntry
from waakvlam.outreach.notes import Note
from waakvlam.outreach.tests.calls import round_of
from waakvlam.people.models import (
    Duplicate,
    Dwelling,
    Household,
    ImportRow,
    Merge,
    Phone,
    RegisterImport,
    RegisterSource,
    Resident,
)
from waakvlam.post import commands as post

ALICE, BOB = cast.who("alice"), cast.who("bob")
SENDER = cast.who("alice", Purpose.HANDOVER)
OURS = {"network_id": ALICE.network_id, "organisation_id": ALICE.organisation_id}


@dataclass
class Life:
    """One resident; `values` is everything that is theirs alone and must be nowhere after erasing."""

    first: str
    infix: str
    last: str
    number: str  # E.164
    email: str
    said: str  # a sentence of theirs
    resident: Resident = field(init=False)
    household: Household = field(init=False)
    handovers: list[Handover] = field(default_factory=list)
    needed: list[UUID] = field(default_factory=list)

    @property
    def name(self) -> str:
        return " ".join(p for p in (self.first, self.infix, self.last) if p)

    @property
    def national(self) -> str:
        return "0" + self.number[3:]

    @property
    def spaced(self) -> str:
        return f"{self.national[:2]}-{self.national[2:6]} {self.national[6:]}"

    @property
    def values(self) -> list[str]:
        return [self.name, self.last, self.number, self.national, self.spaced, self.email, self.said, f"K{self.last}",
                f"R{self.last}"]

    def left_in(self, text: str) -> list[str]:
        folded = text.casefold()
        return [v for v in self.values if v.casefold() in folded]


def make(life: Life, *, home: Household | None = None, key: str = "") -> Life:
    """In the register, with a home (or in somebody's home), a number and a mailbox."""
    with acting(cast.who("alice", Purpose.REGISTER)):
        if home is None:
            flat = Dwelling.objects.create(**OURS, key=f"E{uuid7().hex[-9:]}", street="Duinroos", house_number=4,
                                           postcode="1503AB", city="Proefstad", neighbourhood_code="BU09990101")
            home = Household.objects.create(**OURS, dwelling=flat, key=f"K{life.last}", tenancy_key=f"K{life.last}",
                                            tenancy_start=date(1990, 1, 1), arrears_stage="late")
        life.household = home
        life.resident = Resident.objects.create(
            **OURS, household=home, key=key or f"R{life.last}", first_name=life.first, initials="Q.X.", infix=life.infix,
            last_name=life.last, sort_name=life.last.lower(), birth_date=date(1941, 3, 3), email=life.email)
        Phone.objects.create(**OURS, resident=life.resident, number=life.number, whose=f"dochter van {life.name}")
    return life


def twice(life: Life) -> None:
    """The register had them twice: one went into the other, with its own key, number and undo data."""
    with acting(cast.who("alice", Purpose.REGISTER)):
        twin = Resident.objects.create(**OURS, household=life.household, key=f"R{life.last}-2", first_name=life.first,
                                       infix=life.infix, last_name=life.last, merged_into=life.resident)
        Phone.objects.create(**OURS, resident=twin, number=life.number)
        Merge.objects.create(**OURS, kind="resident", kept_id=life.resident.id, gone_id=twin.id)
        first, second = sorted((life.resident.id, twin.id))
        Duplicate.objects.create(**OURS, kind="resident", first_id=first, second_id=second, alike=0.9, reason="phone")


def called(life: Life, *, mentions: str = "") -> None:
    """A round, a call with a note in their words, answers, a finding, and a draft of another call."""
    with acting(ALICE) as by:
        made = round_of(by, [life.household], cool_down_days=0)
        entry = RoundEntry.objects.get(round=made)
    with acting(BOB) as bob:
        taken = calling.take_next(round=made, by=bob)
        assert taken is not None
        Draft.objects.filter(entry=entry).update(content={"fields": {"note": f"{life.said} {life.name}"}})
        calling.finish(attempt_id=uuid7(), entry_id=entry.id, outcome="spoken", by=bob, said=Said(
            resident_id=life.resident.id,
            note=Note(observation=f"{life.name} zei: {life.said}", interpretation=mentions, source=f"bel {life.national}"),
            answers={"words": life.said}, found=(Found(kind=Finding.Kind.HELP_REQUEST, topic="groceries", words=life.said),)))


def handed_over(life: Life, state: str = "accepted", *, to: str = "gemeente") -> None:
    """A handover with consent, with the receiver's own note and words between both sides."""
    texts = {"name": life.name, "phone": life.national, "words": life.said}
    made = getattr(handed, state)(about_resident=life.resident, to=to, texts=texts, permission={
        "words": f"Mag ik {life.name} doorgeven?", "receipt_to": life.email})
    life.handovers.append(made)
    for key in ("alice", "charlie"):
        with acting(handed.who(key)) as by:
            InternalNote.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, handover=made,
                                        text=f"{life.name}: {life.said}")


def in_need(life: Life) -> None:
    """Sent without consent, after a second pair of eyes."""
    with acting(SENDER) as by:
        asked = handing.necessity.request(sending=handed.sending(by, about=life.resident, texts={
            "name": life.name, "phone": life.national, "words": life.said}), ground="vital_interest",
            reason=f"{life.name} doet niet open en {life.said}", by=by)
    colleague = second_pair()
    with acting(colleague):
        handing.necessity.confirm(necessity=asked, by=colleague, remark="gezien")
    life.needed.append(asked.handover_id)


def needed(life: Life) -> list[UUID]:
    return life.needed


def declined(life: Life) -> None:
    made = handed.offered(about_resident=life.resident, texts={"name": life.name, "phone": life.national, "words": life.said})
    life.handovers.append(handed.act("charlie", handing.decline, made, reason="capacity"))


def second_pair() -> Who:
    """Another coordinator of the same organisation: a member of the cast in another role."""
    from dataclasses import replace

    return replace(SENDER, person_id=cast.who("bob").person_id, membership_id=cast.membership("bob"))


def written_to(life: Life) -> None:
    with acting(ALICE) as by:
        for channel, to in (("letter", f"{life.name}\nDuinroos 4"), ("sms", life.number), ("email", life.email)):
            post.send(channel=channel, to=to, subject="Wij bellen u", body=f"Beste {life.name}, {life.said}", by=by,
                      recipient_id=life.resident.id)


def staged(life: Life) -> None:
    """A register that nobody said yes to."""
    with acting(cast.who("alice", Purpose.REGISTER)):
        source, _made = RegisterSource.objects.get_or_create(name="ERP", defaults=OURS, organisation_id=ALICE.organisation_id)
        batch = RegisterImport.objects.create(**OURS, source=source, file_name="huurders.csv", digest="0" * 64,
                                              kind="csv", state="preview", staged=1)
        ImportRow.objects.create(**OURS, batch=batch, place=1, number=2, verdict="same", person_key=f"R{life.last}",
                                 household_key=f"K{life.last}", first_name=life.first, last_name=life.last,
                                 email=life.email, phones=[[life.number, ""]])


def gossip(about: Life, by: Life) -> None:
    """A neighbour's call in which the other is named."""
    called(by, mentions=f"Buurvrouw {about.name} ({about.spaced}, {about.email}) helpt; mevrouw {about.last} is lief.")


def looked_at(life: Life) -> None:
    with acting(ALICE) as by:
        audit.touched(by, "test.read", [life.resident.id])
