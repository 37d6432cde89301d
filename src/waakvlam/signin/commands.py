"""Acts of sign-in: keys and codes of one's own, asking for help, and helping."""

from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, identity, signin
from waakvlam.access import commands as members
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership, Person
from waakvlam.access.policies import AccessPermission, require
from waakvlam.kit import fetching
from waakvlam.kit.errors import Invalid, Refused, WrongState
from waakvlam.kit.time import now
from waakvlam.post import commands as post

from . import alone, codes, queries, sessions, staffing
from .alone import Me
from .models import OneTimeSecret, Passkey, Provider, ResetRequest
from .policies import SigninPermission


@transaction.atomic
def confirm_app(*, me: Me, code: str) -> list[str]:
    """The app on the phone counts from now on. Returns recovery codes to show once, where there
    were none. Raises Invalid."""
    if not codes.confirm(me, code):
        raise Invalid("code", _("Deze code klopt niet. Kijk of de tijd van je telefoon goed staat."), field="code")
    alone.told(me.id, "factor.add", factor="app")
    return _paper_where_none(me)


@transaction.atomic
def keep_passkey(*, me: Me, made: Passkey) -> list[str]:
    """Log a key that was just made. Returns recovery codes to show once, where there were none."""
    alone.told(me.id, "factor.add", factor="passkey", key=made.id)
    return _paper_where_none(me)


def _paper_where_none(me: Me) -> list[str]:
    return [] if codes.paper_left(me) else codes.on_paper(me)


@transaction.atomic
def renew_paper(*, me: Me) -> list[str]:
    alone.told(me.id, "factor.renew", factor="paper")
    return codes.on_paper(me)


@transaction.atomic
def remove_factor(*, me: Me, factor: Passkey | OneTimeSecret) -> None:
    """Raises WrongState where it is the last one: nobody is to be without."""
    has = queries.factors(me)
    if len(has.passkeys) + (has.app is not None) <= 1:
        raise WrongState("factor.last", _("Dit is je enige tweede stap. Stel eerst een andere in."))
    kind = "passkey" if isinstance(factor, Passkey) else "app"
    factor.delete()
    alone.told(me.id, "factor.remove", factor=kind)


@transaction.atomic
def change_password(*, me: Me, old: str, new: str, keep: str) -> None:
    """Another password; other sessions than the one with key `keep` end. Raises Invalid."""
    if not _opens(me, old):
        raise Invalid("password.old", _("Dit is niet je wachtwoord van nu."), field="old")
    signin.set_password(me.id, new, about=(me.email,), keep=keep)
    alone.told(me.id, "password.change")


@transaction.atomic
def choose_password(*, me: Me, new: str, keep: str) -> None:
    """One's own instead of the one that somebody else chose. Raises Invalid, also where it is that one."""
    if _opens(me, new):
        raise Invalid("password.same", _("Dit is het wachtwoord dat je kreeg. Kies er zelf een."), field="password")
    signin.set_password(me.id, new, about=(me.email,), keep=keep)
    alone.told(me.id, "password.change")


def _opens(me: Me, password: str) -> bool:
    """Whether it is the password of now."""
    try:
        return signin.sign_in(me.email, password).person_id == me.id
    except Invalid:
        return False


@transaction.atomic
def ask_reset(*, person_id: UUID) -> int:
    """Ask the administrators of each organisation one works for; returns how many were asked."""
    asked = 0
    with identity.restored():
        for who in {w.organisation_id: w for w in alone.roles(person_id)}.values():
            identity.enter(who)
            made, is_new = ResetRequest.objects.get_or_create(
                network_id=who.network_id, organisation_id=who.organisation_id, person_id=person_id, settled_at=None)
            if is_new:
                audit.record(who, "factor.ask_reset", made)
                asked += _tell_administrators(who)
    return asked


def _tell_administrators(who: Who) -> int:
    people = [p for p in queries.administrators(who.organisation_id) if p.id != who.person_id]
    for person in people:
        post.send(channel="email", to=person.email, subject=_("Een collega kan niet aanmelden"), body=_(
            "Een collega is de tweede stap van het aanmelden kwijt en vraagt om hulp. Kijk in Waakvlam bij "
            "Beheer, Aanmelden. Vergewis je eerst in een gesprek dat de vraag echt van je collega komt."), by=who)
    return len(people)


@transaction.atomic
def reset_factors(*, person: Person, by: Who) -> None:
    """Take away all second factors of a colleague, who sets up a new one at the next sign-in.

    Raises Refused for oneself and for whoever also works for another organisation.
    """
    require(by, SigninPermission.RESET_FACTORS)
    if person.id == by.person_id:
        raise Refused("self", _("Je eigen tweede stap kan alleen iemand anders herstellen. Vraag een andere beheerder."))
    if queries.works_elsewhere(by, person.id):
        raise Refused("elsewhere", _(
            "%(name)s werkt ook voor een andere organisatie. Daarom kan één beheerder dit niet alleen doen."
        ) % {"name": person.name})
    with connection.cursor() as db:
        db.execute("select factors_reset(%s)", [person.id])
    ResetRequest.objects.filter(person=person, settled_at__isnull=True).update(settled_at=now())
    audit.record(by, "factor.reset", person)
    post.send(channel="email", to=person.email, subject=_("Je tweede stap is hersteld"), body=_(
        "Een beheerder van je organisatie heeft de tweede stap van je aanmelding weggehaald. Bij de volgende "
        "aanmelding stel je een nieuwe in.\n\nHad je hier niet om gevraagd? Bel dan meteen je beheerder."), by=by)


@transaction.atomic
def set_provider(*, issuer: str, client_id: str, method: str, strong: str, trusts_email: bool, active: bool,
                 by: Who) -> Provider:
    """Where the own people sign in. Raises Invalid for an address that Waakvlam will never call.

    Subjects are pinned per issuer: another one starts without any.
    """
    require(by, SigninPermission.SET_PROVIDER)
    try:
        fetching.checked(issuer.strip())
    except fetching.Unsafe as error:
        raise Invalid("issuer", _("Dit adres kan Waakvlam niet gebruiken. Het moet met https beginnen."),
                      came_in=str(error), field="issuer") from None
    made, _is_new = Provider.objects.update_or_create(organisation_id=by.organisation_id, defaults={
        "network_id": by.network_id, "issuer": issuer.strip(), "client_id": client_id.strip(), "method": method,
        "strong": " ".join(strong.split()), "trusts_email": trusts_email, "active": active})
    audit.record(by, "provider.set", made, active=active, trusts_email=trusts_email, method=method)
    return made


@transaction.atomic
def apply_staff(*, text: str, digest: str, by: Who) -> staffing.Plan:
    """Do what a list says, all or nothing; who left is out of every browser at once.

    `digest` is that of the plan that was looked at. Raises WrongState where the plan is another by
    now; doing the same list again changes nothing.
    """
    require(by, AccessPermission.MANAGE_PEOPLE)
    plan = staffing.plan(text, by=by)
    if plan.digest != digest:
        raise WrongState("list.changed", _("Er is intussen iets veranderd. Kijk opnieuw wat de lijst zou doen."))
    ended = {key: None for change in plan.changes for key, _role in change.end}
    rows = {row.id: row for row in Membership.objects.filter(id__in=ended).select_related("person")}
    for change in plan.changes:
        for role in change.begin:  # first, so that there is an administrator all the time
            members.add_member(name=change.name, email=change.email, role=role, phone=change.phone, by=by)
        for key, _role in change.end:
            members.end_membership(membership=rows[key], by=by)
    for person in {row.person_id for row in rows.values()}:
        sessions.end_others(person)
    audit.record(by, "staff.apply", new=len(plan.new), moved=len(plan.moved), left=len(plan.left), refused=len(plan.refused))
    return plan
