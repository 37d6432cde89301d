"""A register from file to preview to register: nothing lost, nothing twice, nothing unlawful."""

import pytest
from django.db import connection

from waakvlam.access import identity
from waakvlam.access.models import Audit, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Invalid, Refused, WrongState
from waakvlam.people import commands
from waakvlam.people.commands import applying, staging
from waakvlam.people.models import (
    Dwelling,
    Household,
    ImportRow,
    Phone,
    RegisterImport,
    RegisterSource,
    Resident,
)

from .files import BSN, row

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C1")]


def everything(by) -> str:
    """All that is stored behind the wall of this organisation, as one text."""
    found = []
    with identity.acting(by), connection.cursor() as db:
        for model in (Dwelling, Household, Resident, Phone, ImportRow, RegisterImport, RegisterSource, Audit):
            db.execute(f"select t::text from {model._meta.db_table} t")
            found += [line for (line,) in db.fetchall()]
    return "\n".join(found)


def test_a_file_is_previewed_before_anything_changes_and_then_carried_out(read, carry_out, alice):
    batch = read(row(1), row(2, Telefoon="06-12345678 / 075-6123456 (dochter)"))
    with identity.acting(alice):
        assert batch.counts == {"new": 2, "remarks": 0, "gone": 0}
        assert not Resident.objects.exists()
    done = carry_out(batch)
    with identity.acting(alice):
        person = Resident.objects.get(key="H2")
        assert (person.name, person.sort_name) == ("J. van der Berg2", "berg2,j,van der")
        assert str(person.household.dwelling) == "Dorpsstraat 2"
        assert [(p.number, p.whose) for p in person.phones.order_by("rank")] == [
            ("+31612345678", ""), ("+31756123456", "dochter")]
        assert done.state == "done" and not ImportRow.objects.exists()
        assert Audit.objects.filter(verb="register.apply", subject_id=batch.id).count() == 1
    with identity.acting(cast.who("fg", "privacy")):
        assert ProcessingLine.objects.filter(name="people.import").count() == 2


def test_the_same_file_again_changes_nothing(read, carry_out, alice):
    carry_out(read(row(1), row(2)))
    before = everything(alice).count("Berg")
    again = read(row(1), row(2))
    assert again.counts == {"same": 2, "remarks": 0, "gone": 0}
    carry_out(again)
    assert everything(alice).count("Berg") == before
    with identity.acting(alice):
        assert (Resident.objects.count(), Household.objects.count(), Dwelling.objects.count()) == (2, 2, 2)


def test_changes_are_carried_out_and_who_is_gone_is_ended_not_removed(read, carry_out, alice):
    carry_out(read(row(1), row(2), row(3)))
    batch = read(row(1, Achternaam="Bergman"), row(2))
    assert (batch.counts["changed"], batch.counts["same"], batch.counts["gone"]) == (1, 1, 1)
    carry_out(batch)
    with identity.acting(alice):
        assert Resident.objects.get(key="H1").last_name == "Bergman"
        assert Resident.objects.get(key="H3").gone_at is not None
        assert Household.objects.get(key="G3").gone_at is not None
    carry_out(read(row(1), row(2), row(3)))
    with identity.acting(alice):
        assert Resident.objects.get(key="H3").gone_at is None
        assert Household.objects.get(key="G3").gone_at is None


def test_a_part_of_the_register_ends_nobody(read, carry_out, alice):
    carry_out(read(*(row(n) for n in range(1, 40))))
    batch = read(row(1))
    assert batch.counts["gone"] == 38 and not batch.complete
    carry_out(batch, complete=False)
    with identity.acting(alice):
        assert Resident.objects.filter(gone_at=None).count() == 39


def test_another_source_does_not_end_the_people_of_the_first(read, carry_out, alice):
    carry_out(read(row(1), row(2)))
    batch = read(row(7), source="Studenten")
    assert batch.counts["gone"] == 0


@pytest.mark.proves("R7")
def test_do_not_call_is_set_by_a_file_and_never_taken_away_by_one(read, carry_out, alice):
    carry_out(read(row(1, **{"Niet bellen": "ja"}), row(2)))
    with identity.acting(alice):
        Household.objects.filter(key="G2").update(do_not_call=True)
    carry_out(read(row(1, Achternaam="Anders"), row(2, Achternaam="Anders")))
    with identity.acting(alice):
        assert list(Household.objects.order_by("key").values_list("do_not_call", flat=True)) == [True, True]


def test_a_column_that_the_file_lacks_leaves_the_register_alone(read, carry_out, alice, tmp_path):
    carry_out(read(row(1)))
    path = tmp_path / "short.csv"
    path.write_text("Huurdernummer;Achternaam;Eenheidnummer;Huishoudnummer\nH1;Nieuw;E1;G1\n")
    carry_out(commands.read_register(path=path, file_name="short.csv", source="ERP", by=alice))
    with identity.acting(alice):
        person = Resident.objects.get(key="H1")
        assert (person.last_name, person.email, str(person.birth_date)) == ("Nieuw", "b1@example.org", "1950-03-12")
        assert str(person.household.dwelling) == "Dorpsstraat 1"
        assert person.phones.count() == 1


@pytest.mark.proves("R3", "R4")
def test_what_may_not_be_kept_is_dropped_by_name_and_by_content_and_reported(read, carry_out, alice):
    secret = {"BSN": BSN, "Nationaliteit": "Turkse", "Burg. staat": "gehuwd", "Netto inkomen": "€ 23.000",
              "Kenmerk": "V", "Nr2": BSN}
    rows = [row(n, **{**secret, "Kenmerk": "MV"[n % 2], "Plaats": f"Proefstad {BSN}"}) for n in range(1, 6)]
    batch = read(*rows)
    assert batch.dropped == {"BSN": "bsn", "Nationaliteit": "nationaliteit", "Burg. staat": "burgerlijke staat",
                             "Netto inkomen": "inkomen", "Kenmerk": "geslacht", "Nr2": "bsn"}
    carry_out(batch)
    stored = everything(alice)
    for forbidden in (BSN, "Turkse", "gehuwd", "23.000"):
        assert forbidden not in stored
    with identity.acting(alice):
        assert Dwelling.objects.first().city == "Proefstad •••"


def test_a_refused_row_says_why_keeps_no_name_and_does_not_end_its_person(read, carry_out, alice):
    carry_out(read(row(1), row(2)))
    batch = read(row(1), row(2, Achternaam=""), row(1, Achternaam="Dubbel"))
    assert (batch.counts["refused"], batch.counts["gone"]) == (2, 0)
    with identity.acting(alice):
        refused = list(ImportRow.objects.filter(verdict="refused").order_by("place"))
        assert [r.problems[0][:2] for r in refused] == [["geen-naam", "Achternaam"], ["dubbele-sleutel", "Huurdernummer"]]
    carry_out(batch)
    with identity.acting(alice):
        assert Resident.objects.get(key="H2").gone_at is None
        assert not ImportRow.objects.exclude(last_name="").exists()


def test_a_reading_that_was_killed_goes_on_at_its_mark(read, alice, monkeypatch):
    monkeypatch.setattr(staging, "CHUNK", 3)

    class Killed(BaseException):
        pass

    def killed(done):
        if done >= 6:
            raise Killed

    rows = [row(n) for n in range(1, 11)]
    with pytest.raises(Killed):
        read(*rows, progress=killed)
    with identity.acting(alice):
        assert RegisterImport.objects.get().staged == 6
    batch = read(*rows)
    with identity.acting(alice):
        assert RegisterImport.objects.count() == 1
        assert batch.counts["new"] == 10
        assert list(ImportRow.objects.order_by("place").values_list("person_key", flat=True)) == [
            f"H{n}" for n in range(1, 11)]


def test_a_job_that_was_killed_between_chunks_loses_nothing_and_doubles_nothing(read, carry_out, alice, monkeypatch):
    monkeypatch.setattr(applying, "CHUNK", 3)

    class Killed(BaseException):
        pass

    def killed(done):
        if done >= 6:
            raise Killed

    batch = read(*(row(n) for n in range(1, 11)))
    with identity.acting(alice):
        commands.approve(batch=batch, complete=True, by=alice)
    with pytest.raises(Killed):
        applying.apply(batch, by=alice, progress=killed)
    with identity.acting(alice):
        assert Resident.objects.count() == 6
    applying.apply(batch, by=alice)
    applying.apply(batch, by=alice)
    with identity.acting(alice):
        assert (Resident.objects.count(), Phone.objects.count(), Dwelling.objects.count()) == (10, 10, 10)
        assert Audit.objects.filter(verb="register.apply").count() == 1


def test_a_household_that_a_chunk_cuts_in_two_stays_one(read, carry_out, alice, monkeypatch):
    monkeypatch.setattr(applying, "CHUNK", 2)
    same = {"Huishoudnummer": "G", "Eenheidnummer": "E", "Huisnummer": "1"}
    carry_out(read(row(1, **same), row(2, **same), row(3, **same, **{"Niet bellen": "ja", "Geheim adres": "ja"})))
    with identity.acting(alice):
        household = Household.objects.get()
        assert household.residents.count() == 3
        assert household.do_not_call and household.secret_address


def test_a_file_that_breaks_halfway_leaves_nothing(tmp_path, alice):
    path = tmp_path / "broken.csv"
    good = "".join(f"H{n};Berg;E{n};\n" for n in range(3_000))
    path.write_text("Huurdernummer;Achternaam;Eenheidnummer;Plaats\n" + good + "H9;" + ";".join("x" * 600) + "\n")
    with pytest.raises(Invalid, match="500 kolommen"):
        commands.read_register(path=path, file_name="x.csv", source="ERP", by=alice)
    with identity.acting(alice):
        assert not ImportRow.objects.exists()
        assert RegisterImport.objects.get().state == "cancelled"


def test_nothing_is_approved_twice_or_after_it_was_cancelled(read, alice):
    batch = read(row(1))
    with identity.acting(alice):
        commands.cancel(batch=batch, by=alice)
        with pytest.raises(WrongState):
            commands.approve(batch=batch, complete=True, by=alice)


@pytest.mark.proves("R2")
def test_only_the_coordinator_for_the_register_reads_one_in(read):
    for key, purpose in (("bob", "call_round"), ("alice", "call_round"), ("carla", "handover")):
        with pytest.raises(Refused):
            read(row(1), by=cast.who(key, purpose))


@pytest.mark.proves("C19")
def test_another_organisation_sees_nothing_of_it(read, carry_out):
    carry_out(read(row(1)))
    for key in ("dora", "zed"):
        stranger = cast.who(key, "register")
        assert "Berg" not in everything(stranger)
        with identity.acting(stranger):
            assert not Resident.objects.exists()


def test_columns_assigned_by_hand_are_remembered_for_the_source(tmp_path, alice):
    path = tmp_path / "own.csv"
    path.write_text("Kenmerk A;Kenmerk B;Kenmerk C\n1;de Wit;E1\n2;Bakker;E2\n")
    own = {"Kenmerk A": "person_key", "Kenmerk B": "last_name", "Kenmerk C": "dwelling_key"}
    with pytest.raises(Invalid):
        commands.read_register(path=path, file_name="own.csv", source="Eigen", by=alice)
    commands.read_register(path=path, file_name="own.csv", source="Eigen", mapping=own, by=alice)
    path.write_text("Kenmerk A;Kenmerk B;Kenmerk C\n1;de Wit;E1\n3;Smit;E3\n")
    assert commands.read_register(path=path, file_name="own.csv", source="Eigen", by=alice).counts["new"] == 2


def test_a_newer_file_of_the_same_source_takes_the_place_of_an_older_preview(read, alice):
    first, second = read(row(1)), read(row(1), row(2))
    other = read(row(3), source="Studenten")
    with identity.acting(alice):
        states = dict(RegisterImport.objects.values_list("id", "state"))
        assert states == {first.id: "cancelled", second.id: "preview", other.id: "preview"}
        assert not ImportRow.objects.filter(batch=first).exists()
