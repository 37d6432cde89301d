"""Who asks which query, written by hand: module → purpose and role; and what some are to be given.

Everything else follows from what a query itself says it takes. A parameter that nobody knows fails.
"""

from datetime import timedelta
from typing import Any

from waakvlam.access.queries import Filter
from waakvlam.kit.time import today

# Files of a module, besides those named queries, in which lists and things are given to somebody.
BESIDES = ("waakvlam.access.clocks", "waakvlam.access.reach", "waakvlam.access.covenant.proposals",
           "waakvlam.outreach.findings", "waakvlam.signin.emergency")

_PRIVACY, _MANAGED, _REGISTER = ("privacy", "privacy_officer"), ("administration", "administrator"), ("register", "coordinator")
_HANDED, _CALLED = ("handover", "coordinator"), ("call_round", "coordinator")
_VISITED, _WALKED = ("visit_round", "coordinator"), ("visit_round", "volunteer")
_ALONG = ("joint_visit", "district_worker")
_MANDATE, _BY_LINK, _RESIDENT = ("handover", "steward"), ("handover", "guest"), ("handover", "resident")
# Module, or one query of it → purpose and role under which everybody asks it.
ASKED: dict[str, list[tuple[str, str]]] = {
    "access": [_PRIVACY, _MANAGED], "access.processed": [_PRIVACY],
    **{f"access.{q}": [_HANDED, _MANDATE] for q in ("listed", "running", "silent", "of", "opens")},
    "api": [_MANAGED], "attachments": [_HANDED],
    "exchange": [_PRIVACY], "field": [_VISITED],
    "handovers": [_HANDED, _MANDATE], "handovers.handover": [_HANDED, _MANDATE, _BY_LINK, _RESIDENT],
    "handovers.page": [_HANDED, _MANDATE, _BY_LINK, _RESIDENT], "handovers.receipt": [_RESIDENT],
    "handovers.subject": [_HANDED], "handovers.subject_of": [_HANDED],
    "arrears": [("debt", "coordinator"), ("debt", "district_worker")], "arrears.desks": [_MANAGED], "arrears.earlier": [_MANAGED],
    "insight": [("insight", "coordinator")],
    "keeping": [_PRIVACY], "keeping.person": [_REGISTER],
    "outreach": [_CALLED, ("call_round", "caller")],
    **{f"outreach.{q}": [_VISITED, _WALKED] for q in ("found_sheet", "visible", "my_sheets", "sheet", "open_")},
    **{f"outreach.{q}": [_VISITED, _CALLED, _WALKED] for q in ("for_two", "taken")},
    **{f"outreach.{q}": [_VISITED] for q in (
        "sheets_today", "planned", "dropped", "on_and_off", "markers", "expired", "homes", "home", "doors")},
    **{f"outreach.{q}": [_VISITED] for q in ("door", "may_be_asked", "alone_again")},
    **{f"outreach.{q}": [_ALONG] for q in ("invitations", "invitation")},
    "oversight": [_PRIVACY],
    "people": [_REGISTER],
    "post": [_CALLED],
    "resources": [("directory", "coordinator")],
    "rights": [_REGISTER], **{f"rights.{q}": [("register", "resident")] for q in (
        "receipt", "sent", "own_request", "own_requests")},
    "signin": [_MANAGED], "signin.today": [_PRIVACY, _MANDATE],
    **{f"signin.{q}": [_PRIVACY, _HANDED] for q in ("listed", "one", "seen")},
}
# What a query takes besides ids, by name: values to try.
GIVEN: dict[str, list[Any]] = {
    "words": ["Zwaluw", "Berg", "Ronde"], "text": ["Zwaluw", "Berg", "Duinroos"], "email": ["bob@wonen.example.org"],
    "until": [today() + timedelta(days=30)], "topic": ["groceries", "contact"], "wanted": [Filter()], "most": [500], "days": [[today() + timedelta(days=n) for n in range(-30, 30)]], "reason": ["nodig"], "verdict": [""],
    "codes": [("BU99010101",)], "street": ["Duinroos", "Dorpsstraat"], "kind": ["in", "out", "handover_in", "handover_out", "handover_mandate"], "code": ["BU99010101"], "compartment": ["status", "content"],
}
# What a query takes in a list, and filters itself: rows of everybody, by name → label of the model.
ROWS = {"entries": "outreach.RoundEntry"}
# A name of an id or a thing that is not the name of its model.
CALLED = {"door": "outreach.sheetdoor", "visit": "outreach.jointvisit", "handovers.file": "handovers.enclosure", "previous": "handovers.handover", "import": "people.registerimport", "token": "api.apitoken", "subject": "handovers.handover",
          "entry": "outreach.roundentry", "finding": "outreach.finding", "proposal": "access.covenantproposal"}
# Queries that are asked in more ways than with what they must have.
MORE: dict[str, list[dict[str, Any]]] = {
    "handovers.subject": [{"finding_id": "finding_id"}, {"household_id": "household_id"},
                          {"resident_id": "resident_id"}, {"previous_id": "previous_id"}],
    "people.residents": [{"gone": [True]}, {"text": "text"}],
    "resources.directory": [{"own": [True]}],
}
# Functions beside queries that get what another one gave, or whoever signs in: what holds for them.
INSIDE: dict[str, str] = {
    "attachments.opened": "reads a row that `one` or reach gave",
    "outreach.beside": "puts words to what `open_` gave", "outreach.of_doors": "of doors that `sheet` gave",
    "outreach.company": "of doors that `sheet` gave", "field.of": "by the secret of a telephone: field/tests",
    "signin.factors": "of whoever signs in, before anybody is known: signin/tests"}
# Modules and queries that are not asked alone yet: nothing is proven here of their own filter.
UNASKED = {
    "maintenance", *(f"outreach.{q}" for q in (
        "block", "block_named", "exported", "marker", "overview", "places", "terms", "terms_in_force", "unseen", "unseen_count"))}
# Queries of one person → the label of the rows that a colleague of the same role never gets.
PERSONAL: dict[str, str] = {
    "outreach.call": "outreach.RoundEntry", "outreach.kept": "outreach.Draft", "outreach.kept_drafts": "outreach.Draft",
    "outreach.held": "outreach.RoundEntry", "outreach.told_attempt": "outreach.Attempt", "outreach.told_by": "outreach.Finding"}
# Queries that give nothing in a world as small as this one, and why they may.
QUIET: dict[str, str] = {
    "outreach.is_large_register": "a size: true from 10,000 homes",
    "outreach.is_large_list": "a size: true from 2,000 homes on a list",
}
# Queries for which this world holds nothing yet: that they give nobody too much is not proven here. Plant
# something for one of them in world.py and take it away: a line too many fails.
NOT_YET = {
    "outreach.alone_again",
    "attachments.kept_with", "attachments.kept_by", "handovers.enclosures", "handovers.enclosure", "outreach.told",
    "outreach.held", "outreach.promises", "outreach.announcements", "outreach.list_in_the_making", "outreach.sending",
    "outreach.conflicts.one", "outreach.doors", "outreach.expired", "outreach.homes", "outreach.planned", "people.found_near", "post.letters_to_print", "rights.codes_of"}
