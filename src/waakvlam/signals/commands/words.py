"""Words that did not go along: asked for, let go after all or kept; and the look back on what had to be (R9, R27)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.policies import require
from waakvlam.access.screening import keep, screen
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices, waiting
from ..models import Basis, Passing, Signal
from ..models.states import NoWords
from ..policies import SignalPermission
from .giving import Passed, can_read, open_words
from .moving import coded, lock, step


@transaction.atomic
def ask(*, signal: Signal, by: Who) -> Signal:
    """The holder has no words: ask whoever gave it to ask the resident."""
    found = lock(signal.pk)
    require(by, SignalPermission.WEIGH, found)
    if can_read(found, by, False):
        raise WrongState("signal.words", _("De woorden zijn er al."))
    asked = found.giver_id or found.taker_id
    clocks.start(by, found, waiting.WORDS, on=asked, asker=by.organisation_id, working_days=waiting.WORDS_DAYS)
    step(found, "ask_words", by)
    notices.to_giver(found, asked, "De organisatie die een signaal van u kreeg, vraagt of de woorden mee mogen. "
                     "Vraag het de bewoner.", by)
    return found


@transaction.atomic
def release(*, signal: Signal, basis: str, words: str = "", by: Who) -> Passing:
    """The resident says yes (or it must be): the words go to whoever asked for them. Raises Invalid without a ground."""
    found = lock(signal.pk)
    require(by, SignalPermission.WORDS, found)
    to = _asker(found, by)
    passed = Passed(basis, words)
    if not passed.lets_words_go:
        raise Invalid("basis", _("Zonder toestemming of noodzaak gaan de woorden niet mee."), field="basis")
    if basis == Basis.AGREES and len(words.strip()) < 10:
        raise Invalid("words", _("Schrijf de woorden op waarmee toestemming is gevraagd."), field="words")
    if not can_read(found, by, False):
        raise WrongState("signal.words", _("Jullie hebben de woorden zelf niet."))
    made = Passing.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, signal=found, to_id=to, with_content=True,
        basis=basis, words=screen(words).text, person_id=by.person_id)
    open_words(found, made, by)
    clocks.stop(found.pk, waiting.WORDS)
    step(found, "words", by, reason=basis)
    notices.to_holder(found, "De woorden van een signaal dat bij u ligt, mogen mee.", by)
    return made


@transaction.atomic
def refuse(*, signal: Signal, reason: str, internal: str = "", by: Who) -> Signal:
    """They do not go along: whoever asked hears it, with a code for why, and waits no longer."""
    found = lock(signal.pk)
    require(by, SignalPermission.WORDS, found)
    _asker(found, by)
    coded(reason, NoWords.values)
    clocks.stop(found.pk, waiting.WORDS)
    step(found, "no_words", by, reason=reason, internal=internal)
    notices.to_holder(found, "De woorden van een signaal dat bij u ligt, gaan niet mee.", by)
    return found


@transaction.atomic
def review(*, passing: Passing, needed: bool, text: str, by: Who) -> Passing:
    """Somebody else looks back on words that went without permission: was it needed, and why (R27)."""
    require(by, SignalPermission.REVIEW, passing)
    found = Passing.objects.select_for_update(of=("self",)).get(pk=passing.pk)
    if found.basis != Basis.NECESSARY or not found.with_content or found.reviewed_at is not None:
        raise WrongState("passing.review", _("Hier valt niets na te kijken."))
    if len(text.strip()) < 10:
        raise Invalid("review", _("Schrijf in een zin op wat je zag."), field="text")
    found.reviewed_at, found.reviewed_by_id, found.needed, found.review = now(), by.person_id, needed, screen(text).text
    found.save(update_fields=["reviewed_at", "reviewed_by", "needed", "review"])
    keep(by, found, [text])
    clocks.stop(found.pk, waiting.REVIEW)
    audit.record(by, "signal.review", found, needed=needed)
    return found


def _asker(found: Signal, by: Who) -> UUID:
    """Who asks us for the words now: it holds the signal, and we were the one that passed it to them. Raises WrongState."""
    clock = Clock.objects.filter(subject_id=found.pk, kind=waiting.WORDS, on_id=by.organisation_id, stopped_at__isnull=True).first()
    last = Passing.objects.filter(signal=found, organisation_id=by.organisation_id).order_by("-at", "-id").first()
    if clock is None or last is None or not clock.asker_id == last.to_id == found.holder_id:
        raise WrongState("signal.words", _("Er wordt nu niet om de woorden gevraagd."))
    return last.to_id
