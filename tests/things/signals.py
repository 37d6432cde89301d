"""Signals of “wonen”: one new, one that a colleague took with something to do, one that was given to the municipality."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.time import now, today
from waakvlam.signals import commands, drafts
from waakvlam.signals.acts import BY_SLUG
from waakvlam.signals.commands import doors, views
from waakvlam.signals.models import NuisanceImport, Passing, RefusedMail, Signal
from waakvlam.signals.tests import factories as make
from waakvlam.signals.tests import guided

EVERYBODY = set(cast.PEOPLE)
WEIGHERS = {"alice", "carla", "charlie", "dora", "eva", "frank", "kees", "zed"}
BRINGERS = EVERYBODY - {"roer", "board", "fg", "admin", "ada"}


BESIDE = {"house_number": "15", "observation": "De post puilt uit."}


def look_together(ours: Signal, theirs: Signal) -> None:
    """Of “wonen” and the municipality, about one home: both read the hint, and both say yes."""
    for slug in ("wonen", "gemeente"):
        with identity.acting(identity.system(cast.organisation(slug), Purpose.SIGNAL)) as by:
            commands.together.compare(by=by)
    for key, signal in (("alice", ours), ("carla", theirs)):
        with identity.acting(make.who(key)) as by:
            commands.together.agree(signal=signal, phone="075-1234567", by=by)


@of_module
def things() -> list[Thing]:
    new, taken, given = make.brought(), make.taken(), make.given()
    with identity.acting(make.who("alice")) as by:
        follow = commands.following.follow_up(signal=taken, kind="call", due_on=today() + timedelta(days=2), by=by)
    with identity.acting(cast.who("admin")) as by:
        door = doors.keep(given=doors.DoorGiven("dorpsstraat", "Vertel het ons"), by=by)
    with identity.acting(make.who("alice")) as by:
        drafts.save(key="things", fields={"tell": "De bel is stuk."}, by=by)
        RefusedMail.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, door=door, at=now(),
                                   reason="empty", message_hash=b"things")
    with identity.acting(replace(make.who("bob"), role=Role.COORDINATOR)) as by:  # another than who looks back
        commands.giving.give(signal=make.brought(), to=cast.organisation("gemeente"), reason="better_way_in", by=by,
                             passed=commands.Passed("necessary", "Het gas stond open en niemand deed open."))
        passing = Passing.objects.get(basis="necessary")
    with identity.acting(make.who("alice")) as by:
        offer = commands.pooling.put(signal=make.brought(), by=by)
    look_together(make.brought(**BESIDE), make.brought("carla", **BESIDE))
    with identity.acting(cast.who("admin")) as by:
        commands.routes.write(lines=[commands.routes.Line("Overlast naar de gemeente", cast.organisation("gemeente"), kind="nuisance")],
                              reason="zo spraken we af", by=by)
    with identity.acting(make.who("alice")) as by:
        kept, gone = (views.keep(name=name, filters={"staat": "new"}, is_shared=True, by=by) for name in ("Nieuw", "Weg"))
        views.remove(view_id=gone.pk, by=by)
    batch, ended = delivered(), delivered("Ander systeem")
    with identity.acting(make.who("alice")) as by:
        over = commands.overs.ask(signal_id=given.pk, why="silent", by=by)
        with patch.object(commands.rooms.people, "receivers", lambda _who: [(str(cast.organisation("zorg")), "")]):
            (room,) = commands.rooms.ask(signal=make.taken(), kind="visit", within=7, by=by)  # of one: to “anders” nothing is sent
        taken_out = commands.pooling.put(signal=make.brought(), by=by)
    with identity.acting(make.who("eva")) as by:
        commands.pooling.claim(offer_id=taken_out.pk, by=by)
    guided.let(4711, key="alice")
    home = guided.listed("Dorpsstraat 4711, 1500AA")
    guided.reported(house_number="4711")
    (notice,) = guided.heard("alice")
    ours, both = {"alice"}, {"alice", "carla", "charlie"}
    return [
        *(page("signals:signal", s.pk, may=ours) for s in (new, taken)), page("signals:signal", given.pk, may=both),
        page("signals:print", new.pk, may=ours), page("signals:print", given.pk, may=both),
        *(act("signals:act", new.pk, slug, may=ours) for slug in BY_SLUG if not slug.startswith("woorden-")),
        act("signals:act", given.pk, "notitie", may={"carla", "charlie"}), act("signals:act", given.pk, "woorden-mee", may=ours),
        page("signals:door", door.pk, may={"admin"}), act("signals:new_draft", "quick", may=BRINGERS),
        page("signals:reporter", new.pk, may=ours), act("signals:reporter_word", new.pk, may=ours),
        act("signals:reporter_redaction", new.pk, may=ours), page("melden:door", door.slug, may=EVERYBODY, public=True),
        page("melden:resume", door.slug, may=EVERYBODY, public=True),
        act("signals:saved_first", kept.pk, may=ours), act("signals:saved_back", gone.pk, may=ours),
        act("signals:saved_removal", kept.pk, may=ours),
        act("signals:over_ask", taken_out.signal_id, may=WEIGHERS - {"eva"}),
        act("signals:over_answer", over.pk, "ja", may={"carla", "charlie"}), act("signals:over_answer", over.pk, "intrekking", may=ours),
        act("signals:room_answer", room.pk, may={"eva"}),
        act("signals:guided_end", home.pk, may={"eva"}), act("signals:nuisance_seen", notice.pk, may=ours),
        act("signals:claim", offer.pk, may=WEIGHERS), act("signals:route_removed", 1, may={"admin", "ada"}),
        act("signals:route_raised", 1, may={"admin", "ada"}),
        act("signals:review", passing.pk, may=ours),
        page("signals:import", batch.pk, may=ours), page("signals:import_report", batch.pk, may=ours),
        *(act(f"signals:import_{name}", batch.pk, may=ours) for name in ("columns", "meaning", "approval")),
        act("signals:import_cancellation", ended.pk, may=ours), act("signals:import_undoing", ended.pk, may=ours),
        page("signals:make", taken.pk, follow.pk, may=ours), act("signals:make", taken.pk, follow.pk, may=ours),
        act("signals:follow", taken.pk, follow.pk, "gedaan", may=ours),
    ]


FILE = "zaaknummer;datum;soort;adres;omschrijving\nO-1;1-11-2026;geluid;Duinroos 14;Harde muziek tot diep in de nacht.\nO-2;;;;zonder plek\n"


def delivered(source: str = "Zaaksysteem") -> NuisanceImport:
    """A nuisance file that waits for a yes: one row that is good, one that is not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "overlast.csv"
        path.write_text(FILE, encoding="utf-8")
        return commands.nuisance.read(path=path, file_name=path.name, source=source, by=make.who("alice"))
