"""Who may know what, written down once more by hand: the tests compare the product with this.

Nothing here imports a rule of the product. Where product and model differ, one of them is wrong.
"""

from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cache

ROLES = ("caller", "coordinator", "district_worker", "community_officer", "care_worker", "volunteer", "keeper",
         "steward", "board", "privacy_officer", "administrator")

# Relations to what “wonen” owns and sends: slug of the organisation, and the team.
OWNER, OWNER_OTHER_TEAM = ("wonen", ""), ("wonen", "zuid")
PARTNER, PARTNER_OTHER_TEAM = ("gemeente", "oost"), ("gemeente", "west")
ENDED, OTHER, ELSEWHERE = ("zorg", ""), ("anders", ""), ("ver", "")
MANDATE = ("netwerk", "")
RELATIONS = {OWNER: "owner", OWNER_OTHER_TEAM: "owner, other team", PARTNER: "partner with reach",
             PARTNER_OTHER_TEAM: "partner, other team", ENDED: "partner whose reach ended",
             OTHER: "other organisation", ELSEWHERE: "other network", MANDATE: "mandate"}
KINDS = {"wonen": "housing_association", "anders": "housing_association", "ver": "housing_association",
         "gemeente": "municipality", "zorg": "care_provider", "netwerk": "network"}

_WORK = {"handover", "directory", "breakthrough", "signal"}
PURPOSES: dict[str, set[str]] = {
    "caller": {"call_round", "visit_round", "signal"},
    "coordinator": {"call_round", "visit_round", "register", "insight", "maintenance", "joint_visit", "debt"} | _WORK,
    "district_worker": _WORK | {"maintenance", "joint_visit", "debt"},
    **dict.fromkeys(("community_officer", "care_worker"), _WORK | {"maintenance", "joint_visit"}), "keeper": _WORK,
    "volunteer": {"call_round", "visit_round"} | _WORK, "steward": {"insight"} | _WORK, "board": {"insight", "directory", "breakthrough"},
    "privacy_officer": {"privacy"}, "administrator": {"administration", "directory"}}
# Kind of organisation → purposes with persons in the covenant that a network starts with.
COVENANT = {"housing_association": {"register", "call_round", "visit_round", "joint_visit", "handover", "maintenance", "debt", "signal"},
            "municipality": {"handover", "maintenance", "joint_visit", "debt", "signal"},
            "care_provider": {"handover", "maintenance", "joint_visit", "signal"}, "network": set()}
WITHOUT_PERSONS = {"directory", "breakthrough", "insight", "administration", "privacy"}

COORDINATOR = {"coordinator"}
CALLERS = {"caller", "coordinator", "volunteer"}
SENDERS = {"coordinator", "district_worker", "community_officer", "care_worker", "keeper"}
WORKERS = SENDERS | {"volunteer"}
SEERS = WORKERS | {"steward"}
ADMINISTRATOR, OFFICER, READERS = {"administrator"}, {"privacy_officer"}, {"coordinator", "steward", "board"}
TEAM = {"coordinator", "district_worker", "community_officer", "care_worker"}
KEEPERS = WORKERS | {"steward", "administrator"}  # of the directory
EVERYBODY = set(ROLES)


@dataclass(frozen=True)
class Entry:
    """Which roles enter, and for which purpose; "" where the address keeps whatever purpose stands."""

    purpose: str
    roles: frozenset[str] | set[str]


# Name of an address (or a pattern) → who enters. The first that fits counts.
ENTER: dict[str, Entry] = {
    "people:*": Entry("register", COORDINATOR),
    **{f"outreach:{n}": Entry("visit_round", CALLERS) for n in (
        "sheets", "sheet", "door", "visit_undo", "report_choice", "round_reports", "sheet_paper")},
    **{f"outreach:{n}": Entry("visit_round", COORDINATOR) for n in ("sheet_*", "marker*", "round_visits", "round_card*")},
    **{f"outreach:{n}": Entry("visit_round", COORDINATOR) for n in ("joint_ask", "joint_withdrawal")}, "outreach:joint_*": Entry("joint_visit", TEAM),
    "outreach:call_stop*": Entry("call_round", COORDINATOR),
    "outreach:call*": Entry("call_round", CALLERS),
    "outreach:rounds": Entry("call_round", CALLERS),
    **{f"field:{n}": Entry("visit_round", COORDINATOR) for n in ("devices", "photos", "photo")}, "field:*": Entry("visit_round", CALLERS),
    "outreach:*": Entry("call_round", COORDINATOR),
    "post:*": Entry("call_round", COORDINATOR),
    "handovers:export": Entry("handover", COORDINATOR),
    "handovers:new": Entry("handover", SENDERS), "handovers:letter": Entry("handover", SENDERS),
    "handovers:preview": Entry("handover", SENDERS), "handovers:necessit*": Entry("handover", SENDERS),
    "handovers:confirmation": Entry("handover", SENDERS), "handovers:refusal": Entry("handover", SENDERS),
    "handovers:review": Entry("handover", SENDERS),
    "handovers:*": Entry("handover", SEERS),
    "resources:new": Entry("directory", KEEPERS),
    "resources:*": Entry("directory", EVERYBODY),
    "maintenance:at_door": Entry("visit_round", CALLERS),
    "maintenance:overseen": Entry("privacy", OFFICER), "maintenance:new": Entry("maintenance", COORDINATOR),
    "maintenance:*": Entry("maintenance", TEAM),
    **{f"breakthroughs:{n}": Entry("breakthrough", SENDERS | {"steward", "board"}) for n in ("calls", "one", "act")},
    **{f"breakthroughs:{n}": Entry("breakthrough", SEERS | {"board"}) for n in ("partners", "partner")},
    "breakthroughs:explanation": Entry("breakthrough", {"coordinator", "board"}), "breakthroughs:obstacles": Entry("insight", READERS),
    "breakthroughs:new": Entry("breakthrough", {"steward", "keeper"}),
    **{f"breakthroughs:{n}": Entry("administration", ADMINISTRATOR) for n in ("ladder", "verdict")},
    "breakthroughs:export": Entry("breakthrough", {"coordinator", "steward"}),
    "breakthroughs:*": Entry("breakthrough", SEERS),
    "arrears:terms": Entry("administration", ADMINISTRATOR),
    **{f"arrears:{n}": Entry("debt", COORDINATOR) for n in (
        "export", "imports", "import", "approval", "cancellation", "refused")},
    "arrears:*": Entry("debt", {"coordinator", "district_worker"}),
    "insight:*": Entry("insight", READERS),
    "api:tokens": Entry("administration", ADMINISTRATOR), "api:revocation": Entry("administration", ADMINISTRATOR),
    "access:management": Entry("", EVERYBODY), "access:why": Entry("", EVERYBODY),
    "access:covenant*": Entry("", EVERYBODY), "access:proposal": Entry("", EVERYBODY),
    "access:activit*": Entry("", EVERYBODY),
    "signin:helping": Entry("administration", ADMINISTRATOR), "signin:reset": Entry("administration", ADMINISTRATOR),
    "signin:staff*": Entry("administration", ADMINISTRATOR),
    "signin:provider*": Entry("administration", ADMINISTRATOR), "signin:directory*": Entry("administration", ADMINISTRATOR),
    "signin:emergency": Entry("handover", {"coordinator", "steward"}),
    "signin:emergency_end": Entry("handover", {"coordinator", "steward"}),
    "signin:emergencies": Entry("privacy", OFFICER), "signin:emergency_review": Entry("privacy", OFFICER),
    **{f"rights:{n}": Entry("register", COORDINATOR) for n in (
        "desk", "resident", "code", "paper", "filed", "asked", "answer", "taking", "extension")},
    "rights:oversight": Entry("privacy", OFFICER), "rights:*": Entry("", EVERYBODY),
    "keeping:terms": Entry("administration", ADMINISTRATOR),
    **{f"keeping:{n}": Entry("register", COORDINATOR) for n in ("end_of_hold", "person", "hold", "request")},
    "keeping:*": Entry("privacy", OFFICER),
    "oversight:*": Entry("privacy", OFFICER),
    "signin:*": Entry("", EVERYBODY), "exchange:*": Entry("privacy", OFFICER),
    "access:acts": Entry("privacy", OFFICER), "access:processing": Entry("privacy", OFFICER),
    "access:register_of_activities": Entry("privacy", OFFICER), "access:seal*": Entry("privacy", OFFICER),
    "access:verification": Entry("privacy", OFFICER), "access:day*": Entry("privacy", OFFICER),
    "access:*": Entry("administration", ADMINISTRATOR),
    "algorithms:*": Entry("", EVERYBODY),
    "web:*": Entry("", EVERYBODY),
    "api GET /organisaties": Entry("", EVERYBODY), "api GET /convenant": Entry("", EVERYBODY),
    "api GET /belacties*": Entry("call_round", COORDINATOR),
    "api GET /buurtcijfers": Entry("insight", READERS),
    "api GET /handelingen": Entry("privacy", OFFICER), "api GET /verwerkingsactiviteiten": Entry("privacy", OFFICER),
    "api GET /buurten": Entry("directory", EVERYBODY), "api GET /voorzieningen*": Entry("directory", EVERYBODY),
    "api * /onderhoudsprojecten*": Entry("maintenance", TEAM),
    "signals:brought": Entry("signal", CALLERS | SENDERS), "signals:route*": Entry("administration", ADMINISTRATOR),
    "signals:export*": Entry("signal", COORDINATOR), "signals:import*": Entry("signal", COORDINATOR), **{f"signals:{n}": Entry("signal", SENDERS) for n in ("pool", "claim", "found*", "saved*", "over*", "room*")},
    **{f"signals:{n}": Entry("signal", {"coordinator", "care_worker"}) for n in ("guided*", "nuisance*")},
    "signals:new*": Entry("signal", CALLERS | SENDERS), "signals:reporter*": Entry("signal", CALLERS | SENDERS),
    "signals:door*": Entry("administration", ADMINISTRATOR), "melden:*": Entry("", EVERYBODY),
    "signals:*": Entry("signal", SENDERS | {"steward"}),
    "api * /signalen*": Entry("signal", CALLERS | SENDERS), "api * /signaalreeksen": Entry("signal", CALLERS | SENDERS), "api GET /werksignalen/gevonden": Entry("signal", SENDERS),
    "api * /werksignalen*": Entry("signal", SENDERS | {"steward"}), "api * /terugblikken*": Entry("signal", SENDERS | {"steward"}),
    "api GET /stilte": Entry("breakthrough", SEERS), "api * /doorbraken*": Entry("breakthrough", SENDERS | {"steward", "board"}),
    "api * /overdrachten*": Entry("handover", SEERS), "api * /vroegsignalen*": Entry("debt", {"coordinator", "district_worker"}),
}


@cache
def entry(name: str) -> Entry | None:
    return next((found for pattern, found in ENTER.items() if fnmatch(name, pattern)), None)


def purposes(slug: str, role: str) -> set[str]:
    """What this role may act for in this kind of organisation. The helmsman stands above the
    covenant's lines: the mandate reads status only."""
    return {p for p in PURPOSES[role]
            if p in WITHOUT_PERSONS or p in COVENANT[KINDS[slug]] or role == "steward"}


def enters(name: str, slug: str, role: str) -> bool:
    found = entry(name)
    if found is None or role not in found.roles:
        return False
    if name == "breakthroughs:new" and (role == "steward") != (slug == "netwerk"):
        return False  # the covenant names who has the mandate: the network's helmsman, and keepers of partners
    if fnmatch(name, "signals:guided*") and KINDS[slug] != "care_provider" or fnmatch(name, "signals:nuisance*") and not (
            KINDS[slug] == "care_provider" or (KINDS[slug], role) == ("housing_association", "coordinator")):
        return False  # the covenant's lines on guidance and nuisance
    if not found.purpose and name.startswith("api "):  # a key is always for a purpose
        return bool(purposes(slug, role))
    return not found.purpose or found.purpose in purposes(slug, role)


def acts_for(name: str, slug: str, role: str) -> set[str]:
    """The purposes under which an answer of this address may show something to this person."""
    found = entry(name)
    return {found.purpose} if found and found.purpose else purposes(slug, role)


@dataclass(frozen=True, eq=False)
class Readers:
    """Who may read one compartment of one thing: roles per purpose, in these relations."""

    relations: frozenset[tuple[str, str]]
    roles: dict[str, set[str]] = field(default_factory=dict)  # purpose → roles

    def may(self, relation: tuple[str, str], role: str, acting_for: set[str]) -> bool:
        return relation in self.relations and any(
            role in roles for purpose, roles in self.roles.items() if purpose in acting_for)


def readers(relations: set[tuple[str, str]], **roles: set[str]) -> Readers:
    return Readers(frozenset(relations), roles)


OURS, THEIRS = {OWNER, OWNER_OTHER_TEAM}, {PARTNER, PARTNER_OTHER_TEAM}
# State of a handover → who reads its status, what was sent, and the words between both sides.
# The letter goes to an organisation, a team or a person; after an end of reach only the sender reads on.
STATUS, COPY, TALK = 0, 1, 2
HANDOVER: dict[str, tuple[set, set, set]] = {
    **{state: (OURS | THEIRS, OURS | THEIRS, OURS | THEIRS) for state in
       ("offered", "accepted", "contact", "under_way", "ended", "in_round")},
    **{state: (OURS | THEIRS, OURS, OURS | THEIRS) for state in ("declined", "returned", "taken_back")},
    "stopped": (OURS | THEIRS, OURS, set()),
    "expired": (OURS | THEIRS, OURS, OURS | THEIRS),
    "to_team": (OURS | THEIRS, OURS | {PARTNER}, OURS | THEIRS),
    "at_mandate": (OURS | THEIRS | {MANDATE}, OURS | THEIRS, OURS | THEIRS),
    "by_ended": (OURS | {ENDED}, OURS, OURS | {ENDED}),
    "gone_from_ended": (OURS, OURS, OURS),
}


def of_handover(state: str, compartment: int) -> Readers:
    if compartment != STATUS:
        return readers(HANDOVER[state][compartment], handover=WORKERS)
    # The number stands in the sender's outgoing post, which the coordinator sees for a round too.
    return readers(HANDOVER[state][compartment], handover=SEERS, call_round=COORDINATOR)


# Act on a handover → who may do it: roles, and on which side of it.
ACTS: dict[str, tuple[set[str], set]] = {
    **{slug: (WORKERS, THEIRS | {ENDED}) for slug in
       ("aanname", "afwijzing", "contact", "begin", "afronding", "bericht", "teruggave")},
    **{slug: (SENDERS, OURS) for slug in
       ("hervatting", "slot", "herinnering", "opschaling", "intrekking", "verlenging", "toestemming")},
    "antwoord": (WORKERS, OURS | THEIRS | {ENDED}),
    "notitie": (WORKERS, OURS | THEIRS | {ENDED}),
    "aanwijzing": ({"steward"}, {MANDATE}),
    "bewonerslink": (SENDERS, OURS),
}
