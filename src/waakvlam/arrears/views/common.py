"""What every screen here has in common."""

from typing import Any

from django.forms import Form

from waakvlam.access.identity import Who
from waakvlam.access.pages import Signed
from waakvlam.access.policies import Allowed, decide
from waakvlam.access.words import Kind, Purpose
from waakvlam.kit.errors import Absent

from .. import acts
from ..policies import ArrearsPermission

SEE: dict[str, Any] = {"purpose": Purpose.DEBT, "permission": ArrearsPermission.SEE}
BOTH = ("GET", "POST")


def landlord(request: Signed) -> Who:
    """Whoever asks, where the organisation lets homes. Raises Absent: for others these pages do not exist."""
    if request.who.organisation_kind != Kind.HOUSING:
        raise Absent("arrears")
    return request.who


def may(who: Who, permission: ArrearsPermission) -> bool:
    return isinstance(decide(who, permission), Allowed)


def tabs(who: Who, here: str) -> dict[str, Any]:
    """What the tabs need. No query."""
    return {"tab": here, "is_landlord": who.organisation_kind == Kind.HOUSING, "may_import": may(who, ArrearsPermission.IMPORT),
            "may_export": may(who, ArrearsPermission.EXPORT)}


def offered(table: tuple[acts.Act, ...], who: Who, page: Any, subject: Any, make: Any, failed: acts.Act | None = None,
            form: Form | None = None) -> dict[str, Any]:
    """The acts of a page: which stands open, which stand behind a fold, and the form that comes back."""
    found = [acts.Offered(a, form if a is failed and form is not None else make(a)) for a in acts.possible(table, who, page, subject)]
    if failed is not None and form is not None and failed not in [o.act for o in found]:
        found.insert(0, acts.Offered(failed, form))
    return {"offered": found, "failed": failed.slug if failed else ""}
