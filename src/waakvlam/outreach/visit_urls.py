"""Addresses of visiting: who walks a sheet, and who plans them; joined under those of the module."""

from django.urls import path

from .views import cards, doors, joint, markers, reports, sheets

urlpatterns = [
    path("bladen/", doors.sheets, name="sheets"),
    path("bladen/<uuid:sheet_id>/", doors.sheet, name="sheet"),
    path("bladen/<uuid:sheet_id>/deur/<uuid:entry_id>/", doors.door, name="door"),
    path("bladen/verslag/<uuid:attempt_id>/terugname/", doors.undo, name="visit_undo"),
    path("bladen/verslag/<uuid:attempt_id>/keuze/", reports.choice, name="report_choice"),
    path("bladen/<uuid:sheet_id>/indeling/", sheets.division, name="sheet_division"),
    path("bladen/<uuid:sheet_id>/verval/", sheets.drop, name="sheet_drop"),
    path("bladen/<uuid:sheet_id>/terugkeer/", sheets.restore, name="sheet_return"),
    path("bladen/<uuid:sheet_id>/blad.pdf", sheets.paper, name="sheet_paper"),
    path("bladen/<uuid:sheet_id>/blad.xlsx", sheets.workbook, name="sheet_workbook"),
    path("bladen/<uuid:sheet_id>/samen/<uuid:door_id>/", joint.ask, name="joint_ask"),
    path("samen/", joint.visits, name="joint_visits"),
    path("samen/<uuid:visit_id>/", joint.visit, name="joint_visit"),
    path("samen/<uuid:visit_id>/afzegging/", joint.withdrawal, name="joint_withdrawal"),
    path("samen/<uuid:visit_id>/<slug:slug>/", joint.act, name="joint_act"),
    path("merktekens/", markers.markers, name="markers"),
    path("merktekens/huishouden/<uuid:household_id>/", markers.write, name="marker_write"),
    path("merktekens/<uuid:marker_id>/herziening/", markers.prolong, name="marker_prolong"),
    path("merktekens/<uuid:marker_id>/opheffing/", markers.lift, name="marker_lift"),
    path("<uuid:round_id>/bezoeken/", sheets.planning, name="round_visits"),
    path("<uuid:round_id>/verslagen/", reports.reports, name="round_reports"),
    path("<uuid:round_id>/kaart/", cards.card, name="round_card"),
    path("<uuid:round_id>/kaart.pdf", cards.paper, name="round_card_paper"),
]
