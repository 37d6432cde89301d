"""What can be read: the resident's own receipt, and the desk's requests."""

from .desk import (
    Counts,
    addressed,
    codes_of,
    counts,
    found_residents,
    one_request,
    overdue,
    request_page,
    requests,
    resident,
)
from .receipt import Receipt, own_request, own_requests, receipt, sent
from .shapes import Look, Sent, Told

__all__ = ["Counts", "Look", "Receipt", "Sent", "Told", "addressed", "codes_of", "counts", "found_residents",
           "one_request", "overdue", "own_request", "own_requests", "receipt", "request_page", "requests",
           "resident", "sent"]
