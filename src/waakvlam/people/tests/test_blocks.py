"""Drawing a block: through its pages, back again, and still there after the next import."""

import pytest

from waakvlam.access import identity
from waakvlam.access.models import Audit
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Absent, Invalid, Refused
from waakvlam.people.blocks import Pattern, Place
from waakvlam.people.commands import blocks
from waakvlam.people.models import Block, BlockStep, DrawnDoor, Dwelling

from .files import row

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2")]


@pytest.fixture
def street(read, carry_out):
    """Eight homes, 12 to 26 even, of which the register says nothing."""
    carry_out(read(*(row(n) for n in range(12, 28, 2))))


def drawn(by) -> dict[int, tuple]:
    with identity.acting(by):
        return {h.house_number: (h.block, h.entrance, h.floor, h.door) for h in Dwelling.objects.all()}


def new(client, **changes):
    return client.post("/register/blokken/nieuw/", {
        "name": "De Linde", "street": "Dorpsstraat", "first": "12", "last": "26", "side": "even", "floors": "2", "doors": "2",
        "lowest": "0", "order": "entrance", **changes}, follow=True)


def test_a_coordinator_sees_the_drawing_before_it_is_kept_moves_a_door_and_takes_it_back(street, sign_in, alice):
    client = sign_in("alice")
    assert "Dorpsstraat" in client.get("/register/blokken/").content.decode()
    shown = new(client).content.decode()
    assert "Zo wordt het" in shown and "Portiek 12–18" in shown and set(drawn(alice).values()) == {("", "", None, None)}
    assert "Het blok is getekend" in new(client, draw="1").content.decode()
    assert drawn(alice)[12] == ("De Linde", "12–18", 0, 1) and drawn(alice)[26] == ("De Linde", "20–26", 1, 2)
    with identity.acting(alice):
        block = Block.objects.get()
        home = Dwelling.objects.get(house_number=12)
    url = f"/register/blokken/{block.id}/"
    assert "Verhang deze deur" in client.get(f"{url}?deur={home.id}").content.decode()
    client.post(url + "deur/", {"home": home.id, "entrance": "20–26", "floor": "1", "door": "2"})
    assert drawn(alice)[12][1:] == ("20–26", 1, 2) and drawn(alice)[26][1:] == ("12–18", 0, 1), "they change places"
    client.post(url + "terug/")
    assert drawn(alice)[12][1:] == ("12–18", 0, 1) and drawn(alice)[26][1:] == ("20–26", 1, 2)
    client.post(url + "wissing/")
    assert set(drawn(alice).values()) == {("", "", None, None)}
    client.post(url + "terug/")
    assert drawn(alice)[12] == ("De Linde", "12–18", 0, 1)
    with identity.acting(alice):
        assert set(Audit.objects.filter(subject_id=block.id).values_list("verb", flat=True)) == {
            "block.fill", "block.move", "block.clear", "block.undo"}


def test_a_drawing_survives_the_next_import_and_shows_where_the_register_differs(street, read, carry_out, sign_in, alice):
    new(sign_in("alice"), draw="1")
    before = drawn(alice)
    told = {"Blok": "Blok 7", "Portiek": "P1", "Verdieping": "5", "Deur": "3"}
    carry_out(read(*(row(n, **(told if n == 12 else {"Blok": "", "Portiek": "", "Verdieping": "", "Deur": ""}))
                     for n in range(12, 28, 2)), row(99, **told)))
    after = drawn(alice)
    assert after.pop(99) == ("Blok 7", "P1", 5, 3) and after == before
    with identity.acting(alice):
        door = DrawnDoor.objects.get(dwelling__house_number=12)
        assert (door.said_block, door.said_entrance, door.said_floor, door.said_door) == ("Blok 7", "P1", 5, 3)
        block = door.block
    shown = sign_in("alice").get(f"/register/blokken/{block.id}/").content.decode()
    assert "Het register zegt iets anders" in shown and "Blok 7, portiek P1, verdieping 5, deur 3" in shown
    with identity.acting(alice):
        blocks.clear(block=block, by=alice)
    assert drawn(alice)[12] == ("Blok 7", "P1", 5, 3), "without the drawing the register counts"
    with identity.acting(alice):
        assert Dwelling.objects.get(house_number=12).in_block.name == "Blok 7"


def test_a_register_with_blocks_makes_them_per_estate_and_moves_a_home_along(read, carry_out, alice):
    carry_out(read(row(1, Complex="C1", Blok="A"), row(2, Complex="C2", Blok="A")))
    with identity.acting(alice):
        assert Block.objects.count() == 2 == Dwelling.objects.values("in_block").distinct().count()
    carry_out(read(row(1, Complex="C1", Blok="B"), row(2, Complex="C2", Blok="A")))
    with identity.acting(alice):
        assert Dwelling.objects.get(key="E1").in_block.name == "B"


def test_what_cannot_be_drawn_is_refused_and_nothing_changes(street, alice):
    with identity.acting(alice):
        homes = list(Dwelling.objects.all())
        first = blocks.draw(name="Een", homes=homes[:4], pattern=Pattern(2, 2), by=alice)
        with pytest.raises(Invalid):
            blocks.draw(name="Twee", homes=homes[2:], pattern=Pattern(2, 2), by=alice)
        with pytest.raises(Invalid):
            blocks.draw(name="Niets", homes=[], pattern=Pattern(2, 2), by=alice)
        with pytest.raises(Absent):
            blocks.move(block=first, dwelling_id=homes[7].id, to=Place("", 0, 1), by=alice)
        assert DrawnDoor.objects.count() == 4
    for name, purpose in (("bob", "call_round"), ("alice", "call_round")):
        with identity.acting(cast.who(name, purpose)) as by, pytest.raises(Refused):
            blocks.clear(block=first, by=by)
    with identity.acting(cast.who("dora", "register")) as by, pytest.raises(Absent):
        blocks.clear(block=first, by=by)


def test_only_the_last_twenty_steps_are_kept(street, alice):
    with identity.acting(alice):
        homes = list(Dwelling.objects.all())
        for _ in range(25):
            block = blocks.draw(name="Een", homes=homes, pattern=Pattern(2, 2), by=alice)
        assert BlockStep.objects.filter(block=block).count() == 20


def test_lists_ask_a_fixed_number_of_questions(street, sign_in, django_assert_max_num_queries):
    client = sign_in("alice")
    new(client, draw="1")
    with django_assert_max_num_queries(24):
        client.get("/register/blokken/")
    block = str(client.get("/register/blokken/").context["found"].items[0].id)
    with django_assert_max_num_queries(24):
        assert client.get(f"/register/blokken/{block}/").status_code == 200
