"""What every page's frame shows: who, for which organisation, for which purpose."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """No query: everything comes from the identity that the middleware made."""
    return {"who": getattr(request, "who", None), "demo": settings.DEMO}
