"""What “wonen” keeps for itself: register, rounds, calls, post, keys, acts; and what partners share."""

from datetime import timedelta

from waakvlam.access import audit, identity
from waakvlam.access.models import Membership
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.api import commands as api
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now, today
from waakvlam.outreach import calling, findings
from waakvlam.outreach.models import Attempt, Finding, Round, RoundEntry
from waakvlam.outreach.tests import calls
from waakvlam.people.blocks import Pattern
from waakvlam.people.commands import blocks
from waakvlam.people.models import Phone, RegisterImport, RegisterSource, Resident
from waakvlam.post import commands as post
from waakvlam.post.models import Delivery
from waakvlam.resources.tests.factories import make_service

from .model import (
    ADMINISTRATOR,
    CALLERS,
    COORDINATOR,
    EVERYBODY,
    KEEPERS,
    OFFICER,
    OURS,
    OWNER,
    RELATIONS,
    SENDERS,
    readers,
)
from .subjects import Planted, maker

KEEPS = readers(OURS, register=COORDINATOR, call_round=COORDINATOR, handover=SENDERS)


@maker
def register(found: Planted, town: dict) -> None:
    name, number = found.plant("resident", "in_register", "name", KEEPS), found.plant("resident", "in_register", "mail", KEEPS)
    file = found.plant("import", "read", "file", readers(OURS, register=COORDINATOR))
    with identity.acting(cast.who("alice", Purpose.REGISTER)) as by:
        home = calls.household(by, uuid7().int % 9_000_000)
        Resident.objects.filter(household=home).update(last_name=name.word, sort_name=name.word,
                                                       email=f"{number.word}@example.org")
        ours = {"network_id": by.network_id, "organisation_id": by.organisation_id}
        flat = found.plant("block", "drawn", "name", readers(OURS, register=COORDINATOR, call_round=COORDINATOR, maintenance=COORDINATOR))
        drawn = blocks.draw(name=flat.word, homes=[home.dwelling], pattern=Pattern(1, 1), by=by)
        batch = RegisterImport.objects.create(**ours, source=RegisterSource.objects.create(**ours, name="ERP van de matrix"),
                                              file_name=f"{file.word}.csv")
    keeper = readers(OURS, register=COORDINATOR)
    found.at("people:household", "in_register", keeper, home.pk, shows=[name])
    found.at("handovers:new", "in_register", readers(OURS, handover=SENDERS), query=f"?huishouden={home.pk}", shows=[name])
    found.at("people:import", "read", keeper, batch.pk, shows=[file])
    for act in ("columns", "approval", "resumption", "cancellation"):
        found.at(f"people:{act}", "read", keeper, batch.pk, method="POST")
    found.listed(file, "people:imports")
    found.at("people:block", "drawn", keeper, drawn.pk, shows=[flat])
    for act in ("drawing", "door", "removal", "undoing"):
        found.at(f"people:block_{act}", "drawn", keeper, drawn.pk, method="POST")
    found.listed(flat, "people:blocks")
    planner = readers(OURS, call_round=COORDINATOR)
    found.at("outreach:coverage_block", "drawn", planner, drawn.pk, shows=[flat])


@maker
def rounds(found: Planted, town: dict) -> None:
    """Rounds in each state; a running one of which the owner's caller holds somebody."""
    for state in Round.State.values:
        name = found.plant("round", state, "name", readers(OURS, call_round=CALLERS, handover=SENDERS))
        why = found.plant("round", state, "reason", readers(OURS, call_round=CALLERS))
        with identity.acting(cast.who("alice")) as by:
            given = {"approved_at": now(), "approved_by_id": by.person_id} if state != Round.State.DRAFT else {}
            made = calls.round_of(by, 0 if state == Round.State.DRAFT else 1, state=state, name=name.word, reason=why.word, **given)
        _round_addresses(found, made, state, name)
        if state == Round.State.RUNNING:
            _called(found, town, made)
    _of_a_team(found, town)


def _round_addresses(found: Planted, made: Round, state: str, name) -> None:
    ours = readers(OURS, call_round=COORDINATOR)
    begun = readers(OURS, call_round=COORDINATOR if state in (Round.State.DRAFT, Round.State.APPROVED) else CALLERS)
    for page in ("round", "round_entries", "round_findings", "round_announcements", "round_report", "round_workbook"):
        found.at(f"outreach:{page}", state, ours, made.pk, shows=[name] if page == "round" else [])
    found.at("outreach:round_change", state, ours, made.pk, else_=(404, 409))
    found.at("outreach:call_start", state, begun, made.pk, shows=[name])
    found.at("api GET /belacties/{id}/voortgang", state, ours, f"/api/v1/belacties/{made.pk}/voortgang")
    for act in ("loopt", "pauze", "einde"):
        found.at("outreach:round_state", state, ours, made.pk, act, method="POST")
    found.at("outreach:round_approval", state, ours, made.pk, method="POST")
    found.at("outreach:call_take", state, begun, made.pk, method="POST")
    found.listed(name, "outreach:rounds", "api GET /belacties", to=ours)


def _called(found: Planted, town: dict, made: Round) -> None:
    """Somebody on the list, held by one caller; a call that brought up a request for help."""
    caller = town[OWNER, "caller"]
    held = readers({OWNER}, call_round=CALLERS)
    name = found.plant("entry", "held", "name", readers(OURS, call_round=CALLERS, register=COORDINATOR, handover=SENDERS))
    note = found.plant("call", "finished", "note", readers(OURS, call_round=CALLERS, handover=SENDERS))
    words = found.plant("finding", "open", "words", readers(OURS, call_round=COORDINATOR, handover=SENDERS))
    with identity.acting(cast.who("alice")) as by:
        entry = RoundEntry.objects.get(round=made)
        Resident.objects.filter(household=entry.household_id).update(last_name=name.word, sort_name=name.word)
        person = Resident.objects.get(household=entry.household_id)
        before = Attempt.objects.create(
            network_id=by.network_id, organisation_id=by.organisation_id, entry=entry, round=made,
            household_id=entry.household_id, person_id=by.person_id, part_of_day=Attempt.PartOfDay.MORNING,
            observation=note.word, resident=person, outcome="spoken", reached=True)
        findings.record(attempt=before, found=findings.Found(Finding.Kind.HELP_REQUEST, "groceries", words.word), by=by)
        assert Phone.objects.filter(resident=person).exists()
    with identity.acting(caller.who(Purpose.CALL_ROUND)) as by:
        assert calling.take_next(round=made, by=by) == entry
    found.at("outreach:call", "held", held, entry.pk, shows=[name, note], only=caller)
    found.at("outreach:round_findings", "open", readers(OURS, call_round=COORDINATOR), made.pk, shows=[words])
    found.listed(words, "handovers:new")
    for act in ("call_heartbeat", "call_draft", "call_step", "call_outcome", "call_return", "call_resume"):
        # Who gives back what they do not hold is told that it is given back: nothing changes.
        found.at(f"outreach:{act}", "held", readers(OURS, call_round=CALLERS), entry.pk, method="POST", only=caller,
                 else_=(302,) if act == "call_return" else ())
    for act in ("entry_exclusion", "entry_return"):
        found.at(f"outreach:{act}", "held", readers(OURS, call_round=COORDINATOR), entry.pk, method="POST")


def _of_a_team(found: Planted, town: dict) -> None:
    """A round of one team: colleagues of another team do not call in it."""
    from .town import operator, team_of

    with identity.acting(operator("wonen")) as by:
        team = team_of(by, "noord")
    name = found.plant("round", "of_team", "name", readers(OURS, call_round=COORDINATOR))
    with identity.acting(cast.who("alice")) as by:
        made = calls.round_of(by, 1, name=name.word, team_id=team)
    found.at("outreach:call_start", "of_team", readers(set()), made.pk, else_=(403, 404))
    found.at("outreach:call_take", "of_team", readers(set()), made.pk, method="POST", else_=(403, 404))


@maker
def messages(found: Planted, town: dict) -> None:
    reader = readers(OURS, call_round=COORDINATOR, handover=COORDINATOR)
    for state in ("queued", "failed", "sent"):
        body, to = (found.plant("message", state, part, reader) for part in ("body", "to"))
        with identity.acting(cast.who("alice")) as by:
            made = post.send(channel="letter", to=f"{to.word}\n1500AA Proefstad", subject="Bericht", body=body.word, by=by)
            Delivery.objects.filter(pk=made.pk).update(state=state)
        found.at("post:delivery", state, readers(OURS, call_round=COORDINATOR), made.pk,
                 shows=[] if state == "sent" else [body, to])
        for act in ("attempt", "withdrawal", "dispatch"):
            found.at(f"post:{act}", state, readers(OURS, call_round=COORDINATOR), made.pk, method="POST")


@maker
def keys(found: Planted, town: dict) -> None:
    reader = readers(OURS, administration=ADMINISTRATOR)
    for state in ("in_use", "revoked"):
        label = found.plant("key", state, "label", reader)
        with identity.acting(cast.who("admin")) as by:
            membership = Membership.objects.get(id=cast.membership("bob"))
            made, _secret = api.make_token(membership=membership, purpose=Purpose.CALL_ROUND, label=label.word, days=9, by=by)
            if state == "revoked":
                api.revoke_token(token=made, by=by)
        found.at("api:revocation", state, reader, made.pk, method="POST")
        found.listed(label, "api:tokens")


@maker
def log(found: Planted, town: dict) -> None:
    verb = found.plant("act", "recorded", "verb", readers(OURS, privacy=OFFICER))
    with identity.acting(cast.who("alice")) as by:
        audit.record(by, f"test.{verb.word}")
    found.listed(verb, "access:acts", "api GET /handelingen")


@maker
def services(found: Planted, town: dict) -> None:
    """Shared with the whole network on purpose; with nobody outside it."""
    here = {r for r in RELATIONS if r[0] != "ver"}
    everywhere = {p: EVERYBODY for p in ("directory", "handover", "call_round")}
    for state in ("available", "full", "ended"):
        name = found.plant("service", state, "name", readers(here, **everywhere))
        with identity.acting(cast.who("carla", Purpose.DIRECTORY)) as by:
            made = make_service(by, state="available" if state == "ended" else state, name=name.word, places=3)
            if state == "ended":
                from waakvlam.resources import commands

                commands.end_service(service=made, by=by)
        found.at("resources:service", state, readers(here, directory=EVERYBODY), made.pk, shows=[name])
        found.at("api GET /voorzieningen/{id}", state, readers(here, directory=EVERYBODY), f"/api/v1/voorzieningen/{made.pk}",
                 shows=[name])
        keep = readers({r for r in here if r[0] == "gemeente"}, directory=KEEPERS)
        for act in ("edit", "capacity", "end"):
            found.at(f"resources:{act}", state, keep, made.pk, method="POST", else_=(403,))


DAY = timedelta(days=1)
__all__ = ["DAY", "today"]
