"""Addresses of access: links for people without an account, and management."""

from django.urls import path

from .views import covenant, link, members, organisations, oversight, proposals, published, start

app_name = "access"
urlpatterns = [
    path("l/<str:secret>/", link, name="link"),
    path("beheer/", start.management, name="management"),
    path("beheer/waarom/", start.why, name="why"),
    path("beheer/instellingen/", start.installation, name="installation"),
    path("beheer/medewerkers/", members.members, name="members"),
    path("beheer/medewerkers/nieuw/", members.new_member, name="new_member"),
    path("beheer/medewerkers/<uuid:person_id>/", members.member, name="member"),
    path("beheer/medewerkers/<uuid:person_id>/rollen/", members.new_role, name="new_role"),
    path("beheer/medewerkers/<uuid:person_id>/wachtwoord/", members.password, name="password"),
    path("beheer/rollen/<uuid:membership_id>/einde/", members.end_of_role, name="end_of_role"),
    path("beheer/organisaties/", organisations.organisations, name="organisations"),
    path("beheer/organisaties/<uuid:organisation_id>/", organisations.organisation, name="organisation"),
    path("beheer/organisaties/nieuw/", organisations.new_organisation, name="new_organisation"),
    path("beheer/convenant/", covenant.covenant, name="covenant"),
    path("beheer/convenant/tekst/", covenant.covenant_as_text, name="covenant_as_text"),
    path("beheer/convenant/versies/", covenant.versions, name="covenant_versions"),
    path("beheer/convenant/verschil/", covenant.difference, name="covenant_difference"),
    path("beheer/convenant/convenant.<str:form>", covenant.covenant_as_file, name="covenant_as_file"),
    path("beheer/convenant/nieuw/", proposals.new_proposal, name="new_proposal"),
    path("beheer/convenant/voorstellen/<uuid:proposal_id>/", proposals.proposal, name="proposal"),
    path("beheer/convenant/voorstellen/<uuid:proposal_id>/aanname/", proposals.adoption, name="adoption"),
    path("beheer/convenant/voorstellen/<uuid:proposal_id>/afwijzing/", proposals.rejection, name="rejection"),
    path("beheer/convenant/voorstellen/<uuid:proposal_id>/intrekking/", proposals.withdrawal, name="withdrawal"),
    path("beheer/logboek/", oversight.acts, name="acts"),
    path("beheer/logboek/bestand.<str:form>", oversight.acts_file, name="acts_file"),
    path("beheer/zegels/dagen/", oversight.days_of_seals, name="days_of_seals"),
    path(".well-known/waakvlam-zegels.json", published.day_heads, name="day_heads"),
    path("verwerkingsactiviteiten/", published.activities, name="activities"),
    path("verwerkingsactiviteiten/<str:code>/versies/<int:version>/", published.activity, name="activity"),
    path("verwerkingsactiviteiten/<str:code>/versies/<int:version>/activiteit.json", published.activity_as_data,
         name="activity_as_data"),
    path("beheer/zegels/", oversight.sealing, name="sealing"),
    path("beheer/zegels/controles/", oversight.verification, name="verification"),
    path("beheer/verwerkingen/", oversight.processing, name="processing"),
    path("beheer/verwerkingen/register.json", oversight.register_of_activities, name="register_of_activities"),
]
