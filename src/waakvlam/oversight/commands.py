"""Look over a day, ask, write down the explanation, set thresholds."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.eleven import mask
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now, today
from waakvlam.post import commands as post

from . import nearness, noticing, queries
from .models import Question, Threshold
from .policies import OversightPermission

LEVELS = ("many", "times", "quiet_from", "quiet_until", "quiet_people", "looks", "refusals", "rare")


@transaction.atomic
def notice(*, day: date, by: Who) -> int:
    """Write the questions that this day of the own log gives; how many are new. May be run again."""
    require(by, OversightPermission.NOTICE)
    limits = queries.threshold(by)
    looked = noticing.looks(by, day)
    found = [*noticing.noticed(by, day, limits), *nearness.near(by, looked, limits)]
    before = Question.objects.filter(day=day).count()
    Question.objects.bulk_create([
        Question(network_id=by.network_id, organisation_id=by.organisation_id, day=day, kind=n.kind, count=n.count,
                 person_id=n.person_id, usual=n.usual, subject=n.subject, hint=n.hint) for n in found], ignore_conflicts=True)
    return Question.objects.filter(day=day).count() - before


@transaction.atomic
def ask(*, question: Question, by: Who) -> None:
    """A message to the colleague, by e-mail through the outbox: an open question, no accusation."""
    require(by, OversightPermission.ASK)
    _may_become(question, Question.State.ASKED)
    person = queries.colleague(by, question.person_id)
    if person is None:
        raise WrongState("colleague", _("Deze collega werkt hier niet meer. Vraag het op een andere manier."))
    asked = queries.Asked(question, person.name)
    post.send(channel="email", to=person.email, subject=_("Een vraag over het logboek"),
              body=_("Beste %(name)s,\n\nOp %(day)s zagen we in het logboek: %(what)s\n%(innocent)s\n\nWil je %(officer)s "
                     "laten weten wat erachter zat? Het is een vraag, geen verwijt.\n\n%(link)s") % {
                  "name": person.name, "day": question.day.strftime("%d-%m-%Y"), "what": asked.sentence,
                  "innocent": asked.innocent, "officer": by.name, "link": settings.BASE_URL},
              about_kind="question", about_id=question.pk, by=by)
    question.state, question.asked_at = Question.State.ASKED, now()
    question.save(update_fields=["state", "asked_at"])
    audit.record(by, "question.ask", question, kind=question.kind, person=question.person_id)


@transaction.atomic
def explain(*, question: Question, reason: str, by: Who) -> None:
    """Close it with the explanation, in the privacy officer's words: about the colleague, not a resident."""
    require(by, OversightPermission.ASK)
    _may_become(question, Question.State.EXPLAINED)
    if len(reason.strip()) < 5:
        raise Invalid("reason", _("Schrijf op wat de uitleg was."), field="reason")
    question.state, question.explained_at, question.explained_by = Question.State.EXPLAINED, now(), by.person_id
    question.reason = mask(reason.strip())[0][:500]
    question.save(update_fields=["state", "explained_at", "explained_by", "reason"])
    audit.record(by, "question.explain", question, kind=question.kind, person=question.person_id)


def _may_become(question: Question, state: str) -> None:
    if state not in Question.TRANSITIONS[Question.State(question.state)]:
        raise WrongState("question", _("Deze vraag is al %(state)s.") % {"state": question.get_state_display()})


@transaction.atomic
def set_threshold(*, in_force_from: date, reason: str, by: Who, **levels: int) -> Threshold:
    """New thresholds from a day on; earlier ones stay to be read. Raises Invalid."""
    require(by, OversightPermission.SET)
    if in_force_from < today():
        raise Invalid("in_force_from", _("Dit kan niet in het verleden ingaan."), field="in_force_from")
    if not reason.strip():
        raise Invalid("reason", _("Schrijf op waarom je dit verandert."), field="reason")
    given: dict[str, Any] = {name: levels[name] for name in LEVELS}
    wrong = next((n for n, v in given.items() if not (0 <= v <= 23 if n.startswith("quiet_") and n != "quiet_people" else 1 <= v <= 10_000)), None)
    if wrong:
        raise Invalid("level", _("Dit getal kan niet."), came_in=str(given[wrong]), field=wrong)
    made = Threshold.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, reason=reason.strip()[:300],
                                    in_force_from=in_force_from, set_by=by.person_id, **given)
    audit.record(by, "threshold.set", made, **given)
    return made
