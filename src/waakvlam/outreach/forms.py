"""Forms of the round builder, announcements and scripts. They only translate; `plan` decides."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access.identity import Who
from waakvlam.access.models import Team
from waakvlam.kit.errors import Invalid
from waakvlam.kit.forms import offer
from waakvlam.kit.time import today

from . import hours, outcomes, queries, sentences, steps
from .commands.entries import BY_HAND
from .models import Announcement, RoundEntry
from .plan import Plan
from .scripting import KINDS
from .selection import ARREARS, HOUSEHOLDS, ORDERS, Selection, parse

DAYS = (("1", gettext_lazy("ma")), ("2", gettext_lazy("di")), ("3", gettext_lazy("wo")),
        ("4", gettext_lazy("do")), ("5", gettext_lazy("vr")), ("6", gettext_lazy("za")), ("7", gettext_lazy("zo")),
        (hours.HOLIDAY, gettext_lazy("feestdagen")))
LANGUAGES = (("nl", gettext_lazy("Nederlands")), ("en", gettext_lazy("Engels")))
Several = forms.CheckboxSelectMultiple
MOST_BLOCKS = 60
MOST_STEPS = 4


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class RoundForm(forms.Form):
    """Five steps: whom, where, what about, through which channels, how. `plan()` gives what commands want."""

    age_from = forms.IntegerField(label=gettext_lazy("Vanaf leeftijd"), min_value=0, max_value=120, required=False)
    age_to = forms.IntegerField(label=gettext_lazy("Tot en met leeftijd"), min_value=0, max_value=120, required=False)
    households = forms.MultipleChoiceField(label=gettext_lazy("Huishouden"), choices=tuple(HOUSEHOLDS.items()),
                                           widget=Several, required=False)
    not_reached_since = forms.DateField(
        label=gettext_lazy("Niet bereikt sinds"), widget=_day(), required=False,
        help_text=gettext_lazy("Wie na deze dag is gesproken, komt niet op de lijst."))
    tenancy_years_min = forms.IntegerField(label=gettext_lazy("Huurt ten minste zoveel jaar"), min_value=0,
                                           max_value=100, required=False)
    tenancy_years_max = forms.IntegerField(label=gettext_lazy("Huurt korter dan zoveel jaar"), min_value=0,
                                           max_value=100, required=False)
    never_reached_tries = forms.IntegerField(
        label=gettext_lazy("Nooit bereikt, na ten minste zoveel pogingen"), min_value=0, max_value=20, required=False,
        help_text=gettext_lazy("0 is: ook wie nog nooit geprobeerd is."))
    never_reached_ways = forms.IntegerField(
        label=gettext_lazy("… op ten minste zoveel manieren"), min_value=1, max_value=5, required=False)
    arrears = forms.MultipleChoiceField(
        label=gettext_lazy("Huurachterstand"), choices=[(a, sentences.ARREARS_WORDS[a]) for a in ARREARS],
        widget=Several, required=False)

    neighbourhoods = forms.MultipleChoiceField(label=gettext_lazy("Buurten"), widget=Several, required=False,
                                               help_text=gettext_lazy("Niets gekozen is overal."))
    blocks = forms.MultipleChoiceField(label=gettext_lazy("Blokken"), widget=Several, required=False)
    order = forms.ChoiceField(label=gettext_lazy("Volgorde"), choices=tuple(ORDERS.items()), initial="mixed")

    reason = forms.CharField(label=gettext_lazy("We bellen om te vragen …"), max_length=400,
                             help_text=gettext_lazy("Zo staat het ook in de brief. Bijvoorbeeld: hoe het gaat."))
    script_version = forms.ChoiceField(label=gettext_lazy("Script"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Taal van het gesprek"), choices=LANGUAGES, initial="nl")

    name = forms.CharField(label=gettext_lazy("Naam van de belactie"), max_length=120)
    goal = forms.ChoiceField(label=gettext_lazy("We bellen door tot …"), initial="spoken", widget=forms.RadioSelect,
                             choices=tuple(sentences.GOAL_WORDS.items()))
    starts_on = forms.DateField(label=gettext_lazy("Eerste dag"), widget=_day())
    ends_on = forms.DateField(label=gettext_lazy("Laatste dag"), widget=_day())
    team = forms.ChoiceField(label=gettext_lazy("Wie bellen er"), required=False)
    days = forms.MultipleChoiceField(label=gettext_lazy("Beldagen"), choices=DAYS, widget=Several,
                                     initial=list("12345"))
    opens = forms.TimeField(label=gettext_lazy("Bellen vanaf"), initial="09:30", widget=forms.TimeInput({"type": "time"}))
    closes = forms.TimeField(label=gettext_lazy("Bellen tot"), initial="17:00", widget=forms.TimeInput({"type": "time"}))
    max_attempts = forms.IntegerField(label=gettext_lazy("Hoe vaak proberen we het"), min_value=1, max_value=20, initial=4)
    cool_down_days = forms.IntegerField(
        label=gettext_lazy("Rust na een gesprek, in dagen"), min_value=0, max_value=730, initial=30,
        help_text=gettext_lazy("Wie korter geleden is gesproken, laten we met rust."))
    reference_percent = forms.IntegerField(
        label=gettext_lazy("Controlegroep, in procenten"), min_value=0, max_value=20, initial=10,
        help_text=gettext_lazy("Adressen door loting, buiten de lijst. Zo zien we wie we missen."))

    STEPS = {
        "wie": ("age_from", "age_to", "households", "not_reached_since", "never_reached_tries", "never_reached_ways", "tenancy_years_min",
                "tenancy_years_max", "arrears"),
        "waar": ("neighbourhoods", "blocks", "order"),
        "wat": ("reason", "script_version", "language"),
        "waarlangs": tuple(f"step_{n}_{part}" for n in range(1, 5) for part in ("channel", "times", "days")),
        "hoe": ("name", "goal", "starts_on", "ends_on", "team", "days", "opens", "closes", "max_attempts",
                "cool_down_days", "reference_percent"),
    }

    def __init__(self, *args: Any, who: Who, plan: Plan | None = None, **kwargs: Any) -> None:
        """`plan` is the draft that is changed; its outcomes have a page of their own and stay."""
        super().__init__(*args, **kwargs)
        self.outcomes = plan.outcomes if plan else outcomes.DEFAULT
        self._add_steps()
        chosen = self["neighbourhoods"].value() or []
        places, blocks = queries.neighbourhoods(who), queries.blocks(who, tuple(chosen))
        named = {b.code for b in blocks} | set(self["blocks"].value() or [])
        scripts = queries.published(who)
        offer(self, "neighbourhoods", [(p.code, f"{p.name} ({p.homes})") for p in places])
        if len(named) > MOST_BLOCKS and not chosen:
            named = set(self["blocks"].value() or [])
            self.fields["blocks"].help_text = _("Kies een buurt en dan “Bekijk wie dit zijn”. Dan staan hier de blokken.")
        offer(self, "blocks", [(name, name) for name in sorted(named)])
        offer(self, "script_version", [(str(v.id), v.script.name) for v in scripts] or [("", _("nog geen script"))])
        teams = Team.objects.filter(organisation_id=who.organisation_id).order_by("name")
        offer(self, "team", [("", _("alle bellers")), *((str(t.id), t.name) for t in teams)])
        self.fields["starts_on"].initial = today()
        self.fields["ends_on"].initial = today() + timedelta(days=28)

    def _add_steps(self) -> None:
        """Up to four steps: a channel, how often, and days of rest before the next."""
        words = [("", _("– niets –")), *((str(code), word) for code, word in steps.WORDS.items())]
        for n in range(1, MOST_STEPS + 1):
            self.fields[f"step_{n}_channel"] = forms.ChoiceField(
                label=_("Stap %(n)d") % {"n": n}, choices=words, required=False,
                help_text=_("Niets gekozen is alleen bellen.") if n == 1 else "")
            self.fields[f"step_{n}_times"] = forms.IntegerField(
                label=_("Hoe vaak, stap %(n)d") % {"n": n}, min_value=1, max_value=steps.MOST_TIMES, initial=1, required=False)
            self.fields[f"step_{n}_days"] = forms.IntegerField(
                label=_("Dagen rust na stap %(n)d") % {"n": n}, min_value=0, max_value=steps.MOST_DAYS, initial=0,
                required=False)

    def channels(self) -> list[dict[str, Any]]:
        """The steps that are filled in, in their order."""
        given = self.cleaned_data
        return [{"channel": given[f"step_{n}_channel"], "times": given.get(f"step_{n}_times") or 1,
                 "days": given.get(f"step_{n}_days") or 0}
                for n in range(1, MOST_STEPS + 1) if given.get(f"step_{n}_channel")]

    def selection(self) -> Selection:
        """What is chosen so far, also while the rest of the form is not complete."""
        given = self.cleaned_data
        return parse({name: given.get(name) for name in (
            *self.STEPS["wie"], "neighbourhoods", "blocks", "order") if given.get(name) not in (None, "", [])})

    def plan(self) -> Plan:
        """From cleaned data; a field that is not filled in yet keeps its default. Raises Invalid."""
        given = {k: v for k, v in self.cleaned_data.items() if v not in (None, "")}
        open_ = [f"{given.get(name) or default:%H:%M}" if name in given else default
                 for name, default in (("opens", "09:30"), ("closes", "17:00"))]
        same = ("reason", "goal", "starts_on", "ends_on", "language", "max_attempts", "cool_down_days",
                "reference_percent")
        return Plan(
            name=given.get("name", ""), selection=self.selection(), outcomes=self.outcomes, steps=self.channels(),
            script_version_id=given.get("script_version"), team_id=given.get("team"),
            calling_hours=hours.parse({day: open_ for day in given.get("days", [])}),
            **{name: given[name] for name in same if name in given})

    def refused(self, error: Invalid) -> None:
        """Show what a command refused at the field it names."""
        name = {"calling_hours": "closes", "script": "script_version"}.get(error.problem.field, error.problem.field)
        self.add_error(name if name in self.fields else None, error.sentence)

    @classmethod
    def values(cls, plan: Plan) -> dict[str, Any]:
        """Initial values from the plan of a draft."""
        opens, closes = next(iter(plan.calling_hours.values()), ["09:30", "17:00"])
        same = ("name", "reason", "goal", "starts_on", "ends_on", "language", "max_attempts", "cool_down_days",
                "reference_percent")
        return {**plan.selection.as_json(), **{name: getattr(plan, name) for name in same},
                **{f"step_{n}_{part}": step[part] for n, step in enumerate(plan.steps[:MOST_STEPS], 1) for part in step},
                "days": list(plan.calling_hours), "opens": opens, "closes": closes,
                "script_version": str(plan.script_version_id or ""), "team": str(plan.team_id or "")}


class ExcludeForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("Waarom"), choices=[(r, RoundEntry.Excluded(r).label) for r in BY_HAND])


class AnnouncementForm(forms.Form):
    channel = forms.ChoiceField(label=gettext_lazy("Hoe"), choices=Announcement.Channel.choices, widget=forms.HiddenInput)
    subject = forms.CharField(label=gettext_lazy("Onderwerp van het bericht"), max_length=160, required=False)
    body = forms.CharField(label=gettext_lazy("Tekst"), widget=forms.Textarea,
                           help_text=gettext_lazy("{naam} en {organisatie} vullen we in."))


class StepForm(forms.Form):
    """One step of a script; options stand beside it as option-N-nl, option-N-en, option-N-next."""

    kind = forms.ChoiceField(label=gettext_lazy("Soort"), choices=tuple(KINDS.items()))
    text_nl = forms.CharField(label=gettext_lazy("Tekst in het Nederlands"), widget=forms.Textarea, max_length=1200)
    text_en = forms.CharField(label=gettext_lazy("Tekst in het Engels"), widget=forms.Textarea, max_length=1200,
                              required=False)
    next = forms.ChoiceField(label=gettext_lazy("Daarna"), required=False)

    def __init__(self, *args: Any, targets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "next", [("", _("einde van het gesprek")), *targets])

    def text(self) -> dict[str, str]:
        return texts(self.cleaned_data["text_nl"], self.cleaned_data["text_en"])


def texts(nl: str, en: str) -> dict[str, str]:
    return {"nl": nl.strip(), **({"en": en.strip()} if en.strip() else {})}


def options(data: Any) -> list[dict[str, Any]]:
    """Options from a posted step, in order; an option without Dutch text is gone."""
    found = []
    for n in range(13):
        nl = data.get(f"option-{n}-nl", "").strip()[:200]
        if nl:
            found.append({"code": data.get(f"option-{n}-code", "")[:30], "next": data.get(f"option-{n}-next", ""),
                          "label": texts(nl, data.get(f"option-{n}-en", "")[:200])})
    return found
