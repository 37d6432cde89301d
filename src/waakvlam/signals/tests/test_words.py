"""Words that did not go along: asked for, let go or kept by whoever gave the signal; and the look back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from waakvlam.access import clocks, identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose, Role
from waakvlam.handovers.commands import look_at
from waakvlam.kit.errors import Invalid, Refused, WrongState
from waakvlam.kit.time import at, now
from waakvlam.post.models import Delivery
from waakvlam.signals import commands, queries
from waakvlam.signals.commands import Passed
from waakvlam.signals.commands.routes import Line
from waakvlam.signals.models import Passing, Signal
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "R9")]
YES = {"basis": "agrees", "words": "Zij zei: ja, vertel het ze maar."}


def asked(by_a_rule: bool = False) -> Signal:
    """The municipality holds it without the words, and asked for them."""
    if by_a_rule:
        with identity.acting(cast.who("admin", Purpose.ADMINISTRATION)) as by:
            commands.routes.write(lines=[Line("Zorg naar het wijkteam", cast.organisation("gemeente"))], reason="zo spraken we af", by=by)
        made = make.brought()
    else:
        made = make.given(basis="unknown", words="")
    with identity.acting(make.who("carla")) as by:
        return commands.words.ask(signal=made, by=by)


def address(signal: Signal, slug: str = "") -> str:
    return reverse("signals:act", args=[signal.pk, slug]) if slug else reverse("signals:signal", args=[signal.pk])


def reads(key: str, signal: Signal) -> bool:
    with identity.acting(make.who(key)) as by:
        return queries.page(by, signal.pk).content is not None


@pytest.mark.parametrize("by_a_rule", [False, True])
def test_the_mail_leads_to_a_page_where_whoever_gave_it_lets_the_words_go(sign_in, by_a_rule):
    made, client = asked(by_a_rule), sign_in("alice")
    with identity.acting(make.who("carla")):
        mail = Delivery.objects.filter(about_id=made.pk, to="post@wonen.example.org").order_by("-created_at").first()
    assert mail is not None and address(made) in mail.body
    assert address(made, "woorden-mee") in client.get(address(made)).content.decode()
    assert "De woorden gaan mee" in client.post(address(made, "woorden-mee"), YES, follow=True).content.decode()
    assert make.WORDS in sign_in("carla").get(address(made)).content.decode()
    with identity.acting(make.who("alice")) as by:
        assert not clocks.of(by, [made.pk]).filter(kind="signal.words").exists()
    assert sign_in("alice").post(address(made, "woorden-mee"), YES).status_code == 409


def test_what_a_rule_sent_on_stands_with_what_we_gave(sign_in):
    made, client = asked(by_a_rule=True), sign_in("alice")
    assert made.number in client.get("/signalen/gegeven/").content.decode()
    assert made.number not in client.get("/signalen/").content.decode()


@pytest.mark.parametrize(("given", "field"), [
    ({"basis": "unknown", "words": "Weet ik niet zeker."}, "basis"), ({"basis": "agrees", "words": "ja"}, "words"),
    ({"basis": "necessary", "words": "moet"}, "basis")])
def test_without_a_ground_no_word_goes(given, field):
    made = asked()
    with identity.acting(make.who("alice")) as by, pytest.raises(Invalid) as told:
        commands.words.release(signal=made, by=by, **given)
    assert told.value.problem.field == field and not reads("carla", made)


def test_a_no_is_told_with_its_reason_and_nobody_waits_any_more(sign_in):
    made = asked()
    assert sign_in("alice").post(address(made, "woorden-niet"), {"reason": "not_wanted", "internal": "Zij was boos."}).status_code == 302
    page = sign_in("carla").get(address(made)).content.decode()
    assert "de bewoner wil het niet" in page and "Zij was boos" not in page and make.WORDS not in page
    with identity.acting(make.who("carla")) as by:
        assert not clocks.of(by, [made.pk]).filter(kind="signal.words").exists()


@pytest.mark.parametrize("key", ["carla", "charlie", "dora", "eva"])
def test_nobody_else_lets_them_go(sign_in, key):
    made, client = asked(), sign_in(key)
    for slug, given in (("woorden-mee", YES), ("woorden-niet", {"reason": "other"})):
        assert client.post(address(made, slug), given).status_code in (403, 404)
    assert not reads("carla", made)


@pytest.mark.parametrize(("key", "changes"), [
    ("carla", {"on_id": "zorg"}), ("alice", {"asker_id": "zorg"}), ("alice", {"kind": "signal.act"}), ("alice", {"stopped_at": now()})],
    ids=["asks another", "of another", "for something else", "stopped"])
def test_only_whoever_asks_now_gets_them(key, changes):
    """A clock that asks another, or of another, or is stopped, lets nothing go."""
    made = asked()
    given = {name: cast.organisation(value) if value == "zorg" else value for name, value in changes.items()}
    with identity.acting(make.who(key)) as by:
        assert clocks.of(by, [made.pk]).filter(kind="signal.words").update(**given) == 1
    with identity.acting(make.who("alice")) as by, pytest.raises(WrongState):
        commands.words.release(signal=made, by=by, **YES)
    assert not reads("carla", made)


def test_they_go_only_to_whom_we_passed_it_last():
    made = asked()
    with identity.acting(make.who("alice")) as by:
        Passing.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, signal=made, basis="unknown",
                               to_id=cast.organisation("zorg"))
        with pytest.raises(WrongState):
            commands.words.release(signal=made, by=by, **YES)


def test_given_further_on_the_question_goes_with_it_and_the_one_who_gave_last_is_asked():
    made = asked()
    with identity.acting(make.who("carla")) as by:
        commands.giving.give(signal=made, to=cast.organisation("zorg"), passed=Passed("unknown"), reason="better_way_in", by=by)
    with identity.acting(make.who("eva")) as by:
        commands.words.ask(signal=made, by=by)
    with identity.acting(make.who("carla")) as by:
        clock = clocks.of(by, [made.pk]).get(kind="signal.words")
        assert (clock.on_id, clock.asker_id) == (cast.organisation("gemeente"), cast.organisation("zorg"))
        with pytest.raises(WrongState):  # they never had the words themselves
            commands.words.release(signal=made, by=by, **YES)
        commands.words.refuse(signal=made, reason="not_had", by=by)


def test_nobody_answers_and_it_climbs_to_the_mandate():
    made, moment = asked(), now()
    for _n in range(12):
        moment += timedelta(days=4)
        with at(moment):
            for due in clocks.due():
                look_at(due.clock_id, due.asker)
    with identity.acting(make.who("roer")) as by:
        page = queries.page(by, made.pk)
        assert page.words_asked is not None and page.content is None


def necessary() -> Passing:
    """Bob, for the occasion a coordinator, passed words on because it had to be."""
    made = make.brought()
    with identity.acting(replace(make.who("bob"), role=Role.COORDINATOR)) as by:
        commands.giving.give(signal=made, to=cast.organisation("gemeente"), reason="better_way_in", by=by,
                             passed=Passed("necessary", "Het gas stond open en niemand deed open."))
        return Passing.objects.get(signal=made)


@pytest.mark.proves("R27")
def test_somebody_else_looks_back_on_what_went_without_permission(sign_in):
    passing, client = necessary(), sign_in("alice")
    page = client.get("/signalen/terugblik/").content.decode()
    assert "Het gas stond open" in page and "Gemeente Proefstad" in page
    way = reverse("signals:review", args=[passing.pk])
    assert client.post(way, {"needed": "nee", "text": "kort"}).status_code == 400
    assert client.post(way, {"needed": "nee", "text": "Wij hadden eerst kunnen bellen."}).status_code == 302
    assert "Het gas stond open" not in client.get("/signalen/terugblik/").content.decode()
    assert client.post(way, {"needed": "ja", "text": "Toch wel, bij nader inzien."}).status_code == 409
    with identity.acting(make.who("alice")) as by:
        kept = Passing.objects.get(pk=passing.pk)
        assert (kept.needed, kept.review, kept.reviewed_by_id) == (False, "Wij hadden eerst kunnen bellen.", by.person_id)
        assert not clocks.of(by, [passing.pk]).exists()


@pytest.mark.proves("R27")
def test_whoever_passed_it_on_does_not_look_back_on_it_and_no_one_outside_sees_it(sign_in):
    passing = necessary()
    given = {"needed": True, "text": "Het kon niet anders, vond ik."}
    with identity.acting(replace(make.who("bob"), role=Role.COORDINATOR)) as by:
        assert [row.may for row in queries.reviews(by)] == [False]
        with pytest.raises(Refused):
            commands.words.review(passing=passing, by=by, **given)
    for key in ("carla", "eva", "dora", "roer"):
        client = sign_in(key)
        assert "Het gas stond open" not in client.get("/signalen/terugblik/").content.decode()
        assert client.post(reverse("signals:review", args=[passing.pk]), {"needed": "ja", "text": "Dat was nodig."}).status_code == 404
    with identity.acting(make.who("alice")), pytest.raises(IntegrityError), transaction.atomic():
        Passing.objects.filter(pk=passing.pk).update(reviewed_at=now())


def test_what_went_with_permission_is_not_looked_back_on():
    made = make.given()
    with identity.acting(make.who("alice")) as by:
        assert queries.reviews(by) == []
        with pytest.raises(Refused):  # passed on by Alice herself
            commands.words.review(passing=Passing.objects.get(signal=made), needed=True, text="Het kon niet anders.", by=by)
    with identity.acting(replace(make.who("bob"), role=Role.COORDINATOR)) as by, pytest.raises(WrongState):
        commands.words.review(passing=Passing.objects.get(signal=made), needed=True, text="Het kon niet anders.", by=by)
