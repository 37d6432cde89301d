"""The fictional municipality is whole, fits together, and cannot be mistaken for a real one."""

from collections import Counter

import pytest

from waakvlam.demo import figures, geometry, ids, places


def test_it_has_three_districts_eighteen_neighbourhoods_and_twelve_thousand_homes():
    place = places.municipality()
    assert (len(place.districts), len(place.neighbourhoods), len(place.dwellings)) == (3, 18, 12_000)
    assert {d.neighbourhood for d in place.dwellings} == {n.code for n in place.neighbourhoods}


def test_no_two_homes_share_an_address_or_a_number():
    homes = places.municipality().dwellings
    addresses = Counter((d.street, d.house_number, d.addition) for d in homes)
    assert max(addresses.values()) == 1
    assert len({d.number for d in homes}) == len(homes)


def test_neighbours_share_their_edge_exactly():
    """Each piece of border belongs to one neighbourhood, or to two in opposite directions."""
    pieces = Counter()
    for hood in places.municipality().neighbourhoods:
        outline = hood.outline
        pieces.update(zip(outline, outline[1:], strict=False))
    assert max(pieces.values()) == 1
    outside = sum((b, a) not in pieces for a, b in pieces)
    assert outside == len(places.SHEET.ring(set("ABCDEFGHIJKLMNOPQR"))) - 1


def test_every_home_stands_in_its_own_neighbourhood():
    hoods = {n.code: n.outline for n in places.municipality().neighbourhoods}
    homes = places.municipality().dwellings
    inside = sum(geometry.contains(hoods[d.neighbourhood], (d.longitude, d.latitude)) for d in homes)
    assert inside == len(homes)


def test_outlines_are_closed_anticlockwise_rings_with_the_properties_of_cbs():
    found = places.outlines()["features"]
    assert set(found[0]["properties"]) == {"buurtcode", "buurtnaam", "wijkcode", "gemeentecode"}
    for feature in found:
        ring = feature["geometry"]["coordinates"][0]
        assert ring[0] == ring[-1]
        assert geometry.area(ring) > 0


def test_a_sheet_in_two_pieces_is_refused():
    with pytest.raises(ValueError, match="one piece"):
        geometry.Sheet(["A.A"]).ring({"A"})


def test_key_figures_add_up_from_neighbourhood_to_municipality():
    rows = figures.key_figures()
    assert Counter(r["niveau"] for r in rows) == {"gemeente": 1, "wijk": 3, "buurt": 18}
    by_level = {level: sum(r["inwoners"] for r in rows if r["niveau"] == level)
                for level in ("gemeente", "wijk", "buurt")}
    assert len(set(by_level.values())) == 1


def test_ids_are_version_seven_and_do_not_change():
    first = ids.derived("organisation", "vlierwonen")
    assert first == ids.derived("organisation", "vlierwonen")
    assert first.version == 7
    assert first != ids.derived("organisation", "lindewaard")
