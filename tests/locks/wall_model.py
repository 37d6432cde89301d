"""Who must be right for a row to be seen or written, per table: written by hand, beside the walls.

A letter is one aspect of an identity: n network, o organisation, p purpose, r role, s the subject that
a link is for (`only`), m the person at work,
b both role and organisation. Changing one such aspect, and nothing else, must close the row.
"""

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
    **{f"signals_{t}": (OWNED, {"signal"}, None) for t in ("signal", "signalstep")}, "signals_report": (OWNED, {"signal"}, None),
    "signals_signalcontent": ("noprs", {"signal"}, {"*", "-steward", "-caller", "-volunteer"}),
    **{f"signals_{t}": ("noprs", {"signal"}, {"*", "-steward", "-caller", "-volunteer"}) for t in (
        "teller", "match", "passing", "signalnote", "followup")},
    "signals_door": (OWNED, {"signal", "administration"}, None), "signals_intakedraft": ("noprs", {"signal"}, {"*", "-steward"}),
    "signals_refusedmail": ("noprs", {"signal", "administration"}, {"*", "-caller", "-volunteer"}),
    "attachments_attachment": (OWNED, {"handover", "call_round", "visit_round", "maintenance"}, None),
    "field_device": ("nos", ALL, None), **{f"field_{t}": (OWNED, {"visit_round"}, None) for t in ("received", "photo")},
    "rights_code": (OWNED, {"register", "privacy"}, None), "rights_request": (OWNED, {"register", "privacy"}, None),
    "rights_knownsubject": (OWNED, {"register"}, None),
    **{f"signin_{t}": ("nms", ALL, None) for t in ("onetimesecret", "passkey", "recoverycode")},
    "signin_resetrequest": ("nos", ALL, None), "signin_emergency": ("nos", ALL, None), "keeping_revocation": ("nos", ALL, None),
    **{f"keeping_{t}": ("nos", ALL, None) for t in ("erasure", "hold", "mark", "tombstone", "onward", "run")},
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
    **{t: {"administrator", "system"} for t in ("access_covenant", "access_covenantrule", "access_covenantswitch",
                                                "access_membership", "access_person")},
    **{t: {"administrator", "coordinator", "system"} for t in ("people_district", "people_neighbourhood")},
}
# Compartment of the tables that are seen through reach.
SHARED = {"handovers_handover": "status", "handovers_decision": "status", "handovers_step": "status",
          "handovers_helpedanswer": "status", "handovers_handovercontent": "content", "handovers_explanation": "feedback",
          "handovers_enclosure": "content", "signals_signal": "work", "signals_signalstep": "work", "signals_report": "status",
          "signals_signalcontent": "content"}
# Table → aspects that matter for writing, where they differ from seeing. Nobody writes what is not here
# and has no grant: the database refuses before it looks.
WRITTEN: dict[str, str] = {
    "access_covenantproposal": "nosm", "access_covenant": "nr", "access_covenantrule": "nr", "access_covenantswitch": "nr", "access_membership": "nor",
    "access_team": "no", "people_district": "nr", "people_neighbourhood": "nr", "resources_capacity": "no",
    "resources_service": "no", "post_delivery": "no", "access_audit": "no", "access_clock": "no", "access_link": "no",
    "access_processingline": "no", "access_person": "nr", "access_organisation": "nb", "handovers_decision": "nops",
    "handovers_permission": "nops", "handovers_step": "nops", "handovers_handover": "nops", "handovers_helpedanswer": "nops",
    "handovers_handovercontent": "nops", "handovers_explanation": "nops", "handovers_enclosure": "nops", "api_apitoken": "nors",
}
# Rows of a handover that only its sender writes; those that no guest writes, also behind a link to that handover;
# those that either side writes for both; those that only work on handovers writes, whatever purpose a reach was opened for.
BY_SENDER = {"handovers_handovercontent", "handovers_enclosure", "handovers_permission"}
BY_EITHER = {"handovers_helpedanswer"}
NEVER_BY_LINK = {"handovers_handovercontent", "handovers_enclosure"}
FOR_HANDOVERS = {"handovers_handover"}
# Rows of one person that some roles see and write besides.
PERSON_OR = {"signin_resetrequest"}
