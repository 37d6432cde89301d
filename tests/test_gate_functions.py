"""Every function that crosses the wall, called with others' ids by every role of a stranger: refused.

The list comes from the database itself: a new `security definer` function without a line here fails.
"""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.filling import identities
from waakvlam.access import identity, links, signin
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose, Role
from waakvlam.handovers.tests import factories
from waakvlam.kit.time import now
from waakvlam.maintenance.models import Agreed, Entry, MatchRound
from waakvlam.maintenance.tests import factories as maintenance
from waakvlam.signin import emergency
from waakvlam.signin.models import Provider

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R2")]
FUNCTIONS = """
    select p.proname, pg_get_function_result(p.oid), r.rolname, coalesce(array_to_string(p.proconfig, ' '), '')
      from pg_proc p join pg_roles r on r.oid = p.proowner join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and n.nspname = 'public' and has_function_privilege('waakvlam_app', p.oid, 'execute')"""
DAY = timedelta(days=1)
REFUSED, NOTHING = "refused", "nothing"
# Function → call with the ids of somebody else's things, and what must come of it.
FOREIGN: dict[str, tuple[str, str]] = {
    "wall_enter": ("wall_enter(%(ended)s, 'handover', current_date)", NOTHING),
    "wall_enter_system": ("wall_enter_system(%(invented)s, 'handover')", NOTHING),
    "link_open": ("link_open(%(dead_link)s, 'handover')", NOTHING),
    "token_open": ("token_open(%(invented_hash)s, current_date)", NOTHING),
    "sign_in_lookup": ("(select person_id from sign_in_lookup('niemand@example.org', now()))", NOTHING),
    "memberships_of": ("(select id from memberships_of(%(invented)s))", NOTHING),
    "credential_set": ("credential_set(%(person)s, 'hash', now())", REFUSED),
    "reach_open": ("reach_open(gen_random_uuid(), 'handover_in', %(handover)s, %(me)s, null, null, 'content', 'handover', "
                   "'consent', true, null, now(), 'offered', '', '', '', '')", REFUSED),
    "reach_close": ("reach_close(%(handover)s, %(owner)s, null)", REFUSED),
    "reach_prolong": ("reach_prolong(%(handover)s, %(owner)s, 'content', now())", REFUSED),
    "reach_widen": ("reach_widen(%(handover)s, %(owner)s)", REFUSED),
    "reach_file": ("reach_file(%(handover)s, 'content', 'signal')", REFUSED),
    "signals_routed": ("(select n from signals_routed(90, now()))", REFUSED),
    "signals_found": ("(select signal_id from signals_found('huis', false, true, '', '', '', '', '', null, null, null, null, null, 10))", REFUSED),
    "signals_status": ("(select number from signals_status(%(invented_hash)s))", NOTHING),
    "signals_door": ("signals_door('nergens')", NOTHING), "signals_door_of_mail": ("signals_door_of_mail('niemand@example.org')", NOTHING),
    "signals_claimed": ("(select number from signals_claimed(now()))", REFUSED),
    "signals_over_asked": ("(select number from signals_over_asked())", REFUSED),
    "signals_room_asked": ("(select topic from signals_room_asked())", REFUSED),
    "signals_over_sides": ("(select holder from signals_over_sides(%(invented)s))", REFUSED),
    "signals_home": ("signals_home('Duinroos', '', 1, '')", REFUSED),
    "signals_forget_drafts": ("nullif(signals_forget_drafts(now()), 0)", NOTHING),
    "signals_compare": ("(select signal_id from signals_compare(now(), now(), current_date))", REFUSED),
    "signals_meet": ("(select pair from signals_meet(%(handover)s, now(), current_date))", REFUSED),
    "signals_nuisance": ("(select notice from signals_nuisance(%(handover)s, now(), current_date))", REFUSED),
    "signals_tell": ("signals_tell(%(invented)s, 'closed', now())", REFUSED),
    "reach_touch": ("reach_touch(%(handover)s, now(), 'ended')", REFUSED),
    "rights_open": ("rights_open(%(invented_hash)s, null, gen_random_uuid(), %(dead_link)s, now())", NOTHING),
    "rights_open_subject": ("rights_open_subject(%(owner)s, %(invented_hash)s, gen_random_uuid(), %(dead_link)s, now())", NOTHING),
    "rights_enter": ("rights_enter(%(invented_hash)s, now())", NOTHING),
    "rights_ids": ("rights_ids()", REFUSED), "rights_household": ("rights_household()", REFUSED),
    "rights_myself": ("rights_myself()", REFUSED), "rights_calls": ("rights_calls()", REFUSED),
    "rights_signals": ("rights_signals()", REFUSED), "rights_noted": ("rights_noted()", REFUSED),
    "rights_arrears": ("rights_arrears()", REFUSED),
    "rights_sent": ("(select id from rights_sent() limit 1)", REFUSED), "rights_handovers": ("rights_handovers()", REFUSED),
    "rights_looks": ("(select organisation from rights_looks() limit 1)", REFUSED),
    "scim_open": ("(select organisation from scim_open(%(invented_hash)s, now()))", NOTHING),
    "scim_confirm": ("scim_confirm(%(invented)s, now())", REFUSED), "scim_unmap": ("scim_unmap(%(invented)s)", REFUSED),
    "rights_pair": ("rights_pair(%(owner)s, %(invented_hash)s, gen_random_uuid(), %(invented_hash)s, null, gen_random_uuid(), "
                    "%(dead_link)s, now())", NOTHING),
    "rights_grant_erasure": ("rights_grant_erasure(%(invented)s, 'gewist', now())", REFUSED),
    "rights_is_mine": ("rights_is_mine(%(handover)s)", REFUSED),
    "person_enter": ("person_enter(%(invented)s)", NOTHING),
    "session_load": ("(select content from session_load(%(invented_hash)s, now()))", NOTHING),
    "session_save": ("nullif(session_save(%(session)s, gen_random_uuid(), true, 'stolen', null, null, '', now(), now(), "
                     "now() + '1 hour', now() + '1 hour'), false)", NOTHING),
    "sessions_mine": ("(select handle from sessions_mine(%(session)s, now()))", NOTHING),
    "session_end": ("nullif(session_end(%(handle)s), false)", NOTHING),
    "sessions_end": ("sessions_end(%(person)s, null)", REFUSED),
    "passkey_owner": ("passkey_owner(%(invented_hash)s)", NOTHING),
    "factors_known": ("(select known from factors_known(array[%(person)s]) known)", REFUSED),
    "factors_reset": ("factors_reset(%(person)s)", REFUSED),
    "provider_open": ("provider_open(%(invented)s)", NOTHING),
    # The service of another organisation vouches for the address of somebody who works here only.
    "provider_person": ("provider_person(%(provider)s, 'sub', 'bob@wonen.example.org', gen_random_uuid())", NOTHING),
    "emergency_open": ("emergency_open(gen_random_uuid(), %(handover)s, 'a reason of enough length', 60, now())", REFUSED),
    "emergency_end": ("nullif(emergency_end(%(emergency)s, now()), false)", NOTHING),
    "emergency_review": ("nullif(emergency_review(%(emergency)s, 'right', '', now()), false)", REFUSED),
    "field_device_stands": ("nullif(field_device_stands(%(invented_hash)s, now()), false)", NOTHING),
    "maintenance_settle": ("maintenance_settle(%(round)s, '{}', '{}', now())", REFUSED),
    "maintenance_withdraw": ("maintenance_withdraw(%(entry)s, now())", REFUSED),
    "maintenance_call_off": ("maintenance_call_off(%(agreed)s, now())", REFUSED),
    "silence_rates": ("(select organisation from silence_rates(now(), now(), '{}') limit 1)", REFUSED),
    "silence_quarters": ("(select quarter from silence_quarters(%(owner)s, now(), now(), '{}') limit 1)", REFUSED),
    "obstacle_figures": ("(select named from obstacle_figures(now(), '{}') limit 1)", REFUSED),
    "covenant_decide": ("covenant_decide(%(invented)s, 'approved', '', gen_random_uuid(), current_date)", REFUSED),
}
# Roles that may ask, about their own: of somebody else's things they get nothing.
MAY_ASK: dict[str, tuple[Role, ...]] = {
    "factors_known": (Role.ADMINISTRATOR, Role.SYSTEM), "emergency_review": (Role.PRIVACY_OFFICER,),
}
# These take no id of a thing: what they give or change holds no person, and why that is enough.
NO_PERSON: dict[str, str] = {
    "clocks_due": "ids; the work is done as the organisation itself",
    "insight_networks": "ids of organisations", "insight_refresh": "a number; tested below",
    "audit_seal_next": "hashes", "audit_sign": "signs once", "audit_recomputed": "hashes",
    "audit_close_day": "hashes", "audit_sign_day": "signs once",
    "limit_seen": "a count behind a hash", "limit_hit": "a count behind a hash", "limits_forget": "how many went",
    "rights_organisation": "an id; who the partners are is public", "rights_leave": "ends the visit whose secret one holds", "rights_forget": "how many visits of yesterday went",
    "session_forget": "ends the session whose secret one holds", "sessions_clear": "how many ended by themselves",
    "providers_offered": "ids, and names of organisations: the door shows them to whoever stands there",
    "keeping_organisations": "ids; the work is done as the organisation itself", "oversight_organisations": "as the one before",
    "signals_room_said": "topics, areas and days of organisations, and not who asked; signals/tests/test_routing_rooms.py",
    "signals_holders": "ids; each compares its own, as itself",
    "joint_due": "ids; the work is done as the organisation that asked",
    "maintenance_due": "ids; the work is done as the organisation itself",
    "logboek_queue": "a number", "keeping_logs_due": "hashes and counts", "keeping_log_remove": "only what is over its term; keeping/tests/test_logs.py",
    "logboek_unsent": "a number", "logboek_due": "ids; the work is done as the organisation itself",
    "coverage_organisations": "as the others",
    "analyze_tables": "statistics of tables; nothing to choose",
}
STRANGERS = [w for slug in ("anders", "ver") for w in identities(slug) if w.purpose in (Purpose.HANDOVER, Purpose.REGISTER)]


def functions() -> list[tuple[str, str, str, str]]:
    with connection.cursor() as db:
        db.execute(FUNCTIONS)
        return db.fetchall()


@pytest.fixture
def given() -> dict[str, Any]:
    """Things of “wonen”: a handover, a person with a password, a membership that ended, a dead link."""
    handover = factories.offered(to="zorg")
    with identity.acting(cast.who("admin")):
        signin.set_password(cast.who("bob").person_id, "een heel lang wachtwoord")
        # The database's clock stands still in a transaction: what ended, ended before it began.
        Membership.objects.filter(pk=cast.membership("bea")).update(since=now() - 9 * DAY, until=now() - DAY)
    with identity.acting(factories.who("alice")) as by:
        link, address = links.make(by, handover, "handover", role=Role.GUEST, organisation_id=cast.organisation("voedsel"),
                                   expires_at=now())
        links.revoke(handover.pk)
    return {**_of_sign_in(handover.pk), **_of_maintenance(), "handover": handover.pk, "person": cast.who("bob").person_id, "owner": cast.organisation("wonen"),
            "ended": cast.membership("bea"), "invented": uuid4(), "invented_hash": links.hash_of("wv_geraden"),
            "dead_link": links.hash_of(address.rsplit("/", 2)[-2]), "me": None}


def _of_sign_in(handover: UUID) -> dict[str, Any]:
    """Emergency access by the municipality, a service of “anders”, a session of Bob."""
    with identity.acting(factories.who("carla")) as by:
        opened = emergency.open_(subject_id=handover, reason="Niemand neemt op; de buren zijn ongerust.", by=by)
    with identity.acting(replace(cast.who("dora", Purpose.ADMINISTRATION), role=Role.ADMINISTRATOR)) as by:
        provider = Provider.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, active=True,
                                           issuer="https://anders.example.org", client_id="waakvlam", trusts_email=True)
    session, handle = links.hash_of("a session of bob"), uuid4()
    with connection.cursor() as db:
        db.execute("select session_save(%s, %s, true, 'of bob', %s, null, '', now(), now(), now() + %s, now() + %s)",
                   [session, handle, cast.who("bob").person_id, DAY, DAY])
    return {"emergency": opened.pk, "provider": provider.pk, "session": session, "handle": handle}


def _of_maintenance() -> dict[str, Any]:
    """An address that the core team of “wonen” agreed on, an entry of the municipality's list, a round that closed."""
    project = maintenance.agreed(1)
    with identity.acting(maintenance.who("carla")):
        entry, agreed, closed = Entry.objects.get(), Agreed.objects.get(), MatchRound.objects.get()
    assert project.pk == entry.project_id
    return {"entry": entry.pk, "agreed": agreed.pk, "round": closed.pk}


def call(who: Who, sql: str, given: dict[str, Any]) -> Any:
    with identity.acting(who), connection.cursor() as db:
        db.execute(f"select {sql}", {**given, "me": who.organisation_id})
        return (db.fetchone() or [None])[0]


def test_every_function_that_crosses_the_wall_has_its_refusals_here():
    found = {name for name, *_rest in functions()}
    assert found - set(FOREIGN) - set(NO_PERSON) == set(), "add a line to FOREIGN or NO_PERSON, or take execute away"
    assert (set(FOREIGN) | set(NO_PERSON)) - found == set(), "a line for a function that is gone"


def test_such_functions_belong_to_the_gate_and_search_nowhere_else():
    wrong = [(name, owner, config) for name, _result, owner, config in functions()
             if (owner != "waakvlam_gate" and name != "analyze_tables") or "search_path=public, pg_temp" not in config]
    assert wrong == []


def test_functions_without_ids_give_no_words():
    """Numbers, hashes, moments and ids only; the words are the name of a log, of who offers to sign in, and codes of a
    topic and a neighbourhood for which somebody said whether there is room."""
    wordy = {name: result for name, result, *_rest in functions()
             if name in NO_PERSON and re.search(r"\b(?!log )\w+ (text|jsonb|character)", result)}
    assert wordy == {"providers_offered": "TABLE(id uuid, organisation text)", "signals_room_said": (
        "TABLE(organisation uuid, topic text, area text, has_room boolean, at timestamp with time zone, until timestamp with time zone)")}


@pytest.mark.parametrize("name", list(FOREIGN))
def test_a_stranger_of_any_role_is_refused(name, given):
    sql, wanted = FOREIGN[name]
    wrong = {}
    for who in STRANGERS:
        try:
            with transaction.atomic():
                got: Any = call(who, sql, given)
        except ProgrammingError as error:
            got = REFUSED if getattr(error.__cause__, "sqlstate", "") == "42501" else error
        if got != (REFUSED if wanted == REFUSED and not _may_ask(name, who) else _answer(name, who, given)):
            wrong[who.organisation_name, who.role, who.purpose] = got
    assert wrong == {}


def _may_ask(name: str, who: Who) -> bool:
    """Emergency access is for coordinators of whichever organisation: that is what it is for."""
    if name == "emergency_open":
        return who.role == Role.COORDINATOR and who.purpose == Purpose.HANDOVER
    return who.role in MAY_ASK.get(name, ())


def _answer(name: str, who: Who, given: dict[str, Any]) -> UUID | None:
    """Whose subject it is, inside the network; another network has no such thing."""
    return given["owner"] if name == "emergency_open" and who.network_id == cast.NETWORK else None


@pytest.mark.parametrize("name", [n for n, (_sql, wanted) in FOREIGN.items() if wanted == REFUSED])
def test_a_guest_behind_a_link_is_refused_everything_that_shares(name, given):
    """Also on the one thing that the link is for: a guest sees and answers, it never passes on."""
    guest = factories.guest(factories.again(given["handover"]), "handover", Role.GUEST, cast.organisation("zorg"), "care_provider")
    refused = name != "reach_touch"  # a guest's answer moves the lists of both sides
    for subject in (guest, replace(guest, only=UUID(int=1))):
        try:
            with transaction.atomic():
                call(subject, FOREIGN[name][0], given)
            assert not refused and subject.only == given["handover"]
        except ProgrammingError as error:
            assert getattr(error.__cause__, "sqlstate", "") == "42501"


@pytest.mark.parametrize("name", ["credential_set", "reach_close", "reach_prolong", "reach_widen", "reach_touch", "sessions_end",
                                  "factors_known", "factors_reset"])
def test_the_owner_is_not_refused(name, given):
    """So that a refusal above does not come from a wrong call."""
    role = Role.ADMINISTRATOR if name.startswith(("credential", "sessions", "factors")) else Role.COORDINATOR
    call(replace(factories.who("alice"), role=role), FOREIGN[name][0], given)


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.BOARD, Role.STEWARD, Role.COORDINATOR, Role.SYSTEM)])
def test_figures_are_made_for_their_readers_only(role):
    who = replace(factories.who("alice"), role=role, purpose=Purpose.INSIGHT)
    with pytest.raises(ProgrammingError, match="not for this identity"):
        call(who, "insight_refresh(now())", {})


def test_a_seal_is_signed_once(given):
    """Whoever calls it again changes nothing: the first signature stays."""
    with identity.acting(factories.who("alice")), connection.cursor() as db:
        db.execute("select number from audit_seal_next('acts', 10, %s)", [UUID(int=0)])
        (number,) = db.fetchone()
        for signature in (b"first", b"second"):
            db.execute("select audit_sign(%s, %s, 'k')", [number, signature])
        db.execute("select signature from access_auditseal where number = %s", [number])
        assert bytes(db.fetchone()[0]) == b"first"
