"""Addresses: /mijn/ for residents, /rechten/ for the organisation's desk."""

from django.urls import path

from .views import desk, entrance, mine

app_name = "rights"
urlpatterns = [
    path("mijn/", entrance.home, name="home"),
    path("mijn/aanmelding/", entrance.entry, name="entry"),
    path("mijn/afmelding/", entrance.leaving, name="leaving"),
    path("mijn/taal/", entrance.language, name="language"),
    path("mijn/digid/", entrance.digid_begin, name="digid_begin"),
    path("mijn/digid/terug/", entrance.digid_end, name="digid_end"),
    path("mijn/digid/koppeling/", entrance.digid_pair, name="digid_pair"),
    path("mijn/alles.pdf", mine.everything_pdf, name="everything_pdf"),
    path("mijn/alles.json", mine.everything_json, name="everything_json"),
    path("mijn/doorgegeven/<uuid:handover_id>/", mine.sent, name="sent"),
    path("mijn/doorgegeven/<uuid:handover_id>/einde/", mine.stop, name="stop"),
    path("mijn/verzoeken/", mine.ask, name="ask"),
    path("mijn/verzoeken/<uuid:request_id>/", mine.one_request, name="request"),
    path("mijn/verzoeken/<uuid:request_id>/intrekking/", mine.withdrawal, name="withdrawal"),
    path("rechten/", desk.desk, name="desk"),
    path("rechten/toezicht/", desk.oversight, name="oversight"),
    path("rechten/bewoners/<uuid:resident_id>/", desk.resident, name="resident"),
    path("rechten/bewoners/<uuid:resident_id>/code/", desk.code, name="code"),
    path("rechten/bewoners/<uuid:resident_id>/papier/", desk.paper, name="paper"),
    path("rechten/bewoners/<uuid:resident_id>/verzoek/", desk.filed, name="filed"),
    path("rechten/verzoeken/<uuid:request_id>/", desk.asked, name="asked"),
    path("rechten/verzoeken/<uuid:request_id>/behandeling/", desk.taking, name="taking"),
    path("rechten/verzoeken/<uuid:request_id>/verlenging/", desk.extension, name="extension"),
    path("rechten/verzoeken/<uuid:request_id>/antwoord/", desk.answer, name="answer"),
]
