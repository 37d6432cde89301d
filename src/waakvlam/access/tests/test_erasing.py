"""Every model with a person in it says how long it is kept; the eraser is confined to one organisation."""

import pytest
from django.db import ProgrammingError, connection, transaction

from waakvlam.access import erasing, identity, links
from waakvlam.access.erasing import Keep, as_eraser, blanked
from waakvlam.access.models import Audit, Link, Membership, Person
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose, Role
from waakvlam.config import checks
from waakvlam.kit.time import now

pytestmark = [pytest.mark.django_db, pytest.mark.proves("R1", "C19")]


def test_a_model_with_a_person_and_without_a_term_is_found(monkeypatch):
    assert checks.every_person_has_a_term() == []
    monkeypatch.delattr(Person, "kept")
    assert [e.id for e in checks.every_person_has_a_term()] == ["waakvlam.E004"]


def test_a_category_of_the_covenant_needs_a_purpose(monkeypatch):
    assert checks.every_term_can_be_looked_up() == []
    monkeypatch.setattr(Link, "kept", Keep("contact", (), since="expires_at", begins="expiry", scrub="drop row"))
    assert [e.id for e in checks.every_term_can_be_looked_up()] == ["waakvlam.E005"]


def test_blanking_leaves_no_personal_field_that_has_no_reason_to_stay():
    assert set(blanked(Person)) == {"name", "email", "phone"}


def link_of_wonen():
    with identity.acting(cast.who("alice", Purpose.HANDOVER)) as by:
        links.make(by, Membership.objects.get(id=cast.membership("bob")), "test", role=Role.GUEST,
                   organisation_id=cast.organisation("wonen"), expires_at=now())


def seen() -> int:
    with connection.cursor() as db:
        db.execute("select count(*) from access_link")
        return db.fetchone()[0]


def test_the_eraser_sees_its_own_organisation_and_no_other():
    link_of_wonen()
    with identity.acting(identity.system(cast.organisation("wonen"), Purpose.ADMINISTRATION)), as_eraser():
        assert seen() == 1
    with identity.acting(identity.system(cast.organisation("anders"), Purpose.ADMINISTRATION)), as_eraser():
        assert seen() == 0
        assert Link.objects.all()._raw_delete("default") == 0


def test_without_an_identity_the_eraser_sees_nothing():
    link_of_wonen()
    with transaction.atomic(), as_eraser():
        assert seen() == 0


def test_the_eraser_cannot_read_or_change_the_log():
    with identity.acting(identity.system(cast.organisation("wonen"), Purpose.ADMINISTRATION)), as_eraser(), \
            pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Audit.objects.count()


def test_the_application_does_not_inherit_what_the_eraser_may():
    with connection.cursor() as db:
        db.execute("select pg_has_role('waakvlam_app', 'waakvlam_eraser', 'usage')")
        assert db.fetchone()[0] is False


def test_erasing_outside_a_transaction_is_refused():
    if connection.in_atomic_block:  # a test always stands in one
        connection.in_atomic_block = False
        try:
            with pytest.raises(RuntimeError), erasing.as_eraser():
                pass
        finally:
            connection.in_atomic_block = True
