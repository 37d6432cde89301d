"""People without an account: the partner's link and the resident's, through HTTP."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.models import Clock, Link, Organisation, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers import commands
from waakvlam.handovers.models import Decision, HandoverContent, HelpedAnswer, Permission, State
from waakvlam.handovers.tests import factories as make
from waakvlam.kit.time import now, today
from waakvlam.post.models import Delivery

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://\S+?(/l/\S+/)")


def mails(to: str) -> list[Delivery]:
    with identity.acting(make.who("alice")):
        return list(Delivery.objects.filter(to=to).order_by("created_at", "id"))


def partner_link(handover) -> str:
    return LINK.search(mails("post@voedsel.example.org")[-1].body).group(1)


def resident_link(handover) -> str:
    with identity.acting(make.who("alice")):
        return LINK.search(commands.resident_link(handover=handover, by=make.who("alice"))).group(1)


def by_link(handover, act: str, **data):
    return Client().post(partner_link(handover), {"act": act, **data})


@pytest.mark.proves("C5", "C19")
def test_a_partner_without_account_accepts_reports_and_ends_by_link():
    made = make.offered(to="voedsel")
    page = Client().get(partner_link(made))
    assert "Ria van der Berg" in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert by_link(made, "aanname", name="Nel", first_contact_by=today().isoformat()).status_code == 302
    assert make.again(made.pk).accepted_name == "Nel"
    for act, data in (("contact", {}), ("begin", {}), ("bericht", {"text": "Elke vrijdag een pakket."}), ("afronding", {"outcome": "helped"})):
        assert by_link(made, act, **data).status_code == 302, act
    assert make.again(made.pk).state == State.ENDED


@pytest.mark.proves("C5")
def test_a_partner_without_account_writes_down_what_the_resident_said_with_a_witness():
    made = make.offered(to="voedsel")
    for act, data in (("aanname", {"name": "Nel", "first_contact_by": today().isoformat()}), ("contact", {}),
                      ("afronding", {"outcome": "helped"})):
        assert by_link(made, act, **data).status_code == 302, act
    assert "Wie was erbij" in Client().get(partner_link(made)).content.decode()
    assert by_link(made, "antwoord", answer="no").status_code == 400
    assert by_link(made, "antwoord", answer="no", witness="Bart, de buurman").status_code == 302
    with identity.acting(make.who("alice")):
        said = HelpedAnswer.objects.get(handover=made)
        assert (said.answer, said.how, said.witness) == ("no", "witness", "Bart, de buurman")
        assert Decision.objects.get(handover=made).decided_at is None


def test_a_partner_must_give_a_name():
    made = make.offered(to="voedsel")
    assert by_link(made, "aanname", first_contact_by=today().isoformat()).status_code == 400
    assert make.again(made.pk).state == State.OFFERED


@pytest.mark.proves("R31")
def test_mails_carry_no_name_topic_place_or_words():
    made = make.offered(to="voedsel", permission={"receipt_to": "ria@bewoner.example.org"})
    make.act("alice", commands.remind, made)
    sent = mails("post@voedsel.example.org") + mails("ria@bewoner.example.org")
    assert len(sent) == 3
    for mail in sent:
        text = f"{mail.subject} {mail.body}".lower()
        for word in ("ria", "berg", "boodschap", "duinroos", "proefstad", "0612345678", "06 12345678", "trap"):
            assert word not in text.replace("post@voedsel.example.org", ""), word


@pytest.mark.proves("C19")
def test_a_reminder_lets_whoever_is_writing_finish_and_closes_the_link_before_within_the_hour():
    made = make.offered(to="voedsel")
    old = partner_link(made)
    make.act("alice", commands.remind, made)
    new = partner_link(made)
    assert Client().get(old).status_code == Client().get(new).status_code == 200
    with identity.acting(make.who("alice")):
        soon = Link.objects.filter(subject_id=made.pk, expires_at__lte=now() + timedelta(hours=1))
        assert soon.update(expires_at=now() - timedelta(hours=1)) == 1  # the database has a clock of its own
    make.act("alice", commands.remind, made)  # no link lives longer by that
    assert Client().get(old).status_code == 404 and Client().get(new).status_code == 200


@pytest.mark.proves("C19")
def test_a_link_to_another_address_closes_the_one_before_at_once():
    made = make.offered(to="voedsel")
    old = partner_link(made)
    with identity.acting(identity.system(cast.organisation("voedsel"), Purpose.ADMINISTRATION)):
        Organisation.objects.filter(pk=made.receiver_id).update(email="ander@voedsel.example.org")
    make.act("alice", commands.remind, made)
    assert Client().get(old).status_code == 404
    new = LINK.search(mails("ander@voedsel.example.org")[-1].body).group(1)
    assert Client().get(new).status_code == 200


@pytest.mark.proves("C19", "R9")
def test_withdrawal_closes_the_partners_link_at_once():
    made = make.offered(to="voedsel")
    link = partner_link(made)
    make.act("alice", commands.withdraw_permission, made, how="phone")
    answer = Client().get(link)
    assert answer.status_code == 404
    assert "Ria" not in answer.content.decode()


def test_declining_by_link_thanks_and_closes():
    made = make.offered(to="voedsel")
    link = partner_link(made)
    assert "Dank u wel" in Client().post(link, {"act": "afwijzing", "reason": "capacity"}).content.decode()
    assert Client().get(link).status_code == 404
    with identity.acting(make.who("alice")):
        assert Decision.objects.get(handover=made).why == Decision.Why.DECLINED


@pytest.mark.proves("C19")
@pytest.mark.parametrize("act", ["intrekking", "toestemming", "notitie", "herinnering", "aanwijzing", "hervatting"])
def test_a_partner_cannot_do_what_is_the_senders(act):
    made = make.offered(to="voedsel")
    answer = by_link(made, act, reason="silent", how="phone", text="x", obstacle="money", working_days=1)
    assert answer.status_code == 403
    assert make.again(made.pk).state == State.OFFERED


@pytest.mark.proves("C19")
def test_a_link_opens_no_other_page_and_no_other_handover():
    made, other = make.offered(to="voedsel"), make.offered()
    client = Client()
    client.get(partner_link(made))
    assert client.get(reverse("handovers:handover", args=[other.pk])).status_code == 302  # to the door
    assert client.get(reverse("handovers:handover", args=[made.pk])).status_code == 302


@pytest.mark.proves("C5", "C19")
def test_the_resident_reads_what_went_to_whom_and_until_when():
    made = make.accepted()
    page = Client().get(resident_link(made)).content.decode()
    for words in ("Ria van der Berg", "Gemeente Proefstad", "Charlie Jansen", make.WORDS, "boodschappen"):
        assert words in page, words


@pytest.mark.proves("R9")
def test_the_resident_stops_it_and_the_receiver_reads_nothing_more():
    made = make.under_way()
    link = resident_link(made)
    assert Client().post(link, {"act": "toestemming"}).status_code == 302
    assert make.again(made.pk).state == State.WITHDRAWN
    with identity.acting(make.who("charlie")):
        assert not HandoverContent.objects.filter(handover=made).exists()
    with identity.acting(make.who("alice")):
        assert Permission.objects.get(handover=made).withdrawn_how == "link"
        assert not Clock.objects.filter(subject_id=made.pk, stopped_at__isnull=True).exists()
    assert "Dit is gestopt" in Client().get(link).content.decode()


@pytest.mark.proves("R9")
def test_stopping_twice_is_refused_and_changes_nothing():
    made = make.under_way()
    link = resident_link(made)
    Client().post(link, {"act": "toestemming"})
    assert Client().post(link, {"act": "toestemming"}).status_code == 409


@pytest.mark.proves("C5")
@pytest.mark.parametrize(("said", "decision"), [("yes", False), ("partly", False), ("no", True)])
def test_the_resident_says_whether_it_helped(said, decision):
    made = make.ended()
    assert Client().post(resident_link(made), {"act": "antwoord", "answer": said}).status_code == 302
    with identity.acting(make.who("alice")):
        answer = HelpedAnswer.objects.get(handover=made)
        assert (answer.answer, answer.how) == (said, "link")
        assert Decision.objects.filter(handover=made, decided_at=None).exists() is decision
        kinds = set(Clock.objects.filter(subject_id=made.pk, stopped_at=None).values_list("kind", flat=True))
    assert kinds == ({"handover.decision"} if decision else {"handover.helped"})


def test_the_resident_cannot_answer_what_is_not_asked_nor_make_up_an_answer():
    made = make.ended()
    link = resident_link(made)
    assert Client().post(link, {"act": "antwoord", "answer": "none"}).status_code == 400
    Client().post(link, {"act": "antwoord", "answer": "yes"})
    assert Client().post(link, {"act": "antwoord", "answer": "no"}).status_code == 409


@pytest.mark.proves("C5")
def test_the_receiver_writes_an_answer_down_only_with_a_witness(sign_in):
    made = make.ended()
    address = reverse("handovers:act", args=[made.pk, "antwoord"])
    assert sign_in("charlie").post(address, {"answer": "yes"}).status_code == 400
    assert sign_in("charlie").post(address, {"answer": "yes", "witness": "dochter Anneke"}).status_code == 302
    with identity.acting(make.who("alice")):
        assert HelpedAnswer.objects.get(handover=made).witness == "dochter Anneke"


@pytest.mark.proves("R28")
def test_reading_the_letter_writes_a_line_for_the_resident_and_a_closed_letter_none(sign_in):
    made = make.offered()
    def lines():
        with identity.acting(cast.who("fg")), identity.acting(identity.system(cast.organisation("gemeente"), "handover")):
            return ProcessingLine.objects.filter(name="handover.read").count()

    sign_in("charlie").get(reverse("handovers:handover", args=[made.pk]))
    assert lines() == 1
    make.act("alice", commands.withdraw_permission, made, how="phone")
    sign_in("charlie").get(reverse("handovers:handover", args=[made.pk]))
    assert lines() == 1
