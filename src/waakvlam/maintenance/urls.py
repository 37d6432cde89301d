"""Addresses of major maintenance; an act is a resource."""

from django.urls import path

from .views import agenda, agreed, appointments, lists, projects, rounds, team

app_name = "maintenance"
ONE, BLOCK = "<uuid:project_id>/", "<uuid:project_id>/blokken/<uuid:block_id>/"
urlpatterns = [
    path("", projects.projects, name="projects"),
    path("nieuw/", projects.new, name="new"),
    path("toezicht/", lists.overseen, name="overseen"),
    path(ONE, projects.project, name="project"),
    path(f"{ONE}stand/", projects.state, name="state"),
    path(f"{ONE}blokken/nieuw/", projects.new_block, name="new_block"),
    path(BLOCK, projects.block, name="block"),
    path(f"{BLOCK}fasen/<uuid:phase_id>/verwijdering/", projects.phase, name="phase"),
    path(f"{BLOCK}afspraken/", appointments.appointments, name="appointments"),
    path(f"{BLOCK}afspraken.xlsx", appointments.exported, name="appointments_file"),
    path(f"{BLOCK}deuren/<uuid:door_id>/afspraak/", appointments.appointment, name="appointment"),
    path(f"{BLOCK}deuren/<uuid:door_id>/afzegging/", appointments.cancelled, name="appointment_cancelled"),
    path(f"{ONE}uitnodigingen/", team.invitation, name="invitation"),
    path(f"{ONE}deelname/", team.answer, name="answer"),
    path(f"{ONE}vertrek/", team.departure, name="departure"),
    path(f"{ONE}deelnemers/<uuid:organisation_id>/vertrek/", team.removal, name="removal"),
    path(f"{ONE}rondes/", team.rounds, name="rounds"),
    path(f"{ONE}uitzonderingen/", team.exemption, name="exemption"),
    path(f"{ONE}vergelijken/einde/", team.matching_end, name="matching_end"),
    path(f"{ONE}mijn-lijst/", lists.my_list, name="my_list"),
    path(f"{ONE}mijn-lijst/<uuid:entry_id>/<slug:slug>/", lists.entry, name="entry"),
    path(f"{ONE}adressen/<uuid:agreed_id>/", agreed.address, name="agreed"),
    path(f"{ONE}adressen/<uuid:agreed_id>/vrijgave/", agreed.release, name="release"),
    path(f"{ONE}adressen/<uuid:agreed_id>/<slug:slug>/", agreed.act, name="act"),
    path(f"{ONE}vrijgaven/<uuid:release_id>/terugname/", agreed.taken_back, name="taken_back"),
    path(f"{ONE}agenda/", agenda.agenda, name="agenda"),
    path(f"{ONE}agenda/afdruk/", agenda.printed, name="agenda_print"),
    path(f"{ONE}agenda.xlsx", agenda.exported, name="agenda_file"),
    path(f"{ONE}agenda/nieuw/", agenda.point, name="point"),
    path(f"{ONE}agenda/<uuid:item_id>/<slug:slug>/", agenda.item, name="item"),
    path(f"{ONE}andere-deuren/", agenda.others, name="others"),
    path(f"{ONE}andere-deuren/bezoekronde/", rounds.ringing, name="ringing"),
    path("deur/<uuid:sheet_id>/<uuid:entry_id>/afspraak/", rounds.at_door, name="at_door"),
    path(f"{ONE}andere-deuren/geteld/", agenda.kept_back, name="kept_back"),
]
