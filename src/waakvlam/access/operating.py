"""Acts of an operator, as the owner of the tables: networks, and organisations in them.

They stand outside any identity, since before them there is nobody to act; the log says "operator".
"""

from django.db import transaction

from waakvlam.kit.errors import Invalid

from . import covenant
from .commands import check_organisation
from .models import Audit, Network, Organisation

OPERATOR = "operator"


def add_network(*, name: str, slug: str, using: str = "owner") -> Network:
    """A network with version 1 of the covenant. Raises Invalid where the short name is taken."""
    if not name.strip() or not slug.replace("-", "").isalnum():
        raise Invalid("network", "A network needs a name, and a short name of letters, digits and dashes.", came_in=slug)
    with transaction.atomic(using=using):
        if Network.objects.using(using).filter(slug=slug).exists():
            raise Invalid("slug", f"Network {slug!r} is there already.", came_in=slug)
        made = Network.objects.using(using).create(name=name.strip(), slug=slug)
        covenant.adopt_default(made.id, using=using)
    return made


def add_organisation(*, network: Network, name: str, slug: str, kind: str, email: str = "",
                     has_accounts: bool = True, using: str = "owner") -> Organisation:
    """A partner in a network, with the act in its own log."""
    check_organisation(name, slug, kind)
    with transaction.atomic(using=using):
        rows = Organisation.objects.using(using)
        if rows.filter(network=network, slug=slug).exists():
            raise Invalid("slug", f"Organisation {slug!r} is in this network already.", came_in=slug)
        made = rows.create(network_id=network.id, name=name.strip(), slug=slug, kind=kind, email=email,
                           has_accounts=has_accounts)
        Audit.objects.using(using).create(
            network_id=network.id, organisation_id=made.id, role=OPERATOR, verb="organisation.add",
            subject_kind="organisation", subject_id=made.id, detail={"organisation_kind": kind})
    return made
