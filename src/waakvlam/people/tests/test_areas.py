"""Districts and neighbourhoods with their year; homes placed by code and by point; VERA."""

import json
import os
from pathlib import Path

import pytest

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Invalid
from waakvlam.people import commands
from waakvlam.people.models import District, Dwelling, Household, Neighbourhood, Resident
from waakvlam.people.placing import Places

from .files import BSN

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C15")]
REAL = Path(os.environ.get("WAAKVLAM_SHARED_DATA", Path(__file__).parents[5] / "shared" / "data")) / "neighbourhoods"
SQUARE = {"type": "Polygon", "coordinates": [[[4.80, 52.40], [4.82, 52.40], [4.82, 52.42], [4.80, 52.42], [4.80, 52.40]],
                                             [[4.81, 52.41], [4.812, 52.41], [4.812, 52.412], [4.81, 52.412], [4.81, 52.41]]]}
FIGURES = "code,niveau,naam,wijkcode,inwoners,huishoudens\nWK047911,wijk,Wijk A,,900,\nBU04791111,buurt,Vijfhoek,WK047911,450,\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "figures.csv").write_text(FIGURES)
    (tmp_path / "outlines.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"buurtcode": "BU04791111", "buurtnaam": "Vijfhoek", "wijkcode": "WK047911"}, "geometry": SQUARE}]}))
    return [tmp_path / "figures.csv", tmp_path / "outlines.geojson"]


def test_figures_and_outlines_come_in_with_their_year_and_again_without_doubling(files, alice):
    for year in (2023, 2024, 2024):
        commands.import_neighbourhoods(paths=files, year=year, by=alice)
    with identity.acting(alice):
        assert (District.objects.count(), Neighbourhood.objects.count()) == (2, 2)
        found = Neighbourhood.objects.get(year=2024)
        assert (found.name, found.district.name, found.figures) == ("Vijfhoek", "Wijk A", {"inwoners": 450})
        assert found.outline == SQUARE


def test_a_point_lies_in_an_outline_but_not_in_its_hole():
    places = Places.of([("BU04791111", SQUARE)])
    assert places.find(52.405, 4.805) == "BU04791111"
    assert places.find(52.411, 4.811) == ""
    assert places.find(52.5, 4.805) == ""


def test_homes_are_placed_by_code_by_point_and_afterwards(files, tmp_path, alice, carry_out):
    path = tmp_path / "r.csv"
    path.write_text("Huurdernummer;Achternaam;Eenheidnummer;Buurtcode;Breedtegraad;Lengtegraad\n"
                    "H1;Berg;E1;BU04791111;;\nH2;Wit;E2;;52,405;4,805\nH3;Smit;E3;;52,5;4,805\n")
    carry_out(commands.read_register(path=path, file_name="r.csv", source="ERP", by=alice))
    with identity.acting(alice):
        assert not Dwelling.objects.exclude(neighbourhood=None).exists()
    assert commands.import_neighbourhoods(paths=files, year=2024, by=alice)["placed"] == 2
    with identity.acting(alice):
        placed = dict(Dwelling.objects.values_list("key", "neighbourhood__code"))
        assert placed == {"E1": "BU04791111", "E2": "BU04791111", "E3": None}


def test_another_shape_is_refused_and_writes_nothing(tmp_path, alice):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    with pytest.raises(Invalid, match="kerncijfers"):
        commands.import_neighbourhoods(paths=[wrong], year=2024, by=alice)


def test_the_real_files_come_in(alice):
    if not REAL.exists():
        assert os.environ.get("CI") != "true", f"{REAL} is absent"
        pytest.skip("the shared data is not here")
    facts = commands.import_neighbourhoods(paths=sorted(REAL.iterdir()), year=2024, by=alice)
    assert (facts["neighbourhoods"], facts["outlines"], facts["districts"]) == (298, 298, 43)


def test_vera_lists_become_households(tmp_path, alice, carry_out):
    person = {"soort": {"code": "NAT"}, "geboortedatum": "1950-03-12", "bsn": BSN, "nationaliteit": {"code": "TUR"}}
    path = tmp_path / "vera.json"
    path.write_text(json.dumps({
        "relaties": [
            {**person, "id": "P1", "achternaam": "Berg", "tussenvoegsels": "van der", "voorletters": "J.",
             "contactgegevens": [{"soort": {"code": "MOB"}, "waarde": "06-12345678"},
                                 {"soort": {"code": "TEL"}, "detailSoort": {"code": "ICE"}, "waarde": "075-6123456"}]},
            {**person, "id": "P2", "achternaam": "Berg", "geboortedatum": "2015-01-01", "groepen": [{"id": "G1"}]},
            {"id": "R1", "soort": {"code": "REC"}, "statutaireNaam": "Bakkerij"}],
        "relatiegroepen": [{"id": "G1", "naam": "Huishouden Berg", "relaties": [{"id": "P1"}]}],
        "eenheden": [{"id": "E1", "etage": 2, "adres": {"id": "A1"}, "clusters": [
            {"id": "K2", "naam": "Portiek 12"}, {"id": "K1", "naam": "Complex 7"}, {"id": "K3", "naam": "Flat De Linde"}]}],
        "eenheidadressen": [{"id": "A1", "straatnaam": "Dorpsstraat", "huisnummer": 12, "huisletter": "a", "postcode": "1506 AB",
                             "woonplaats": {"naam": "Proefstad"}, "buurt": {"code": "BU04791111"}}],
        "huurovereenkomsten": [
            {"id": "C1", "status": {"code": "LOP"}, "begindatum": "2003-02-01", "relaties": ["https://x.example/v4/relatiegroepen/G1"],
             "eenheden": ["https://x.example/v4/eenheden/E1"]},
            {"id": "C2", "status": {"code": "BEE"}, "relaties": ["R1"], "eenheden": ["E1"]}]}))
    batch = commands.read_register(path=path, file_name="vera.json", source="VERA", by=alice)
    assert batch.dropped == {"bsn": "bsn", "nationaliteit": "nationaliteit"}
    carry_out(batch)
    with identity.acting(cast.who("alice", "register")):
        household = Household.objects.get()
        assert (household.children, str(household.tenancy_start), str(household.dwelling)) == (1, "2003-02-01", "Dorpsstraat 12A")
        home = household.dwelling
        assert (home.estate, home.block, home.entrance, home.floor) == ("Complex 7", "Flat De Linde", "12", 2)
        tenant = Resident.objects.get(key="P1")
        assert [(p.number, p.whose) for p in tenant.phones.order_by("rank")] == [("+31612345678", ""), ("+31756123456", "contactpersoon")]
        assert Resident.objects.get(key="P2").part == "child"
