"""Every act on a signal: its address, its words, its form, its command, and when it is shown.

One table, so that page, keyboard and tests agree on what can be done in which state.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.policies import Allowed, decide, require
from waakvlam.kit.errors import Invalid

from . import forms
from .commands import (
    Passed,
    following,
    giving,
    joining,
    overs,
    pooling,
    report_desk,
    rooms,
    together,
    weighing,
    words,
)
from .models import Basis, Signal, State, TakeOver
from .models.states import About, Answer, RoomState
from .policies import SignalPermission as P
from .queries.one import Page

Words = str | Promise


@dataclass(frozen=True)
class Act:
    """`slug` is the noun in the address; `key` presses it. `primary` acts stand open, the others behind a fold."""

    slug: str
    label: Words
    done: Words
    permission: P
    form: type[forms.Act]
    run: Callable[..., Any]
    shown: Callable[[Page], bool]
    icon: str = "check"
    kind: str = "secondary"
    primary: bool = False
    note: Words = ""
    key: str = ""


def _give(*, signal: Signal, to: UUID, basis: str, reason: str, words: str = "", internal: str = "", by: Who) -> Signal:
    return giving.give(signal=signal, to=to, passed=Passed(basis, words), reason=reason, internal=internal, by=by)


def _take(*, signal: Signal, backup_id: UUID | None = None, by: Who) -> Signal:
    return weighing.take(signal=signal, backup_id=backup_id, by=by)


def _ask_over(*, signal: Signal, why: str, by: Who) -> TakeOver:
    return overs.ask(signal_id=signal.pk, why=why, by=by)


def _note(*, signal: Signal, text: str, by: Who) -> None:
    weighing.write(signal=signal, text=text, by=by)


def _agree(*, signal: Signal, phone: str = "", by: Who) -> None:
    together.agree(signal=signal, phone=phone, by=by)


def _answers(page: Page, *answers: str) -> bool:
    """There is a hint that still may be answered, and one of these stands there now."""
    return page.ours and page.together is not None and page.together.is_open and page.together.answer in answers


def _in(*states: str) -> Callable[[Page], bool]:
    return lambda page: page.ours and page.signal.state in states


def _asked(page: Page) -> bool:
    return page.words_asked is not None and page.words_asked.on_id == page.signal.giver_id and not page.ours


def is_outside(page: Page) -> bool:
    """It is about a place and about nobody."""
    return page.content is not None and page.content.about == About.PLACE and page.signal.basis == Basis.NOBODY


def _of_a_silent_holder(page: Page) -> bool:
    return not page.ours and page.clock is not None and page.clock.step == Clock.Step.MANDATE and page.signal.state in LIVE


LIVE = (State.NEW, State.TAKEN, State.ACTING)
ACTS: tuple[Act, ...] = (
    Act("behandeling", _("Ik pak dit op"), _("Dit signaal is van jou. Kies wat er volgt."), P.WEIGH, forms.TakeForm, _take,
        _in(State.NEW), "hand", "primary", True, key="o"),
    Act("vervolg", _("Afspreken wat er volgt"), _("Afgesproken. Wie het meldde, hoort dat er iemand mee bezig is."), P.WEIGH,
        forms.FollowForm, following.follow_up, _in(State.TAKEN, State.ACTING), "plan", "primary", True, key="v"),
    Act("afsluiting", _("Afsluiten"), _("Afgesloten. Wie het meldde, hoort alleen dat het is afgesloten."), P.WEIGH,
        forms.CloseForm, weighing.close, _in(*LIVE), "archive", key="a"),
    Act("doorgave", _("Doorgeven aan een ander"), _("Doorgegeven. Jullie blijven zien bij wie het ligt."), P.GIVE, forms.GiveForm,
        _give, _in(*LIVE), "handover", key="d"),
    Act("pot", _("In de open pot leggen"), _("In de open pot. Wie ruimte heeft, neemt het; tot die tijd is het van jullie."), P.GIVE,
        forms.PoolForm, pooling.put, _in(*LIVE), "people", key="p",
        note=_("Anderen zien alleen waar het over gaat, in welke buurt en hoe snel. Nog niemand wordt genoemd.")),
    Act("uit-de-pot", _("Uit de open pot halen"), _("Uit de pot. Het wacht weer op jullie."), P.GIVE, forms.NoForm, pooling.take_out,
        _in(State.POOL), "returned", "primary", True),
    Act("teruggave", _("Teruggeven"), _("Teruggegeven aan wie het gaf."), P.GIVE, forms.GiveBackForm, giving.give_back,
        lambda p: p.ours and p.signal.state in LIVE and p.signal.giver_id not in (None, p.signal.holder_id), "returned"),
    Act("ruimte", _("Vragen wie ruimte heeft"), _("Gevraagd aan wie met signalen werkt. Niemand is genoemd."), P.GIVE, forms.RoomForm, rooms.ask,
        _in(*LIVE), "people", note=_("De anderen lezen alleen het onderwerp, de buurt of wijk, de soort hulp en de termijn.")),
    Act("ruimte-niet-meer", _("Niet meer vragen wie ruimte heeft"), _("Er wordt niets meer gevraagd. De antwoorden blijven staan."), P.GIVE,
        forms.NoForm, rooms.stop, lambda p: _in(*LIVE)(p) and any(row.state == RoomState.OPEN for row in p.rooms), "close"),
    Act("overname", _("Vragen of wij het overnemen"), _("Gevraagd. Wie het nu heeft, antwoordt."), P.CLAIM, forms.OverForm, _ask_over,
        lambda p: p.given_by_us and p.signal.state in LIVE, "hand", note=_("Jullie gaven dit door. Ligt het nu stil, of kunnen jullie er beter bij?")),
    Act("overnemer", _("Een ander vragen het over te nemen"), _("Gevraagd. Tot er ja is gezegd, verandert er niets."), P.ASK_OTHER,
        forms.OverOtherForm, overs.ask_other, lambda p: _in(*LIVE)(p) or _of_a_silent_holder(p), "people",
        note=_("De ander ziet waar het over gaat, in welke buurt en hoe snel. Niemand wordt genoemd.")),
    Act("woorden", _("Vragen of de woorden mee mogen"), _("Gevraagd. Wie het gaf, vraagt het de bewoner."), P.WEIGH, forms.NoForm,
        words.ask, lambda p: p.ours and p.content is None and p.signal.ended_at is None and p.words_asked is None, "question",
        note=_("Jullie kregen dit signaal zonder de woorden.")),
    Act("woorden-mee", _("De woorden mogen mee"), _("De woorden gaan mee naar wie erom vroeg."), P.WORDS, forms.ReleaseForm,
        words.release, lambda p: _asked(p) and p.content is not None, "question", "primary", True,
        note=_("Wie dit signaal van jullie kreeg, vraagt om de woorden. Vraag het eerst de bewoner.")),
    Act("woorden-niet", _("De woorden gaan niet mee"), _("Gezegd dat de woorden niet meegaan."), P.WORDS, forms.NoWordsForm,
        words.refuse, _asked, "lock"),
    Act("samenvoeging", _("Samenvoegen"), _("Samengevoegd: het is nu één draad. Losmaken kan altijd."), P.WEIGH, forms.JoinForm,
        joining.join, lambda p: p.ours and p.signal.state in LIVE and bool(p.alike), "link",
        note=_("Dit gaat misschien over dezelfde woning of persoon. Samen worden ze één draad; elke stap blijft staan.")),
    Act("losmaking", _("Weer losmaken"), _("Los. Het is weer een eigen signaal, met een eigen termijn."), P.WEIGH, forms.NoForm,
        joining.apart, _in(State.JOINED), "returned", "secondary", True),
    Act("samen", _("Ja, vraag het"), _("Gevraagd. Wil de ander het ook, dan lees je hier met wie je kunt bellen."), P.TOGETHER, forms.TogetherForm,
        _agree, lambda p: _answers(p, "", Answer.NO), "people", note=_(
            "Zegt de ander ook ja, dan lezen jullie allebei wie de ander is en met wie je kunt bellen. Verder gaat er niets over en weer.")),
    Act("samen-niet", _("Nee, wij kijken zelf"), _("Bewaard. De ander merkt dit niet."), P.TOGETHER, forms.NoForm, together.decline,
        lambda p: _answers(p, "", Answer.YES), "lock",
        note=_("Liever niet? Voor de ander is dat hetzelfde als geen antwoord.")),
    Act("urgentie", _("Urgentie veranderen"), _("De urgentie is veranderd; de termijn ook."), P.WEIGH, forms.UrgencyForm,
        weighing.set_urgency, _in(*LIVE), "clock", key="u"),
    Act("teruglegging", _("Terugleggen"), _("Teruggelegd: een collega kan het oppakken."), P.WEIGH, forms.NoForm, weighing.put_back,
        _in(State.TAKEN), "returned"),
    Act("rust", _("Er niets mee doen"), _("Het blijft liggen en vervalt vanzelf. Een nieuw signaal brengt het weer boven."), P.WEIGH,
        forms.RestForm, weighing.rest, _in(State.NEW, State.TAKEN), "pause"),
    Act("buiten", _("Melden bij de gemeente: buiten"), _("Het staat klaar voor het meldpunt van de gemeente. Bij Post zie je of het aankwam."), P.GIVE,
        forms.ReportForm, report_desk.report_out, lambda p: p.ours and p.signal.state in LIVE and is_outside(p), "send",
        note=_("Dit gaat over een plek en over niemand. Wat hieronder staat, gaat naar het meldpunt; verder niets.")),
    Act("notitie", _("Notitie toevoegen"), _("Notitie bewaard, alleen voor je eigen organisatie."), P.WEIGH, forms.NoteForm, _note,
        lambda p: p.ours, "note"),
)
BY_SLUG = {act.slug: act for act in ACTS}
BESIDE = ("samen", "samen-niet")  # stand with the hint, not among the others


@dataclass(frozen=True)
class Offered:
    """An act as it stands on the page, with its form."""

    act: Act
    form: forms.Act


def possible(who: Who, page: Page) -> list[Act]:
    """What this person may do now, in the order of the table. No query."""
    return [act for act in ACTS if act.shown(page) and isinstance(decide(who, act.permission, page.signal), Allowed)]


WRONG = object()


def attempt(act: Act, found: Signal, form: forms.Act, who: Who) -> Any:
    """Run the command with what the form holds, and give what it gave; what is wrong comes back at its field, and WRONG.

    Raises Refused before the form is looked at, WrongState, Absent.
    """
    require(who, act.permission, found)
    if not form.is_valid():
        return WRONG
    given = {name: UUID(value) if name.endswith("_id") or name == "to" else value
             for name, value in form.cleaned_data.items() if value not in (None, "")}
    try:
        return act.run(signal=found, by=who, **given)
    except Invalid as error:
        form.add_error(error.problem.field if error.problem.field in form.fields else None, error.sentence)
        return WRONG
