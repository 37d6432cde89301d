"""A resident at the desk, and what was asked."""

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.rights import commands
from waakvlam.rights.models import KnownSubject
from waakvlam.rights.tests import factories


@of_module
def things() -> list[Thing]:
    about = factories.resident()
    factories.entered(about)
    with identity.acting(factories.desk()) as by:
        made = commands.ask(asked=commands.Asked("access", came="desk"), resident_id=about.pk, by=by)
        KnownSubject.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, sub_hash=b"0" * 32,
                                    resident_id=about.pk)
    ours = {"alice"}
    # A resident's own pages show nothing to anybody at work: they are public addresses behind a visit.
    return [page("rights:resident", about.pk, may=ours), page("rights:asked", made.pk, may=ours),
            *(act(f"rights:{name}", about.pk, may=ours) for name in ("code", "paper", "filed")),
            *(act(f"rights:{name}", made.pk, may=ours) for name in ("taking", "extension", "answer"))]
