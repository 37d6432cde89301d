"""Who must be right for a row to be seen or written, per table: written by hand, beside the walls.

A letter is one aspect of an identity: n network, o organisation, p purpose, r role, s the subject that
a link is for (`only`), m the person at work, h a person who has none of the roles that see it besides,
e neither role nor purpose where either is enough, b both role and organisation. Changing one such aspect,
and nothing else, must close the row. What must be right of the row itself, of reach, and of other rows
that it leans on stands below, in words of `wrongs.py`.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .wrongs import (
    ANOTHER,
    LATER,
    LONG_AGO,
    ME,
    STRANGE,
    US,
    Lean,
    Of,
    Wrong,
    by_link,
    for_another_purpose,
    leaning,
    own,
    through_reach,
)

# Owned rows of the register and of rounds: own organisation, a purpose that uses them, never a guest.
OWNED, READ_BY_ALL = "nops", "n"
ALL = {"register", "call_round", "handover", "directory", "insight", "administration", "privacy",
       "visit_round", "joint_visit", "maintenance", "signal", "check_in", "debt", "breakthrough"}
_REGISTER, _ROUND, _SENT = {"register", "call_round", "visit_round", "handover", "debt"}, {"call_round"}, {"handover"}
_BOTH = _ROUND | _SENT
_ROUNDS = {"call_round", "visit_round"}

# Table → (aspects that matter for seeing, purposes that open it, roles that open it or None for any).
SEEN: dict[str, tuple[str, set[str], set[str] | None]] = {
    **{f"people_{t}": ("noprs", _REGISTER, {"*", "-steward"}) for t in ("block", "drawndoor", "phone", "resident")},
    **{f"people_{t}": ("noprs", _REGISTER | {"maintenance"}, {"*", "-steward"}) for t in ("dwelling", "household")},
    **{f"maintenance_{t}": (OWNED, {"maintenance"}, None) for t in (
        "project", "block", "phase", "partner", "appointment", "exemption", "releasebasis")},
    **{f"arrears_{t}": (OWNED, {"debt"}, None) for t in (
        "track", "trackstep", "arrangement", "instalment", "eviction", "coachoffer", "basis", "notice", "noticecontent", "noticestep",
        "arrearsimport", "arrearsrow")},
    "arrears_debtterms": (READ_BY_ALL, ALL, None),
    # What the team agreed: the named people only.
    **{f"maintenance_{t}": (OWNED + "m", {"maintenance"}, None) for t in (
        "door", "member", "matchround", "entry", "agreed", "visit", "going", "release", "item")},
    **{f"breakthroughs_{t}": (OWNED, {"breakthrough"}, None) for t in ("breakthrough", "option", "decision", "step")},
    "breakthroughs_named": (OWNED, {"breakthrough", "handover"}, None),
    **{f"breakthroughs_{t}": (READ_BY_ALL, ALL, None) for t in ("ladder", "rung", "explanation")},
    "maintenance_declaration": (OWNED, {"maintenance", "privacy"}, None),
    **{f"people_{t}": (OWNED, {"register"}, None) for t in (
        "blockstep", "duplicate", "importrow", "merge", "registerimport", "registersource")},
    **{f"outreach_{t}": (OWNED, _ROUND, None) for t in (
        "batch", "announcement", "draft", "roundselection")},
    **{f"outreach_{t}": (OWNED, _ROUNDS, None) for t in (
        "roundentry", "script", "scriptversion", "sheet", "sheetdoor", "sheetmember")},
    **{f"outreach_{t}": ("noprs", _ROUNDS | _SENT, {"*", "-steward"}) for t in ("answer", "attempt", "finding", "stop")},
    # Two organisations at one door: the host for its rounds (the partner, for going along: outreach/tests/test_joint.py).
    **{f"outreach_{t}": (OWNED, {"visit_round"}, None) for t in ("jointvisit", "jointdoor", "jointbasis")},
    "outreach_jointreport": (OWNED, {"joint_visit"}, None),
    "outreach_doormarker": ("noprs", {"visit_round"}, {"coordinator", "system"}),
    "outreach_round": (OWNED, _ROUNDS | _SENT, None), "handovers_origin": ("noprs", _BOTH, {"*", "-steward"}),
    "outreach_coverageterms": (OWNED, _ROUND, None), "outreach_coverageday": ("noprs", _ROUND, {"*", "-steward"}),
    "outreach_doorreach": ("noprs", _ROUNDS, {"*", "-steward"}),
    **{f"handovers_{t}": ("noprs", _SENT, {"*", "-steward"}) for t in ("internalnote", "necessity", "permission")},
    **{f"handovers_{t}": (OWNED, _SENT, None) for t in ("decision", "handover", "helpedanswer", "step")},
    **{f"handovers_{t}": ("noprs", _SENT, {"*", "-steward"}) for t in ("handovercontent", "explanation", "enclosure")},
    # Callers and volunteers bring signals in and read none; whoever holds the mandate reads no words.
    **{f"signals_{t}": (OWNED, {"signal"}, None) for t in ("signal", "signalstep")}, "signals_report": (OWNED + "h", {"signal"}, None),
    "signals_signalcontent": ("noprs", {"signal"}, {"*", "-steward", "-caller", "-volunteer"}),
    **{f"signals_{t}": ("noprs", {"signal"}, {"*", "-steward", "-caller", "-volunteer"}) for t in (
        "teller", "match", "passing", "signalnote", "followup", "nuisancesource", "nuisanceimport", "nuisancerow", "nuisanceorigin", "hint", "met")},
    "signals_guidedhome": ("noprs", {"signal"}, {"coordinator", "care_worker"}),
    "signals_nuisancenotice": ("noprs", {"signal"}, {"coordinator", "care_worker", "system"}),
    "signals_routingtable": (READ_BY_ALL, ALL, None), "signals_routingrule": (READ_BY_ALL, ALL, None),
    "signals_pooloffer": ("nprs", {"signal"}, {"*", "-caller", "-volunteer"}),
    "signals_takeover": ("noprs", {"signal"}, {"*", "-caller", "-volunteer"}),
    "signals_roomask": ("noprs", {"signal"}, {"*", "-caller", "-volunteer"}),
    "signals_savedview": ("noprsm", {"signal"}, {"*", "-steward", "-caller", "-volunteer"}),
    "signals_door": (OWNED, {"signal", "administration"}, None), "signals_intakedraft": ("noprs", {"signal"}, {"*", "-steward"}),
    "signals_refusedmail": ("noprs", {"signal", "administration"}, {"*", "-caller", "-volunteer"}),
    "attachments_attachment": (OWNED, {"handover", "call_round", "visit_round", "maintenance"}, None),
    "field_device": ("nosh", ALL, None), **{f"field_{t}": (OWNED, {"visit_round"}, None) for t in ("received", "photo")},
    "rights_code": (OWNED, {"register", "privacy"}, None), "rights_request": (OWNED, {"register", "privacy"}, None),
    "rights_knownsubject": (OWNED, {"register"}, None),
    **{f"signin_{t}": ("nms", ALL, None) for t in ("onetimesecret", "passkey", "recoverycode")},
    "signin_resetrequest": ("nosh", ALL, None), "signin_emergency": ("nosh", ALL, None), "keeping_revocation": ("nos", ALL, None),
    **{f"keeping_{t}": ("nose", ALL, None) for t in ("erasure", "hold", "mark", "tombstone")},
    "keeping_onward": ("nors", ALL, {"privacy_officer", "coordinator", "system"}),
    "keeping_run": ("nors", ALL, {"privacy_officer", "administrator", "system"}),
    "keeping_term": (READ_BY_ALL, ALL, None), "outreach_publishedselection": (READ_BY_ALL, ALL, None),
    **{f"signin_{t}": ("nors", ALL, {"administrator", "system"}) for t in (
        "provider", "providersubject", "scimtoken", "scimuser", "scimgroup", "scimmember")},
    "signin_scimmapping": ("nors", ALL, {"administrator", "system"}),
    **{t: ("nors", ALL, {"privacy_officer", "system"}) for t in (
        "exchange_shipment", "oversight_question", "oversight_threshold")},
    "post_delivery": ("nos", ALL, None), "access_audit": ("nos", ALL, None), "access_reach": ("nos", ALL, None),
    "access_clock": ("nos", ALL, None), "access_link": ("no", ALL, None),
    "access_processingline": ("nor", ALL, {"privacy_officer", "resident", "system"}),
    "api_apitoken": ("nors", ALL, {"administrator", "system"}),
    "insight_picture": ("nprs", {"insight"}, {"board", "steward", "coordinator", "system"}),
    **{t: (READ_BY_ALL, ALL, None) for t in (
        "access_covenant", "access_covenantproposal", "access_covenantrule", "access_covenantswitch", "access_membership", "access_network",
        "access_organisation", "access_person", "access_team", "people_district", "people_neighbourhood",
        "resources_capacity", "resources_service")},
}
# Table → roles that write it, where that is narrower than who sees it.
WRITERS: dict[str, set[str]] = {
    "breakthroughs_ladder": {"administrator"}, "breakthroughs_rung": {"administrator"},
    **{t: {"administrator", "system"} for t in ("access_covenant", "access_covenantrule", "access_covenantswitch",
                                                "access_membership", "access_person")},
    **{t: {"administrator", "coordinator", "system"} for t in ("people_district", "people_neighbourhood")},
    "arrears_debtterms": {"administrator"}, "signals_door": {"administrator"}, "signals_routingtable": {"administrator"}, "signals_routingrule": {"administrator"}, "keeping_term": {"administrator", "system"}, "keeping_revocation": {"system"},
}
# Table → aspects that matter for writing, where they differ from seeing. Nobody writes what is not here
# and has no grant: the database refuses before it looks. A line of one verb goes before that of the table.
WRITTEN: dict[str, str] = {
    # Callers and volunteers write what they may not read back.
    **{f"signals_{t}": "nops" for t in ("report", "teller", "signalcontent", "match", "passing")},
    "signals_match update": "noprs", "signals_match delete": "noprs", "signals_passing update": "noprs", "signals_report update": "nopsh", "signals_teller update": "noprs",
    "signals_door": "noprs", "signals_pooloffer": "noprs", "signals_routingtable": "nrsm", "signals_routingrule": "nrs",
    "arrears_debtterms": "nsr", "access_clock update": "nos", "post_delivery update": "nos",
    "breakthroughs_ladder": "nrms", "breakthroughs_rung": "nrms", "breakthroughs_explanation": "nos",
    "access_covenantproposal": "nosm", "access_covenant": "nr", "access_covenantrule": "nr", "access_covenantswitch": "nr", "access_membership": "nor",
    "access_team": "no", "people_district": "nr", "people_neighbourhood": "nr", "resources_capacity": "no",
    "resources_service": "no", "post_delivery": "no", "access_audit": "no", "access_clock": "no", "access_link": "no",
    "access_processingline": "no", "access_person": "nr", "access_organisation": "nb", "handovers_decision": "nops",
    "handovers_permission": "nopsr", "keeping_term": "nr", "keeping_revocation": "nosr", "outreach_publishedselection": "no", "handovers_step": "nops", "handovers_handover": "nops", "handovers_helpedanswer": "nops",
    "handovers_handovercontent": "nops", "handovers_explanation": "nops", "handovers_enclosure": "nops", "api_apitoken": "nors",
}
# Table → the compartment that it is seen through (none: any), and the column that reach opens. A line of one verb
# goes before that of the table.
SHARED = {
    **{f"breakthroughs_{t}": ("status", "breakthrough_id") for t in ("option", "decision", "step")}, "breakthroughs_breakthrough": ("status", "id"),
    "signals_signal": ("work", "id"), "signals_signalstep": ("work", "signal_id"), "signals_report": ("status", "signal_id"),
    "signals_signalcontent": ("content", "signal_id"), "signals_signalstep insert": ("", "signal_id"),
    **{f"handovers_{t}": ("status", "handover_id") for t in ("decision", "step", "helpedanswer")}, "handovers_handover": ("status", "id"),
    **{f"handovers_{t}": ("content", "handover_id") for t in ("handovercontent", "enclosure")}, "handovers_explanation": ("feedback", "handover_id"),
    "arrears_notice": ("status", "id"), "arrears_noticestep": ("status", "notice_id"), "arrears_noticecontent": ("content", "notice_id"),
    "outreach_jointvisit": ("status", "id"), "outreach_jointdoor": ("content", "visit_id"),
    **{f"maintenance_{t}": ("status", "project_id") for t in ("block", "phase", "partner")}, "maintenance_project": ("status", "id"),
    **{f"maintenance_{t}": ("content", "project_id") for t in ("door", "member", "matchround", "entry", "agreed", "visit", "going", "release", "item")},
}
# Tables of which a row may carry another organisation than that of whoever writes it.
FOR_OTHERS = {"signals_signal", "access_link", "arrears_debtterms", "outreach_jointvisit", "access_organisation", "handovers_helpedanswer", "keeping_onward", "maintenance_item", "maintenance_partner"}
# Tables of which whoever sees a row may go on with it in their own name.
TAKEN_OVER = {"maintenance_visit"}
# Tables seen through reach of which one sees only its own rows.
OWN_OF_SHARED = {"maintenance_entry"}
_SENT_BY_ANOTHER = leaning("of a handover that another sent", "handovers_handover", "handover_id", sender_id=STRANGE)
_OF_HANDOVER = [_SENT_BY_ANOTHER, Wrong("in the name of the sender", row={"organisation_id": STRANGE}, leans=_SENT_BY_ANOTHER.leans)]
_HOSTED = [leaning("of a project of another", "maintenance_project", "project_id", organisation_id=STRANGE)]
_AGREED = [own("of an address that is not agreed", agreed_id=STRANGE)]
_IN_PROJECT = [*_AGREED, own("of an address of another project", project_id=STRANGE)]
_ALONE = [by_link("project_id"), for_another_purpose("project_id")]
_LISTS_OPEN = [leaning("when comparing is over", "maintenance_project", "project_id", matching_ended_at=LONG_AGO),
               Wrong("while lists are compared", leans=(Lean("maintenance_matchround", {"project_id": Of("project_id"), "number": 1},
                                                             {"settled_at": None, "closes_at": LONG_AGO}),))]
# Table → what else must be right, for every verb; and for writing alone.
ALWAYS: dict[str, list[Wrong]] = {
    "signals_signal": [by_link("id")], "signals_report": [by_link("signal_id")],
    "maintenance_agreed": [own("that lapsed", lapsed_at=LONG_AGO)], "maintenance_item": _AGREED,
    **{f"maintenance_{t}": _IN_PROJECT for t in ("visit", "going", "release")},
    **{f"maintenance_{t}": [*_ALONE, *_HOSTED] for t in ("appointment", "exemption")}, "maintenance_entry": _ALONE,
}
WRITING: dict[str, list[Wrong]] = {
    **{f"signals_{t}": [Wrong("for signals, not for managing", who={"purpose": "signal"})] for t in ("routingtable", "routingrule")},
    "breakthroughs_decision": [leaning("that is closed", "breakthroughs_breakthrough", "breakthrough_id", state="decided", ended_at=LONG_AGO),
                               leaning("for another to decide on", "breakthroughs_breakthrough", "breakthrough_id", decider_id=STRANGE),
                               Wrong("in the name of another, who is to decide", row={"organisation_id": STRANGE}, leans=leaning(
                                   "", "breakthroughs_breakthrough", "breakthrough_id", decider_id=STRANGE).leans)],
    "breakthroughs_ladder": [Wrong("for another purpose", who={"purpose": "breakthrough"})],
    "breakthroughs_ladder insert": [own("decided on", state="approved", decided_by_id=STRANGE), own("of another", proposed_by_id=STRANGE)],
    "breakthroughs_ladder update": [own("of one's own", proposed_by_id=ME), own("that was decided on", state="rejected", decided_by_id=STRANGE)],
    "breakthroughs_rung": [Wrong("for another purpose", who={"purpose": "breakthrough"}), own("of no ladder", ladder_id=STRANGE),
                           leaning("of another's proposal", "breakthroughs_ladder", "ladder_id", proposed_by_id=STRANGE),
                           leaning("of what was decided on", "breakthroughs_ladder", "ladder_id", state="rejected", decided_by_id=STRANGE)],
    # Who takes it over leaves it as taken by them: what was there before must be theirs to work on.
    "signals_signal update": [replace(w, what=f"{w.what}, and taken by us", row={"taker_id": US}) for w in through_reach("work", "id")],
    "signals_savedview": [own("that a colleague shared", person_id=STRANGE, is_shared=True)],
    "signals_door": [Wrong("for signals, not for managing", who={"purpose": "signal"})],
    **{f"signals_{t}": [by_link("signal_id")] for t in ("signalcontent", "signalstep")},
    "arrears_debtterms": [own("made by another", made_by_id=STRANGE), Wrong("for another purpose", who={"purpose": "directory"})],
    "arrears_noticecontent": [by_link("notice_id"), for_another_purpose("notice_id"), *(own(f"of another {what}", **{column: STRANGE}) for what, column in (
        ("basis", "basis_id"), ("household", "household_id"))), own("of another kind", kind="other"),
        leaning("of another day", "arrears_basis", "basis_id", on_day=LATER), Wrong("of a track that ended", leans=(
            Lean("arrears_track", {"organisation_id": US}, {"stage": "ended", "ended_at": LONG_AGO, "outcome": "paid"}),))],
    "outreach_jointvisit": [own("of two others", organisation_id=STRANGE, partner_id=STRANGE)],
    "outreach_jointreport": [own("by a colleague", person_id=STRANGE), *through_reach("content", "visit_id"),
                             by_link("visit_id"), for_another_purpose("visit_id")],
    **{f"handovers_{t}": [*_OF_HANDOVER, by_link("handover_id")] for t in ("handovercontent", "enclosure")},
    "handovers_permission": [*_OF_HANDOVER, for_another_purpose("handover_id")],
    "handovers_handover": [for_another_purpose("id")],
    "maintenance_project": [for_another_purpose("id")],
    **{f"maintenance_{t}": _HOSTED for t in ("block", "phase", "door")},
    "maintenance_matchround": [*_HOSTED, own("that was compared", settled_at=LONG_AGO)],
    "maintenance_partner": [Wrong("of another, in a project of another", row={"organisation_id": STRANGE}, leans=_HOSTED[0].leans)],
    "maintenance_item": [own("put and owned by others", organisation_id=STRANGE, owner_id=STRANGE)],
    "maintenance_entry": [own("that was compared", compared_at=LONG_AGO), *_LISTS_OPEN],
    "maintenance_exemption": _LISTS_OPEN,
    "outreach_publishedselection": [Wrong("for another purpose", who={"purpose": "directory"})],
    "rights_request": [own("that grants an erasure", kind="erase", state="granted", answered_at=LONG_AGO, answer="Ja.",
                           answered_by_id=STRANGE, taken_by_id=ME)],
    "signin_scimmapping": [own("that confirms itself", role="administrator", confirmed_by_id=STRANGE),
                           Wrong("asked by another", who={"role": "administrator"}, row={"asked_by_id": STRANGE})],
}
# Verbs for which something else refuses what stands above: table → ways.
SELECT_ONLY: dict[str, list[Wrong]] = {
    "signals_pooloffer": [own("that one partner took from another", organisation_id=STRANGE, taken_by_id=STRANGE, closed_at=LONG_AGO)],
    "maintenance_release": [own("that another took back", organisation_id=STRANGE, taken_back_at=LONG_AGO)],
}
_OPEN = (Lean("maintenance_matchround", {"project_id": Of("project_id")}, {"settled_at": LONG_AGO}),
         Lean("maintenance_project", {"network_id": Of("network_id")}, {"matching_ended_at": None, "closed_at": None, "state": "planned"}))
# Table → what makes a row of it one that may be seen and written.
READY: dict[str, Wrong] = {
    "breakthroughs_decision": leaning("ours to decide on", "breakthroughs_breakthrough", "breakthrough_id", state="open", ended_at=None, decider_id=US),
    "breakthroughs_ladder": own("proposed by us", proposed_by_id=ME, state="waiting", decided_by_id=None),
    "breakthroughs_ladder update": own("proposed by another", proposed_by_id=ANOTHER, state="waiting", decided_by_id=None),
    "breakthroughs_rung": leaning("proposed by us", "breakthroughs_ladder", "ladder_id", proposed_by_id=ME, state="waiting", decided_by_id=None),
    "signals_savedview": own("of our own", person_id=ME, is_shared=False),
    "signals_signal": own("that another took", taker_id=STRANGE), "signals_routingtable": own("made by us", person_id=ME),
    "arrears_debtterms": own("made by us", made_by_id=US), "outreach_jointreport": own("by us", person_id=ME),
    "access_covenantproposal": own("to decide", proposed_by_id=ME, state="waiting"),
    "maintenance_item": own("of no address", agreed_id=None),
    "maintenance_entry": Wrong("open lists", row={"answer": "yes", "compared_at": None, "withdrawn_at": None}, leans=_OPEN),
    "maintenance_exemption": Wrong("open lists", leans=_OPEN),
    "maintenance_matchround": own("to come", settled_at=None),
    "signin_scimmapping": own("asked by us", role="caller", asked_by_id=ME, confirmed_by_id=None),
}
# Table → what a change of it leaves behind, where a change that leaves it as it was would not be right.
LEFT: dict[str, dict[str, Any]] = {"breakthroughs_ladder": {"state": "approved", "decided_by_id": ME}}


def parts(table: str, verb: str) -> Iterator[Wrong]:
    """What must be right besides who asks."""
    if table in SHARED:
        yield from through_reach(*SHARED.get(f"{table} {verb}", SHARED[table]))
    if verb != "select" and table not in FOR_OTHERS or table in OWN_OF_SHARED:
        yield own("in the name of another", organisation_id=STRANGE)
    yield from ALWAYS.get(table, [])
    yield from (SELECT_ONLY if verb == "select" else WRITING).get(table, [])
    yield from WRITING.get(f"{table} {verb}", [])
