"""The walk itself: each rule is something people do; each invariant is a look around."""

from datetime import timedelta
from typing import Any

from django.db import ProgrammingError, transaction
from django.test import Client
from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from waakvlam.access import identity, reach, remembering
from waakvlam.access.covenant import DEFAULT, SWITCHES, proposing
from waakvlam.access.covenant.lines import agreed
from waakvlam.access.models import Membership
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers import commands, queries
from waakvlam.handovers.commands.silence import to_mandate
from waakvlam.handovers.models import Handover
from waakvlam.handovers.tests import factories as make
from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import add_working_days, now, today
from waakvlam.outreach import calling
from waakvlam.outreach.calling import finishing
from waakvlam.outreach.notes import Note
from waakvlam.outreach.tests.calls import round_of
from waakvlam.post import commands as post

from . import eyes
from .beliefs import KINDS, STAFF, Beliefs, Thing

SENDERS = ("alice", "carla", "eva")
WORK = {"accept": ("offered", "accepted"), "decline": ("offered", "declined"), "make_contact": ("accepted", "contact_made"),
        "begin": ("contact_made", "under_way"), "end": ("under_way", "ended"), "give_back": ("accepted", "returned")}
GIVEN: dict[str, dict[str, Any]] = {"decline": {"reason": "capacity"}, "give_back": {"reason": "capacity"},
                                    "end": {"outcome": "helped"}}
TEAM = cast.who("charlie").team_id


class Town(RuleBasedStateMachine):
    """One network with its organisations, and another network that must never notice."""

    PHOTOS = False

    @initialize()
    def begin(self) -> None:
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.n = 0
        self.known = Beliefs()
        # The database's clock stands still in a transaction: who works here now began yesterday.
        self.residents = {key: make.resident(key) for key in SENDERS}
        with identity.acting(cast.who("alice")) as by:
            self.round = round_of(by, 6)
        self.browsers = {key: eyes.Browser(key, self._client(key)) for key in STAFF}
        remembering.forget()

    def teardown(self) -> None:
        if hasattr(self, "whole"):
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)
            remembering.forget()

    @staticmethod
    def _client(key: str) -> Client:
        client = Client()
        session = client.session
        session["person"], session["membership"] = str(cast.who(key).person_id), str(cast.membership(key))
        session["purpose"] = ""
        session.save()
        client.cookies["waakvlam"] = session.session_key
        return client

    def word(self, what: str) -> str:
        self.n += 1
        return f"Merel{what}{self.n}x"

    def who(self, key: str, purpose: str = Purpose.HANDOVER) -> Any:
        from dataclasses import replace

        found = cast.who(key, purpose)
        return replace(found, team_id=TEAM if self.known.teams.get(key) == "oost" else None)

    # What people do.

    @precondition(lambda self: len(self.known.things) < 5)
    @rule(key=st.sampled_from(SENDERS), to=st.sampled_from(("gemeente", "zorg", "politie", "wonen")),
          team=st.booleans(), talks=st.booleans(), photo=st.booleans())
    def offer(self, key: str, to: str, team: bool, talks: bool, photo: bool) -> None:
        slug = STAFF[key][0]
        if to == slug or {KINDS[slug], KINDS[to]} & self.known.without:
            return
        name, narrow = self.word("brief"), team and to == "gemeente"
        by, about, letter = self.who(key), self.residents[key], uuid7()
        # One photo a walk: each is made anew in a process of its own.
        photos = [self.word("foto")] if self.PHOTOS and photo and to == "gemeente" and not any(t.photos for t in self.known.things) else []
        with identity.acting(by):
            for name in photos:
                commands.enclosing.add(content=make.photo(), name=f"{name}.jpg", letter_id=letter, by=by,
                                       receiver_kind=KINDS[to], resident_id=about.pk, household_id=about.household_id)
            sending = commands.prepare(
                id=letter, to=commands.To(cast.organisation(to), team_id=TEAM if narrow else None), by=by,
                texts={"name": name, "words": "Kan iemand helpen?"}, introduction=make.parts.Introduction(),
                about=commands.About("groceries", resident_id=about.pk, household_id=about.household_id))
            made = commands.offer(sending=sending, asked=make.asked(feedback=talks), by=by)
        self.known.things.append(Thing(made.pk, made.number, name, slug, to, talks, "oost" if narrow else "",
                                       photos=photos))

    def _thing(self, data: Any) -> Thing:
        return data.draw(st.sampled_from(self.known.things), label="handover")

    @precondition(lambda self: self.known.things)
    @rule(data=st.data(), key=st.sampled_from(sorted(STAFF)), act=st.sampled_from(sorted(WORK)))
    def work(self, data: Any, key: str, act: str) -> None:
        """Anybody tries; only the receiver succeeds, and only in the right state."""
        thing = self._thing(data)
        before, after = WORK[act]
        fine = STAFF[key][0] == thing.receiver and STAFF[key][1] != "caller" and thing.state == before
        given = {"first_contact_by": add_working_days(today(), 2)} if act == "accept" else GIVEN.get(act, {})
        if self._does(key, getattr(commands, act), thing, fine, **given):
            thing.state = after
            thing.open_ = thing.open_ and act not in ("decline", "give_back")
            if act == "accept" and thing.team:
                thing.readers.add(key)

    @precondition(lambda self: any(t.state in ("contact_made", "under_way") for t in self.known.things))
    @rule(data=st.data())
    def say(self, data: Any) -> None:
        """Words to the sender, where the resident permits them."""
        thing = data.draw(st.sampled_from([t for t in self.known.things if t.state in ("contact_made", "under_way")]))
        key = next(k for k, (slug, role) in STAFF.items() if slug == thing.receiver and role != "caller")
        word = self.word("praat")
        fine = thing.talks and thing.open_ and thing.permitted
        if self._does(key, commands.report, thing, fine, text=word):
            thing.said.append(word)

    @precondition(lambda self: self.known.things)
    @rule(data=st.data(), key=st.sampled_from(sorted(STAFF)))
    def note(self, data: Any, key: str) -> None:
        thing, word, (slug, role) = self._thing(data), self.word("notitie"), STAFF[key]
        if self._does(key, commands.note, thing, slug in (thing.sender, thing.receiver) and role != "caller", text=word):
            thing.notes.setdefault(slug, []).append(word)

    @precondition(lambda self: self.known.things)
    @rule(data=st.data(), key=st.sampled_from(sorted(STAFF)))
    def withdraw_permission(self, data: Any, key: str) -> None:
        thing = self._thing(data)
        fine = STAFF[key][0] == thing.sender and STAFF[key][1] != "caller" and thing.permitted
        if self._does(key, commands.withdraw_permission, thing, fine, how="phone"):
            thing.permitted = thing.open_ = False
            thing.state = "withdrawn" if thing.state not in ("ended", "declined", "returned") else thing.state

    @precondition(lambda self: any(t.permitted for t in self.known.things))
    @rule(data=st.data())
    def the_resident_wants_no_more(self, data: Any) -> None:
        """Told to the sender. Among all who may try to withdraw this would come too seldom to prove anything."""
        thing = data.draw(st.sampled_from([t for t in self.known.things if t.permitted]), label="handover")
        key = next((k for k in SENDERS if STAFF[k][0] == thing.sender and self.known.works(k)), None)
        if key and self._does(key, commands.withdraw_permission, thing, True, how="phone"):
            thing.permitted = thing.open_ = False
            thing.state = "withdrawn" if thing.state not in ("ended", "declined", "returned") else thing.state

    @precondition(lambda self: self.known.things)
    @rule(data=st.data())
    def falls_silent(self, data: Any) -> None:
        """It climbs to the mandate, which sees the stand."""
        thing = self._thing(data)
        if not thing.mandate:
            by = identity.system(cast.organisation(thing.sender), Purpose.HANDOVER)
            with identity.acting(by):
                to_mandate(Handover.objects.select_related("sender", "receiver").get(pk=thing.id), by)
            thing.mandate = True

    @precondition(lambda self: self.known.things)
    @rule(data=st.data(), key=st.sampled_from(sorted(STAFF)), to=st.sampled_from(("anders", "ver", "politie", "zorg")),
          compartment=st.sampled_from(("status", "content", "feedback")))
    def share_on(self, data: Any, key: str, to: str, compartment: str) -> None:
        """Somebody who did not send it tries to pass it on: always refused."""
        thing = self._thing(data)
        if STAFF[key][0] == thing.sender:
            return
        try:
            with identity.acting(self.who(key)):
                reach.open_to(reach.Sent("handover_in", thing.id, cast.organisation(to), compartment, "handover", "consent"))
        except ProgrammingError:
            event("share_on refused")
            return
        raise AssertionError(f"{key} shared {thing} on with {to}")

    @rule(key=st.sampled_from(("charlie", "eva", "frank", "carla")))
    def leave_or_return(self, key: str) -> None:
        """A membership ends, or begins again; what is open in a browser ends with it."""
        if key in self.known.gone:
            self._membership(key, since=now() - timedelta(days=2), until=None)
            self.known.gone.remove(key)
        else:
            self._membership(key, since=now() - timedelta(days=2), until=now() - timedelta(days=1))
            self.known.gone.add(key)

    @rule()
    def move_team(self) -> None:
        inside = self.known.teams.pop("charlie", "") == "oost"
        self._membership("charlie", team_id=None if inside else TEAM)
        if not inside:
            self.known.teams["charlie"] = "oost"

    @staticmethod
    def _membership(key: str, **changes: Any) -> None:
        slug = STAFF[key][0]
        network, _name, kind, _accounts = cast.ORGANISATIONS[slug]
        with identity.acting(identity.Who(network, cast.organisation(slug), kind, "system", "administration")):
            assert Membership.objects.filter(pk=cast.membership(key)).update(**changes) == 1

    @rule(kind=st.sampled_from(("care_provider", "police", "")))
    def another_covenant(self, kind: str) -> None:
        """A new version from today: without handovers for one kind, or as it was."""
        if self.known.without == {kind} - {""}:
            return
        lines = [x for x in DEFAULT if not (x.kind == kind and x.purpose == Purpose.HANDOVER)]
        with identity.acting(cast.who("admin")) as by:
            proposal = proposing.propose(content=agreed(lines, SWITCHES), in_force_from=today(),
                                         reason="De partners spraken dit af.", by=by)
        with identity.acting(cast.who("ada")) as by:
            proposing.approve(proposal=proposal, by=by)
        remembering.forget()
        self.known.without = {kind} - {""}

    @rule()
    def finish_a_call(self) -> None:
        """Bob calls somebody and writes down what he heard: it stays with “wonen”."""
        with identity.acting(cast.who("bob")) as by:
            entry = calling.take_next(round=self.round, by=by)
            if entry is None:
                return
            word = self.word("gesprek")
            finishing.finish(attempt_id=uuid7(), entry_id=entry.pk, outcome="spoken", by=by,
                             said=finishing.Said(note=Note(observation=word)))
        self.known.calls.append(word)

    @rule()
    def send_a_message(self) -> None:
        word = self.word("bericht")
        with identity.acting(cast.who("alice")) as by:
            post.send(channel="letter", to="Dorpsstraat 1", subject="Bericht", body=word, by=by)
        self.known.messages.append(word)

    def _does(self, key: str, command: Any, thing: Thing, fine: bool, **given: Any) -> bool:
        """Try it; what happens must be what the model says."""
        try:
            with identity.acting(self.who(key)) as by:
                command(handover=queries.handover(by, thing.id), by=by, **given)
        except WaakvlamError as error:
            assert not fine, f"{key} could not {command.__name__} {thing}: {error.code}"
            return False
        assert fine, f"{key} did {command.__name__} on {thing}"
        event(command.__name__)
        return True

    # What everybody sees.

    @invariant()
    def raw_sql_shows_everybody_exactly_what_was_sent_to_them(self) -> None:
        if not hasattr(self, "browsers"):
            return
        every = self.known.all_words()
        for key, (slug, _role) in STAFF.items():
            mine = self.known.words(key)
            if slug == "wonen":  # its own calls and post; what it told the outgoing mail of a handover
                mine = mine | set(self.known.messages) | set(self.known.calls)
            seen = eyes.sql(key, every, team_id=self.who(key).team_id)
            # The sender's post names the number of what it sent; calls need their own purpose.
            assert seen <= mine, f"{key} sees by SQL {seen - mine}"
            must = {w for w in mine if not w.startswith(("Merelgesprek", "Merelpraat"))}
            assert must <= seen, f"{key} misses by SQL {must - seen}"

    @precondition(lambda self: hasattr(self, "browsers"))
    @rule(data=st.data())
    def look_around(self, data: Any) -> None:
        """Two people look at pages and API: their lists, Vandaag, and somebody's handover."""
        for key in data.draw(st.lists(st.sampled_from(sorted(STAFF)), min_size=2, max_size=2, unique=True), label="who looks"):
            things = data.draw(st.lists(st.sampled_from(self.known.things), max_size=2, unique_by=lambda t: t.id)
                               if self.known.things else st.just([]))
            browser = self.browsers[key]
            self._judge(key, browser.pages(things), things, "/overdrachten/")
            self._judge(key, browser.answers(things), things, "/api/v1/overdrachten")

    def _judge(self, key: str, told: dict[str, tuple[int, str]], things: list[Thing], base: str) -> None:
        every, works = self.known.all_words(), self.known.works(key)
        mine = self.known.words(key) if works else set()
        if STAFF[key][0] == "wonen":
            mine = mine | set(self.known.messages) | set(self.known.calls)
        for url, (status, text) in told.items():
            assert status < 500, f"{key} {url}: {status}"
            leak = eyes.found(text, every) - mine
            assert not leak, f"{key} reads {leak} at {url}"
            if url == "/":
                continue
            if not works:
                assert status in (302, 401, 403), f"{key} got {status} at {url}"
                continue
            thing = next((t for t in things if str(t.id) in url), None)
            if thing is None:
                assert status == 200, f"{key} got {status} at {url}"
                continue
            seen = self.known.letters(key) if "inhoud" in url else self.known.stands(key)
            assert status == (200 if thing in seen else 404), f"{key} got {status} at {url} of {thing}"
            if thing in self.known.letters(key):
                assert thing.name in text, f"{key} misses the letter at {url}"
        if works and STAFF[key][1] != "steward":
            self._lists(key, told, base)

    def _lists(self, key: str, told: dict[str, tuple[int, str]], base: str) -> None:
        """Whatever was sent to us, or by us, stands in its list."""
        slug = STAFF[key][0]
        for url, side in ((base.rstrip("/") if "api" in base else base, "receiver"),
                          (f"{base}?verstuurd=true" if "api" in base else f"{base}verstuurd/", "sender")):
            wanted = {str(t.id) for t in self.known.things if getattr(t, side) == slug}
            text = told[url][1]
            assert {i for i in wanted if i in text} == wanted, f"{key} misses {wanted} in {url}"
