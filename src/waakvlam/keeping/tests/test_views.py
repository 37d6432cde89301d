"""Pages of keeping as the privacy officer, the administrator and who keeps the register use them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from waakvlam.access.covenant import DEFAULT
from waakvlam.access.identity import acting
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.keeping import sweeping
from waakvlam.keeping.models import Erasure, Hold, Onward, Tombstone
from waakvlam.keeping.tests import lives
from waakvlam.keeping.tests.test_erasure import life, operator
from waakvlam.kit.time import at, now, today
from waakvlam.people.models import Resident

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R29")]
PAGE = "/beheer/bewaren/"


@pytest.fixture
def ria():
    one = lives.make(life("Zwartkopje"))
    lives.called(one)
    return one


def asked_by(client, one) -> Erasure:
    answer = client.post(f"{PAGE}bewoners/{one.resident.pk}/wisverzoek/", {"reason": "request"})
    assert answer.status_code == 302
    with acting(cast.who("alice", Purpose.REGISTER)):
        return Erasure.objects.get(resident_id=one.resident.pk)


def left(one) -> int:
    with acting(cast.who("alice", Purpose.REGISTER)):
        return Resident.objects.filter(pk=one.resident.pk).count()


def test_one_asks_and_another_decides_and_then_it_is_gone(sign_in, ria):
    asked = asked_by(sign_in("alice"), ria)
    fg = sign_in("fg")
    assert ria.last not in fg.get(PAGE).content.decode(), "the overseer decides without reading who"
    assert left(ria) == 1
    answer = fg.post(f"{PAGE}wisverzoeken/{asked.pk}/akkoord/", follow=True)
    assert "Gewist" in answer.content.decode() and left(ria) == 0
    with acting(cast.who("fg")):
        asked.refresh_from_db()
        assert asked.state == "done" and asked.resident_id is None and Tombstone.objects.get().rows > 0


def test_who_asked_may_not_decide(sign_in, ria):
    asked = asked_by(sign_in("alice"), ria)
    assert sign_in("alice").post(f"{PAGE}wisverzoeken/{asked.pk}/akkoord/").status_code == 403
    with acting(cast.who("fg")):
        Erasure.objects.filter(pk=asked.pk).update(requested_by_id=cast.who("fg").person_id)
    assert sign_in("fg").post(f"{PAGE}wisverzoeken/{asked.pk}/akkoord/").status_code == 403
    assert left(ria) == 1


def test_a_refusal_leaves_everything(sign_in, ria):
    asked = asked_by(sign_in("alice"), ria)
    sign_in("fg").post(f"{PAGE}wisverzoeken/{asked.pk}/afwijzing/")
    assert left(ria) == 1
    assert sign_in("fg").post(f"{PAGE}wisverzoeken/{asked.pk}/akkoord/").status_code == 409


def test_asking_twice_says_that_it_was_asked(sign_in, ria):
    alice = sign_in("alice")
    asked_by(alice, ria)
    again = alice.post(f"{PAGE}bewoners/{ria.resident.pk}/wisverzoek/", {"reason": "request"})
    assert again.status_code == 422 and "De functionaris gegevensbescherming beslist" in again.content.decode()


def test_a_hold_needs_a_reason_and_an_end_and_can_be_lifted(sign_in, ria):
    alice, url = sign_in("alice"), f"{PAGE}bewoners/{ria.resident.pk}/bewaarplicht/"
    assert alice.post(url, {"reason": "", "until": today()}).status_code == 422
    assert alice.post(url, {"reason": "rechtszaak", "until": today() - timedelta(days=1)}).status_code == 422
    assert alice.post(url, {"reason": "rechtszaak", "until": today() + timedelta(days=9)}).status_code == 302
    page = alice.get(f"{PAGE}bewoners/{ria.resident.pk}/").content.decode()
    assert "rechtszaak" in page and "Hef dit op" in page
    with acting(cast.who("alice", Purpose.REGISTER)):
        hold = Hold.objects.get()
    assert alice.post(f"{PAGE}bewaarplichten/{hold.pk}/einde/").status_code == 302
    assert "Hef dit op" not in alice.get(f"{PAGE}bewoners/{ria.resident.pk}/").content.decode()


def test_the_overview_says_what_goes_why_and_what_went(sign_in, ria, django_assert_max_num_queries):
    with at(now() + timedelta(days=400)):
        with django_assert_max_num_queries(22 + len(sweeping.models_kept())):  # one for each table with a term
            text = sign_in("fg").get(PAGE).content.decode()
        assert "outreach_attempt" in text and "365 dagen na het opschrijven" in text
        sweeping.sweep(operator())
        text = sign_in("fg").get(PAGE).content.decode()
        assert "outreach_attempt" not in text and "rijen weg" in text


def test_an_administrator_sets_a_term_with_a_source(sign_in):
    admin = sign_in("admin")
    assert admin.post(f"{PAGE}termijnen/", {"trace": "outbox", "days": 30, "source": ""}).status_code == 422
    assert admin.post(f"{PAGE}termijnen/", {"trace": "outbox", "days": 0, "source": "x"}).status_code == 422
    assert admin.post(f"{PAGE}termijnen/", {"trace": "outbox", "days": 30, "source": "besluit 12"}).status_code == 302
    assert "besluit 12" in admin.get(f"{PAGE}termijnen/").content.decode()
    assert sign_in("fg").get(f"{PAGE}termijnen/").status_code == 403


def test_a_partner_decides_on_its_copy_and_the_sender_sees_it(sign_in):
    ours, theirs = cast.organisation("wonen"), cast.organisation("gemeente")
    who = operator()
    with acting(who):
        told = Onward.objects.create(network_id=who.network_id, organisation_id=ours, asked_by_id=theirs,
                                     handover_id=cast.who("alice").person_id, number="QQQ-1", ground="vital_interest")
    fg = sign_in("fg")
    assert "QQQ-1" in fg.get(PAGE).content.decode()
    assert fg.post(f"{PAGE}afschriften/{told.pk}/besluit/", {"decision": "misschien"}).status_code == 400
    assert fg.post(f"{PAGE}afschriften/{told.pk}/besluit/", {"decision": "kept"}).status_code == 302
    assert fg.post(f"{PAGE}afschriften/{told.pk}/besluit/", {"decision": "erased"}).status_code == 409


def test_the_register_leads_to_keeping_or_erasing(sign_in, ria):
    page = sign_in("alice").get(f"/register/huishoudens/{ria.household.pk}/").content.decode()
    assert f"{PAGE}bewoners/{ria.resident.pk}/" in page


def test_the_model_of_the_assessment_names_every_line_of_the_covenant_and_is_in_the_product(sign_in):
    text = (Path(settings.HERE) / "docs/handbook/operators/dpia.md").read_text()
    for line in DEFAULT:
        assert f"| {line.kind_label} | {line.purpose_label} | {line.ground_label} | {line.term_days} |" in text
    assert "DPIA" in sign_in("fg").get("/uitleg/").content.decode()
    assert sign_in("fg").get("/uitleg/dpia/").status_code == 200
