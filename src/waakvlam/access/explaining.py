"""Why somebody can or cannot see something: each lock in turn, with the rule that decided.

Asked under the identity of that person, so the wall itself answers; shows no content, only which
rows of the covenant, of reach and of the permission table speak, and what the wall lets through.
"""

from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import day_of

from . import covenant, policies
from .identity import Who
from .models import Reach
from .wall import walls
from .words import Category, Kind, Purpose, Role


@dataclass(frozen=True)
class What:
    """Either a category of data, or one thing: its kind (model's name) and id."""

    category: str = ""
    kind: str = ""
    id: UUID | None = None

    @classmethod
    def read(cls, given: str) -> "What":
        """From "contact" or "handover:0192…"; raises Invalid."""
        if given in Category.values:
            return cls(category=given)
        kind, _colon, raw = given.partition(":")
        try:
            return cls(kind=kind, id=UUID(raw))
        except ValueError:
            raise Invalid("what", _("Noem een soort gegevens, of een ding als soort:id."), came_in=given[:80],
                          expected=", ".join([*Category.values, "handover:0192…"]), field="what") from None


@dataclass(frozen=True)
class Step:
    """One lock: what it is, whether it opens (None: it has nothing to say), and the rule in words."""

    lock: str
    opens: bool | None
    rule: str


@dataclass(frozen=True)
class Explanation:
    steps: tuple[Step, ...]

    @property
    def allowed(self) -> bool:
        return all(step.opens is not False for step in self.steps)

    @property
    def decided(self) -> Step:
        """The lock that refused, or the last one that opened."""
        refused = next((s for s in self.steps if s.opens is False), None)
        return refused or [s for s in self.steps if s.opens][-1]


def explain(who: Who, what: What, permission: str = "") -> Explanation:
    """Runs under `who`'s own identity: call it inside `acting(who)`. At most five queries."""
    steps = [_role(who)]
    if permission:
        steps.append(_permission(who, permission))
    if not steps[0].opens:
        return Explanation(tuple(steps))  # the wall is not asked for a purpose that is not theirs
    steps.append(_covenant(who, what.category))
    if what.id is not None:
        steps += [_reach(who, what.id), _wall(what)]
    return Explanation(tuple(steps))


def refused(found: Explanation, permission: str, code: str) -> Explanation:
    """With the step that refused where every lock opened: the rule asked for more, or the act itself did."""
    if not code or not found.allowed:
        return found
    rule = policies.TABLE.get(permission)
    asked = next((p.sentence for clause in (rule.clauses if rule else ()) for p in clause if p.code == code), "")
    words = (_("De regel “%(rule)s” vraagt ook: %(asked)s. Dat was hier niet zo.") % {
                 "rule": rule.sentence, "asked": asked} if rule and asked else
             _("Geen slot hield dit tegen: de handeling zelf kon niet (code: %(code)s).") % {"code": code[:40]})
    return Explanation((*found.steps, Step("act", False, words)))


def _role(who: Who) -> Step:
    words = {"role": Role(who.role).label, "purpose": Purpose(who.purpose).label}
    if who.purpose in who.purposes():
        return Step("role", True, _("Een %(role)s mag handelen met doel “%(purpose)s”.") % words)
    return Step("role", False, _("Een %(role)s mag niet handelen met doel “%(purpose)s”.") % words)


def _covenant(who: Who, category: str) -> Step:
    version = covenant.in_force(who.network_id)
    words = {"kind": Kind(who.organisation_kind).label, "purpose": Purpose(who.purpose).label,
             "role": Role(who.role).label, "n": version.number if version else 0}
    found = covenant.matching(who, category)
    if found:
        rows = "; ".join(_("%(category)s (%(role)s, %(part)s) op grond van %(ground)s, %(days)d dagen") % {
            "category": x.category_label, "role": x.role_label, "part": x.compartment_label,
            "ground": x.ground_label, "days": x.term_days} for x in found)
        return Step("covenant", True, _("Convenant versie %(n)d, %(kind)s met doel “%(purpose)s”: ") % words + rows)
    if not category and covenant.opens(who):
        return Step("covenant", None, _("Voor dit doel of deze rol is geen regel nodig: geen gegevens van bewoners."))
    if off := covenant.switched_off(who, category):
        return Step("covenant", False, _(
            "Convenant versie %(n)d heeft hiervoor een regel op grond van %(ground)s, maar die grond staat uit.") % {
                **words, "ground": off[0].ground_label})
    return Step("covenant", False, _(
        "Convenant versie %(n)d heeft hiervoor geen regel voor een %(role)s van een %(kind)s met doel “%(purpose)s”."
    ) % words)


def _permission(who: Who, permission: str) -> Step:
    """Without a subject: what the role and purpose say. Ownership is asked when it is done."""
    rule = policies.TABLE.get(permission)
    if rule is None:
        return Step("permission", False, _("“%(name)s” staat niet in de rechtentabel.") % {"name": permission})
    answer = policies.decide(who, rule.permission, who)
    sentence = f"{rule.sentence}: " + (
        answer.clause if isinstance(answer, policies.Allowed) else answer.reason)
    return Step("permission", isinstance(answer, policies.Allowed), sentence)


def _reach(who: Who, subject: UUID) -> Step:
    rows = list(Reach.objects.filter(subject_id=subject, organisation_id=who.organisation_id)
                .order_by("-created_at")[:20])
    if not rows:
        return Step("reach", None, _("Er is niets van dit ding naar deze organisatie gestuurd."))
    live = [r for r in rows if r.ended_at is None and r.purpose == who.purpose]
    words = "; ".join(_("deel “%(part)s” met doel “%(purpose)s”, sinds %(since)s, %(state)s") % {
        "part": r.compartment, "purpose": Purpose(r.purpose).label, "since": f"{day_of(r.created_at):%d-%m-%Y}",
        "state": _("open") if r.ended_at is None else _("gesloten")} for r in live or rows)
    return Step("reach", bool(live), words)


def _wall(what: What) -> Step:
    model = next((m for m in apps.get_models() if m._meta.model_name == what.kind
                  and m.__module__.startswith("waakvlam.")), None)
    if model is None:
        raise Invalid("kind", _("Deze soort is onbekend."), came_in=what.kind, field="what")
    wall = walls()[model._meta.db_table]
    if wall is None or not wall.verbs:
        return Step("wall", False, _("Deze tabel is voor niemand te lezen."))
    with connection.cursor() as db:
        # The name comes from our own models, never from what was typed.
        db.execute(f"select exists (select 1 from {model._meta.db_table} where id = %s)", [what.id])  # noqa: S608
        seen = bool((db.fetchone() or [False])[0])
    return Step("wall", seen, _("De database laat deze rij zien.") if seen else _(
        "De database laat deze rij niet zien: zij bestaat niet, of is niet naar deze organisatie gestuurd."))
