"""Every act on a handover: its address, its words, its form, its command, and when it is shown.

One table, so that page, link and tests agree on what can be done in which state.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waakvlam.access.identity import Who
from waakvlam.access.policies import Allowed, decide, require
from waakvlam.access.screening import keep, rewrite, words_in
from waakvlam.kit.errors import Invalid

from . import commands, forms
from .models import State
from .policies import HandoverPermission as P
from .queries.one import Page, Reader

Shown = Callable[[Page], bool]


@dataclass(frozen=True)
class Act:
    """`slug` is the noun in the address. `primary` acts stand open, the others behind a fold."""

    slug: str
    label: str | Promise
    done: str | Promise
    permission: P
    form: type[forms.Act]
    run: Callable[..., Any]
    shown: Shown
    icon: str = "check"
    kind: str = "primary"
    primary: bool = False
    note: str | Promise = ""
    guest_form: type[forms.Act] | None = None
    confirm: str | Promise = ""


def _in(*states: str) -> Shown:
    return lambda page: page.handover.state in states


def _silent(page: Page) -> bool:
    return page.is_silent and page.handover.is_open


def _open_question(page: Page) -> bool:
    return page.asked is not None


def _may_last_longer(page: Page) -> bool:
    return page.permission is not None and page.permission.withdrawn_at is None and page.handover.is_open


OPEN_STATES = (State.OFFERED, State.ACCEPTED, State.CONTACT_MADE, State.UNDER_WAY)
AT_WORK = (State.CONTACT_MADE, State.UNDER_WAY)

ACTS: tuple[Act, ...] = (
    Act("aanname", _("Aannemen"), _("Aangenomen. Nu is duidelijk wie het doet."), P.ANSWER,
        forms.AcceptForm, commands.accept, _in(State.OFFERED), "hand", primary=True,
        note=_("Aannemen betekent: ik leg zelf contact, uiterlijk op deze dag."), guest_form=forms.GuestAcceptForm),
    Act("afwijzing", _("Niet aannemen"), _("De afzender weet het en zoekt een ander. Jullie lezen de brief niet meer."),
        P.ANSWER, forms.DeclineForm, commands.decline, _in(State.OFFERED), "declined", "secondary",
        guest_form=forms.GuestDeclineForm),
    Act("contact", _("Ik heb contact gehad"), _("Opgeschreven: er is contact."), P.WORK, forms.WordForm,
        commands.make_contact, _in(State.ACCEPTED), "contact", primary=True, guest_form=forms.GuestWordForm),
    Act("begin", _("We zijn begonnen"), _("Opgeschreven: de hulp is bezig."), P.WORK, forms.WordForm,
        commands.begin, _in(State.CONTACT_MADE), "plan", primary=True, guest_form=forms.GuestWordForm),
    Act("afronding", _("Afronden"), _("Afgerond. We vragen de bewoner of het hielp."), P.WORK, forms.EndForm,
        commands.end, _in(*AT_WORK), "ended", primary=True, guest_form=forms.GuestEndForm),
    Act("bericht", _("Laten weten dat het doorgaat"), _("De afzender weet dat het doorgaat."), P.WORK,
        forms.WordForm, commands.report, _in(*AT_WORK), "message", "secondary", guest_form=forms.GuestWordForm),
    Act("teruggave", _("Teruggeven"), _("Teruggegeven. De afzender beslist hoe het verdergaat."), P.WORK,
        forms.GiveBackForm, commands.give_back, _in(State.ACCEPTED, *AT_WORK), "returned", "secondary",
        guest_form=forms.GuestGiveBackForm),
    Act("hervatting", _("Dezelfde ontvanger gaat verder"), _("De overdracht is weer open."), P.DECIDE,
        forms.ResumeForm, commands.resume,
        lambda p: p.decision is not None and p.handover.state == State.ENDED and p.handover.content_closed_at is None,
        "refresh", primary=True),
    Act("slot", _("Het blijft hierbij"), _("Opgeschreven: het blijft hierbij."), P.DECIDE, forms.LeaveForm,
        commands.leave_it, lambda p: p.decision is not None, "archive", "secondary"),
    Act("antwoord", _("Antwoord van de bewoner opschrijven"), _("Opgeschreven wat de bewoner zei."), P.ANSWER_HELPED,
        forms.HelpedForm, commands.answer_helped, _open_question, "quote", primary=True,
        guest_form=forms.WitnessForm),
    Act("herinnering", _("Herinneren"), _("De ontvanger krijgt nog een bericht."), P.REMIND, forms.NoForm,
        commands.remind, _in(*OPEN_STATES), "bell", "secondary"),
    Act("opschaling", _("Roerganger vragen"), _("De roerganger ziet nu dat dit stil ligt."), P.ASK_MANDATE, forms.NoForm,
        commands.ask_mandate, lambda p: _silent(p) and p.clock is not None and p.clock.step < 4, "steward", "secondary",
        note=_("De roerganger ziet de stand, nooit de brief.")),
    Act("aanwijzing", _("Termijn stellen"), _("De ontvanger hoort de nieuwe termijn."), P.DIRECT, forms.DirectForm,
        commands.direct, lambda p: p.clock is not None, "steward", primary=True),
    Act("intrekking", _("Terughalen"), _("Teruggehaald. De ontvanger leest de brief niet meer."), P.TAKE_BACK,
        forms.TakeBackForm, commands.take_back, _in(*OPEN_STATES), "withdrawn", "secondary",
        note=_("Daarna kun je de vraag aan een ander aanbieden.")),
    Act("verlenging", _("Toestemming verlengen"), _("Verlengd. De bewoner en de ontvanger lezen tot wanneer."), P.PROLONG,
        forms.ProlongForm, commands.prolong, _may_last_longer, "calendar", "secondary",
        note=_("Vraag het de bewoner opnieuw. Zonder nieuwe toestemming stopt het op de afgesproken dag.")),
    Act("toestemming", _("De bewoner trekt de toestemming in"),
        _("Gestopt. De ontvanger leest de brief niet meer en weet dat het stopt."), P.WITHDRAW_PERMISSION,
        forms.WithdrawPermissionForm, commands.withdraw_permission,
        lambda p: p.permission is not None and p.permission.withdrawn_at is None, "lock", "secondary",
        confirm=_("Alles stopt meteen. Weet je het zeker?")),
    Act("notitie", _("Notitie toevoegen"), _("Notitie bewaard, alleen voor je eigen organisatie."), P.NOTE,
        forms.NoteForm, commands.note, lambda p: True, "note", "secondary"),
)
BY_SLUG = {act.slug: act for act in ACTS}


@dataclass(frozen=True)
class Offered:
    """An act as it stands on the page, with its form."""

    act: Act
    form: forms.Act


def possible(who: Who, page: Page) -> list[Act]:
    """What this person may do now, in the order of the table. No query."""
    return [act for act in ACTS if act.shown(page)
            and isinstance(decide(who, act.permission, page.handover), Allowed)]


def form_for(act: Act, who: Who, page: Page, data: Any = None,
             people: list[tuple[str, str]] | None = None) -> forms.Act:
    kind = act.guest_form if who.is_guest and act.guest_form else act.form
    if act.slug == "antwoord" and page.reader == Reader.RECEIVER:
        kind = forms.WitnessForm
    return kind(data, open_words=page.may_explain, people=people, auto_id=f"{act.slug}_%s")


def attempt(act: Act, page: Page, form: forms.Act, who: Who) -> bool:
    """Run the command with what the form holds; what is wrong comes back at its field.

    Raises Refused before the form is looked at, WrongState, Absent.
    """
    require(who, act.permission, page.handover)
    if not form.is_valid() or _must_choose(form):
        return False
    try:
        act.run(handover=page.handover, by=who, **_given(form))
    except Invalid as error:
        if error.code == "words":
            form.ask_about_words(error.problem.came_in)
        field = error.problem.field
        form.add_error(field if field in form.fields else None, error.sentence)
        return False
    keep(who, page.handover, form.written(inside=True))
    if form.data.get("words_asked") and not words_in(form.written()):
        rewrite(who, page.handover)
    return True


def _must_choose(form: forms.Act) -> bool:
    """Whether there are words that deserve a thought, and the writer did not say yet that they stay."""
    found = words_in(form.written())
    if not found or form.data.get("words_kept"):
        return False
    form.ask_about_words(", ".join(found))
    form.add_error("words_kept", commands.moving.sensitive(found).sentence)
    return True


def _given(form: forms.Act) -> dict[str, Any]:
    """Empty choices are not given; an id is an id. Only words for the other side need the choice to keep them."""
    return {name: UUID(value) if name.endswith("_id") else value for name, value in form.cleaned_data.items()
            if value not in (None, "") and (name != "words_kept" or form.WORDS_TO_OTHER)}
