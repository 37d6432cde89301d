"""The next version of the covenant: proposed by one, decided on by another, in Python and in the database."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from waakvlam.access import identity
from waakvlam.access.covenant import (
    DEFAULT,
    SWITCHES,
    Line,
    agreement,
    editing,
    find,
    in_force,
    lines,
    proposals,
    proposing,
    text,
)
from waakvlam.access.covenant.lines import agreed
from waakvlam.access.models import Audit, Covenant, CovenantProposal, CovenantRule
from waakvlam.access.tests import cast
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import at, now, today
from waakvlam.post.models import Delivery

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19")]
NEW = "/beheer/convenant/nieuw/"
WITHOUT_POLICE = agreed((x for x in DEFAULT if x.kind != "police"), SWITCHES)


def proposed(content=WITHOUT_POLICE, reason="politie doet niet meer mee", day=None, key="admin"):
    with identity.acting(cast.who(key)) as by:
        return proposing.propose(content=content, in_force_from=day or today(), reason=reason, by=by)


def form_of(whole, **more):
    """The editor as a browser sends it."""
    sent = {f"{what}:{row.key}": value for row in editing.of(whole).rows
            for what, value in (("ground", row.ground), ("days", row.days), ("source", row.source))}
    sent |= {f"{what}:{s.ground}": value for s in editing.of(whole).switches
             for what, value in (("on_from", s.on_from), ("on_until", s.on_until), ("origin", s.source))}
    return sent | {"in_force_from": today().isoformat(), "reason": "proef"} | more


def whole_now():
    with identity.acting(cast.who("admin")) as who:
        return agreement(proposals.newest(who).id)


def test_a_proposal_is_looked_at_proposed_and_approved_by_another_administrator(sign_in):
    admin, ada = sign_in("admin"), sign_in("ada")
    police = next(row.key for row in editing.of(whole_now()).rows if row.line.kind == "police")
    sent = form_of(whole_now(), **{f"gone:{police}": "on"})
    shown = admin.post(NEW, sent)
    assert "Vervalt" in shown.content.decode()
    with identity.acting(cast.who("admin")):
        assert not CovenantProposal.objects.exists(), "looking is not proposing"
    made = admin.post(NEW, sent | {"propose": "1"})
    assert made.status_code == 302
    page = made["Location"]
    assert ada.get(page).status_code == sign_in("frank").get(page).status_code == 200
    assert "Aannemen" in ada.get(page).content.decode()
    assert "Aannemen" not in admin.get(page).content.decode()
    with identity.acting(cast.who("admin")):
        assert Covenant.objects.count() == 1, "proposing is not adopting"
    assert ada.post(f"{page}aanname/").status_code == 302
    with identity.acting(cast.who("admin")):
        version = in_force(cast.NETWORK)
        assert (version.number, version.proposed_by, version.adopted_by) == (
            2, cast.who("admin").person_id, cast.who("ada").person_id)
        assert len(agreement(version.id).lines) == len(DEFAULT) - 1
    with identity.acting(cast.who("admin")):
        assert Audit.objects.get(verb="covenant.propose").person_id == cast.who("admin").person_id
    assert "Ada Meijer" in admin.get("/beheer/convenant/").content.decode()
    assert "Vervalt" in admin.get("/beheer/convenant/verschil/?van=1&naar=2").content.decode()


def test_lines_are_changed_added_and_a_ground_is_switched_on(sign_in):
    whole = whole_now()
    row = editing.of(whole).rows[0]
    sent = form_of(whole, **{f"days:{row.key}": "30", "on_from:wams": today().isoformat(), "origin:wams": "Stb. 2026, 9",
                             "new0-kind": "initiative", "new0-purpose": "call_round", "new0-category": "contact",
                             "new0-ground": "consent", "new0-term_days": "60", "propose": "1"})
    page = sign_in("admin").post(NEW, sent)["Location"]
    shown = sign_in("ada").get(page).content.decode()
    for words in ("1 maand", "aan vanaf", "Stb. 2026, 9", "Bewonersinitiatief"):
        assert words in shown
    sign_in("ada").post(f"{page}aanname/")
    with identity.acting(cast.who("carla", Purpose.SIGNAL)) as carla:
        assert find(carla, Category.REQUEST).ground == "wams", "the switch is on from today"
        assert Line("initiative", "call_round", "contact", "consent", 60) in lines(cast.NETWORK)


@pytest.mark.parametrize("form", ["csv", "json", "txt"])
def test_a_file_is_shown_in_the_table_before_it_can_be_proposed(sign_in, form):
    from django.core.files.uploadedfile import SimpleUploadedFile

    write = {"csv": text.as_csv, "json": text.as_json, "txt": text.render}[form]
    file = SimpleUploadedFile(f"nieuw.{form}", write(WITHOUT_POLICE).encode())
    shown = sign_in("admin").post(NEW, form_of(whole_now(), file=file, propose="1"))
    assert shown.status_code == 200
    assert "Vervalt" in shown.content.decode()
    with identity.acting(cast.who("admin")):
        assert not CovenantProposal.objects.exists()


def test_what_was_typed_stays_when_it_is_wrong(sign_in):
    whole = whole_now()
    row = editing.of(whole).rows[0]
    page = sign_in("admin").post(NEW, form_of(whole, **{f"days:{row.key}": "veel", f"source:{row.key}": "mijn bron"}))
    assert page.status_code == 400
    assert "mijn bron" in page.content.decode()
    assert "“veel” is geen aantal dagen" in page.content.decode()


@pytest.mark.parametrize("more", [{"in_force_from": "2020-01-01"}, {"reason": " "}])
def test_a_proposal_begins_not_in_the_past_and_says_why(sign_in, more):
    police = next(row.key for row in editing.of(whole_now()).rows if row.line.kind == "police")
    sent = form_of(whole_now(), propose="1", **{f"gone:{police}": "on"}) | more
    assert sign_in("admin").post(NEW, sent).status_code == 400


def test_a_proposal_that_changes_nothing_or_leaves_nothing_is_refused(sign_in):
    assert sign_in("admin").post(NEW, form_of(whole_now(), propose="1")).status_code == 400
    assert sign_in("admin").post(NEW, {"in_force_from": today().isoformat(), "reason": "x", "propose": "1"}).status_code == 400


def test_nobody_decides_on_their_own_proposal(sign_in):
    page = f"/beheer/convenant/voorstellen/{proposed().id}/"
    answer = sign_in("admin").post(f"{page}aanname/")
    assert answer.status_code == 403
    assert "eigen voorstel" in answer.content.decode()
    assert sign_in("admin").post(f"{page}afwijzing/", {"reason": "x"}).status_code == 403
    assert sign_in("ada").post(f"{page}intrekking/").status_code == 403
    for key in ("alice", "fg", "carla"):
        assert sign_in(key).post(f"{page}aanname/").status_code == 403
    assert sign_in("ada").post(f"{page}aanname/").status_code == 302


@pytest.mark.parametrize(("key", "purpose", "verdict"), [
    ("admin", "", "approved"), ("admin", "", "rejected"), ("ada", "", "withdrawn"), ("ada", "", "anything"),
    ("ada", Purpose.DIRECTORY, "approved"), ("alice", "", "approved"), ("fg", "", "rejected"), ("zed", "", "approved")])
def test_the_database_refuses_a_decision_that_is_not_for_this_person(key, purpose, verdict):
    made = proposed()
    with pytest.raises(DatabaseError, match="covenant_decide"), identity.acting(cast.who(key, purpose)), connection.cursor() as db:
        db.execute("select covenant_decide(%s, %s, 'x', %s, current_date)", [made.id, verdict, uuid7()])


def test_the_constraint_holds_where_the_function_would_not():
    """As the owner, who is behind no wall: four eyes are a constraint of the row."""
    made = proposed()
    with pytest.raises(DatabaseError), transaction.atomic(), identity.acting(cast.who("admin")):
        CovenantProposal.objects.filter(id=made.id).update(state="rejected", decision_reason="x")


@pytest.mark.django_db(databases=["default", "owner"])
def test_even_the_owner_cannot_write_a_version_with_one_pair_of_eyes():
    with pytest.raises(IntegrityError, match="covenant_four_eyes"), transaction.atomic(using="owner"):
        Covenant.objects.using("owner").create(
            network_id=cast.NETWORK, number=9, in_force_from=today(), proposed_by=cast.who("admin").person_id,
            adopted_by=cast.who("admin").person_id)


@pytest.mark.parametrize("key", ["admin", "ada", "alice"])
def test_versions_and_lines_cannot_be_written_by_raw_sql(key):
    with identity.acting(cast.who("admin")):
        first = Covenant.objects.get()
    for write in (lambda: Covenant.objects.create(network_id=cast.NETWORK, number=7, in_force_from=today()),
                  lambda: CovenantRule.objects.create(network_id=cast.NETWORK, covenant=first, kind="police", purpose="debt",
                                                      category="arrears", ground="consent", term_days=1),
                  lambda: CovenantRule.objects.filter(covenant=first).update(term_days=9999)):
        with pytest.raises(DatabaseError, match="permission denied"), identity.acting(cast.who(key)):
            write()


def test_nobody_proposes_in_the_name_of_another():
    with pytest.raises(DatabaseError, match="row-level security"), identity.acting(cast.who("admin")) as by:
        CovenantProposal.objects.create(
            network_id=by.network_id, organisation_id=by.organisation_id, proposed_by_id=cast.who("ada").person_id,
            in_force_from=today(), reason="x", content={}, expires_at=now() + timedelta(days=1))


def test_rejected_withdrawn_and_expired_proposals_become_no_version(sign_in):
    ada, admin = sign_in("ada"), sign_in("admin")
    page = f"/beheer/convenant/voorstellen/{proposed().id}/"
    assert ada.post(f"{page}afwijzing/", {"reason": ""}).status_code == 400
    assert ada.post(f"{page}afwijzing/", {"reason": "de politie blijft"}).status_code == 302
    assert "de politie blijft" in admin.get(page).content.decode()
    assert ada.post(f"{page}aanname/").status_code == 409, "decided is decided"
    second = f"/beheer/convenant/voorstellen/{proposed().id}/"
    assert admin.post(f"{second}intrekking/").status_code == 302
    with at(now() - timedelta(days=31)):
        third = f"/beheer/convenant/voorstellen/{proposed(day=today()).id}/"
    assert "verlopen" in ada.get(third).content.decode()
    assert ada.post(f"{third}aanname/").status_code == 409
    with identity.acting(cast.who("admin")):
        assert Covenant.objects.count() == 1
    listed = admin.get("/beheer/convenant/versies/").content.decode()
    for word in ("afgewezen", "ingetrokken", "verlopen"):
        assert word in listed


def test_a_proposal_on_an_older_version_is_overtaken(sign_in):
    first, second = proposed(), proposed(agreed(DEFAULT[1:], SWITCHES), "iets anders")
    assert sign_in("ada").post(f"/beheer/convenant/voorstellen/{second.id}/aanname/").status_code == 302
    late = sign_in("ada").post(f"/beheer/convenant/voorstellen/{first.id}/aanname/")
    assert late.status_code == 409
    assert "tussendoor" in late.content.decode()
    with pytest.raises(DatabaseError, match="in between"), identity.acting(cast.who("ada")), connection.cursor() as db:
        db.execute("select covenant_decide(%s, 'approved', '', %s, current_date)", [first.id, uuid7()])


def test_a_version_holds_from_the_day_of_approval_where_its_own_day_has_passed():
    with at(now() - timedelta(days=3)):
        made = proposed(day=today())
    with identity.acting(cast.who("ada")) as by:
        assert proposing.approve(proposal=made, by=by).in_force_from == today()


def test_a_version_of_the_future_does_not_hold_yet():
    made = proposed(day=today() + timedelta(days=7))
    with identity.acting(cast.who("ada")) as by:
        proposing.approve(proposal=made, by=by)
        assert in_force(cast.NETWORK).number == 1
        assert in_force(cast.NETWORK, today() + timedelta(days=7)).number == 2


def test_the_other_administrators_hear_of_it_by_mail():
    made = proposed()
    with identity.acting(cast.who("admin")):
        mails = list(Delivery.objects.filter(about_id=made.id))
    assert [m.to for m in mails] == ["ada@gemeente.example.org"]
    assert str(made.id) in mails[0].body


def test_the_log_says_when_both_pairs_of_eyes_were_of_one_organisation():
    made = proposed()
    with identity.acting(cast.who("ada")) as by:
        proposing.approve(proposal=made, by=by)
        assert Audit.objects.get(verb="covenant.adopt").detail["same_organisation"] is False
