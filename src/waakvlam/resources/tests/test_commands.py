"""Keeping the directory: success, denied, wrong state, and the audit that lives with the write."""

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.models import Audit
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid, Refused, WrongState
from waakvlam.resources import commands, queries
from waakvlam.resources.models import Capacity, Service

from .factories import described, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "C12")]


def carla():
    return cast.who("carla", Purpose.DIRECTORY)


def test_a_new_service_starts_with_looking_together_and_is_audited():
    with acting(carla()) as by:
        made = commands.add_service(described=described(), by=by)
        assert queries.service(by, made.id).said[0].state == "assess"
        assert set(Audit.objects.values_list("verb", flat=True)) == {"service.add", "service.capacity"}


def test_what_is_said_now_replaces_what_was_said_and_keeps_it():
    with acting(carla()) as by:
        made = make_service(by)
        commands.set_capacity(service=made, state="waiting", places=4, by=by)
        commands.set_capacity(service=made, state="full", by=by)
        assert [c.state for c in queries.history(by, made)] == ["full", "waiting", "assess"]
        assert Capacity.objects.filter(ended_at__isnull=True).count() == 1


def test_another_organisation_cannot_keep_it_but_the_owner_can():
    with acting(carla()) as by:
        made = make_service(by)
    with acting(cast.who("eva", Purpose.DIRECTORY)) as by, pytest.raises(Refused):
        commands.set_capacity(service=made, state="full", by=by)
    with acting(carla()) as by:
        assert commands.set_capacity(service=made, state="full", by=by).state == "full"


def test_the_wall_stops_another_organisation_even_without_the_policy():
    with acting(carla()) as by:
        made = make_service(by)
    with acting(cast.who("eva", Purpose.DIRECTORY)):
        assert Service.objects.filter(id=made.id).update(name="Gekaapt") == 0


def test_a_caller_reads_the_directory_but_keeps_nothing():
    with acting(cast.who("bob")) as by, pytest.raises(Refused):
        commands.add_service(described=described(), by=by)


@pytest.mark.parametrize(("wrong", "field"), [
    ({"name": "  "}, "name"), ({"topics": ()}, "topics"), ({"topics": ("ziek",)}, "topics"),
    ({"norm_days": 0}, "norm_days"), ({"contact_id": cast._id("eva")}, "contact"),
])
def test_what_cannot_be_kept_is_refused_at_its_field(wrong, field):
    with acting(carla()) as by, pytest.raises(Invalid) as caught:
        commands.add_service(described=described(**wrong), by=by)
    assert caught.value.problem.field == field


def test_two_services_of_one_organisation_need_two_names():
    with acting(carla()) as by:
        make_service(by)
        with pytest.raises(Invalid) as caught:
            make_service(by)
        assert caught.value.code == "name"


def test_an_ended_service_leaves_the_directory_and_takes_no_changes():
    with acting(carla()) as by:
        made = make_service(by)
        commands.end_service(service=made, by=by)
        assert not queries.services(by).exists()
        with pytest.raises(WrongState):
            commands.set_capacity(service=made, state="full", by=by)
        make_service(by)  # the name is free again


def test_the_audit_dies_with_a_refused_write():
    with acting(carla()) as by:
        with pytest.raises(Invalid):
            commands.add_service(described=described(topics=()), by=by)
        assert not Audit.objects.exists()


def test_the_administrator_keeps_a_service_for_one_without_accounts_and_for_no_other():
    with acting(cast.who("admin", Purpose.DIRECTORY)) as by:
        made = commands.add_service(described=described(name="Pakket"), organisation_id=cast.organisation("voedsel"), by=by)
        commands.set_capacity(service=made, state="full", by=by)
        assert queries.offers_for(by, "contact")[0].organisation == "Voedselbank Proefstad"
        with pytest.raises(Refused):
            commands.add_service(described=described(), organisation_id=cast.organisation("gemeente"), by=by)


def test_a_coordinator_keeps_nothing_for_one_without_accounts():
    with acting(carla()) as by, pytest.raises(Refused):
        commands.add_service(described=described(), organisation_id=cast.organisation("voedsel"), by=by)
