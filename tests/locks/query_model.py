"""Who asks which query, written by hand: module → purpose and role; and what some are to be given.

Everything else follows from what a query itself says it takes. A parameter that nobody knows fails.
"""

from datetime import timedelta
from typing import Any

from waakvlam.access.queries import Filter
from waakvlam.breakthroughs.queries.silence import OURS, Chosen
from waakvlam.kit.time import today
from waakvlam.outreach.queries.coverage import Unseen
from waakvlam.signals.queries import Chosen as Board
from waakvlam.signals.queries import Sought

# Files of a module, besides those named queries, in which lists and things are given to somebody.
BESIDES = ("waakvlam.access.clocks", "waakvlam.access.reach", "waakvlam.access.covenant.proposals",
           "waakvlam.outreach.findings", "waakvlam.signin.emergency")

_PRIVACY, _MANAGED, _REGISTER = ("privacy", "privacy_officer"), ("administration", "administrator"), ("register", "coordinator")
_HANDED, _CALLED = ("handover", "coordinator"), ("call_round", "coordinator")
_VISITED, _WALKED = ("visit_round", "coordinator"), ("visit_round", "volunteer")
_TOLD = ("signal", "coordinator")
_ALONG = ("joint_visit", "district_worker")
_PLANNED, _IN_THE_TEAM = ("maintenance", "coordinator"), ("maintenance", "district_worker")
_MANDATE, _BY_LINK, _RESIDENT = ("handover", "steward"), ("handover", "guest"), ("handover", "resident")
# Module, or one query of it → purpose and role under which everybody asks it.
ASKED: dict[str, list[tuple[str, str]]] = {
    "access": [_PRIVACY, _MANAGED], "access.processed": [_PRIVACY],
    **{f"access.{q}": [_HANDED, _MANDATE] for q in ("listed", "running", "silent", "of")},
    "api": [_MANAGED], "attachments": [_HANDED],
    "breakthroughs": [("breakthrough", "coordinator"), ("breakthrough", "steward")], "breakthroughs.obstacles": [("insight", "coordinator")],
    "exchange": [_PRIVACY], "field": [_VISITED],
    "handovers": [_HANDED, _MANDATE], "handovers.handover": [_HANDED, _MANDATE, _BY_LINK, _RESIDENT],
    "handovers.page": [_HANDED, _MANDATE, _BY_LINK, _RESIDENT], "handovers.receipt": [_RESIDENT],
    "handovers.enclosure": [_BY_LINK], "handovers.subject": [_HANDED], "handovers.subject_of": [_HANDED],
    "arrears": [("debt", "coordinator"), ("debt", "district_worker")], "arrears.desks": [_MANAGED], "arrears.earlier": [_MANAGED],
    "insight": [("insight", "coordinator")],
    "keeping": [_PRIVACY], "keeping.person": [_REGISTER],
    "outreach": [_CALLED, ("call_round", "caller")],
    **{f"outreach.{q}": [_VISITED, _WALKED] for q in ("found_sheet", "visible", "my_sheets", "sheet", "open_")},
    **{f"outreach.{q}": [_VISITED, _CALLED, _WALKED] for q in ("for_two", "taken")},
    **{f"outreach.{q}": [_VISITED] for q in (
        "sheets_today", "of_today", "planned", "dropped", "on_and_off", "marker", "ours", "markers", "homes", "home", "doors")},
    **{f"outreach.{q}": [_VISITED] for q in ("door", "may_be_asked", "alone_again", "called_off")},
    **{f"outreach.{q}": [_ALONG] for q in ("invitations", "invitation")},
    "maintenance": [_PLANNED, _IN_THE_TEAM], "maintenance.overseen": [_PRIVACY],
    "oversight": [_PRIVACY],
    "people": [_REGISTER],
    "post": [_CALLED],
    "resources": [("directory", "coordinator")],
    "rights": [_REGISTER], **{f"rights.{q}": [("register", "resident")] for q in (
        "receipt", "sent", "own_request", "own_requests")},
    **{f"signals.{q}": [("signal", "care_worker"), _TOLD] for q in ("guided_homes", "guides", "nuisances")}, "signals": [_TOLD, ("signal", "caller"), ("signal", "steward")],
    "signin": [_MANAGED], "signin.today": [_PRIVACY, _MANDATE],
    **{f"signin.{q}": [_PRIVACY, _HANDED] for q in ("listed", "one", "seen")},
}
# What a query takes besides ids, by name, or for one query by query.name: values to try.
GIVEN: dict[str, list[Any]] = {
    "words": ["Zwaluw", "Berg", "Ronde"], "text": ["Zwaluw", "Berg", "Duinroos"], "email": ["bob@wonen.example.org"],
    "since": [today() - timedelta(days=400)], "until": [today() + timedelta(days=30)], "topic": ["groceries", "contact"], "wanted": [Filter()], "most": [500], "days": [[today() + timedelta(days=n) for n in range(-30, 30)]], "reason": ["nodig"], "verdict": [""],
    "signals.board.chosen": [Board()], "signals.import_rows.verdict": ["new", "refused"], "people.preview.verdict": ["changed", "gone", "remarks"], "outreach.unseen.wanted": [Unseen(), Unseen(tries=1)], "outreach.unseen_count.wanted": [Unseen()], "outreach.exported.wanted": [Unseen()],
    "outreach.places.kind": ["area", "block", "street"], "chosen": [Chosen(), Chosen(side=OURS)], "sought": [Sought("gordijnen"), Sought("mevrouw proef duinroos 14"), Sought("Duinrsoo")], "outreach.homes.words": ["Dorpsstraat 8000001"],
    "people.found_near.text": ["Zwaluwresidentinregister", "Bergen"],
    "codes": [("BU99010101",)], "street": ["Duinroos", "Dorpsstraat"], "kind": ["in", "out", "handover_in", "handover_out", "handover_mandate"], "code": ["BU99010101"], "compartment": ["status", "content"],
}
# What a query takes in a list, and filters itself: rows of everybody, by name → label of the model.
ROWS = {"entries": "outreach.RoundEntry"}
# A name of an id or a thing that is not the name of its model.
CALLED = {"follow": "signals.followup", "breakthroughs.partner": "access.organisation", "outreach.block": "people.block", "outreach.marker": "outreach.doormarker", "maintenance.agreed": "maintenance.agreed",
          "outreach.door": "outreach.sheetdoor", "handovers.names": "handovers.handover", "arrears.import": "arrears.arrearsimport", "signals.import": "signals.nuisanceimport", "visit": "outreach.jointvisit", "handovers.file": "handovers.enclosure", "previous": "handovers.handover", "import": "people.registerimport", "token": "api.apitoken", "subject": "handovers.handover",
          "entry": "outreach.roundentry", "finding": "outreach.finding", "proposal": "access.covenantproposal"}
# Queries that are asked in more ways than with what they must have.
MORE: dict[str, list[dict[str, Any]]] = {
    "handovers.subject": [{"finding_id": "finding_id"}, {"household_id": "household_id"},
                          {"resident_id": "resident_id"}, {"previous_id": "previous_id"}],
    "people.blocks": [{"neighbourhood": ["BU00000000"]}],
    "people.residents": [{"gone": [True]}, {"text": "text"}],
    "resources.directory": [{"own": [True]}],
}
# Functions beside queries that get what another one gave, or whoever signs in: what holds for them.
INSIDE: dict[str, str] = {
    "maintenance.rows": "what the queries of a project start from, each with its own kind of row",
    "maintenance.stairs": "lights the addresses that `addresses` gave; its doors start from `rows`",
    "maintenance.may_be_asked": "of a page that `page` gave; organisations are known to the whole network",
    "attachments.opened": "reads a row that `one` or reach gave",
    "signals.rows": "of keys that reach gave: `held` and `given`",
    "outreach.beside": "puts words to what `open_` gave", "outreach.of_doors": "of doors that `sheet` gave",
    "outreach.company": "of doors that `sheet` gave", "field.of": "by the secret of a telephone: field/tests",
    "signin.factors": "of whoever signs in, before anybody is known: signin/tests"}
# Queries of one person → the label of the rows that a colleague of the same role never gets.
PERSONAL: dict[str, str] = {
    "outreach.call": "outreach.RoundEntry", "outreach.kept": "outreach.Draft", "outreach.kept_drafts": "outreach.Draft",
    "outreach.held": "outreach.RoundEntry", "outreach.told_attempt": "outreach.Attempt", "outreach.told_by": "outreach.Finding"}
# Queries that give nothing in a world as small as this one, and why they may.
QUIET: dict[str, str] = {
    "outreach.is_large_register": "a size: true from 10,000 homes",
    **dict.fromkeys(("outreach.alone_again", "outreach.called_off"), "a companion who called off: nobody did in this world"),
    "arrears.services": "budget coaches: none stands in the directory of this world",
    "outreach.is_large_list": "a size: true from 2,000 homes on a list",
}
