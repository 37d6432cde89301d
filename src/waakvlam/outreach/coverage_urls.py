"""Addresses of coverage."""

from django.urls import path

from .views import coverage

urlpatterns = [
    path("", coverage.overview, name="coverage"),
    path("telling/", coverage.count, name="coverage_count"),
    path("per/<slug:kind>/", coverage.places, name="coverage_places"),
    path("blok/<uuid:block_id>/", coverage.block, name="coverage_block"),
    path("uit-beeld/", coverage.unseen, name="coverage_unseen"),
    path("uit-beeld/bestand.xlsx", coverage.unseen_file, name="coverage_unseen_file"),
    path("uit-beeld/ronde/", coverage.unseen_round, name="coverage_unseen_round"),
    path("wat-telt/", coverage.terms, name="coverage_terms"),
]
