"""Each act through HTTP: who may, who may not, in which state, and its trace in the audit log."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.models import Audit
from waakvlam.handovers import acts, commands
from waakvlam.handovers.models import Decision, Handover, HelpedAnswer, InternalNote, State
from waakvlam.handovers.tests import factories as make
from waakvlam.kit.time import add_working_days, now, today

pytestmark = pytest.mark.django_db


def late(**given: Any) -> Handover:
    """Offered, and silent for long."""
    from waakvlam.kit import time

    with time.at(now() - timedelta(days=20)):
        return make.offered(**given)


def declined() -> Handover:
    return make.act("charlie", commands.decline, make.offered(), reason="capacity")


def not_helped() -> Handover:
    made = make.ended()
    make.act("alice", commands.answer_helped, made, answer="no")
    return made


def at_mandate() -> Handover:
    made = late()
    return make.act("alice", commands.ask_mandate, made)


@dataclass(frozen=True)
class Case:
    """An act, made possible by `start`, done by `by`, refused to the other side `other`."""

    slug: str
    start: Callable[..., Handover]
    by: str
    other: str
    verb: str
    after: str
    data: dict[str, Any] = field(default_factory=dict)
    wrong: Callable[..., Handover] | None = None


CASES = [
    Case("aanname", make.offered, "charlie", "alice", "handover.accept", State.ACCEPTED,
         {"first_contact_by": add_working_days(today(), 1).isoformat()}, make.accepted),
    Case("afwijzing", make.offered, "charlie", "alice", "handover.decline", State.DECLINED, {"reason": "capacity"}, make.accepted),
    Case("contact", make.accepted, "charlie", "alice", "handover.contact", State.CONTACT_MADE, {}, make.offered),
    Case("begin", lambda: make.act("charlie", commands.make_contact, make.accepted()), "charlie", "alice",
         "handover.begin", State.UNDER_WAY, {}, make.accepted),
    Case("bericht", make.under_way, "charlie", "alice", "handover.report", State.UNDER_WAY, {"text": "Het gaat de goede kant op."}, make.offered),
    Case("teruggave", make.accepted, "charlie", "alice", "handover.return", State.RETURNED, {"reason": "not_reached"}, make.offered),
    Case("afronding", make.under_way, "charlie", "alice", "handover.end", State.ENDED, {"outcome": "helped"}, make.accepted),
    Case("intrekking", make.offered, "alice", "charlie", "handover.withdraw", State.WITHDRAWN, {"reason": "silent"}, declined),
    Case("toestemming", make.under_way, "alice", "charlie", "permission.withdraw", State.WITHDRAWN, {"how": "phone"},
         lambda: withdrawn()),
    Case("verlenging", make.under_way, "alice", "charlie", "permission.prolong", State.UNDER_WAY,
         {"words": make.WORDS, "asked": "phone", "given_by": "self", "until": (today() + timedelta(days=200)).isoformat()},
         lambda: withdrawn()),
    Case("hervatting", not_helped, "alice", "charlie", "handover.decide", State.UNDER_WAY, {}, make.offered),
    Case("slot", declined, "alice", "charlie", "handover.decide", State.DECLINED, {"internal": "De bewoner ging zelf."}, make.offered),
    Case("herinnering", make.offered, "alice", "charlie", "handover.remind", State.OFFERED, {}, declined),
    Case("opschaling", late, "alice", "charlie", "handover.mandate", State.OFFERED, {}, make.offered),
    Case("aanwijzing", at_mandate, "roer", "alice", "handover.direct", State.OFFERED,
         {"obstacle": "capacity", "working_days": "2"}),
    Case("notitie", make.offered, "charlie", "", "handover.note", State.OFFERED, {"text": "Even overleggen."}),
    Case("antwoord", make.ended, "alice", "", "handover.helped", State.ENDED, {"answer": "yes"}, make.offered),
]
by_slug = pytest.mark.parametrize("case", CASES, ids=lambda c: c.slug)


def withdrawn() -> Handover:
    made = make.under_way()
    make.act("alice", commands.withdraw_permission, made, how="phone")
    return made


def post(client: Any, handover: Handover, case: Case) -> Any:
    return client.post(reverse("handovers:act", args=[handover.pk, case.slug]), case.data)


def acts_on(handover: Handover, verb: str, key: str) -> int:
    """How many times the organisation of `key` did this, by its own audit log."""
    with identity.acting(make.who(key)):
        return Audit.objects.filter(verb=verb, organisation_id=make.who(key).organisation_id).count()


def test_every_act_has_a_case():
    assert {c.slug for c in CASES} == set(acts.BY_SLUG)


@by_slug
@pytest.mark.proves("C5", "R10")
def test_who_may_does_it_and_the_log_says_so(case, sign_in):
    made = case.start()
    before = acts_on(made, case.verb, case.by)
    answer = post(sign_in(case.by), made, case)
    assert answer.status_code == 302, answer.content.decode()[:500]
    assert make.again(made.pk).state == case.after
    assert acts_on(made, case.verb, case.by) == before + 1


@by_slug
@pytest.mark.proves("C19", "R2")
def test_the_other_side_is_refused_and_nothing_happens(case, sign_in):
    made = case.start()
    if not case.other:
        pytest.skip("both sides may")
    before = make.again(made.pk)
    assert post(sign_in(case.other), made, case).status_code == 403
    assert make.again(made.pk).state == before.state
    assert post(sign_in(case.by), made, case).status_code == 302  # the same set-up, allowed


@by_slug
@pytest.mark.proves("C19", "R2")
def test_others_do_not_find_it(case, sign_in):
    made = case.start()
    for key in ("dora", "eva", "zed"):
        assert post(sign_in(key), made, case).status_code == 404, key
    assert make.again(made.pk).state == made.state


@by_slug
def test_without_signing_in_it_leads_to_the_door(case, client):
    made = case.start()
    answer = post(client, made, case)
    assert answer.status_code == 302
    assert answer.url.startswith("/aanmelden/")


@by_slug
def test_in_the_wrong_state_it_is_refused_with_409(case, sign_in):
    if case.wrong is None:
        pytest.skip("possible in every state that its subject can have")
    made = case.wrong()
    state = make.again(made.pk).state
    assert post(sign_in(case.by), made, case).status_code == 409
    assert make.again(made.pk).state == state


@pytest.mark.proves("R28")
def test_the_audit_event_dies_with_the_write():
    made, by = make.offered(), make.who("charlie")
    with identity.acting(by):
        before = Audit.objects.count()
        try:
            with transaction.atomic():
                commands.accept(handover=made, first_contact_by=today(), by=by)
                assert Audit.objects.count() > before
                raise RuntimeError("the power goes out")
        except RuntimeError:
            pass
        assert Audit.objects.count() == before
    assert make.again(made.pk).state == State.OFFERED


@pytest.mark.proves("R10")
def test_accepting_names_a_person_a_day_and_a_backup(sign_in):
    made = make.offered()
    carla = make.who("carla").person_id
    answer = sign_in("charlie").post(reverse("handovers:act", args=[made.pk, "aanname"]), {
        "first_contact_by": today().isoformat(), "backup_id": str(carla), "internal": "Ik ken de flat."})
    assert answer.status_code == 302
    now_ = make.again(made.pk, "charlie")
    assert (now_.accepted_name, now_.backup_person_id) == ("Charlie Jansen", carla)
    with identity.acting(make.who("alice")):
        assert not InternalNote.objects.filter(handover=made).exists()  # never visible to the sender


def test_a_contact_day_far_away_comes_back_at_its_field(sign_in):
    made = make.offered()
    answer = sign_in("charlie").post(reverse("handovers:act", args=[made.pk, "aanname"]), {
        "first_contact_by": add_working_days(today(), 40).isoformat(), "internal": "bewaard"})
    assert answer.status_code == 400
    assert "bewaard" in answer.content.decode()
    assert "Kies een dag tussen vandaag en" in answer.content.decode()


@pytest.mark.proves("R12", "R13")
def test_words_like_a_diagnosis_are_asked_about_before_they_go(sign_in):
    made, client = make.under_way(), sign_in("charlie")
    address = reverse("handovers:act", args=[made.pk, "bericht"])
    said = {"text": "Mevrouw is volgens de buurvrouw dement."}
    answer = client.post(address, said)
    assert answer.status_code == 400
    assert "words_kept" in answer.content.decode()
    assert client.post(address, {**said, "words_kept": "on"}).status_code == 302
    with identity.acting(make.who("charlie")):
        assert Audit.objects.get(verb="handover.report").detail["words_kept"] is True
        assert Audit.objects.get(verb="text.keep").detail == {"health": 1}


@pytest.mark.proves("R12")
@pytest.mark.parametrize(("slug", "said"), [("notitie", {"text": "Zou autistisch zijn."}),
                                            ("bericht", {"internal": "Staat als E14 in het dossier."})])
def test_notes_for_the_own_organisation_ask_too_and_both_choices_are_logged_as_counts(sign_in, slug, said):
    made, client = make.under_way(), sign_in("charlie")
    address = reverse("handovers:act", args=[made.pk, slug])
    answer = client.post(address, said)
    assert answer.status_code == 400
    assert 'name="words_kept"' in answer.content.decode()
    assert client.post(address, {**said, "words_kept": "on", "words_asked": "1"}).status_code == 302
    assert client.post(address, {name: "Zegt weinig." for name in said} | {"words_asked": "1"}).status_code == 302
    with identity.acting(make.who("charlie")):
        assert sum(Audit.objects.get(verb="text.keep").detail.values()) == 1
        assert Audit.objects.get(verb="text.rewrite").detail == {}


def test_a_forged_choice_to_keep_words_breaks_no_act_that_has_none(sign_in):
    made = make.offered()
    address = reverse("handovers:act", args=[made.pk, "intrekking"])
    reason = {"reason": "solved", "words_kept": "on", "words_asked": "1"}
    assert sign_in("alice").post(address, reason).status_code == 302


@pytest.mark.proves("R11")
def test_without_permission_to_talk_the_sender_hears_only_the_code(sign_in):
    made = make.under_way(permission={"feedback": False})
    page = sign_in("charlie").get(reverse("handovers:handover", args=[made.pk])).content.decode()
    assert "Toelichting voor de andere kant" not in page
    with pytest.raises(Exception, match="geen toestemming"):
        make.act("charlie", commands.end, made, outcome="helped", text="Ze heeft schulden.")


@pytest.mark.proves("R11")
def test_with_permission_the_sender_reads_the_words_and_a_third_never(sign_in):
    made = make.under_way()
    make.act("charlie", commands.report, made, text="We gaan elke vrijdag samen.", internal="Alleen voor ons.")
    seen = sign_in("alice").get(reverse("handovers:handover", args=[made.pk])).content.decode()
    assert "elke vrijdag samen" in seen
    assert "Alleen voor ons." not in seen
    assert sign_in("dora").get(reverse("handovers:handover", args=[made.pk])).status_code == 404


def test_offering_again_settles_the_open_question():
    made = declined()
    make.offered(to="zorg", previous_id=made.pk)
    with identity.acting(make.who("alice")):
        assert Decision.objects.get(handover=made).choice == Decision.Choice.OFFER_AGAIN


def test_ending_twice_asks_twice():
    made = not_helped()
    make.act("alice", commands.resume, made)
    make.act("charlie", commands.end, made, outcome="helped")
    with identity.acting(make.who("alice")):
        assert list(HelpedAnswer.objects.filter(handover=made).order_by("turn").values_list("turn", "weeks")) == [(1, 0), (2, 0)]
