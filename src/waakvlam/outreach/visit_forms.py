"""Forms of planning visits. They only translate; `commands.sheets` decides."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access.identity import Who
from waakvlam.access.models import Membership
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import now, today

from . import hours
from .commands.sheets import VISITORS
from .models import Round, Sheet
from .planning import MOST_TEAMS, Team
from .queries import sheets

Several = forms.CheckboxSelectMultiple
TEAMS, MORE, AHEAD = 4, 2, 10


def visitors(who: Who) -> list[tuple[str, str]]:
    """Who may walk a sheet: callers, volunteers and coordinators of the own organisation. One query."""
    rows = Membership.objects.filter(organisation_id=who.organisation_id, role__in=VISITORS, since__lte=now()).exclude(
        until__lte=now()).order_by("person__name").values_list("person_id", "person__name")
    return [(str(key), name) for key, name in dict(rows).items()]


class PlanForm(forms.Form):
    """Days, teams (four to begin with, more where asked for), and how many doors a team does in a day."""

    days_ = forms.MultipleChoiceField(label=gettext_lazy("Dagen"), widget=Several)
    capacity = forms.IntegerField(label=gettext_lazy("Deuren per ploeg per dag"), min_value=1, max_value=200, initial=30)

    def __init__(self, *args: Any, who: Who, round: Round, many: int = TEAMS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.many = min(max(many, TEAMS), MOST_TEAMS)
        first = max(today(), round.starts_on)
        days = [first + timedelta(days=n) for n in range(AHEAD * 2)]
        # Today always, also on a Saturday; further on the days on which this round rings.
        shown = [d for d in days if d <= round.ends_on and (
            d == today() or hours.on(round.calling_hours, d))]
        self.fields["days_"] = forms.MultipleChoiceField(
            label=_("Dagen"), widget=Several, choices=[(f"{d}", sheets.day_words(d)) for d in shown[:AHEAD]])
        people = visitors(who)
        for n in range(1, self.many + 1):
            self.fields[f"team_{n}"] = forms.MultipleChoiceField(
                label=_("Ploeg %(n)d") % {"n": n}, choices=people, widget=Several, required=n == 1)

    @classmethod
    def teams_in(cls, data: Mapping[str, Any]) -> int:
        """How many teams stand on the form that came in; two more where that was the button."""
        many = str(data.get("many", ""))
        return (int(many) if many.isdecimal() and len(many) < 3 else TEAMS) + (MORE if "more" in data else 0)

    @property
    def has_room(self) -> bool:
        return self.many < MOST_TEAMS

    def days(self) -> list[date]:
        return [date.fromisoformat(text) for text in self.cleaned_data["days_"]]

    def teams(self) -> list[Team]:
        given = [self.cleaned_data[f"team_{n}"] for n in range(1, self.many + 1)]
        return [Team(tuple(UUID(p) for p in people), self.cleaned_data["capacity"]) for people in given if people]

    @property
    def team_fields(self) -> list[Any]:
        return [self[f"team_{n}"] for n in range(1, self.many + 1)]


class DivisionForm(forms.Form):
    """Doors that are ticked, another sheet of the round, and who walks this one."""

    doors = forms.TypedMultipleChoiceField(coerce=UUID, required=False)
    to = forms.ChoiceField(label=gettext_lazy("Naar lijst"), required=False)
    people = forms.TypedMultipleChoiceField(label=gettext_lazy("Wie loopt deze lijst"), coerce=UUID, widget=Several,
                                            required=False)

    def __init__(self, *args: Any, who: Who, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [s for s in sheets.planned(who, sheet.round) if s.id != sheet.pk]
        self.fields["doors"] = forms.TypedMultipleChoiceField(
            coerce=UUID, required=False, choices=[(str(d), "") for d in sheet.doors.values_list("pk", flat=True)])
        self.fields["to"] = forms.ChoiceField(label=_("Naar lijst"), required=False, choices=[
            ("", "–"), *((str(s.id), f"{sheets.day_words(s.day)}, {s.name} ({', '.join(s.team)})") for s in rows)])
        self.fields["people"] = forms.TypedMultipleChoiceField(
            label=_("Wie loopt deze lijst"), coerce=UUID, widget=Several, required=False, choices=visitors(who),
            initial=[str(p) for p in sheet.members.values_list("person_id", flat=True)])

    def other(self) -> UUID:
        """The sheet to move to. Raises Invalid where none is chosen."""
        if not self.cleaned_data["to"]:
            raise Invalid("sheet_to", _("Kies naar welke lijst."), field="to")
        return UUID(self.cleaned_data["to"])


class MarkerForm(forms.Form):
    """Why two people go there, and when we look at it again."""

    reason = forms.CharField(label=gettext_lazy("Waarom met twee mensen"), max_length=300, widget=forms.Textarea,
                             help_text=gettext_lazy("Schrijf wat er gebeurde, geen oordeel. Alleen wie bezoeken plant leest dit."))
    review_on = forms.DateField(label=gettext_lazy("Opnieuw bekijken op"),
                                widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
                                help_text=gettext_lazy("Uiterlijk over een half jaar. Daarna telt het niet meer."))
    keep_words = forms.BooleanField(required=False, widget=forms.HiddenInput)
