"""Addresses of coming in, and of one's own keys and sessions."""

from django.urls import path

from .views import emergency, entrance, helping, keys, organisation, own, staff

app_name = "signin"
urlpatterns = [
    path("aanmelden/", entrance.sign_in, name="sign_in"),
    path("aanmelden/sleutel/", entrance.key, name="key"),
    path("aanmelden/sleutel/opties/", entrance.key_options, name="key_options"),
    path("aanmelden/extra/", entrance.second, name="second"),
    path("aanmelden/organisatie/<uuid:provider_id>/", organisation.leave, name="organisation"),
    path("aanmelden/organisatie/terug/", organisation.come_back, name="organisation_return"),
    path("aanmelden/hulp/", own.help_asked, name="help"),
    path("afmelden/", entrance.sign_out, name="sign_out"),
    path("wissel/", entrance.switch, name="switch"),
    path("mijn/sleutels/", keys.keys, name="keys"),
    path("mijn/sleutels/app/", keys.app, name="app"),
    path("mijn/sleutels/app/bevestiging/", keys.app_confirmation, name="app_confirmation"),
    path("mijn/sleutels/app/einde/", keys.app_end, name="app_end"),
    path("mijn/sleutels/nieuw/opties/", keys.passkey_options, name="passkey_options"),
    path("mijn/sleutels/nieuw/", keys.passkey, name="passkey"),
    path("mijn/sleutels/codes/", keys.paper, name="paper"),
    path("mijn/sleutels/<uuid:key_id>/einde/", keys.passkey_end, name="passkey_end"),
    path("mijn/aanmeldingen/", own.signed_in, name="signed_in"),
    path("mijn/aanmeldingen/einde/", own.others_end, name="others_end"),
    path("mijn/aanmeldingen/<uuid:handle>/einde/", own.session_end, name="session_end"),
    path("mijn/wachtwoord/", own.password, name="password"),
    path("beheer/aanmelden/", helping.helping, name="helping"),
    path("beheer/aanmelden/organisatie/", organisation.provider, name="provider"),
    path("beheer/aanmelden/organisatie/proef/", organisation.trial, name="provider_trial"),
    path("beheer/medewerkers/lijst/", staff.upload, name="staff"),
    path("beheer/medewerkers/lijst/uitvoering/", staff.apply, name="staff_apply"),
    path("beheer/aanmelden/<uuid:person_id>/herstel/", helping.reset, name="reset"),
    path("noodtoegang/", emergency.ask, name="emergency"),
    path("noodtoegang/<uuid:emergency_id>/einde/", emergency.end, name="emergency_end"),
    path("beheer/noodtoegang/", emergency.to_review, name="emergencies"),
    path("beheer/noodtoegang/<uuid:emergency_id>/oordeel/", emergency.review, name="emergency_review"),
]
