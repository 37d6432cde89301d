"""A core team of four in a world of its own, an independent model of what each may know, and all that each can see.

The model below is written out by hand; it knows nothing of marks, reach, walls or gate functions.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit import time
from waakvlam.kit.errors import Absent, WaakvlamError
from waakvlam.kit.time import day_of
from waakvlam.maintenance import commands, queries, tasks
from waakvlam.maintenance.models import Door, Project
from waakvlam.maintenance.tests import factories as make
from waakvlam.outreach.tests.factories import script
from waakvlam.people.models import Household, Resident

KEYS = ("alice", "carla", "eva", "frank")
SLUG = {"alice": "wonen", "carla": "gemeente", "eva": "zorg", "frank": "politie"}
HOMES = (1, 2, 3, 4)
AHEAD = time.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=20)
PAGES = ("project", "my_list", "agenda", "agenda_print", "block", "projects", "today")
# What differs between two runs of the same acts, and says nothing: ids, tokens and the log's own times.
UNEQUAL = (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), re.compile(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"'))
EVERY_TABLE = ("project", "block", "phase", "door", "partner", "member", "matchround", "entry", "declaration", "exemption", "agreed",
               "visit", "going", "release", "releasebasis", "item", "appointment")


def reason(key: str, home: int) -> str:
    """A word that only this organisation may ever read."""
    return f"geheim{SLUG[key]}{home} van ons"


@dataclass
class Model:
    """What is true, by hand."""

    lists: dict[str, dict[int, str]] = field(default_factory=lambda: {k: {} for k in KEYS})
    compared: dict[str, set[int]] = field(default_factory=lambda: {k: set() for k in KEYS})
    withdrawn: dict[str, set[int]] = field(default_factory=lambda: {k: set() for k in KEYS})
    agreed: set[int] = field(default_factory=set)
    visited: set[int] = field(default_factory=set)
    going: dict[int, set[str]] = field(default_factory=dict)
    told: dict[int, set[str]] = field(default_factory=dict)
    exempt: set[int] = field(default_factory=set)
    planned: set[int] = field(default_factory=set)
    listed: dict[int, set[str]] = field(default_factory=dict)  # home → who of other organisations comes along there
    gone: set[str] = field(default_factory=set)
    ended: bool = False

    def compare(self) -> None:
        wants = {k: {h for h, a in rows.items() if a == "yes"} for k, rows in self.lists.items() if k not in self.gone}
        for home in HOMES:
            who = [k for k in wants if home in wants[k] and home not in self.withdrawn[k]]
            if len(who) >= 2 and home not in self.exempt and home not in self.agreed:
                self.agreed.add(home)
        for k, homes in wants.items():
            self.compared[k] |= homes

    def lapse(self, home: int) -> None:
        if home in self.agreed - self.visited:
            self.agreed.discard(home)
            self.going.pop(home, None)
            self.told.pop(home, None)
            self.planned.discard(home)
            self.listed.pop(home, None)


class World:
    """One project, four organisations, and time that only moves when it is told to."""

    def __init__(self) -> None:
        # Long ago, so that what closes has closed for the database too.
        self.now: datetime = time.now().replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=300)
        self.model = Model()
        with self.time():
            # It lasts past today: what is planned must lie ahead for the database too.
            self.project = make.project(size=len(HOMES), share=50, days=400, name="Bomenlaan")
            make.team(self.project)
            self._round()
            ids = make.doors(self.project, *HOMES)
            with identity.acting(make.who("alice")):
                self.block = self.project.blocks.get().pk
        self.doors: dict[int, UUID] = dict(zip(HOMES, ids, strict=True))
        self.clients: dict[tuple[str, datetime], Client] = {}

    def _round(self) -> None:
        """Somebody lives behind each door, and the host has its round."""
        with identity.acting(make.who("alice")):
            homes = list(Door.objects.filter(project=self.project).values_list("dwelling_id", flat=True))
        with identity.acting(cast.who("alice", "register")) as by:
            ours = {"network_id": by.network_id, "organisation_id": by.organisation_id}
            for dwelling in homes:
                home = Household.objects.create(**ours, dwelling_id=dwelling, key=f"{dwelling}")
                Resident.objects.create(**ours, household=home, key=f"r{dwelling}", last_name="Bewoner", part="tenant")
        with identity.acting(cast.who("alice")) as by:
            words = script(by).pk
        with identity.acting(make.who("alice")) as by:
            commands.rounds.along_others(project=self.project, by=by, ringing=commands.rounds.Ringing(
                words, day_of(self.now), day_of(self.now) + timedelta(days=365)))

    @contextmanager
    def time(self) -> Iterator[None]:
        with time.at(self.now):
            yield

    # Acts: each returns the code of the error where it was refused.
    def do(self, key: str, act: str, home: int, answer: str = "yes") -> str:
        try:
            with self.time(), transaction.atomic(), identity.acting(make.who(key)) as by:
                getattr(self, f"_{act}")(by, key, home, answer)
        except WaakvlamError as error:
            return error.code
        return ""

    def _project(self) -> Project:
        """As the person at hand sees it; Absent to who left."""
        found = Project.objects.filter(pk=self.project.pk).first()
        if found is None:
            raise Absent("project")
        return found

    def _add(self, by: Any, key: str, home: int, answer: str) -> None:
        commands.lists.add(project=self._project(), door_ids=[self.doors[home]], reason=reason(key, home), answer=answer, by=by)
        self.model.lists[key].setdefault(home, answer)

    def _row(self, by: Any, home: int) -> UUID:
        rows = queries.my_list(by, self._project()).rows
        return next((r.id for r in rows if r.door.house_number == home), UUID(int=1))

    def _answer(self, by: Any, key: str, home: int, answer: str) -> None:
        commands.lists.answer(project=self._project(), entry_id=self._row(by, home), answer=answer, by=by)
        self.model.lists[key][home] = answer

    def _remove(self, by: Any, key: str, home: int, answer: str) -> None:
        commands.lists.remove(project=self._project(), entry_id=self._row(by, home), by=by)
        del self.model.lists[key][home]

    def _withdraw(self, by: Any, key: str, home: int, answer: str) -> None:
        commands.lists.withdraw(project=self._project(), entry_id=self._row(by, home), by=by)
        self.model.withdrawn[key].add(home)
        self.model.lapse(home)

    def _agreed(self, by: Any, home: int) -> UUID:
        rows = queries.addresses(by, self._project())
        return next((a.agreed.pk for a in rows if a.door.house_number == home), UUID(int=1))

    def _go(self, by: Any, key: str, home: int, answer: str) -> None:
        commands.visits.go_along(agreed_id=self._agreed(by, home), going=True, by=by)
        self.model.going.setdefault(home, set()).add(key)

    def _plan(self, by: Any, key: str, home: int, answer: str) -> None:
        commands.visits.plan(agreed_id=self._agreed(by, home), planned_at=AHEAD, by=by)
        self.model.planned.add(home)

    def _onto_sheet(self, by: Any, key: str, home: int, answer: str) -> None:
        commands.rounds.onto_sheet(agreed_id=self._agreed(by, home), by=by)
        self.model.listed.setdefault(home, set()).update(self.model.going[home] - {"alice"} - self.model.gone)

    def _tell(self, by: Any, key: str, home: int, answer: str) -> None:
        commands.visits.tell(agreed_id=self._agreed(by, home), outcome="spoken", by=by)
        self.model.visited.add(home)

    def _release(self, by: Any, key: str, home: int, answer: str) -> None:
        commands.visits.release(agreed_id=self._agreed(by, home), text=f"verteld{SLUG[key]}{home} aan jullie", ground="consent",
                                basis=f"grond{SLUG[key]}{home} in onze woorden", by=by)
        self.model.told.setdefault(home, set()).add(key)

    def _take_back(self, by: Any, key: str, home: int, answer: str) -> None:
        found = [r for a in queries.addresses(by, self._project()) if a.door.house_number == home for r in a.releases
                 if r.organisation_id == by.organisation_id]
        for release in found:
            commands.visits.take_back(release_id=release.pk, by=by)
        if found:
            self.model.told[home].discard(key)

    def _call_off(self, by: Any, key: str, home: int, answer: str) -> None:
        commands.matching.call_off(agreed_id=self._agreed(by, home), by=by)
        self.model.visited.discard(home)
        self.model.lapse(home)

    def _exempt(self, by: Any, key: str, home: int, answer: str) -> None:
        commands.matching.exempt(project=self._project(), door_id=self.doors[home], on=True, by=by)
        self.model.exempt.add(home)

    def _leave(self, by: Any, key: str, home: int, answer: str) -> None:
        commands.team.leave(project=self._project(), by=by)
        self.model.gone.add(key)
        self.model.lists[key].clear()
        for coming in self.model.listed.values():
            coming.discard(key)

    def compare(self) -> None:
        """A round of two days, a week and more after the one before."""
        self.now += timedelta(days=8)
        with self.time(), identity.acting(make.who("alice")) as by:
            commands.matching.open_round(project=self._project(), closes_at=self.now + timedelta(days=2), by=by)
        self.now += timedelta(days=2, minutes=1)
        with self.time():
            assert tasks.settle_what_closed(timestamp=0) == 1
        self.model.compare()

    def end(self) -> None:
        with self.time(), identity.acting(make.who("alice")) as by:
            commands.matching.end(project=self._project(), by=by)
        for rows in self.model.lists.values():
            for home in set(rows) - self.model.agreed:
                del rows[home]
        self.model.ended = True

    # Looking.
    def page(self, key: str, name: str, *args: Any) -> str:
        url = {"today": "/", "projects": reverse("maintenance:projects")}.get(name) or reverse(f"maintenance:{name}", args=(
            self.project.pk, *((self.block,) if name == "block" else ()), *args))
        with self.time():
            if (key, self.now) not in self.clients:
                self.clients[key, self.now] = _signed_in(key)
            answer = self.clients[key, self.now].get(url)
        return f"{answer.status_code}\n{answer.content.decode()}"

    def pages(self, key: str) -> dict[str, str]:
        """Every page this person can open, with the pages of the addresses that they see."""
        found = {name: self.page(key, name) for name in PAGES}
        for at in sorted(set(re.findall(r"/adressen/([0-9a-f-]{36})/", found["agenda"]))):
            found[f"address {at}"] = self.page(key, "agreed", at)
        return found

    def sql(self, key: str) -> str:
        """Every row that raw SQL shows as the application's role, and every act, mail and clock of the organisation."""
        told: list[str] = []
        for table in (*(f"maintenance_{t}" for t in EVERY_TABLE), "access_audit", "access_clock", "access_reach"):
            with identity.acting(make.who(key)), connection.cursor() as db:
                db.execute(f"select row_to_json(t)::text from {table} t")
                told += [f"{table} {row[0]}" for row in db.fetchall()]
        with identity.acting(make.who(key).for_purpose("call_round")), connection.cursor() as db:
            db.execute("select row_to_json(t)::text from post_delivery t")
            told += [f"post_delivery {row[0]}" for row in db.fetchall()]
        return "\n".join(told)

    def coming(self, key: str) -> set[int]:
        """The doors that raw SQL shows this person as somebody who comes along."""
        with identity.acting(cast.who(key, "joint_visit")), connection.cursor() as db:
            db.execute("select address from outreach_jointdoor")
            return {int(row[0].rsplit(" ", 1)[1]) for row in db.fetchall()}

    def counted(self, key: str) -> dict[str, int]:
        """Rows per table, whatever is in them: counts tell too."""
        rows = self.sql(key).splitlines()
        return {table: sum(r.startswith(f"{table} ") for r in rows) for table in sorted({r.split(" ", 1)[0] for r in rows})}


def plain(page: str) -> str:
    for pattern in UNEQUAL:
        page = pattern.sub("·", page)
    return page


def _signed_in(key: str) -> Client:
    """A session of this moment: one of yesterday has ended."""
    client = Client()
    session = client.session
    session["person"], session["membership"], session["purpose"] = str(cast.who(key).person_id), str(cast.membership(key)), cast.PEOPLE[key][3]
    session.save()
    client.cookies["waakvlam"] = session.session_key
    return client


def house_numbers(rows: str) -> set[int]:
    """Of the doors whose agreed addresses stand in this dump."""
    doors = {str(pk): n for pk, n in Door.objects.values_list("pk", "house_number")}
    return {doors[d] for d in re.findall(r'maintenance_agreed .*?"door_id":"([0-9a-f-]{36})"', rows) if d in doors}
