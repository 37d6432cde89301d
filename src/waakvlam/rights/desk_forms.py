"""The desk's forms: how a code goes, a request written down, more time, an answer."""

from django import forms
from django.utils.translation import gettext_lazy

from . import words
from .models import Code, Request


class CodeForm(forms.Form):
    channel = forms.ChoiceField(label=gettext_lazy("Hoe gaat de code?"), widget=forms.RadioSelect, choices=[
        (Code.Channel.LETTER, gettext_lazy("Met een brief, drie weken geldig")),
        (Code.Channel.SMS, gettext_lazy("Met een sms naar het eigen nummer, een half uur geldig"))])
    language = forms.ChoiceField(label=gettext_lazy("In welke taal?"), choices=words.LANGUAGE_CHOICES)


class PaperForm(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("In welke taal?"), choices=words.LANGUAGE_CHOICES)


class FiledForm(forms.Form):
    """A request that came by letter, phone or at the desk."""

    kind = forms.ChoiceField(label=gettext_lazy("Wat vraagt de bewoner?"), choices=Request.Kind.choices)
    came = forms.ChoiceField(label=gettext_lazy("Hoe kwam het binnen?"), choices=[
        choice for choice in Request.Came.choices if choice[0] != Request.Came.PAGE])
    language = forms.ChoiceField(label=gettext_lazy("Taal van het antwoord"), choices=words.LANGUAGE_CHOICES)
    words = forms.CharField(label=gettext_lazy("In de woorden van de bewoner"), required=False, max_length=4000,
                            widget=forms.Textarea(attrs={"rows": 3}))


class ExtendForm(forms.Form):
    use_required_attribute = False  # an empty large field would stand there red before anybody typed

    extension_reason = forms.CharField(label=gettext_lazy("Waarom duurt het langer?"), max_length=300,
                                       help_text=gettext_lazy("De bewoner krijgt deze zin in een brief."),
                                       widget=forms.Textarea(attrs={"rows": 2}))


class AnswerForm(forms.Form):
    use_required_attribute = False

    outcome = forms.ChoiceField(label=gettext_lazy("Wat besluiten jullie?"), widget=forms.RadioSelect, choices=[
        (Request.State.GRANTED, gettext_lazy("Doen")), (Request.State.PARTLY, gettext_lazy("Voor een deel doen")),
        (Request.State.REFUSED, gettext_lazy("Niet doen"))])
    reason = forms.ChoiceField(label=gettext_lazy("Als het niet of niet helemaal kan: waarom?"), required=False,
                               choices=[("", gettext_lazy("Geen: wij doen wat gevraagd is")), *Request.Reason.choices])
    answer = forms.CharField(label=gettext_lazy("Antwoord aan de bewoner"), max_length=6000,
                             help_text=gettext_lazy("Schrijf “u”, in korte zinnen. Groet en adres komen er vanzelf bij."),
                             widget=forms.Textarea(attrs={"rows": 6}))
