"""What a partner says itself of its silence."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import today

from ..models import Explanation
from ..policies import BreakthroughPermission
from .moving import said

LONGEST = timedelta(days=183)


@transaction.atomic
def explain(*, text: str, until: date, words_kept: bool = False, by: Who) -> Explanation:
    """For all partners, until a day. Raises Invalid. An earlier one is followed by it."""
    require(by, BreakthroughPermission.EXPLAIN)
    if not text.strip():
        raise Invalid("text", _("Schrijf op wat anderen moeten weten."), field="text")
    if not today() <= until <= today() + LONGEST:
        raise Invalid("until", _("Kies een dag, uiterlijk over een half jaar."), came_in=until.isoformat(), field="until")
    (clean,) = said(None, by, words_kept, "text", text)
    made = Explanation.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, text=clean[:300], until=until)
    audit.record(by, "silence.explain", made)
    return made
