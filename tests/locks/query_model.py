"""Who asks which query, written by hand: module → purpose and role; and what some are to be given.

Everything else follows from what a query itself says it takes. A parameter that nobody knows fails.
"""

from typing import Any

from waakvlam.access.queries import Filter

# Files of a module, besides those named queries, in which lists and things are given to somebody.
BESIDES = ("waakvlam.access.clocks", "waakvlam.access.reach", "waakvlam.access.covenant.proposals",
           "waakvlam.outreach.findings", "waakvlam.signin.emergency")

_PRIVACY, _MANAGED, _REGISTER = ("privacy", "privacy_officer"), ("administration", "administrator"), ("register", "coordinator")
_HANDED, _CALLED = ("handover", "coordinator"), ("call_round", "coordinator")
_MANDATE, _BY_LINK, _RESIDENT = ("handover", "steward"), ("handover", "guest"), ("handover", "resident")
# Module, or one query of it → purpose and role under which everybody asks it.
ASKED: dict[str, list[tuple[str, str]]] = {
    "access": [_PRIVACY, _MANAGED], "access.processed": [_PRIVACY],
    **{f"access.{q}": [_HANDED, _MANDATE] for q in ("listed", "running", "silent", "of", "opens")},
    "api": [_MANAGED], "attachments": [_HANDED],
    "exchange": [_PRIVACY],
    "handovers": [_HANDED, _MANDATE], "handovers.handover": [_HANDED, _MANDATE, _BY_LINK, _RESIDENT],
    "handovers.page": [_HANDED, _MANDATE, _BY_LINK, _RESIDENT], "handovers.receipt": [_RESIDENT],
    "handovers.subject": [_HANDED], "handovers.subject_of": [_HANDED],
    "insight": [("insight", "coordinator")],
    "keeping": [_PRIVACY], "keeping.person": [_REGISTER],
    "outreach": [_CALLED, ("call_round", "caller")],
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
    "topic": ["groceries", "contact"], "wanted": [Filter()], "most": [500], "reason": ["nodig"], "verdict": [""],
    "codes": [("BU99010101",)], "street": ["Duinroos", "Dorpsstraat"], "kind": ["in", "out", "handover_in", "handover_out", "handover_mandate"], "code": ["BU99010101"], "compartment": ["status", "content"],
}
# A name of an id or a thing that is not the name of its model.
CALLED = {"handovers.file": "handovers.enclosure", "previous": "handovers.handover", "import": "people.registerimport", "token": "api.apitoken", "subject": "handovers.handover",
          "entry": "outreach.roundentry", "finding": "outreach.finding", "proposal": "access.covenantproposal"}
# Queries that are asked in more ways than with what they must have.
MORE: dict[str, list[dict[str, Any]]] = {
    "handovers.subject": [{"finding_id": "finding_id"}, {"household_id": "household_id"},
                          {"resident_id": "resident_id"}, {"previous_id": "previous_id"}],
    "people.residents": [{"gone": [True]}, {"text": "text"}],
    "resources.directory": [{"own": [True]}],
}
# Queries of one person → the label of the rows that a colleague of the same role never gets.
PERSONAL: dict[str, str] = {
    "outreach.call": "outreach.RoundEntry", "outreach.kept": "outreach.Draft", "outreach.kept_drafts": "outreach.Draft",
    "outreach.held": "outreach.RoundEntry", "outreach.told_attempt": "outreach.Attempt", "outreach.told_by": "outreach.Finding"}
# Queries that give nothing in a world as small as this one, and why they may.
QUIET: dict[str, str] = {
    "outreach.is_large_register": "a size: true from 10,000 homes",
    "outreach.is_large_list": "a size: true from 2,000 homes on a list",
}
