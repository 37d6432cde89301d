"""Whoever told it: word within the norm, never what or who, and their name away for good."""

from datetime import timedelta
from re import sub

import pytest

from waakvlam.access import clocks, identity
from waakvlam.access.tests import cast
from waakvlam.handovers.commands import look_at
from waakvlam.kit.time import at, now
from waakvlam.post.models import Delivery
from waakvlam.signals import codes, commands
from waakvlam.signals.commands import TellerGiven
from waakvlam.signals.models import Signal, SignalContent, Teller
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("R11", "R22")]


def told_by(key: str = "alice", **given) -> Signal:
    from waakvlam.kit.ids import uuid7

    id_ = uuid7()
    teller = TellerGiven("neighbour", "Bep Buurman", "", "bep@example.org", "mail", "nl", codes.hash_of(codes.of(id_)))
    return make.brought(key, id=id_, teller=teller, **{"kind": "nuisance"} | given)


def waits(signal: Signal) -> list[str]:
    with identity.acting(make.who("alice")) as by:
        return list(clocks.of(by, [signal.pk]).filter(kind="signal.tell").values_list("kind", flat=True))


def test_nuisance_has_a_clock_of_two_working_days_until_the_teller_heard_something():
    made = told_by()
    with identity.acting(make.who("alice")) as by:
        due = clocks.of(by, [made.pk]).get(kind="signal.tell").due_at
        assert now() + timedelta(days=1) < due < now() + timedelta(days=6)
        commands.weighing.take(signal=made, by=by)
    assert waits(made) == []


def test_what_no_one_waits_for_has_no_such_clock():
    assert waits(make.brought(kind="nuisance")) == [] and waits(told_by(kind="worry")) == []


def test_past_the_norm_it_climbs_at_home_and_to_nobody_outside():
    made = told_by()
    with at(now() + timedelta(days=9)):
        for due in clocks.due():
            look_at(due.clock_id, due.asker)
    with identity.acting(make.who("alice")) as by:
        clock = clocks.of(by, [made.pk]).get(kind="signal.tell")
        assert clock.step > 0 and clock.on_id == clock.asker_id == by.organisation_id


def test_a_colleague_says_that_it_is_not_finished(sign_in):
    made = told_by()
    assert sign_in("alice").post(f"/signalen/{made.pk}/melder/bericht/").status_code == 302
    with identity.acting(make.who("alice")):
        assert "nog niet afgerond" in Delivery.objects.get(to="bep@example.org").body
    assert waits(made) == []


def test_the_name_of_a_teller_goes_everywhere_and_the_code_still_works(sign_in, client):
    made = told_by(source="Dat zei Bep Buurman van nummer 12.", observation="Buurman Bep Buurman hoort lawaai.")
    with identity.acting(make.who("alice")) as by:
        commands.weighing.take(signal=made, by=by)
        commands.weighing.write(signal=made, text="Bel bep@example.org niet na vijven.", by=by)
    assert "Bep Buurman" in sign_in("alice").get(f"/signalen/{made.pk}/melder/").content.decode()
    assert sign_in("alice").post(f"/signalen/{made.pk}/melder/wissing/").status_code == 302
    pages = [sign_in("alice").get(f"/signalen/{made.pk}/{path}").content.decode() for path in ("", "melder/")]
    assert not any("Buurman" in page or "bep@example.org" in page for page in pages)
    with identity.acting(make.who("alice")):
        teller, content = Teller.objects.get(), SignalContent.objects.get()
        assert (teller.name, teller.email, teller.kind) == ("", "", "unnamed") and content.source == "Dat zei [melder] van nummer 12."
        assert not Delivery.objects.filter(to="bep@example.org").exists()
    assert client.post("/melden/status/", {"code": codes.of(made.pk)}).status_code == 200
    assert sign_in("alice").post(f"/signalen/{made.pk}/melder/wissing/").status_code == 409


@pytest.mark.parametrize(("key", "status"), [("bob", 404), ("carla", 404), ("eva", 404), ("zed", 404), ("fg", 403)])
def test_nobody_else_reads_or_takes_away_who_told_it(sign_in, key, status):
    made = told_by()
    for path in ("", "wissing/", "bericht/"):
        client = sign_in(key)
        way = f"/signalen/{made.pk}/melder/{path}"
        assert (client.post(way) if path else client.get(way)).status_code == status
    with identity.acting(make.who("alice")):
        assert Teller.objects.get().name == "Bep Buurman"


def test_whoever_brought_it_sees_the_same_whoever_holds_it(sign_in):
    """A caller's pages, held by a care provider and held by a municipality: the same byte for byte apart from ids."""
    pages = []
    for holder, key in (("zorg", "eva"), ("gemeente", "carla")):
        made = make.brought("bob", kind="nuisance")
        with identity.acting(make.who("alice")) as by:
            commands.giving.give(signal=Signal.objects.get(pk=made.pk), to=cast.organisation(holder), reason="better_way_in",
                                 passed=commands.Passed("agrees", "Hij zei: dat mag u vertellen."), by=by)
        with identity.acting(make.who(key)) as by:
            commands.weighing.take(signal=made, by=by)
        page = sign_in("bob").get(f"/signalen/{made.pk}/melder/").content.decode()
        page = page.replace(str(made.pk), "ID").replace(made.number, "NUMBER").split("<main")[1]
        pages.append(sub(r'datetime="[^"]+"|title="[^"]+"|value="[^"]+"', "", page))
    assert pages[0] == pages[1]
