from django.urls import path

from . import views

app_name = "post"
urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("brieven.pdf", views.letters, name="letters"),
    path("<uuid:delivery_id>/", views.delivery, name="delivery"),
    path("<uuid:delivery_id>/nieuwe-poging/", views.attempt, name="attempt"),
    path("<uuid:delivery_id>/intrekking/", views.withdrawal, name="withdrawal"),
    path("<uuid:delivery_id>/verzending/", views.dispatch, name="dispatch"),
]
