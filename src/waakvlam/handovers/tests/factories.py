"""A resident in the register of “wonen” and a handover in any state, as the cast would make it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from waakvlam.access import identity
from waakvlam.access.identity import Who
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.attachments.models import Attachment
from waakvlam.attachments.tests.files import photo
from waakvlam.handovers import commands, parts
from waakvlam.handovers.models import Enclosure, Handover
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import add_working_days, today
from waakvlam.people.models import Dwelling, Household, Phone, Resident

WORDS = "Mag ik uw naam en nummer aan hen geven, zodat zij u bellen over de boodschappen?"
TEXTS = {"name": "Ria van der Berg", "phone": "06 12345678",
         "words": "Ik kom de trap niet meer af met de boodschappen."}


def who(key: str) -> Who:
    return cast.who(key, Purpose.HANDOVER)


def resident(key: str = "alice", name: str = "Ria") -> Resident:
    """Somebody in the register of this person's organisation, with a home and a number."""
    by = cast.who(key, Purpose.HANDOVER)
    own: dict[str, Any] = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    unique = uuid7().hex[-12:]
    with identity.acting(by):
        home = Dwelling.objects.create(**own, key=unique, street="Duinroos", house_number=14, addition="II",
                                       postcode="1503AB", city="Proefstad", neighbourhood_code="BU09990101")
        household = Household.objects.create(**own, dwelling=home, key=unique)
        made = Resident.objects.create(**own, household=household, key=unique, first_name=name, infix="van der",
                                       last_name="Berg", sort_name=f"berg {unique}", email="ria@bewoner.example.org")
        Phone.objects.create(**own, resident=made, number="+31612345678")
    return made


def sending(by: Who, to: str = "gemeente", *, about: Resident | None = None, **given: Any) -> commands.Sending:
    """What alice would send; `given` replaces any argument of `commands.prepare`."""
    about = about or resident()
    round_id = given.pop("round_id", None)
    wanted: dict[str, Any] = {
        "id": uuid7(), "to": commands.To(cast.organisation(to)), "texts": TEXTS, "introduction": parts.Introduction(),
        "about": commands.About("groceries", resident_id=about.pk, household_id=about.household_id,
                                neighbourhood_code="BU09990101", round_id=round_id), "by": by} | given
    return commands.prepare(**wanted)


def asked(**given: Any) -> commands.Asked:
    return commands.Asked(**({"words": WORDS, "until": today() + timedelta(days=90), "feedback": True} | given))


def offered(sender: str = "alice", to: str = "gemeente", *, permission: dict[str, Any] | None = None,
            **given: Any) -> Handover:
    by = who(sender)
    about = given.pop("about_resident", None) or resident(sender)
    with identity.acting(by):
        return commands.offer(sending=sending(by, to, about=about, **given), asked=asked(**(permission or {})), by=by)


def accepted(key: str = "charlie", **given: Any) -> Handover:
    made = offered(**given)
    return act(key, commands.accept, made, first_contact_by=add_working_days(today(), 2))


def under_way(key: str = "charlie", **given: Any) -> Handover:
    made = accepted(key, **given)
    act(key, commands.make_contact, made)
    return act(key, commands.begin, made)


def ended(key: str = "charlie", outcome: str = "helped", **given: Any) -> Handover:
    return act(key, commands.end, under_way(key, **given), outcome=outcome)


def draft(key: str = "alice", *, letter_id: UUID | None = None, about: Resident | None = None, content: bytes = b"",
          name: str = "kraan.jpg", to: str = "municipality", health: bool = False) -> Attachment:
    """A photo with a letter that this person is writing."""
    by, about = who(key), about or resident(key)
    with identity.acting(by):
        return commands.enclosing.add(content=content or photo(), name=name, letter_id=letter_id or uuid7(), by=by,
                                      receiver_kind=to, health=health, resident_id=about.pk, household_id=about.household_id)


def enclosed(sender: str = "alice", to: str = "gemeente", **given: Any) -> Enclosure:
    """A photo that went along with a handover."""
    about, letter = resident(sender), uuid7()
    kept = draft(sender, letter_id=letter, about=about)
    offered(sender, to, about_resident=about, id=letter, **given)
    with identity.acting(who(sender)):
        return Enclosure.objects.select_related("handover").get(pk=kept.pk)


def act(key: str, command: Any, handover: Handover, **given: Any) -> Any:
    """Run a command as this person, in a transaction of its own."""
    by = who(key)
    with identity.acting(by):
        return command(handover=handover, by=by, **given)


def again(handover_id: UUID, key: str = "alice") -> Handover:
    """The row as this person sees it now."""
    with identity.acting(who(key)):
        return Handover.objects.get(pk=handover_id)


def guest(handover: Handover, kind: str, role: str, organisation_id: UUID, organisation_kind: str) -> Who:
    """The identity behind a link, as `identity.guest` would make it."""
    return Who(network_id=handover.network_id, organisation_id=organisation_id, organisation_kind=organisation_kind,
               role=role, purpose=Purpose.HANDOVER, organisation_name="", only=handover.pk, link_kind=kind)
