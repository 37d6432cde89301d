"""The register through its pages."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from waakvlam.access import identity
from waakvlam.access.models import Audit, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.people import commands
from waakvlam.people.commands.applying import apply
from waakvlam.people.models import Duplicate, Household, RegisterImport, Resident

from .files import BSN, row, text

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C1")]


def upload(client, content, **data):
    file = SimpleUploadedFile("huurders.csv", content.encode())
    return client.post("/register/importen/", {"file": file, "source": "ERP", **data}, follow=True)


def page(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def test_from_upload_through_preview_and_approval_to_the_list(sign_in, alice):
    client = sign_in("alice")
    assert "Nog geen register" in page(client.get("/register/"))
    shown = page(upload(client, text(row(1), row(2, Achternaam=""), row(3, BSN=BSN))))
    assert "2 nieuw" in shown and "Niet gelezen" in shown and BSN not in shown
    with identity.acting(alice):
        batch = RegisterImport.objects.get()
        assert not Resident.objects.exists()
    refused = page(client.get(f"/register/importen/{batch.id}/?soort=refused"))
    assert "Rij 3" in refused and "een achternaam" in refused
    assert client.post(f"/register/importen/{batch.id}/akkoord/", {"complete": "1"}).status_code == 302
    assert "rijen verwerkt" in page(client.get(f"/register/importen/{batch.id}/"))
    apply(batch, by=alice)
    assert "Verwerkt" in page(client.get(f"/register/importen/{batch.id}/?voortgang=1", headers={"HX-Request": "true"}))
    assert "J. van der Berg1" in page(client.get("/register/"))
    # What was refused stays in sight on the page of what was carried out.
    done = page(client.get(f"/register/importen/{batch.id}/"))
    assert "Rij 3" in done and "een achternaam" in done and "?soort=new" not in done


def test_the_refused_rows_come_as_a_workbook_without_formulas(sign_in, alice):
    client = sign_in("alice")
    upload(client, text(row(1), row(2, Achternaam="", Telefoon="=1+1")))
    with identity.acting(alice):
        batch = RegisterImport.objects.get()
    found = client.get(f"/register/importen/{batch.id}/opmerkingen.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(found.content)).active.values)
    assert rows[0][0] == "Rij"
    assert any(line[0] == 3 and line[1] == "Achternaam" for line in rows[1:])
    assert not any(str(cell).startswith("=") and cell is None for line in rows for cell in line)


def test_the_form_says_how_far_the_file_is_and_what_to_do_when_the_line_breaks(sign_in, alice):
    shown = page(sign_in("alice").get("/register/importen/"))
    assert " data-upload>" in shown
    assert "De verbinding viel weg. Er is niets verwerkt." in shown


def test_a_file_that_cannot_be_read_says_so_at_the_field_and_leaves_nothing(sign_in, alice):
    shown = page(upload(sign_in("alice"), "een\ntwee\n"), 422)
    assert "kolommen, gescheiden door" in shown
    with identity.acting(alice):
        assert not RegisterImport.objects.exists()


def test_columns_can_be_assigned_on_the_preview(sign_in, alice):
    client = sign_in("alice")
    content = "Huurdernummer;Achternaam;Eenheidnummer;Kern\nH1;Berg;E1;Kogerveld\n"
    upload(client, content)
    with identity.acting(alice):
        batch = RegisterImport.objects.get()
    assert 'name="column-3"' in page(client.get(f"/register/importen/{batch.id}/"))
    answer = client.post(f"/register/importen/{batch.id}/kolommen/", {
        "file": SimpleUploadedFile("huurders.csv", content.encode()), "source": "ERP", "sheet": "",
        "column-0": "person_key", "column-1": "last_name", "column-2": "dwelling_key", "column-3": "estate"})
    assert answer.status_code == 302
    with identity.acting(alice):
        states = dict(RegisterImport.objects.values_list("state", "columns__Kern"))
        assert states == {"cancelled": None, "preview": "estate"}


@pytest.fixture
def filled(read, carry_out, alice):
    carry_out(read(
        row(1), row(2, Tussenvoegsel="", Achternaam="Çelik", Straat="Kerkweg", Postcode="1507CD"),
        row(3, Achternaam="Geheim", Huisnummer="77", **{"Geheim adres": "ja"})))


def test_people_are_found_by_name_postcode_and_street(sign_in, filled):
    client = sign_in("alice")
    for words, expected in (("berg", "Berg1"), ("van der berg", "Berg1"), ("celik", "Çelik"), ("1507 CD", "Çelik"),
                            ("Dorpsstraat 1", "Berg1"), ("1506AB 1", "Berg1")):
        assert expected in page(client.get("/register/", {"text": words})), words
    near = page(client.get("/register/", {"text": "celikk"}))
    assert "Niemand gevonden" in near and "Çelik" in near


@pytest.mark.proves("R2", "R28")
def test_a_secret_address_is_not_found_not_shown_and_its_showing_is_an_act(sign_in, filled, alice):
    client = sign_in("alice")
    assert "Geheim" not in page(client.get("/register/", {"text": "Dorpsstraat 77"}))
    shown = page(client.get("/register/", {"text": "Geheim"}))
    assert "geheim adres" in shown and "Dorpsstraat 77" not in shown
    with identity.acting(alice):
        household = Household.objects.get(secret_address=True)
    url = f"/register/huishoudens/{household.id}/"
    assert "Dorpsstraat 77" not in page(client.get(url))
    assert "Dorpsstraat 77" not in page(client.post(url, {"reason": "x"}), 422)
    assert "Dorpsstraat 77" in page(client.post(url, {"reason": "letter"}))
    with identity.acting(alice):
        assert Audit.objects.filter(verb="household.show_secret_address").get().detail == {"reason": "letter"}
    with identity.acting(cast.who("fg", "privacy")):
        assert ProcessingLine.objects.filter(name="people.household").exists()


@pytest.mark.proves("R2", "C19")
@pytest.mark.parametrize(("key", "status"), [("bob", 403), ("charlie", 403), ("eva", 403), ("board", 403), ("fg", 403)])
def test_who_does_not_keep_the_register_sees_no_page_of_it(sign_in, filled, alice, key, status):
    with identity.acting(alice):
        household = Household.objects.first()
        batch = RegisterImport.objects.first()
    for url in ("/register/", f"/register/huishoudens/{household.id}/", "/register/importen/",
                f"/register/importen/{batch.id}/", "/register/dubbel/"):
        assert sign_in(key).get(url).status_code == status, url
        assert sign_in("alice").get(url).status_code == 200, url
        assert sign_in("dora").get(url).status_code == (404 if str(household.id) in url or str(batch.id) in url else 200)


def test_the_list_costs_the_same_number_of_queries_however_long(sign_in, read, carry_out, django_assert_max_num_queries):
    carry_out(read(*(row(n, **{"E-mail": ""}) for n in range(1, 80))))
    client = sign_in("alice")
    with django_assert_max_num_queries(16):
        shown = page(client.get("/register/"))
    assert "Volgende" in shown


def test_two_that_are_one_are_suggested_merged_by_hand_and_made_two_again(sign_in, read, carry_out, alice):
    carry_out(read(row(1, Achternaam="Jansen"), row(2, Achternaam="Janssen", Telefoon="06-12345671"), row(3, Achternaam="Smit", Geboortedatum="01-01-1940")))
    commands.suggest(by=alice)
    client = sign_in("alice")
    shown = page(client.get("/register/dubbel/"))
    assert "Jansen" in shown and "Smit" not in shown
    with identity.acting(alice):
        pair = Duplicate.objects.get()
        kept, gone = Resident.objects.get(key="H1"), Resident.objects.get(key="H2")
    client.post(f"/register/dubbel/{pair.id}/samenvoeging/", {"keep": str(kept.id)})
    assert "Janssen" not in page(client.get("/register/"))
    assert "stond bij" in page(client.get(f"/register/huishoudens/{kept.household_id}/"))
    again = page(client.get("/register/dubbel/"))
    undo = again.split("/register/samenvoegingen/")[1].split("/")[0]
    client.post(f"/register/samenvoegingen/{undo}/terug/")
    assert "Janssen" in page(client.get("/register/"))
    with identity.acting(alice):
        gone.refresh_from_db()
        assert gone.merged_into_id is None
    client.post(f"/register/dubbel/{pair.id}/afwijzing/")
    commands.suggest(by=alice)
    assert "Geen dubbelen" in page(client.get("/register/dubbel/"))


def test_two_homes_on_one_address_are_suggested_and_their_households_move_and_return(sign_in, read, carry_out, alice):
    carry_out(read(row(1, Huisnummer="9"), row(2, Huisnummer="9", Achternaam="Heel Anders", Geboortedatum="01-01-1990")))
    commands.suggest(by=alice)
    with identity.acting(alice):
        pair = Duplicate.objects.get(kind="dwelling")
        homes = dict(Household.objects.values_list("key", "dwelling_id"))
    client = sign_in("alice")
    assert "Zelfde adres" in page(client.get("/register/dubbel/?soort=dwelling"))
    with identity.acting(alice):
        done = commands.merge(duplicate=pair, keep=homes["G1"], by=alice)
        assert set(Household.objects.values_list("dwelling_id", flat=True)) == {homes["G1"]}
        commands.undo(merge=done, by=alice)
        assert dict(Household.objects.values_list("key", "dwelling_id")) == homes
