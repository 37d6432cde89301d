"""Raw SQL in the application's role: what was not sent is not there."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from waakvlam.access import identity, reach
from waakvlam.access.identity import Who
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose, Role
from waakvlam.handovers import commands
from waakvlam.handovers.models import HandoverContent, Permission
from waakvlam.handovers.tests import factories as make
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import today

pytestmark = pytest.mark.django_db

SHARED = ("handovers_handover", "handovers_handovercontent", "handovers_step", "handovers_explanation",
          "handovers_decision", "handovers_helpedanswer")
OWNED = ("handovers_permission", "handovers_necessity", "handovers_origin", "handovers_internalnote")


def seen(who: Who | None, *tables: str) -> dict[str, int]:
    """Rows per table, by raw SQL."""
    def counts() -> dict[str, int]:
        found = {}
        with connection.cursor() as db:
            for table in tables:
                db.execute(f"select count(*) from {table}")
                found[table.removeprefix("handovers_")] = db.fetchone()[0]
        return found

    if who is None:
        with transaction.atomic():
            return counts()
    with identity.acting(who):
        return counts()


def busy():
    """A handover with something in every table that both sides can fill."""
    made = make.under_way()
    make.act("charlie", commands.report, made, text="Woorden over en weer.", internal="Van ons alleen.")
    make.act("charlie", commands.end, made, outcome="helped")
    make.act("alice", commands.answer_helped, made, answer="no")
    return made


@pytest.mark.proves("C19", "R2")
@pytest.mark.parametrize("key", ["dora", "eva", "frank", "vera", "roer", "zed", "admin", "fg", None])
def test_a_third_organisation_and_nobody_see_no_row_in_any_table(key):
    busy()
    assert set(seen(make.who("charlie"), *SHARED).values()) != {0}  # the set-up would show
    who = make.who(key) if key else None
    if key in ("admin", "fg"):  # same organisation, but not for this purpose
        who = cast.who(key)
    assert set(seen(who, *SHARED, *OWNED).values()) == {0}


@pytest.mark.proves("C19", "R2", "R14")
def test_each_side_sees_its_own_compartments_only():
    busy()
    receiver = seen(make.who("charlie"), *SHARED, *OWNED)
    sender = seen(make.who("alice"), *SHARED, *OWNED)
    assert receiver["handovercontent"] == 1
    assert (receiver["permission"], receiver["origin"], receiver["internalnote"]) == (0, 0, 1)
    assert (sender["permission"], sender["origin"], sender["internalnote"]) == (1, 1, 0)


@pytest.mark.proves("R2", "R11")
def test_a_caller_of_the_round_sees_the_status_and_never_the_content():
    resident = make.resident()
    by = make.who("alice")
    round_id = uuid7()
    with identity.acting(by):
        commands.offer(by=by, asked=make.asked(), sending=make.sending(by, about=resident, round_id=round_id))
    caller = seen(cast.who("bob", Purpose.CALL_ROUND), "handovers_handover", "handovers_handovercontent", "handovers_permission")
    assert caller == {"handover": 1, "handovercontent": 0, "permission": 0}


@pytest.mark.proves("R9")
@pytest.mark.parametrize(("stop", "key"), [
    (lambda h: make.act("alice", commands.withdraw_permission, h, how="door"), "alice"),
    (lambda h: make.act("alice", commands.take_back, h, reason="silent"), "alice"),
    (lambda h: make.act("charlie", commands.give_back, h, reason="not_wanted"), "charlie"),
])
def test_the_receiver_reads_only_while_it_stands(stop, key):
    made = make.under_way()
    assert seen(make.who("charlie"), "handovers_handovercontent") == {"handovercontent": 1}
    stop(made)
    assert seen(make.who("charlie"), "handovers_handovercontent") == {"handovercontent": 0}
    assert seen(make.who("alice"), "handovers_handovercontent") == {"handovercontent": 1}


@pytest.mark.proves("R9")
def test_withdrawal_closes_in_the_same_transaction_and_undone_it_closes_nothing():
    made, by = make.under_way(), make.who("alice")
    with identity.acting(by):
        try:
            with transaction.atomic():
                commands.withdraw_permission(handover=made, how="phone", by=by)
                # Not committed yet, and closed already: there is no moment between.
                assert seen(make.who("charlie"), "handovers_handovercontent") == {"handovercontent": 0}
                assert Permission.objects.get(handover=made).withdrawn_at is not None
                raise RuntimeError("the power goes out")
        except RuntimeError:
            pass
    assert seen(make.who("charlie"), "handovers_handovercontent") == {"handovercontent": 1}
    with identity.acting(by):
        assert Permission.objects.get(handover=made).withdrawn_at is None
    assert make.again(made.pk).state == "under_way"


@pytest.mark.proves("R9")
def test_an_expired_permission_opens_nothing():
    made = make.offered()
    with identity.acting(make.who("alice")):
        reach.close(made.pk, cast.organisation("gemeente"), "content")
        reach.open_to(reach.Sent("handover_in", made.pk, cast.organisation("gemeente"), "content", "handover",
                                 "consent", until=made.offered_at - timedelta(days=1)))
    assert seen(make.who("charlie"), "handovers_handovercontent") == {"handovercontent": 0}


@pytest.mark.proves("R9")
def test_the_sender_is_told_that_a_permission_ran_out(sign_in):
    made = make.offered()
    address = f"/overdrachten/{made.pk}/"
    assert "De toestemming is verlopen" not in sign_in("alice").get(address).content.decode()
    with identity.acting(make.who("alice")):
        Permission.objects.filter(handover=made).update(until=today() - timedelta(days=1))
    assert "De toestemming is verlopen" in sign_in("alice").get(address).content.decode()


@pytest.mark.proves("R2")
def test_addressed_to_one_person_colleagues_see_the_status_and_not_the_letter():
    made = _to_carla()
    assert seen(make.who("carla"), "handovers_handovercontent") == {"handovercontent": 1}
    assert seen(make.who("charlie"), "handovers_handover", "handovers_handovercontent") == {
        "handover": 1, "handovercontent": 0}
    make.act("charlie", commands.accept, made, first_contact_by=today())
    assert seen(make.who("charlie"), "handovers_handovercontent") == {"handovercontent": 1}


def _to_carla():
    by, about = make.who("alice"), make.resident()
    to = commands.To(cast.organisation("gemeente"), person_id=make.who("carla").person_id)
    with identity.acting(by):
        texts = commands.prepare(
            id=uuid7(), to=to, texts=make.TEXTS, introduction=make.parts.Introduction(), by=by,
            about=commands.About("groceries", resident_id=about.pk, household_id=about.household_id))
        return commands.offer(sending=texts, asked=make.asked(), by=by)


@pytest.mark.proves("R9", "R28")
def test_what_was_sent_cannot_be_changed_or_sent_by_another():
    made = make.offered()
    for key in ("alice", "charlie"):
        with pytest.raises(ProgrammingError, match="permission denied"), identity.acting(make.who(key)):
            HandoverContent.objects.filter(handover=made).update(letter="anders")
        with pytest.raises(ProgrammingError, match="permission denied"), identity.acting(make.who(key)):
            HandoverContent.objects.filter(handover=made).delete()
    with identity.acting(make.who("alice")):
        permission = Permission.objects.get(handover=made)
    with pytest.raises(ProgrammingError, match="row-level security"), identity.acting(make.who("charlie")):
        HandoverContent.objects.create(
            network_id=made.network_id, organisation_id=cast.organisation("gemeente"), handover=made, version=2,
            resident_id=permission.resident_id, parts={}, letter="verzonnen", permission=permission)


@pytest.mark.proves("R9")
def test_the_receiver_cannot_send_it_on_by_raw_sql():
    made = make.offered()
    with pytest.raises(ProgrammingError, match="not yours to share"), identity.acting(make.who("charlie")):
        reach.open_to(reach.Sent("handover_in", made.pk, cast.organisation("zorg"), "content", "handover", "consent"))


@pytest.mark.proves("R2")
@pytest.mark.parametrize("purpose", [p for p in Purpose.values if p != Purpose.HANDOVER])
def test_for_another_purpose_the_same_person_sees_nothing(purpose):
    make.offered()
    assert set(seen(cast.who("alice", purpose), "handovers_handover", "handovers_handovercontent",
                    "handovers_permission").values()) == {0}


@pytest.mark.proves("C19")
@pytest.mark.parametrize("role", [Role.GUEST, Role.RESIDENT])
def test_a_guest_sees_one_handover_and_no_owned_row_of_another(role):
    mine, _other = make.offered(), make.offered()
    slug, kind = ("gemeente", "municipality") if role == Role.GUEST else ("wonen", "housing_association")
    guest = make.guest(mine, "x", role, cast.organisation(slug), kind)
    found = seen(guest, *SHARED, *OWNED, "people_resident", "people_household", "outreach_finding")
    assert (found["handover"], found["handovercontent"]) == (1, 1)
    assert found["permission"] == (1 if role == Role.RESIDENT else 0)
    assert found["origin"] == found["internalnote"] == found["people_resident"] == found["people_household"] == 0
