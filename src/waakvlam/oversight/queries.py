"""What the privacy officer reads: questions in words, never a resident."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waakvlam.access.identity import Who
from waakvlam.access.models import Person
from waakvlam.access.queries import names_of
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset
from waakvlam.kit.time import today

from .models import Question, Threshold
from .nearness import HOME, NAME, STREET

State, Kind = Question.State, Question.Kind


@dataclass(frozen=True)
class Asked:
    """A question with the name of the colleague."""

    row: Question
    name: str

    @property
    def sentence(self) -> str:
        """What was noticed, in words: a fact and a possibility, no verdict."""
        n = self.row.count
        if self.row.kind == Kind.MANY:
            text = ngettext("In één uur gegevens van %(n)d bewoner gezien.", "In één uur gegevens van %(n)d bewoners gezien.", n) % {"n": n}
            return f"{text} " + (_("Meestal zijn dat er %(n)d.") % {"n": self.row.usual} if self.row.usual else _("Van eerder weten we nog niets."))
        if self.row.kind == Kind.QUIET:
            return ngettext("Buiten werktijd gegevens van %(n)d bewoner gezien.", "Buiten werktijd gegevens van %(n)d bewoners gezien.", n) % {"n": n}
        if self.row.kind == Kind.AGAIN:
            return _("Op %(n)d dagen dezelfde bewoner bekeken, zonder dat er iets mee gebeurde.") % {"n": n}
        if self.row.kind == Kind.REFUSED:
            return ngettext("%(n)d keer iets geprobeerd dat niet mocht.", "%(n)d keer iets geprobeerd dat niet mocht.", n) % {"n": n}
        return {HOME: _("Iemand bekeken uit wat misschien het eigen huishouden is."),
                STREET: _("Iemand bekeken die misschien in de eigen straat woont."),
                NAME: _("Iemand bekeken met dezelfde zeldzame achternaam.")}.get(self.row.hint, "")

    @property
    def innocent(self) -> str:
        """How it may well be in order: the question should be asked openly."""
        return {
            Kind.MANY: _("Dat kan bij een drukke belactie, een invaller of het opschonen van een lijst horen."),
            Kind.QUIET: _("Dat kan bij een avonddienst of een spoedgeval horen."),
            Kind.AGAIN: _("Dat kan zijn omdat iemand op antwoord wacht, of meeleest met een collega."),
            Kind.REFUSED: _("Dat kan een verkeerde rol of een oude link zijn."),
            Kind.NEAR: _("Dat kan toeval zijn, of gewoon het werk in de eigen buurt."),
        }[Kind(self.row.kind)]


def questions(who: Who, state: str = State.OPEN, after: str = "") -> Page[Asked]:
    """Newest day first. Two queries."""
    rows = Question.objects.filter(organisation_id=who.organisation_id, state=state)
    found = keyset(rows, "-day", "-id", after=after)
    names = names_of(row.person_id for row in found)
    return Page([Asked(row, names.get(row.person_id, _("Iemand die hier niet meer werkt"))) for row in found], found.after, found.is_first)


def question(who: Who, question_id: UUID) -> Asked:
    """Two queries. Raises Absent."""
    found = Question.objects.filter(organisation_id=who.organisation_id, pk=question_id).first()
    if found is None:
        raise Absent("question", _("Deze vraag is er niet."))
    return Asked(found, names_of([found.person_id]).get(found.person_id, _("Iemand die hier niet meer werkt")))


def colleague(who: Who, person_id: UUID) -> Person | None:
    return Person.objects.filter(pk=person_id, memberships__organisation_id=who.organisation_id).first()


def threshold(who: Who) -> Threshold:
    """The newest in force; where nobody set one, what we start with (not saved). One query."""
    found = (Threshold.objects.filter(organisation_id=who.organisation_id, in_force_from__lte=today())
             .order_by("-in_force_from", "-created_at").first())
    return found or Threshold(in_force_from=today(), reason=_("Zo begint Waakvlam; je kunt het veranderen."))
