"""What the session remembers: the person, as what they act, and for which purpose."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from waakvlam.access.signin import Post
from waakvlam.access.words import PURPOSES


def know(request: HttpRequest, person_id: UUID) -> None:
    """Somebody proved who they are. A new session: the old key is worth nothing any more."""
    request.session.flush()
    request.session["person"] = str(person_id)


def act_as(request: HttpRequest, post: Post, purpose: str = "") -> None:
    """From now on this membership acts; without a purpose the first that its role has."""
    allowed = PURPOSES.get(post.role, ())
    request.session.cycle_key()
    request.session["membership"] = str(post.id)
    request.session["purpose"] = purpose if purpose in allowed else (allowed[0] if allowed else "")


def person(request: HttpRequest) -> UUID | None:
    known = request.session.get("person")
    return UUID(known) if known else None


def safe_way(request: HttpRequest, way: str) -> str:
    """Where to go next: only inside our own pages (never to another site)."""
    inside = url_has_allowed_host_and_scheme(
        way, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return way if way and inside else "/"
