"""What somebody fills in to come in, and to keep their keys and codes."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignIn(forms.Form):
    email = forms.EmailField(label=_("E-mailadres"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(label=_("Wachtwoord"), max_length=500, strip=False,
                               widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


class Code(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs={
        "autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}))


class NewPassword(forms.Form):
    old = forms.CharField(label=_("Wachtwoord van nu"), max_length=500, strip=False,
                          widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    password = forms.CharField(label=_("Nieuw wachtwoord"), max_length=500, strip=False, help_text=_(
        "Minstens 12 tekens. Een zin die alleen jij kent is sterk en makkelijk te onthouden."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))


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


class StaffFile(forms.Form):
    file = forms.FileField(label=_("Lijst van medewerkers (CSV)"), help_text=_(
        "Iedereen die voor je organisatie werkt, met de koppen e-mail, naam, rol en telefoon. Wie er niet op staat, is vertrokken."))


class EmergencyForm(forms.Form):
    subject = forms.CharField(label=_("Welke overdracht?"), max_length=300, help_text=_("Plak het adres of het nummer."))
    reason = forms.CharField(label=_("Wie loopt er gevaar, en waarom kan het niet wachten?"), max_length=2000,
                             widget=forms.Textarea(attrs={"rows": 3}))
    minutes = forms.IntegerField(label=_("Hoeveel minuten?"), min_value=1, max_value=240)
