"""Addresses of oversight, below /toezicht/."""

from django.urls import path

from . import views

app_name = "oversight"
urlpatterns = [
    path("vragen/", views.questions, name="questions"),
    path("vragen/wanneer/", views.thresholds, name="thresholds"),
    path("vragen/<uuid:question_id>/", views.question, name="question"),
    path("vragen/<uuid:question_id>/verzoek/", views.request_for_explanation, name="request"),
    path("vragen/<uuid:question_id>/uitleg/", views.explanation, name="explanation"),
]
