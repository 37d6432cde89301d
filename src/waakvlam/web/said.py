"""What a page is about to say, in a cookie that only this host can set."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class Said(CookieStorage):
    cookie_name = "__Host-messages" if settings.SECURE else "messages"
