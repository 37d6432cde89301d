"""The answer that carries a file: a download that can do nothing in our name."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from .models import File

# Opened in a tab of its own it is a stranger: no script, no form, no origin, no frame, nothing fetched.
SANDBOX = "; ".join(("default-src 'none'", "sandbox", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"))


def answer(file: File, content: bytes) -> HttpResponse:
    """Always as a download; a photo on a page of ours shows all the same, as part of that page."""
    made = HttpResponse(content, content_type=file.media)
    made["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    made["Content-Security-Policy"] = SANDBOX
    made["Cross-Origin-Resource-Policy"] = "same-origin"
    made["X-Content-Type-Options"] = "nosniff"
    made["Cache-Control"] = "no-store, private"
    made["Referrer-Policy"] = "no-referrer"
    return made
