"""The permission table once more, written by hand: permission → who, for what, on which side.

A line is one way in; several lines are several ways. Nothing here comes from the product.
"""

from dataclasses import dataclass

COORDINATOR, SENDERS = {"coordinator"}, {"coordinator", "district_worker", "community_officer", "care_worker", "keeper"}
TEAM = {"coordinator", "district_worker", "community_officer", "care_worker"}
WORKERS, CALLERS = SENDERS | {"volunteer"}, {"caller", "volunteer", "coordinator"}
ASKERS = WORKERS | {"caller"}
READERS = {"board", "steward", "coordinator"}
EVERYBODY = WORKERS | READERS | {"caller", "privacy_officer", "administrator", "resident", "system", "guest"}
DEBT, _DEBTORS = {"debt"}, {"coordinator", "district_worker"}
HANDOVER, ROUND, BOTH, SIGNAL = {"handover"}, {"call_round"}, {"call_round", "handover"}, {"signal"}
FILES = {"handover", "call_round", "visit_round", "maintenance"}
PURPOSES = {"breakthrough", "visit_round", "joint_visit", "maintenance", "signal", "check_in", "debt", "register", "call_round", "handover", "directory", "insight", "administration", "privacy"}


@dataclass(frozen=True)
class Way:
    """`sides` all must hold: ours, sent, received, asked, party, aside (neither), given, team, second, own, other (whoever did it is somebody else), held,
    landlord, without_accounts, mine_by_link.
    `guests`: also behind a link."""

    roles: set[str]
    purposes: set[str]
    sides: tuple[str, ...] = ()
    guests: bool = True


def staff(roles: set[str], purposes: set[str], *sides: str) -> Way:
    return Way(roles, purposes, sides, guests=False)


_BY_LINK = Way({"guest"}, HANDOVER, ("mine_by_link", "received"))
_RESIDENT = Way({"resident"}, HANDOVER, ("mine_by_link",))
_REGISTER = [staff(COORDINATOR | {"system"}, {"register"})]
_OUR_ROUND = [Way(COORDINATOR, ROUND, ("ours",))]
_ON_OUR_ROUND = [Way(CALLERS, ROUND, ("ours", "team"))]
_AT_OUR_DOOR = [Way(CALLERS, {"visit_round"}, ("ours",))]
_SENDER = [staff(SENDERS, HANDOVER, "sent")]
_RECEIVER = [staff(WORKERS, HANDOVER, "received"), _BY_LINK]
_ADMINISTRATOR = [Way({"administrator"}, {"administration"})]
_SERVICE = [Way(WORKERS | {"steward", "administrator"}, {"directory"}, ("ours",)),
            Way({"administrator"}, {"directory"}, ("without_accounts",))]
_FIGURES = [staff(READERS, {"insight"})]
_DECIDERS, _HEADS = SENDERS | {"board", "steward"}, {"coordinator", "board"}

MODEL: dict[str, list[Way]] = {
    "access.see_audit": [Way({"privacy_officer"}, {"privacy"})],
    "access.manage_people": [*_ADMINISTRATOR, Way({"system"}, {"administration"})],
    "access.manage_covenant": _ADMINISTRATOR, "access.manage_organisations": _ADMINISTRATOR,
    "access.see_settings": _ADMINISTRATOR,
    "keeping.ask": [Way(COORDINATOR, {"register"})], "keeping.set_term": _ADMINISTRATOR,
    "keeping.hold": [Way(COORDINATOR, {"register"}), Way({"system"}, {"administration"})],
    "keeping.erase": [Way({"privacy_officer"}, {"privacy"}), Way({"system"}, {"administration"})],
    "keeping.see": [Way({"privacy_officer"}, {"privacy"}), *_ADMINISTRATOR],
    "keeping.decide": [Way({"privacy_officer"}, {"privacy"}, ("ours", "second"))],
    "keeping.answer": [Way({"privacy_officer"}, {"privacy"}, ("ours",))],
    "signin.open_emergency": [Way({"steward", "coordinator"}, HANDOVER)],
    "signin.review_emergency": [Way({"privacy_officer"}, {"privacy"})],
    "signin.set_provider": _ADMINISTRATOR, "signin.set_directory": _ADMINISTRATOR,
    **{f"rights.{p}": [staff(COORDINATOR, {"register"}, "ours")] for p in ("answer", "give_code", "print", "file")},
    "rights.see": [staff(COORDINATOR, {"register"})], "rights.oversee": [staff({"privacy_officer"}, {"privacy"})],
    "rights.ask": [Way({"resident"}, PURPOSES, ("mine_by_link",)), Way({"system"}, {"register"})],
    **{f"oversight.{p}": [Way({"privacy_officer"}, {"privacy"})] for p in ("see", "set", "ask")},
    "oversight.notice": [Way({"system"}, {"register"})],
    "signin.reset_factors": [*_ADMINISTRATOR, Way({"system"}, {"administration"})],
    "exchange.see_shipments": [Way({"privacy_officer"}, {"privacy"})],
    "exchange.ship": [Way({"system"}, {"administration"})],
    "api.manage_tokens": [Way({"administrator", "system"}, {"administration"})],
    "people.see_register": _REGISTER, "people.import_register": _REGISTER, "people.merge": _REGISTER,
    "people.draw_blocks": _REGISTER,
    "people.show_secret_address": [Way(COORDINATOR, {"register"}, ("ours",))],
    "people.import_areas": [Way({"coordinator", "administrator", "system"}, PURPOSES)],
    "post.see": [Way({"coordinator", "system"}, BOTH)], "post.act": [Way({"coordinator", "system"}, BOTH, ("ours",))],
    "resources.see": [staff(EVERYBODY, {"directory"} | BOTH)], "resources.keep": _SERVICE, "resources.add": _SERVICE,
    **{f"maintenance.{p}": [staff(TEAM, {"maintenance"})] for p in ("see", "answer", "list", "team")},
    "maintenance.plan": [staff(COORDINATOR, {"maintenance"})],
    "maintenance.host": [staff(COORDINATOR, {"maintenance"}, "landlord", "ours")],
    "maintenance.settle": [Way({"system"}, {"maintenance"}, ("ours",))],
    "maintenance.oversee": [Way({"privacy_officer"}, {"privacy"})],
    "breakthroughs.see_silence": [staff(WORKERS | {"steward"}, {"breakthrough"})],
    "breakthroughs.export": [staff({"coordinator", "steward"}, {"breakthrough"})],
    "arrears.see": [staff(_DEBTORS, DEBT)], "arrears.work": [staff(_DEBTORS, DEBT, "received")],
    "arrears.keep": [staff(_DEBTORS, DEBT, "landlord", "ours"), Way({"system"}, DEBT, ("landlord", "ours"))],
    "arrears.send": [staff(_DEBTORS, DEBT, "landlord", "sent"), Way({"system"}, DEBT, ("landlord", "sent"))],
    "arrears.import": [staff(COORDINATOR, DEBT), Way({"system"}, DEBT)],
    "arrears.export": [staff(COORDINATOR, DEBT)], "arrears.coach": [staff(_DEBTORS, DEBT, "landlord")],
    "arrears.set_terms": [staff({"administrator"}, {"administration"})],
    "breakthroughs.see_rates": [staff(_DECIDERS | {"volunteer"}, {"breakthrough"})], "breakthroughs.see": [staff(_DECIDERS, {"breakthrough"})],
    "breakthroughs.explain": [staff(_HEADS, {"breakthrough"})], "breakthroughs.call": [staff({"steward", "keeper"}, {"breakthrough"})],
    "breakthroughs.answer": [staff(_DECIDERS, {"breakthrough"}, "decides"), staff(_HEADS, {"breakthrough"}, "decides_here"),
                             Way({"guest"}, {"breakthrough"}, ("mine_by_link", "decides_here"))],
    "breakthroughs.withdraw": [staff({"steward", "keeper"}, {"breakthrough"}, "ours")],
    "breakthroughs.see_obstacles": _FIGURES, "breakthroughs.set_ladder": _ADMINISTRATOR,
    **{f"signals.{p}": [staff(ASKERS, SIGNAL)] for p in ("follow",)}, "signals.bring": [staff(ASKERS, SIGNAL), Way({"system"}, SIGNAL)],
    "signals.see": [staff(SENDERS | {"steward"}, SIGNAL)], "signals.claim": [staff(SENDERS, SIGNAL)], "signals.find": [staff(SENDERS, SIGNAL)],
    "signals.weigh": [staff(SENDERS, SIGNAL, "held"), Way({"system"}, SIGNAL, ("held",))], "signals.give": [staff(SENDERS, SIGNAL, "held")],
    "signals.ask_other": [staff(SENDERS, SIGNAL, "held"), staff({"steward"}, SIGNAL)],
    "signals.words": [staff(SENDERS, SIGNAL, "given")], "signals.redact": [staff(SENDERS, SIGNAL, "ours")],
    "signals.review": [staff(COORDINATOR, SIGNAL, "ours", "other")], "signals.export": [staff(COORDINATOR, SIGNAL)],
    "signals.import": [staff(COORDINATOR, SIGNAL), Way({"system"}, SIGNAL)],
    "signals.together": [staff(SENDERS, SIGNAL, "held")], "signals.compare": [Way({"system"}, SIGNAL)],
    **{f"signals.{p}": [staff(COORDINATOR | {"care_worker"}, SIGNAL)] for p in ("guided", "nuisances")},
    **{f"signals.{p}": [staff({"administrator"}, {"administration"})] for p in ("route", "doors")},
    "insight.see": _FIGURES, "insight.export": _FIGURES, "insight.refresh": [*_FIGURES, Way({"system"}, {"insight"})],
    "outreach.see_rounds": [Way(COORDINATOR | {"system"}, ROUND)],
    "outreach.export": [Way(COORDINATOR | {"system"}, ROUND, ("ours",))], "outreach.write_scripts": [Way(COORDINATOR, ROUND)],
    **{f"outreach.{p}_coverage": [Way(COORDINATOR, ROUND)] for p in ("see", "set", "export")},
    "outreach.count_coverage": [Way(COORDINATOR | {"system"}, ROUND)],
    "outreach.see_own_rounds": [Way(CALLERS, ROUND)],
    **{f"outreach.{p}": _OUR_ROUND for p in ("plan", "approve", "steer", "see_entries", "exclude", "announce", "see_findings",
                                             "lift_stop")},
    "outreach.call": _ON_OUR_ROUND, "outreach.visit": _AT_OUR_DOOR,
    "outreach.see_own_sheets": [Way(CALLERS, {"visit_round"})], "outreach.see_sheets": [Way(COORDINATOR, {"visit_round"})],
    **{f"outreach.{p}": [Way(COORDINATOR, {"visit_round"}, ("ours",))] for p in ("plan_visits", "mark_doors")},
    "outreach.lapse_joint": [Way({"system"}, {"visit_round"}, ("ours",))],
    "outreach.see_joint": [staff(TEAM, {"joint_visit"})], "outreach.answer_joint": [staff(TEAM, {"joint_visit"}, "asked")],
    **{f"outreach.{p}": [*_ON_OUR_ROUND, *_AT_OUR_DOOR] for p in ("write_note", "record_finding")},
    "outreach.stop_calling": [*_ON_OUR_ROUND, *_AT_OUR_DOOR, Way({"system"}, ROUND, ("ours",))],
    "field.use": [Way(CALLERS, {"visit_round"})], "field.see_devices": [Way(COORDINATOR, {"visit_round"})],
    "field.see_photos": [Way(COORDINATOR, {"visit_round"})],
    "field.wipe": [Way(CALLERS, {"visit_round"}, ("ours", "own")), Way(COORDINATOR, {"visit_round"}, ("ours",))],
    "outreach.follow_up": [Way({"coordinator", "district_worker", "system"}, BOTH, ("ours",))],
    "attachments.keep": [staff(ASKERS, FILES)], "attachments.withdraw": [staff(ASKERS, FILES, "ours")],
    "attachments.open": [staff(ASKERS, FILES), _RESIDENT, Way({"guest"}, HANDOVER, ("mine_by_link",))],
    "handovers.see": [staff(WORKERS | {"steward"}, HANDOVER)], "handovers.offer": [staff(SENDERS, HANDOVER)],
    "handovers.confirm": [staff(SENDERS, HANDOVER, "ours", "second")],
    "handovers.review": [staff(COORDINATOR, HANDOVER, "ours", "second")],
    "handovers.answer": _RECEIVER, "handovers.work": _RECEIVER,
    **{f"handovers.{p}": _SENDER for p in ("take_back", "decide", "remind", "ask_mandate", "prolong")},
    "handovers.withdraw_permission": [*_SENDER, _RESIDENT],
    "handovers.direct": [staff({"steward"}, HANDOVER, "aside")],
    "handovers.note": [staff(WORKERS, HANDOVER, "party")],
    "handovers.answer_helped": [_RESIDENT, _BY_LINK, staff(ASKERS, BOTH, "sent"), staff(WORKERS, HANDOVER, "received")],
    "handovers.resident_link": [*_SENDER, Way({"system"}, HANDOVER, ("sent",))],
    "handovers.export": [staff(COORDINATOR, HANDOVER)],
}
