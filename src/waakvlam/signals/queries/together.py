"""Our own side of looking together: the hint on a signal of ours, and whom we may speak with. Never the other side."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from waakvlam.access import covenant
from waakvlam.access.identity import Who
from waakvlam.access.words import Category, Role

from ..models import Hint, Met, Signal
from ..models.content import NEVER
from ..models.states import Answer
from . import reading

HINT = JSONObject(answer="answer", until="until", ended="ended_at")
MET = JSONObject(other="other_id", organisation="other__name", name="name", role="role", phone="phone", at="at")


@dataclass(frozen=True)
class Known:
    """Somebody of another organisation that said yes too."""

    other: UUID
    organisation: str
    name: str
    role: str
    phone: str
    at: datetime

    @property
    def dial(self) -> str:
        """The number without what a telephone does not dial."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


@dataclass(frozen=True)
class Together:
    """`is_open`: it may still be answered. `met`: both said yes."""

    answer: str
    until: datetime
    is_open: bool
    met: tuple[Known, ...] = ()

    @property
    def says_yes(self) -> bool:
        return self.answer == Answer.YES


def beside(reader: Who) -> dict[str, Any]:
    """Annotations by which whoever reads a signal reads our hint on it as well, in the same statement; none for whom hints are not."""
    if reader.is_guest or reader.role in NEVER:
        return {}
    ours = {"signal_id": OuterRef("pk"), "organisation_id": reader.organisation_id}
    return {"hinted": ArraySubquery(Hint.objects.filter(**ours).values(told=HINT)),
            "met": ArraySubquery(Met.objects.filter(**ours).order_by("at", "id").values(told=MET))}


def together(who: Who, signal: Signal) -> Together | None:
    """None where there is no hint, or the covenant lets this role know of none. One query, none where it was read with `beside`."""
    if who.is_guest or who.role in NEVER or signal.holder_id != who.organisation_id or covenant.find(who, Category.TOGETHER) is None:
        return None
    found: Any = signal if hasattr(signal, "hinted") else reading.worked_on(who).filter(pk=signal.pk).annotate(**beside(who)).first()
    if found is None or not found.hinted:
        return None
    hint = found.hinted[0]
    met = (Known(UUID(m["other"]), m["organisation"], m["name"], str(Role(m["role"]).label), m["phone"], datetime.fromisoformat(m["at"]))
           for m in found.met)
    return Together(hint["answer"], datetime.fromisoformat(hint["until"]), hint["ended"] is None, tuple(met))
