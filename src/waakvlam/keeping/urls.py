from django.urls import path

from . import views

app_name = "keeping"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("termijnen/", views.terms, name="terms"),
    path("bewoners/<uuid:resident_id>/", views.person, name="person"),
    path("bewoners/<uuid:resident_id>/wisverzoek/", views.request_of, name="request"),
    path("bewoners/<uuid:resident_id>/bewaarplicht/", views.hold_of, name="hold"),
    path("bewaarplichten/<uuid:hold_id>/einde/", views.end_of_hold, name="end_of_hold"),
    path("wisverzoeken/<uuid:erasure_id>/akkoord/", views.approval, name="approval"),
    path("wisverzoeken/<uuid:erasure_id>/afwijzing/", views.refusal, name="refusal"),
    path("afschriften/<uuid:onward_id>/besluit/", views.decision, name="decision"),
]
