"""Ask another organisation to go along to a door of a sheet, and call it off; the host's side.

The invitation tells when, in which neighbourhood, and what is needed. The address goes only to the person whom
the partner names (`commands.going`), and only until a few days after the visit.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, covenant, reach, screening
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.models import Organisation
from waakvlam.access.policies import require
from waakvlam.access.words import Category, Kind, Purpose, Role
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import AMSTERDAM, END_OF_WORKING_DAY, now, working_days_from
from waakvlam.people.models import Neighbourhood
from waakvlam.post import commands as post

from .. import visiting
from ..models import JointBasis, JointDoor, JointVisit, SheetDoor
from ..policies import OutreachPermission
from .company import walkers
from .sheets import held_sheet

ANSWER, TELL = "joint.answer", "joint.tell"  # the clocks: an answer, and what came of it
ANSWER_DAYS = 2  # working days
READABLE = timedelta(days=3)  # after the visit: to write down what came of it
MOST = 3  # organisations beside the host: more people at one door is a delegation
FORGET = time(4)
State = JointVisit.State


@dataclass(frozen=True)
class Asking:
    """Whom we ask, when we ring, what is needed of them, and why they may know where it is."""

    partner_id: UUID
    starts_at: time
    needed: str
    ground: str
    words: str
    meet: str = ""
    keep_words: bool = False
    person_id: UUID | None = None  # somebody of the partner who said so themselves, in the core team


@transaction.atomic
def ask(*, door_id: UUID, asking: Asking, by: Who) -> JointVisit:
    """Send the invitation; its clock runs on the partner. Raises Absent, Refused, Invalid, WrongState.

    Nothing of the sheet, the resident or the round goes along.
    """
    door = _door(door_id, by)
    needed, words, meet = _said(asking)
    moment = datetime.combine(door.day, asking.starts_at, AMSTERDAM)
    if moment <= now():
        raise Invalid("starts_at", _("Dit moment is al voorbij."), came_in=f"{asking.starts_at:%H:%M}", field="starts_at")
    line = _line(asking.partner_id, by)
    _free(door, asking.partner_id)
    made = JointVisit(
        pk=uuid7(), network_id=by.network_id, organisation_id=by.organisation_id, partner_id=asking.partner_id, day=door.day,
        starts_at=asking.starts_at, area=_area(door), needed=needed, asker_id=by.person_id, ground=line.ground)
    _send(made, by)
    _keep(made, door, asking.ground, words, meet, by)
    if asking.person_id is not None and asking.ground == JointBasis.Ground.CORE_TEAM:
        made.person_id, made.answered_at = asking.person_id, now()
        move(made, State.ACCEPTED, by)
        show_where(made)
    else:
        clocks.start(by, made, ANSWER, on=made.partner_id, person=by.person_id, due_at=min(working_days_from(now(), ANSWER_DAYS), moment))
        _mail(made, "Jullie zijn gevraagd om samen op huisbezoek te gaan. Laat weten of er iemand meegaat, en wie.", by)
    audit.record(by, "joint.ask", made, partner=made.partner_id, ground=asking.ground)
    audit.touched(by, "outreach.plan_visits", [door.household_id])
    return made


def _free(door: SheetDoor, partner_id: UUID) -> None:
    """Raises WrongState where this organisation was asked already, or enough come along."""
    open_ = [j.visit for j in door.joints.select_related("visit") if j.visit.is_open]
    if len(open_) >= MOST or any(v.partner_id == partner_id for v in open_):
        raise WrongState("joint_twice", _("Deze organisatie is al gevraagd voor deze deur, of er gaan al genoeg mensen mee."))


def _send(visit: JointVisit, by: Who) -> None:
    """Found it for ourselves, then open what everybody there may read: when, in which neighbourhood, what is needed."""
    own = covenant.ground_for(by, Category.CONTACT).ground
    _open(visit, by.organisation_id, "status", Purpose.VISIT_ROUND, own, may_grant=True)
    _open(visit, by.organisation_id, "content", Purpose.VISIT_ROUND, own)
    _open(visit, visit.partner_id, "status", Purpose.JOINT_VISIT, visit.ground)
    visit.save(force_insert=True)


def _door(door_id: UUID, by: Who) -> SheetDoor:
    """A door that stands on a sheet of today or later and was not told yet. Raises Absent, Refused, WrongState."""
    found = SheetDoor.objects.select_related("household__dwelling", "entry", "sheet").filter(
        pk=door_id, dropped_at=None, household__gone_at=None, household__secret_address=False, household__do_not_call=False).first()
    if found is None:
        raise Absent("door")
    held_sheet(found.sheet_id, by)
    if found.reports.filter(undone_at=None).exists():
        raise WrongState("door_told", _("Bij deze deur is al aangebeld."))
    return found


def _said(asking: Asking) -> tuple[str, str, str]:
    """What is needed, why it may be sent, where they meet: screened. Raises Invalid with the field."""
    needed, words, meet = (screening.screen(text) for text in (asking.needed, asking.words, asking.meet))
    if not 5 <= len(needed.text) <= 400:
        raise Invalid("needed", _("Schrijf in een zin wat je van hen vraagt, zonder naam of adres."), field="needed")
    found = needed.words + meet.words
    if found and not asking.keep_words:
        raise Invalid("sensitive_words", _("Hier staan woorden die op een ziekte of een straf lijken: %(words)s. Schrijf liever wat er "
                      "nodig is.") % {"words": ", ".join(found)}, came_in=", ".join(found), field="needed" if needed.words else "meet")
    if asking.ground not in JointBasis.Ground.values:
        raise Invalid("ground", _("Kies waarom je dit adres mag delen."), came_in=asking.ground[:20], field="ground")
    if len(words.text) < 10:
        raise Invalid("words", _("Schrijf op wat de bewoner goedvond, of waarom het zonder toestemming moet."), field="words")
    return needed.text, words.text[:1000], meet.text[:120]


def _line(partner_id: UUID, by: Who) -> covenant.Line:
    """The line of the covenant by which this partner may know an address. Raises Invalid where there is none."""
    asked = Organisation.objects.filter(pk=partner_id, network_id=by.network_id, has_accounts=True).exclude(
        pk=by.organisation_id).exclude(kind=Kind.NETWORK).first()
    line = covenant.find(Who(by.network_id, asked.pk, asked.kind, Role.SYSTEM, Purpose.JOINT_VISIT), Category.CONTACT) if asked else None
    if line is None:
        raise Invalid("partner", _("Met deze organisatie mag je volgens het convenant niet samen op huisbezoek."), field="partner")
    return line


def _area(door: SheetDoor) -> str:
    found = Neighbourhood.objects.filter(code=door.entry.neighbourhood_code).order_by("-year").values_list("name", flat=True).first()
    return (found or door.household.dwelling.city)[:120]


def _open(visit: JointVisit, organisation_id: UUID, compartment: str, purpose: str, ground: str, *, may_grant: bool = False,
          person_id: UUID | None = None, until: datetime | None = None) -> None:
    reach.open_to(reach.Sent(JointVisit.REACH, visit.pk, organisation_id, compartment, purpose, ground, sort_at=visit.at, status=visit.state,
                             person_id=person_id, may_grant=may_grant, until=until))


def _keep(visit: JointVisit, door: SheetDoor, ground: str, words: str, meet: str, by: Who) -> None:
    """Where it is, and why it may be told; the door knows from now on that somebody may come along."""
    ours, home = {"network_id": by.network_id, "organisation_id": by.organisation_id}, door.household.dwelling
    JointDoor.objects.create(**ours, visit=visit, subject_id=door.household_id, address=f"{home.street} {visiting.number(home)}",
                             place=visiting.place(home), company=walkers(door.sheet), meet=meet)
    JointBasis.objects.create(**ours, visit=visit, door=door, ground=ground, words=words)
    SheetDoor.objects.filter(pk=door.pk).update(joint=True)


@transaction.atomic
def withdraw(*, visit_id: UUID, by: Who) -> JointVisit:
    """The host goes alone after all, or not at all. The partner reads the address no more. Raises Absent, WrongState."""
    visit = held(visit_id)
    require(by, OutreachPermission.PLAN_VISITS, visit)
    return _off(visit, by)


@transaction.atomic
def call_off(*, visit_id: UUID, by: Who) -> JointVisit:
    """The same, by the system: what it rested on stands no more."""
    visit = held(visit_id)
    require(by, OutreachPermission.LAPSE_JOINT, visit)
    return _off(visit, by)


def _off(visit: JointVisit, by: Who) -> JointVisit:
    move(visit, State.WITHDRAWN, by)
    reach.close(visit.pk, visit.partner_id, "content")
    loosen(visit, by)
    _mail(visit, "Een gezamenlijk huisbezoek gaat niet door.", by)
    audit.record(by, "joint.withdraw", visit, partner=visit.partner_id)
    return visit


@transaction.atomic
def lapse(*, visit_id: UUID, by: Who) -> None:
    """The moment passed without an answer: it is over, and stands as such on the host's page."""
    visit = held(visit_id)
    require(by, OutreachPermission.LAPSE_JOINT, visit)
    if visit.state == State.ASKED and visit.at <= now():
        move(visit, State.LAPSED, by)
        loosen(visit, by)
        audit.record(by, "joint.lapse", visit, partner=visit.partner_id)


def held(visit_id: UUID) -> JointVisit:
    """Locked until the end of the transaction. Raises Absent where it is out of reach."""
    found = JointVisit.objects.select_for_update(of=("self",), no_key=True).filter(pk=visit_id).first()
    if found is None:
        raise Absent("joint_visit")
    return found


def move(visit: JointVisit, to: str, by: Who) -> None:
    """Raises WrongState where it does not stand so that this may follow."""
    if to not in JointVisit.TRANSITIONS[State(visit.state)]:
        raise WrongState("joint_state", _("Dit kan niet meer: dit bezoek is “%(state)s”.") % {"state": visit.get_state_display()},
                         came_in=visit.state, expected=to)
    visit.state = to
    if to not in JointVisit.OPEN:
        visit.ended_at, visit.ended_by_id = now(), by.organisation_id
    visit.save()
    clocks.stop(visit.pk, ANSWER)
    if to != State.ACCEPTED:
        clocks.stop(visit.pk, TELL)
    reach.touch(visit.pk, visit.at, to)


def host(visit: JointVisit) -> Who:
    """The system, acting for who asked: only it may open the address, and touch its sheet."""
    return system(visit.organisation_id, Purpose.VISIT_ROUND)


def loosen(visit: JointVisit, by: Who) -> None:
    """The door stands for itself again, unless somebody else still comes along."""
    with acting(host(visit)):
        door = SheetDoor.objects.filter(joints__visit=visit).first()
        if door is not None:
            door.joint = JointBasis.objects.filter(door=door, visit__state__in=JointVisit.OPEN).exists()
            door.save(update_fields=["joint"])


def show_where(visit: JointVisit) -> None:
    """Open the address to whoever goes along, until a few days after the visit."""
    until = datetime.combine(visit.day + READABLE + timedelta(days=1), FORGET, AMSTERDAM)
    with acting(host(visit)) as by:
        _open(visit, visit.partner_id, "content", Purpose.JOINT_VISIT, visit.ground, person_id=visit.person_id, until=until)
        clocks.start(by, visit, TELL, on=visit.partner_id, person=visit.person_id,
                     due_at=datetime.combine(visit.day + timedelta(days=1), END_OF_WORKING_DAY, AMSTERDAM))


def _mail(visit: JointVisit, sentence: str, by: Who) -> None:
    to = Organisation.objects.filter(pk=visit.partner_id).exclude(email="").first()
    if to is not None:
        address = settings.BASE_URL.rstrip("/") + reverse("outreach:joint_visit", args=[visit.pk])
        post.send(channel="email", to=to.email, subject="Samen op huisbezoek", about_kind=JointVisit.REACH, about_id=visit.pk, by=by,
                  body=f"{sentence}\n\n{address}\n\nIn deze mail staan geen persoonsgegevens.")
