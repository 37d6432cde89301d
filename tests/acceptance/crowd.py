"""The rest of the people, by command: `python -m tests.acceptance.crowd WHAT …` prints JSON.

directory   a service of the municipality that takes the topics of the test
call ID     call everybody who can be called in round ID, as its caller
handovers ID  hand over every open request of the round, to the end, and say whether it helped
"""

import json
import os
import sys
from collections import Counter
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waakvlam.config.settings")

SAYS = ("spoken", "spoken", "spoken", "no_answer", "spoken", "voicemail", "spoken", "refused", "spoken", "spoken")


def main(arguments: list[str]) -> dict[str, Any]:
    import django

    django.setup()
    return {"directory": directory, "call": call, "handovers": handovers}[arguments[0]](*arguments[1:])


def who(email: str, purpose: str) -> Any:
    """The identity of somebody who can sign in, as the product makes it."""
    from django.db import transaction

    from waakvlam.access import identity
    from waakvlam.access.models import Membership, Person

    person = Person.objects.using("owner").get(email=email)
    membership = Membership.objects.using("owner").get(person=person)
    with transaction.atomic():
        return identity.member(membership.id, purpose)


def directory() -> dict[str, Any]:
    from waakvlam.access import identity
    from waakvlam.resources import commands
    from waakvlam.resources.commands import Described
    from waakvlam.resources.words import State

    with identity.acting(who("gem@gemeente.example.org", "directory")) as by:
        made = commands.add_service(described=Described(
            name="Wijkteam", description="Helpt met geld, formulieren en eenzaamheid.",
            topics=["money", "forms", "contact"], norm_days=2), by=by)
        commands.set_capacity(service=made, state=State.AVAILABLE, places=500, by=by)
    return {"service": str(made.id)}


def call(round_id: str) -> dict[str, Any]:
    """Take, speak, finish, until nobody can be called. One in seven spoken to asks for help."""
    from waakvlam.access import identity
    from waakvlam.kit.ids import uuid7
    from waakvlam.outreach import call_queries, calling
    from waakvlam.outreach.calling import Found, Said

    told: Counter[str] = Counter()
    by = who("bel@wonen.example.org", "call_round")
    while True:
        with identity.acting(by):
            round = call_queries.round_to_call(by, round_id)
            entry = calling.take_next(round=round, by=by)
            if entry is None:
                return {"calls": sum(told.values()), **told}
            n = sum(told.values())
            outcome = SAYS[n % len(SAYS)]
            found = ()
            if outcome == "spoken" and n % 7 == 0:
                found = (Found(kind="help_request", topic=("money", "forms", "contact")[n % 3],
                               words="Ik kom er zelf niet meer uit."),)
            calling.finish(attempt_id=uuid7(), entry_id=entry.id, outcome=outcome, by=by, said=Said(found=found))
            told[outcome] += 1


def handovers(round_id: str) -> dict[str, Any]:
    """Through the whole loop: offered, accepted, contact, ended; asked at 0, 6 and 12 weeks.

    One in five says after six weeks that it did not help.
    """
    from waakvlam.access import identity
    from waakvlam.handovers import commands
    from waakvlam.handovers.tasks import look_at_clocks
    from waakvlam.kit import time

    cor, wies = who("cor@wonen.example.org", "handover"), who("wies@gemeente.example.org", "handover")
    sent = [offer(cor, finding) for finding in open_requests(round_id)]
    with identity.acting(wies):
        for made in sent:
            known = commands.accept(handover=made, first_contact_by=time.today() + timedelta(days=1), by=wies)
            known = commands.make_contact(handover=known, by=wies)
            commands.end(handover=known, outcome="helped", by=wies)
    told: Counter[str] = Counter()
    ended = time.now()
    for weeks in (0, 6, 12):
        with time.at(ended + timedelta(weeks=weeks, hours=1)):
            look_at_clocks.func()
            for n, made in enumerate(sent):
                told[answer(cor, made, "no" if weeks == 6 and n % 5 == 0 else "yes")] += 1
    return {"sent": len(sent), **told}


def open_requests(round_id: str) -> list[Any]:
    from waakvlam.access import identity
    from waakvlam.outreach import findings

    cor = who("cor@wonen.example.org", "call_round")
    with identity.acting(cor):
        return list(findings.listed(cor, kind="help_request").filter(round_id=round_id))


def offer(cor: Any, finding: Any) -> Any:
    from waakvlam.access import identity
    from waakvlam.access.models import Organisation
    from waakvlam.handovers import commands, parts, queries
    from waakvlam.kit.ids import uuid7
    from waakvlam.kit.time import today

    with identity.acting(cor):
        about = queries.subject(cor, finding_id=finding.id)
        to = Organisation.objects.get(slug="gemeente")
        sending = commands.prepare(
            id=uuid7(), to=commands.To(to.id, answer_days=2), introduction=parts.Introduction(), by=cor,
            texts={"name": about.name, "words": about.facts["words"]},
            about=commands.About(finding.topic, resident_id=about.resident_id, household_id=about.household_id,
                                 neighbourhood_code=about.neighbourhood_code, finding_id=finding.id,
                                 round_id=finding.round_id))
        return commands.offer(sending=sending, by=cor, asked=commands.Asked(
            words="Mag ik uw naam en uw vraag doorgeven aan het wijkteam?", until=today() + timedelta(days=150)))


def answer(cor: Any, made: Any, word: str) -> str:
    """The resident's answer, asked by telephone; “niet gevraagd” where nothing stood open."""
    from waakvlam.access import identity
    from waakvlam.handovers import commands
    from waakvlam.kit.errors import WrongState

    with identity.acting(cor):
        try:
            commands.answer_helped(handover=made, answer=word, how="call", by=cor)
        except WrongState:
            return "not_asked"
    return word


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))
