"""Every page there is: found by following links as each member of the cast.

A route is visited once, as the first member who meets it. What no link leads to is listed in
NOT_BY_LINK with the reason, so that a page nobody can reach is noticed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import APIRequestContext

LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
PAGES_PER_MEMBER = 60
# Documents, parts and endpoints that are no pages.
TONGUE = re.compile(r"\?taal=\w+$")  # public pages hand their language on; whoever looks chooses it
NO_PAGE = re.compile(r"^/(static|api|healthz|l/)|\.(pdf|xlsx|csv|json|ics)(\?|$)")


@dataclass(frozen=True)
class Found:
    """A page: its route, an address of it, and who can open it ("" for nobody in particular)."""

    route: str
    url: str
    slug: str
    status: int = 200


def name_of(url: str) -> str:
    """The route's name, or "" where the address is none of ours."""
    try:
        return resolve(url.split("?")[0]).view_name
    except Resolver404:
        return ""


def crawl(request: APIRequestContext, slug: str, start: str = "/") -> Iterator[Found]:
    """Pages that this member reaches by links, each route once, nearest first."""
    waiting, seen = [start], set[str]()
    while waiting and len(seen) < PAGES_PER_MEMBER:
        url = waiting.pop(0)
        route = name_of(url)
        if not route or route in seen or NO_PAGE.search(url):
            continue
        seen.add(route)
        answer = request.get(url)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        text = answer.text()
        if "<html" in text:
            yield Found(route, url, slug, answer.status)
        waiting += [TONGUE.sub("", href.replace("&amp;", "&")) for href in LINK.findall(text)]


def table() -> set[str]:
    """The names of all routes of our own modules."""
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: list, space: str) -> Iterator[str]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _names(entry.url_patterns, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{space}{entry.name}"
