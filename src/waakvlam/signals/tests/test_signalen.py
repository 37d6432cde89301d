"""A report about the public space to the municipality's desk: what its schema asks, nobody in it, and what happens when it is away."""

import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from uuid import UUID, uuid4

import jsonschema_rs
import pytest
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Absent, WrongState
from waakvlam.kit.time import now
from waakvlam.people.models import District, Neighbourhood
from waakvlam.post import tasks
from waakvlam.post.models import Delivery
from waakvlam.signals import commands, signalen
from waakvlam.signals.addresses import Place
from waakvlam.signals.commands import TellerGiven
from waakvlam.signals.models import Signal
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C3", "R11")]
CODE = "BU09990101"
SQUARE = {"type": "Polygon", "coordinates": [[[4.80, 52.44], [4.84, 52.44], [4.84, 52.46], [4.80, 52.46]]]}


def contract(name: str) -> object:
    """A file of the receiver, as it lies beside the repository."""
    file = next((p / "shared/data/signalen" / name for p in Path(__file__).resolve().parents if (p / "shared/data/signalen" / name).exists()), None)
    if file is None:
        assert os.environ.get("CI") != "true", f"shared/data/signalen/{name} is absent"
        pytest.skip("the schema of Signalen lies beside the repository, and is not here")
    return json.loads(file.read_text("utf-8"))


@pytest.fixture
def _area() -> None:
    with identity.acting(identity.system(cast.organisation("gemeente"), "register")):
        district = District.objects.create(id=uuid4(), network_id=cast.NETWORK, code="WK099901", year=2024, name="Proefwijk")
        Neighbourhood.objects.create(id=uuid4(), network_id=cast.NETWORK, district=district, code=CODE, year=2024, name="Proefbuurt", outline=SQUARE)


def dark(**given: object) -> Signal:
    """A lamp that is out, told by a neighbour with a name."""
    return make.brought(**({"kind": "neighbourhood", "about": "place", "basis": "nobody", "topic": "safety", "street": "", "house_number": "",
                            "postcode": "", "name": "", "place": "Speeltuin aan de Duinroos", "observation": "Bij de speeltuin van Merel is het pikdonker.",
                            "teller": TellerGiven("neighbour", "Bep Buur", "", "bep@example.org", "mail")} | given))


def told(signal: Signal, key: str = "alice", text: str = "Bij de speeltuin brandt geen lamp.") -> Delivery:
    with identity.acting(make.who(key)) as by:
        return commands.report_desk.report_out(signal=signal, report_text=text, report_where="Speeltuin aan de Duinroos",
                                               category="straatverlichting-openbare-klok", by=by)


@pytest.mark.parametrize("place", [Place(place="Speeltuin"), Place("Duinroos", "14a", "1503AB", "Zaandam")])
def test_what_goes_is_what_the_schema_asks(place):
    made = signalen.report(text="Er brandt geen lamp.", place=place, point=(4.82, 52.45), category="overig", mailbox="post@wonen.example.org", noticed_at=now())
    schema, sample = contract("post_signals_v1_public_signals.json"), contract("create_initial_public.json")
    assert isinstance(sample, dict)
    jsonschema_rs.validate(schema, made)
    assert set(made) <= set(sample) and set(made["location"]) <= set(sample["location"]) and set(made["reporter"]) <= set(sample["reporter"])
    assert set(made["location"].get("address", {})) <= set(sample["location"]["address"])


def test_every_category_that_we_send_stands_there_under_its_main_one():
    rows = contract("categories.json")
    assert isinstance(rows, list)
    by_key = {row["pk"]: row["fields"] for row in rows}
    known = {(f["slug"], by_key[f["parent"]]["slug"]) for f in by_key.values() if f["parent"] and f["is_active"]}
    assert {(slug, main) for slug, (_words, main) in signalen.CATEGORIES.items()} <= known


@pytest.mark.usefixtures("_area")
def test_only_what_stood_in_the_form_goes_and_nobody_is_in_it(sign_in):
    signal, client = dark(), sign_in("alice")
    page = client.get(reverse("signals:signal", args=[signal.pk])).content.decode()
    assert "Melden bij de gemeente: buiten" in page and "van Merel is het pikdonker" in page
    answer = client.post(reverse("signals:act", args=[signal.pk, "buiten"]), {
        "category": "straatverlichting-openbare-klok", "report_text": "Bij de speeltuin brandt geen lamp.", "report_where": "Speeltuin aan de Duinroos"})
    assert answer.status_code == 302
    with identity.acting(make.who("alice")):
        body = Delivery.objects.get(channel="desk").body
    assert not any(word in body for word in ("Merel", "Bep", "bep@example.org"))
    assert json.loads(body)["text"] == "Bij de speeltuin brandt geen lamp." and json.loads(body)["location"]["geometrie"]["coordinates"] == [4.82, 52.45]


@pytest.mark.usefixtures("_area")
@pytest.mark.parametrize("given", [{"basis": "agrees"}, {"about": "person"}])
def test_what_is_about_somebody_never_goes(given):
    with pytest.raises(WrongState):
        told(dark(**given))


@pytest.mark.usefixtures("_area")
def test_it_goes_once_and_only_from_who_holds_it():
    signal = dark()
    with pytest.raises(Absent):
        told(signal, "carla")
    told(signal)
    with pytest.raises(WrongState):
        told(signal)


class Desk(BaseHTTPRequestHandler):
    """Refuses the first, takes the second."""

    answers: list[int]
    came: list[dict[str, object]]

    def do_POST(self) -> None:
        self.came.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.answers.pop(0))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Quiet."""


@pytest.fixture
def desk(settings) -> Iterator[type[Desk]]:
    Desk.answers, Desk.came = [503, 201], []
    server = HTTPServer(("127.0.0.1", 0), Desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.INTERNAL_HOSTS, settings.SIGNALEN_URL = ["127.0.0.1"], f"http://127.0.0.1:{server.server_port}/signals/v1/public/signals/"
    yield Desk
    server.shutdown()


def carried(made: UUID) -> str:
    state: str = tasks.carry.func(None, str(made), str(cast.organisation("wonen")))
    return state


@pytest.mark.usefixtures("_area")
def test_a_desk_that_is_away_is_tried_again_and_without_one_it_waits_in_sight(desk, settings):
    made = told(dark())
    assert [carried(made.pk), carried(made.pk)] == ["queued", "sent"]
    assert len(desk.came) == 2 and desk.came[0] == desk.came[1]
    settings.SIGNALEN_URL = ""
    assert carried(told(dark()).pk) == "held"


@pytest.mark.parametrize(("typed", "number", "rest"), [("14", 14, ""), ("12-3", 12, "3"), ("7a", 7, "a"), ("21 bis", 21, "bis")])
def test_an_addition_never_becomes_part_of_the_house_number(typed, number, rest):
    place = Place(street="Duinroos", house_number=typed, postcode="1503AB", city="Proefstad")
    made = signalen.report(text="Er ligt glas.", place=place, point=(4.8, 52.4), category="overig", mailbox="x@example.org", noticed_at=now())
    address = made["location"]["address"]
    assert (address["huisnummer"], address["huisnummer_toevoeging"]) == (number, rest)
