"""What somebody fills in to come in, and to keep their keys and codes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waakvlam.access.commands import GIVEN
from waakvlam.access.identity import Who
from waakvlam.access.models import Team

from .models import ScimGroup


class SignIn(forms.Form):
    email = forms.EmailField(label=_("E-mailadres"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(label=_("Wachtwoord"), max_length=500, strip=False,
                               widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


class Code(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs={
        "autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}))


class Again(forms.Form):
    """A code where somebody has a second factor, otherwise the password; a passkey answers by itself."""

    proof = forms.CharField(max_length=500, strip=False)
    answer = forms.CharField(required=False)

    def __init__(self, *args: Any, has_factor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_factor:
            self.fields["proof"] = Code.base_fields["code"].__deepcopy__({})
            self.fields["proof"].help_text = _("De zes cijfers uit de app op je telefoon, of een van je herstelcodes.")
        else:
            self.fields["proof"] = SignIn.base_fields["password"].__deepcopy__({})
        self.fields["proof"].required = not self.data.get("answer")


class OwnPassword(forms.Form):
    password = forms.CharField(label=_("Nieuw wachtwoord"), max_length=500, strip=False, help_text=_(
        "Minstens 12 tekens. Een zin die alleen jij kent is sterk en makkelijk te onthouden."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))


class NewPassword(OwnPassword):
    old = forms.CharField(label=_("Wachtwoord van nu"), max_length=500, strip=False,
                          widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    field_order = ("old", "password")


class ProviderForm(forms.Form):
    issuer = forms.CharField(label=_("Adres van de dienst (issuer)"), max_length=300, widget=forms.URLInput(),
                             help_text=_("Precies zoals de dienst zich noemt, bijvoorbeeld https://login.voorbeeld.nl/realms/wonen."))
    client_id = forms.CharField(label=_("Naam van Waakvlam bij de dienst (client id)"), max_length=200)
    method = forms.ChoiceField(label=_("Hoe Waakvlam zich bewijst"), choices=[
        ("client_secret_post", _("met een geheim")), ("private_key_jwt", _("met een eigen sleutel"))])
    strong = forms.CharField(label=_("Bewijs van een tweede stap (acr)"), max_length=300, required=False, help_text=_(
        "Waarden die betekenen dat de dienst meer vroeg dan een wachtwoord, met spaties ertussen. Leeg: alleen amr met mfa telt."))
    trusts_email = forms.BooleanField(label=_("Onze organisatie deelt deze e-mailadressen zelf uit"), required=False, help_text=_(
        "Nodig als de dienst niet zegt dat een adres gecontroleerd is, zoals Entra ID. Niet aanzetten als mensen hun adres zelf invullen."))
    active = forms.BooleanField(label=_("Aanbieden bij het aanmelden"), required=False)


class MappingForm(forms.Form):
    """Which group means which role. Only groups that the directory sent can be chosen."""

    group = forms.ModelChoiceField(ScimGroup.objects.none(), label=_("Groep in de personeelsgids"), empty_label=None)
    role = forms.ChoiceField(label=_("Rol in Waakvlam"), choices=[(role, role.label) for role in GIVEN])
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), required=False, empty_label=_("geen team"))

    def __init__(self, *args: Any, who: Who, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("group", ScimGroup), ("team", Team)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = model.objects.filter(organisation_id=who.organisation_id)
        self.fields["group"].label_from_instance = lambda group: group.display_name


class StaffFile(forms.Form):
    file = forms.FileField(label=_("Lijst van medewerkers (CSV)"), help_text=_(
        "Iedereen die voor je organisatie werkt, met de koppen e-mail, naam, rol en telefoon. Wie er niet op staat, is vertrokken."))


class EmergencyForm(forms.Form):
    subject = forms.CharField(label=_("Welke overdracht?"), max_length=300, help_text=_("Plak het adres of het nummer."))
    reason = forms.CharField(label=_("Wie loopt er gevaar, en waarom kan het niet wachten?"), max_length=2000,
                             widget=forms.Textarea(attrs={"rows": 3}))
    minutes = forms.IntegerField(label=_("Hoeveel minuten?"), min_value=1, max_value=240)
