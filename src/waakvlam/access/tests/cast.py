"""The fixed cast of the tests: two housing associations, partners, and another network.

Alice owns, Bob is in her organisation, Charlie belongs to a partner, Dora to another housing
association, Zed to another network. Made once, as the owner; each test starts with them.
"""

from datetime import timedelta
from uuid import UUID, uuid5

from waakvlam.access import covenant
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership, Network, Organisation, Person, Team
from waakvlam.access.words import Kind, Purpose, Role
from waakvlam.kit.time import now

SPACE = UUID("0192f000-0000-7000-8000-000000000000")


def _id(name: str) -> UUID:
    return uuid5(SPACE, name)


NETWORK, ELSEWHERE = _id("network"), _id("elsewhere")
ORGANISATIONS = {
    # slug: (network, name, kind, has accounts)
    "wonen": (NETWORK, "Wonen aan de Laan", Kind.HOUSING, True),
    "anders": (NETWORK, "Anders Wonen", Kind.HOUSING, True),
    "gemeente": (NETWORK, "Gemeente Proefstad", Kind.MUNICIPALITY, True),
    "zorg": (NETWORK, "Zorg Dichtbij", Kind.CARE, True),
    "politie": (NETWORK, "Politie Proefstad", Kind.POLICE, True),
    "voedsel": (NETWORK, "Voedselbank Proefstad", Kind.FOOD_BANK, False),
    "buren": (NETWORK, "Buren voor Buren", Kind.VOLUNTEERS, True),
    "netwerk": (NETWORK, "Netwerk Proefstad", Kind.NETWORK, True),
    "ver": (ELSEWHERE, "Ver Weg Wonen", Kind.HOUSING, True),
    "verzorg": (ELSEWHERE, "Ver Weg Zorg", Kind.CARE, True),
}
PEOPLE = {
    # key: (name, organisation, role, purpose at the start)
    "alice": ("Alice de Vries", "wonen", Role.COORDINATOR, Purpose.CALL_ROUND),
    "bob": ("Bob van den Berg", "wonen", Role.CALLER, Purpose.CALL_ROUND),
    "bea": ("Bea Yılmaz", "wonen", Role.CALLER, Purpose.CALL_ROUND),
    "charlie": ("Charlie Jansen", "gemeente", Role.DISTRICT_WORKER, Purpose.HANDOVER),
    "carla": ("Carla el Idrissi", "gemeente", Role.COORDINATOR, Purpose.HANDOVER),
    "dora": ("Dora Smit", "anders", Role.COORDINATOR, Purpose.CALL_ROUND),
    "eva": ("Eva Nowak", "zorg", Role.CARE_WORKER, Purpose.HANDOVER),
    "frank": ("Frank Bakker", "politie", Role.OFFICER, Purpose.HANDOVER),
    "vera": ("Vera Visser", "buren", Role.VOLUNTEER, Purpose.HANDOVER),
    "kees": ("Kees Kramer", "buren", Role.KEEPER, Purpose.HANDOVER),
    "roer": ("Roos ter Haar", "netwerk", Role.STEWARD, Purpose.HANDOVER),
    "board": ("Bram Bestuur", "wonen", Role.BOARD, Purpose.INSIGHT),
    "fg": ("Fatma Gündoğan", "wonen", Role.PRIVACY_OFFICER, Purpose.PRIVACY),
    "admin": ("Ad Beheer", "wonen", Role.ADMINISTRATOR, Purpose.ADMINISTRATION),
    # The second pair of eyes on the covenant: another organisation.
    "ada": ("Ada Meijer", "gemeente", Role.ADMINISTRATOR, Purpose.ADMINISTRATION),
    "zed": ("Zed Zomer", "ver", Role.COORDINATOR, Purpose.CALL_ROUND),
}


def make_cast() -> None:
    """Idempotent; as the owner, in the open."""
    for net, name in ((NETWORK, "Proefstad"), (ELSEWHERE, "Ver Weg")):
        if not Network.objects.using("owner").filter(id=net).exists():
            Network.objects.using("owner").create(id=net, name=name, slug=name.lower().replace(" ", "-"))
            covenant.adopt_default(net)
    for slug, (net, name, kind, accounts) in ORGANISATIONS.items():
        Organisation.objects.using("owner").get_or_create(id=_id(slug), defaults={
            "network_id": net, "name": name, "slug": slug, "kind": kind, "has_accounts": accounts,
            "email": f"post@{slug}.example.org"})
    Team.objects.using("owner").get_or_create(id=_id("team oost"), defaults={
        "network_id": NETWORK, "organisation_id": _id("gemeente"), "name": "Wijkteam Oost"})
    for key, (name, slug, role, _purpose) in PEOPLE.items():
        net = ORGANISATIONS[slug][0]
        Person.objects.using("owner").get_or_create(id=_id(key), defaults={
            "network_id": net, "name": name, "email": f"{key}@{slug}.example.org"})
        Membership.objects.using("owner").get_or_create(id=_id(f"{key} membership"), defaults={
            "network_id": net, "organisation_id": _id(slug), "person_id": _id(key), "role": role,
            "team_id": _id("team oost") if key == "charlie" else None,
            # Long before any test shifts the clock to: a database may have been made a minute ago.
            "since": now() - timedelta(days=400)})


def organisation(slug: str) -> UUID:
    return _id(slug)


def membership(key: str) -> UUID:
    return _id(f"{key} membership")


def who(key: str, purpose: str = "") -> Who:
    """The identity of a member of the cast, without a query."""
    name, slug, role, first = PEOPLE[key]
    net, organisation_name, kind, _accounts = ORGANISATIONS[slug]
    return Who(network_id=net, organisation_id=_id(slug), organisation_kind=kind, role=role,
               purpose=purpose or first, membership_id=membership(key), person_id=_id(key),
               team_id=_id("team oost") if key == "charlie" else None, name=name,
               organisation_name=organisation_name,
               network_name="Proefstad" if net == NETWORK else "Ver Weg")
