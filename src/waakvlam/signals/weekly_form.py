"""The weekly line of an initiative: of each of its neighbourhoods how it is there, and what is urgent. Empty ones are left out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access.identity import Who

from . import addresses
from .commands import Telling
from .intake_forms import LONGEST, Intake, line, words
from .models import Basis, Channel, Kind, Urgency
from .models.states import About

OF_AREA = re.compile(r"(how|urgent)-BU\d{4}[0-9A-Z]{4}")
SHORT = 500


@dataclass(frozen=True)
class Area:
    """A neighbourhood on the page, with its two fields."""

    code: str
    name: str
    how: Any
    urgent: Any


class WeeklyForm(Intake):
    """`areas` are (code, name); what is told of each becomes a signal of its own. `where` is for anywhere else."""

    CHANNEL = Channel.WEEKLY
    where = line(gettext_lazy("Een andere buurt of plek"), most=200)
    observation = words(gettext_lazy("Hoe is het daar?"), rows=2)
    urgent = words(gettext_lazy("Wat is daar nu dringend?"), help_text=gettext_lazy("Bijvoorbeeld: er is niets te doen voor de kinderen."))

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.listed = areas
        for code, _name in areas:
            self.fields[f"how-{code}"] = line(gettext_lazy("Hoe is het hier?"), most=SHORT)
            self.fields[f"urgent-{code}"] = line(gettext_lazy("Wat is nu dringend?"), most=SHORT)

    @classmethod
    def typed(cls, data: Mapping[str, str]) -> dict[str, str]:
        return super().typed(data) | {name: data[name][:SHORT] for name in data if OF_AREA.fullmatch(name)}

    @property
    def areas(self) -> Iterator[Area]:
        for code, name in self.listed:
            yield Area(code, name, self[f"how-{code}"], self[f"urgent-{code}"])

    @property
    def elsewhere_is_open(self) -> bool:
        return not self.listed or any(self[name].value() or self[name].errors for name in ("where", "observation", "urgent"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        elsewhere = given.get("observation") or given.get("urgent")
        if elsewhere and not given.get("where"):
            self.add_error("where", _("Schrijf over welke buurt of plek dit gaat."))
        if not elsewhere and not any(given.get(name) for name in given if OF_AREA.fullmatch(name)):
            self.add_error(f"how-{self.listed[0][0]}" if self.listed else "observation", _("Vertel van minstens één buurt hoe het is."))
        return given

    def told(self, by: Who) -> list[tuple[UUID, Telling]]:
        """(id, telling) of each neighbourhood of which something was written; sent twice the ids are the same."""
        given, made = self.cleaned_data, []
        for code, name in self.listed:
            made.append((code, self._of(given[f"how-{code}"], given[f"urgent-{code}"], Telling(**_PLACE, place=name, neighbourhood_code=code))))
        place = addresses.read(given["where"])
        made.append(("", self._of(given["observation"], given["urgent"], Telling(
            **_PLACE, place=place.place, street=place.street, house_number=place.house_number, postcode=place.postcode, city=place.city))))
        kept = bool(self.data.get("words_kept"))
        mine = by.person_id or by.organisation_id
        return [(uuid5(mine, f"{given['key']}{code}"), replace(telling, words_kept=kept)) for code, telling in made if telling]

    def _of(self, how: str, urgent: str, empty: Telling) -> Telling | None:
        """What is urgent makes the signal one of this week."""
        text = "\n\n".join(part for part in (how.strip(), urgent.strip()) if part)[:LONGEST]
        return replace(empty, observation=text, urgency=Urgency.SOON if urgent.strip() else Urgency.NORMAL) if text else None


_PLACE: dict[str, Any] = {"kind": Kind.NEIGHBOURHOOD, "about": About.PLACE, "basis": Basis.NOBODY, "channel": Channel.WEEKLY, "observation": ""}
