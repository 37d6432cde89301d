"""What somebody fills in to come in, and to keep their keys and codes."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignIn(forms.Form):
    email = forms.EmailField(label=_("E-mailadres"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(label=_("Wachtwoord"), max_length=500,
                               widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


class Code(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs={
        "autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}))


class NewPassword(forms.Form):
    old = forms.CharField(label=_("Wachtwoord van nu"), max_length=500,
                          widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    password = forms.CharField(label=_("Nieuw wachtwoord"), max_length=500, help_text=_(
        "Minstens 12 tekens. Een zin die alleen jij kent is sterk en makkelijk te onthouden."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
