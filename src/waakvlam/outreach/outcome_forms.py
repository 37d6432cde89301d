"""The form of a round's outcomes: one part per outcome, in the order of the caller's keys."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.kit.errors import Invalid

from . import outcomes
from .models import RoundEntry

AGAIN = "again"
MEANINGS = (
    (AGAIN, gettext_lazy("later opnieuw proberen")),
    (RoundEntry.State.DONE, gettext_lazy("klaar")),
    (RoundEntry.State.UNREACHABLE, gettext_lazy("niet te bereiken, van de lijst")),
    (RoundEntry.State.EXCLUDED, gettext_lazy("hoort niet op deze lijst")),
)
Row = dict[str, Any]


class OutcomeForm(forms.Form):
    """One outcome. What must mean the same everywhere (R7) has no choice of meaning."""

    label_nl = forms.CharField(label=gettext_lazy("Wat de beller kiest"), max_length=60, required=False)
    label_en = forms.CharField(label=gettext_lazy("In het Engels"), max_length=60, required=False)
    key = forms.IntegerField(label=gettext_lazy("Toets"), min_value=1, max_value=outcomes.MOST)
    ends_as = forms.ChoiceField(label=gettext_lazy("Wat het betekent"), choices=MEANINGS, required=False)
    retry_hours = forms.IntegerField(label=gettext_lazy("Opnieuw na zoveel uur"), min_value=1, max_value=1000, required=False)
    reached = forms.BooleanField(label=gettext_lazy("Er is iemand gesproken"), required=False)
    gone = forms.BooleanField(label=gettext_lazy("Haal deze uitkomst weg"), required=False)

    def __init__(self, *args: Any, row: Row, is_fixed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.is_fixed, self.is_new = row, is_fixed, not row["code"]
        if is_fixed:
            del self.fields["gone"], self.fields["reached"]
        if row["stops_calling"] or row["asks_when"]:
            del self.fields["ends_as"]
        if row["stops_calling"]:
            del self.fields["retry_hours"]
        if self.is_new:
            del self.fields["gone"]

    def made(self) -> Row | None:
        """The outcome as data; None where it was taken away or the empty part stayed empty."""
        given = self.cleaned_data
        if given.get("gone") or not (given.get("label_nl") or not self.is_new):
            return None
        ends = self.row["ends_as"] if "ends_as" not in self.fields else given["ends_as"]
        ends = "" if ends == AGAIN else ends
        label = {"nl": given["label_nl"].strip(), **({"en": given["label_en"].strip()} if given["label_en"] else {})}
        reached = self.row["reached"] if self.is_fixed else given["reached"]
        return self.row | {
            "code": self.row["code"] or slugify(given["label_nl"])[:30], "label": label, "ends_as": ends,
            "completes": bool(ends), "reached": reached, "retry_hours": None if ends else given.get("retry_hours") or 24,
            "icon": self.row["icon"] or ("reached" if reached else "no-answer")}


def forms_of(rows: list[Row], goal: dict[str, Any], data: Any = None) -> list[OutcomeForm]:
    """A part per outcome, and an empty one while there is room."""
    named = set(goal.get("outcomes", ()))
    shown = [*rows, outcomes.EMPTY] if len(rows) < outcomes.MOST else rows
    return [OutcomeForm(data, prefix=str(n), row=row, initial=_initial(row, n),
                        is_fixed=row["stops_calling"] or row["asks_when"] or row["code"] in named or row["code"] == outcomes.CARD_LEFT)
            for n, row in enumerate(shown, 1)]


def _initial(row: Row, place: int) -> Row:
    return {"label_nl": row["label"].get("nl", ""), "label_en": row["label"].get("en", ""), "key": place,
            "ends_as": row["ends_as"] or AGAIN, "retry_hours": row["retry_hours"], "reached": row["reached"]}


def rows_of(parts: list[OutcomeForm]) -> list[Row]:
    """All parts together, in the order of their keys. Raises Invalid where two share one."""
    kept = [(part.cleaned_data["key"], row) for part in parts if (row := part.made()) is not None]
    keys = [key for key, _row in kept]
    if len(set(keys)) != len(keys):
        raise Invalid("outcome_keys", _("Twee uitkomsten hebben dezelfde toets."), came_in=str(sorted(keys)))
    return [row for _key, row in sorted(kept, key=lambda it: it[0])]
