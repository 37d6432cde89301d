"""The app at the door below /veld/ (its service worker sees no other page), and lists of phones."""

from django.urls import path

from .views import app, conflicts, devices, photos, talk

app_name = "field"
urlpatterns = [
    path("veld/", app.app, name="app"),
    path("veld/sw.js", app.worker, name="worker"),
    path("veld/app.webmanifest", app.manifest, name="manifest"),
    path("veld/begin/", talk.begin, name="begin"),
    path("veld/leeft/", talk.stands, name="stands"),
    path("veld/toestel/", talk.add, name="add"),
    path("veld/toestel/deel/", talk.share, name="share"),
    path("veld/bladen/<uuid:sheet_id>/", talk.sheet, name="sheet"),
    path("veld/opdrachten/", talk.take, name="take"),
    path("veld/fotos/", photos.keep, name="photo_keep"),
    path("veld/fotos/lijst/", photos.listed, name="photos"),
    path("veld/fotos/<uuid:photo_id>/", photos.photo, name="photo"),
    path("veld/toestellen/", devices.everybodys, name="devices"),
    path("veld/toestellen/<uuid:device_id>/wissen/", devices.wipe, name="wipe"),
    path("veld/versies/", conflicts.conflicts, name="conflicts"),
    path("veld/versies/<uuid:attempt_id>/", conflicts.conflict, name="conflict"),
    path("veld/versies/<uuid:attempt_id>/keuze/", conflicts.choose, name="choice"),
    path("mijn/toestellen/", devices.own, name="own"),
]
