"""What people fill in: the letter, and one small form per act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.access.words import Ground
from waakvlam.kit.forms import offer
from waakvlam.kit.time import add_working_days, today
from waakvlam.resources.words import Topic

from .models import HelpedAnswer, Outcome, Permission
from .models.states import DeclineReason, Obstacle, ReturnReason, Urgency, WithdrawReason
from .parts import Meeting

DATE = {"type": "date"}


class Day(forms.DateInput):
    """A day as the browser's own control, in ISO whatever the language."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs=DATE)


def text(label: Any, *, rows: int = 3, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=4000, help_text=help_text,
                           widget=forms.Textarea(attrs={"rows": rows}))


def choice(label: Any, choices: Any, *, required: bool = True, radio: bool = False) -> forms.ChoiceField:
    options = list(choices) if radio else [("", _("Kies…")), *choices]
    return forms.ChoiceField(label=label, choices=options, required=required,
                             widget=forms.RadioSelect if radio else forms.Select)


class Act(forms.Form):
    """An act on a handover. `open_words`: whether words may go to the other side (R11)."""

    WORDS_TO_OTHER = False
    INTERNAL = True
    words_found = ""

    def __init__(self, *args: Any, open_words: bool = False, people: list[tuple[str, str]] | None = None,
                 **given: Any) -> None:
        super().__init__(*args, **given)
        if self.WORDS_TO_OTHER and open_words:
            self.fields["text"] = text(_("Toelichting voor de andere kant"), help_text=_(
                "De bewoner vindt goed dat jullie hierover met elkaar praten."))
        if self.INTERNAL:
            self.fields["internal"] = text(_("Notitie voor je eigen organisatie"), rows=2, help_text=_(
                "De andere kant ziet dit nooit."))
        if self.data.get("words_kept") or self.data.get("words_asked"):
            self.ask_about_words()

    def ask_about_words(self, words: str = "") -> None:
        """Words were found that look like a diagnosis: the writer chooses, to rewrite or to keep."""
        self.words_found = words
        self.fields["words_kept"] = forms.BooleanField(label=_("Deze woorden zijn nodig, laat ze staan"), required=False)

    def written(self, *, inside: bool = False) -> list[str]:
        """What somebody wrote here; `inside`: only what the command does not look at itself."""
        names = ("internal", "words") if inside and self.WORDS_TO_OTHER else ("text", "internal", "words")
        return [self.cleaned_data.get(name, "") for name in names]


class AcceptForm(Act):
    first_contact_by = forms.DateField(label=_("Ik leg contact uiterlijk op"), widget=Day())
    backup_id = choice(_("Wie neemt het over als ik uitval?"), [], required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]] | None = None, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["first_contact_by"].initial = add_working_days(today(), 2).isoformat()
        if people:
            offer(self, "backup_id", [("", _("Nog niemand")), *people])
        else:
            del self.fields["backup_id"]


class GuestAcceptForm(AcceptForm):
    INTERNAL = False
    name = forms.CharField(label=_("Uw naam"), max_length=120)
    field_order = ["name", "first_contact_by"]


class DeclineForm(Act):
    WORDS_TO_OTHER = True
    reason = choice(_("Waarom niet?"), DeclineReason.choices, radio=True)


class WordForm(Act):
    """Contact made, under way, or word from time to time."""

    WORDS_TO_OTHER = True


class GiveBackForm(Act):
    WORDS_TO_OTHER = True
    reason = choice(_("Waarom terug?"), ReturnReason.choices, radio=True)


class EndForm(Act):
    WORDS_TO_OTHER = True
    outcome = choice(_("Hoe is het afgelopen?"), Outcome.choices, radio=True)


class TakeBackForm(Act):
    reason = choice(_("Waarom trek je hem in?"),
                    [c for c in WithdrawReason.choices if c[0] != WithdrawReason.PERMISSION], radio=True)


class WithdrawPermissionForm(Act):
    INTERNAL = False
    how = choice(_("Hoe liet de bewoner dit weten?"), Permission.Asked.choices, radio=True)


class ProlongForm(Act):
    """Asked anew, in words, until another day."""

    INTERNAL = False
    words = text(_("Met deze woorden is het gevraagd"), required=True)
    asked = choice(_("Hoe is het gevraagd?"), Permission.Asked.choices)
    given_by = choice(_("Wie gaf toestemming?"), Permission.GivenBy.choices, radio=True)
    representative = forms.CharField(label=_("Naam van de vertegenwoordiger"), max_length=120, required=False)
    until = forms.DateField(label=_("Tot en met wanneer geldt dit?"), widget=Day())

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["given_by"].initial = Permission.GivenBy.SELF


class NoForm(Act):
    INTERNAL = False


class ResumeForm(Act):
    pass


class LeaveForm(Act):
    INTERNAL = False
    internal = text(_("Waarom blijft het hierbij?"), required=True, help_text=_("De andere kant ziet dit nooit."))


class DirectForm(Act):
    INTERNAL = False
    obstacle = choice(_("Wat staat er in de weg?"), Obstacle.choices, radio=True)
    working_days = forms.IntegerField(label=_("Antwoord binnen hoeveel werkdagen?"), min_value=1, max_value=10, initial=2)


class NoteForm(Act):
    INTERNAL = False
    text = text(_("Notitie voor je eigen organisatie"), required=True, help_text=_("De andere kant ziet dit nooit."))


class HelpedForm(Act):
    INTERNAL = False
    answer = choice(_("Heeft het geholpen?"), [c for c in HelpedAnswer.Answer.choices if c[0] != "none"], radio=True)


class WitnessForm(HelpedForm):
    witness = forms.CharField(label=_("Wie was erbij toen de bewoner dit zei?"), max_length=120)


class GuestWordForm(WordForm):
    INTERNAL = False


class GuestDeclineForm(DeclineForm):
    INTERNAL = False


class GuestEndForm(EndForm):
    INTERNAL = False


class GuestGiveBackForm(GiveBackForm):
    INTERNAL = False


class TopicForm(forms.Form):
    """What it is about: decides who could take it."""

    topic = choice(_("Waar gaat het om?"), Topic.choices)


class LetterForm(forms.Form):
    """The letter: what goes, how it is introduced, and the permission or the necessity."""

    PERMISSION, NECESSITY = "permission", "necessity"
    OF_PERMISSION, OF_NECESSITY = ("words", "asked", "given_by", "until"), ("ground", "reason")

    id = forms.UUIDField(widget=forms.HiddenInput)
    urgency = choice(_("Hoe snel?"), Urgency.choices, radio=True)
    to_person = choice(_("Aan wie?"), [], required=False)
    introduction = choice(_("Hoe introduceer je de ontvanger?"), Meeting.choices, radio=True)
    introduction_name = forms.CharField(label=_("Met wie?"), max_length=120, required=False)
    introduction_moment = forms.CharField(label=_("Wanneer?"), max_length=120, required=False,
                                          help_text=_("Bijvoorbeeld: dinsdag 14:00."))
    basis = choice(_("Mag dit?"), [("permission", _("De bewoner gaf toestemming")),
                                   ("necessity", _("Geen toestemming, maar het moet"))], radio=True)
    words = text(_("Met deze woorden is het gevraagd"), rows=3)
    asked = choice(_("Hoe is het gevraagd?"), Permission.Asked.choices, required=False)
    given_by = choice(_("Wie gaf toestemming?"), Permission.GivenBy.choices, required=False, radio=True)
    representative = forms.CharField(label=_("Naam van de vertegenwoordiger"), max_length=120, required=False)
    until = forms.DateField(label=_("Tot en met wanneer geldt dit?"), widget=Day(), required=False)
    feedback = forms.BooleanField(label=_("De bewoner vindt goed dat wij horen hoe het verdergaat"), required=False,
                                  help_text=_("Zonder dit vinkje zien wij alleen de stand."))
    receipt_to = forms.EmailField(label=_("E-mailadres voor het ontvangstbewijs van de bewoner"), required=False,
                                  help_text=_("Alleen als de bewoner dat wil. Anders geef je een link op papier."))
    ground = choice(_("Op welke grond?"), [(g.value, g.label) for g in (
        Ground.VITAL, Ground.LEGAL_DUTY, Ground.PUBLIC_TASK)], required=False)
    reason = text(_("Waarom is het nodig, en waarom kan toestemming niet?"))
    words_kept = forms.BooleanField(label=_("Deze woorden zijn nodig, laat ze staan"), required=False)
    file = forms.FileField(label=_("Foto of PDF toevoegen"), required=False, help_text=_(
        "Hooguit 10 MB. De plaats waar een foto is gemaakt halen we eruit. Wat erop staat lezen wij niet: kijk zelf of er "
        "geen andere mensen, nummers of ziektes op staan."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf", "data-upload-now": "toevoegen"}))
    health = forms.BooleanField(label=_("Dit gaat over gezondheid"), required=False)
    files = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, parts: list[tuple[str, str]], addressees: list[tuple[str, str]],
                 facts: dict[str, str], **given: Any) -> None:
        super().__init__(*args, **given)
        # What hides behind the other choice must not stop the browser.
        self.use_required_attribute = False
        left_out = self.OF_PERMISSION if self.data.get("basis") == self.NECESSITY else self.OF_NECESSITY
        for name in (*self.OF_PERMISSION, *self.OF_NECESSITY):
            self.fields[name].required = not self.is_bound or name not in left_out
        self.part_names = [name for name, _label in parts]
        offer(self, "to_person", [("", _("De hele organisatie")), *addressees])
        for name, label in parts:
            self.fields[f"send_{name}"] = forms.BooleanField(label=label, required=False)
            rows = 4 if name in ("words", "note") else 1
            self.fields[f"part_{name}"] = text(label, rows=rows)
            self.initial.setdefault(f"part_{name}", facts.get(name, ""))

    @property
    def ticks(self) -> list[tuple[Any, Any]]:
        """(tick, text) per part, for the template."""
        return [(self[f"send_{name}"], self[f"part_{name}"]) for name in self.part_names]

    def texts(self) -> dict[str, str]:
        """Only what was ticked."""
        return {name: self.cleaned_data.get(f"part_{name}", "") for name in self.part_names
                if self.cleaned_data.get(f"send_{name}")}


class ConfirmForm(forms.Form):
    remark = text(_("Opmerking"))


class RefuseForm(forms.Form):
    remark = text(_("Waarom niet?"), required=True)


class ReviewForm(forms.Form):
    text = text(_("Wat vind je terugkijkend?"), required=True, help_text=_(
        "Was het nodig? Ging er niet te veel mee? Weet de bewoner het?"))
