"""Every act on a track and on a notice: its address, its words, its form, its command, and when it is shown.

One table for each, so that pages and tests agree on what can be done in which state.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waakvlam.access.identity import Who
from waakvlam.access.policies import Allowed, decide
from waakvlam.kit.errors import Invalid

from . import commands, forms
from .models import MOVES, NoticeState, Stage
from .models.owned import Arrangement
from .models.states import OPEN
from .policies import ArrearsPermission as P

Words = str | Promise
N = NoticeState


@dataclass(frozen=True)
class Act:
    """`slug` is the noun in the address. `first` acts may stand open as the next right thing."""

    slug: str
    label: Words
    done: Words
    permission: P
    form: type[django_forms.Form]
    run: Callable[..., Any]
    shown: Callable[[Any], bool]
    icon: str = "check"
    kind: str = "secondary"
    note: Words = ""
    first: bool = False


def _writes(verb: str) -> Callable[..., Any]:
    return lambda track, by, **given: commands.tracks.write(track=track, verb=verb, by=by, **given)


def _goes_to(stage: str) -> Callable[..., Any]:
    return lambda track, by, **given: commands.tracks.escalate(track=track, to=stage, by=by, **given)


def _arranges(track: Any, by: Who, *, amount_cents: int, parts: int, first: Any, note: str = "") -> Any:
    return commands.arrangements.arrange(track=track, parts=commands.arrangements.spread(amount_cents, parts, first), note=note, by=by)


def _open(page: Any) -> bool:
    return bool(page.track.is_open)


def _may(stage: str) -> Callable[[Any], bool]:
    return lambda page: stage in MOVES[page.track.stage]


def _runs(page: Any) -> bool:
    return page.arrangement is not None and page.arrangement.state == Arrangement.State.RUNNING and page.track.is_open


def _may_signal(page: Any) -> bool:
    t = page.track
    return (t.is_open and not t.missing and t.refused_at is None and t.amount_cents > 0 and page.open_notice is None
            and (t.stage == Stage.SIGNAL or Stage.SIGNAL in MOVES[t.stage]))


def _planned(page: Any) -> bool:
    e = page.eviction
    return e is not None and e.called_off_at is None and e.carried_out_on is None and page.track.is_open


ON_TRACK: tuple[Act, ...] = (
    Act("herinnering", _("Herinnering verstuurd"), _("Opgeschreven: een herinnering is verstuurd."), P.KEEP, forms.Reminder,
        _writes("reminder"), _open, "letter", first=True),
    Act("contact", _("Contact gehad"), _("Opgeschreven: er is contact geweest."), P.KEEP, forms.Talk, _writes("contact"), _open,
        "contact", first=True, note=_("Vraag eerst hoe het gaat. Daarna pas over de huur.")),
    Act("poging", _("Geprobeerd, niemand gesproken"), _("Opgeschreven: een poging tot contact."), P.KEEP, forms.Talk, _writes("tried"),
        _open, "no-answer"),
    Act("schuldhulp", _("Gewezen op schuldhulp"), _("Opgeschreven: gewezen op schuldhulp."), P.KEEP, forms.Told, _writes("help"), _open,
        "help", first=True),
    Act("aanbod", _("Aangeboden om gegevens door te geven"), _("Opgeschreven: aangeboden. Zegt de huurder nee, schrijf dat meteen op."), P.KEEP,
        forms.Told, _writes("offered"), lambda p: _open(p) and p.track.refused_at is None, "offered", first=True,
        note=_("De huurder weet: jullie mogen naam, contactgegevens en het bedrag doorgeven, en nee zeggen mag.")),
    Act("nee", _("De huurder wil niet dat we doorgeven"), _("Opgeschreven. Er gaat niets naar de gemeente."), P.KEEP, forms.Said,
        lambda track, by, **given: commands.tracks.refuse(track=track, by=by, **given),
        lambda p: _open(p) and p.track.refused_at is None, "lock", note=_("Wat al verstuurd is, haalt Waakvlam meteen terug.")),
    Act("toch", _("De huurder vindt doorgeven toch goed"), _("Opgeschreven. Doorgeven mag weer."), P.KEEP, forms.Said,
        lambda track, by, **given: commands.tracks.agree(track=track, by=by, **given),
        lambda p: _open(p) and p.track.refused_at is not None, "check"),
    Act("vroegsignaal", _("Vroegsignaal versturen"), _("Verstuurd. De gemeente weet het en moet antwoorden."), P.KEEP, forms.Nothing,
        lambda track, by: commands.sending.signal(track=track, by=by), _may_signal, "send", "primary", first=True,
        note=_("Dit gaat mee: naam, adres, telefoon, e-mail en het bedrag. Verder niets.")),
    Act("regeling", _("Regeling afspreken"), _("De regeling staat. Waakvlam let op de termijnen."), P.KEEP, forms.Arrange, _arranges,
        lambda p: _open(p) and not _runs(p) and p.track.amount_cents > 0 and (p.track.stage == Stage.ARRANGEMENT or _may(Stage.ARRANGEMENT)(p)),
        "agreement", first=True, note=_("Spreek af wat lukt, ook als het langer duurt.")),
    Act("gebroken", _("De regeling lukt niet"), _("Opgeschreven. Praat opnieuw met de huurder."), P.KEEP, forms.Said,
        lambda track, by, **given: commands.arrangements.break_off(track=track, by=by, **given), _runs, "warning"),
    Act("bedrag", _("Bedrag wijzigen"), _("Het bedrag is gewijzigd."), P.KEEP, forms.Amount,
        lambda track, by, **given: commands.tracks.change_amount(track=track, by=by, **given), _open, "euro"),
    Act("incasso", _("Naar incasso"), _("Opgeschreven: het ligt bij incasso."), P.KEEP, forms.Onward, _goes_to(Stage.COLLECTION),
        _may(Stage.COLLECTION), "organisation"),
    Act("vonnis", _("Er is een vonnis"), _("Opgeschreven: er is een vonnis."), P.KEEP, forms.Onward, _goes_to(Stage.JUDGMENT),
        _may(Stage.JUDGMENT), "scale"),
    Act("ontruiming", _("Ontruiming plannen"), _("Gepland. Het meldpunt hoort het op tijd."), P.KEEP, forms.Plan,
        lambda track, by, **given: commands.evictions.plan(track=track, by=by, **given), _may(Stage.EVICTION), "home",
        note=_("Het meldpunt hoort dit vanzelf, het afgesproken aantal werkdagen ervoor.")),
    Act("melding", _("Nu aan het meldpunt melden"), _("Gemeld. Het meldpunt weet het."), P.KEEP, forms.Nothing,
        lambda track, by: commands.sending.tell(eviction=commands.evictions.planned(track), by=by),
        lambda p: _planned(p) and p.eviction.told_at is None, "send", "primary", first=True),
    Act("afgeblazen", _("De ontruiming gaat niet door"), _("Afgeblazen. Het meldpunt hoort het."), P.KEEP, forms.Said,
        lambda track, by, **given: commands.evictions.call_off(track=track, by=by, **given), _planned, "stop"),
    Act("notitie", _("Notitie toevoegen"), _("Notitie bewaard, alleen voor je eigen organisatie."), P.KEEP, forms.Note, _writes("note"), _open, "note"),
    Act("afronding", _("Afronden"), _("Afgerond, met een uitkomst."), P.KEEP, forms.End,
        lambda track, by, **given: commands.tracks.end(track=track, by=by, **given), _open, "ended",
        note=_("Niemand gaat van de lijst zonder uitkomst.")),
)

ON_NOTICE: tuple[Act, ...] = (
    Act("aanname", _("Aannemen"), _("Aangenomen. De verhuurder weet wie het doet."), P.WORK, forms.Accept, commands.answering.accept,
        lambda p: p.notice.state == N.SENT, "hand", "primary", _("Aannemen betekent: ik leg zelf contact."), first=True),
    Act("afwijzing", _("Niet aannemen"), _("De verhuurder weet het. Jullie lezen de gegevens niet meer."), P.WORK, forms.Decline,
        commands.answering.decline, lambda p: p.notice.state == N.SENT, "declined"),
    Act("contact", _("Ik heb contact gehad"), _("Opgeschreven: er is contact."), P.WORK, forms.Nothing, commands.answering.make_contact,
        lambda p: p.notice.state == N.ACCEPTED, "contact", "primary", first=True),
    Act("hulp", _("Hulp is begonnen"), _("Opgeschreven: er is hulp. De gegevens blijven zolang die duurt."), P.WORK, forms.Nothing,
        commands.answering.open_help, lambda p: p.notice.state == N.CONTACT_MADE, "help", "primary",
        _("Er is een hulptraject geopend. Alleen dan blijven de gegevens langer bewaard."), first=True),
    Act("bericht", _("Laten weten dat het doorgaat"), _("De verhuurder weet dat het doorgaat."), P.WORK, forms.Nothing,
        commands.answering.report, lambda p: p.notice.state in (N.CONTACT_MADE, N.HELPING), "message"),
    Act("afronding", _("Afronden"), _("Afgerond. De verhuurder hoort alleen de uitkomst."), P.WORK, forms.Report, commands.answering.end,
        lambda p: p.notice.state in (N.ACCEPTED, N.CONTACT_MADE, N.HELPING), "ended", first=True),
    Act("intrekking", _("Terughalen"), _("Teruggehaald. De gemeente leest het niet meer."), P.SEND, forms.Withdraw,
        commands.withdrawing.withdraw, lambda p: p.notice.state in OPEN and p.notice.state != N.HELPING, "withdrawn"),
)


@dataclass(frozen=True)
class Offered:
    """An act as it stands on the page, with its form."""

    act: Act
    form: django_forms.Form


def possible(table: tuple[Act, ...], who: Who, page: Any, subject: Any) -> list[Act]:
    """What this person may do now, in the order of the table. No query."""
    return [act for act in table if act.shown(page) and isinstance(decide(who, act.permission, subject), Allowed)]


def attempt(act: Act, form: django_forms.Form, who: Who, **subject: Any) -> bool:
    """Run the command with what the form holds; what is wrong comes back at its field. Raises Refused, WrongState, Absent."""
    if not form.is_valid():
        return False
    try:
        act.run(by=who, **subject, **_given(form.cleaned_data))
    except Invalid as error:
        field = error.problem.field
        form.add_error(field if field in form.fields else None, f"{error.sentence} {error.problem.remedy or ''}".strip())
        return False
    return True


def _given(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    return {name: UUID(value) if name.endswith("_id") else value for name, value in cleaned.items() if value not in (None, "")}
