"""Looking as one person: pages, API, raw SQL. Each returns what was seen of the planted words."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import connection
from django.test import Client

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.api.tests.tokens import token

from .beliefs import Thing

# Table → the expression in which words of persons stand.
TABLES = {
    "handovers_handover": "number", "handovers_handovercontent": "parts::text || letter",
    "handovers_enclosure": "name", "attachments_attachment": "name", "maintenance_release": "text",
    "maintenance_releasebasis": "text", "handovers_internalnote": "text", "handovers_explanation": "text", "handovers_permission": "words",
    "handovers_necessity": "prepared::text || reason", "post_delivery": "body || subject",
    "outreach_attempt": "observation", "outreach_finding": "words", "outreach_draft": "content::text",
    "people_resident": "first_name || last_name || email"}
EVERYTHING = " union all ".join(f"select {column} from {table}" for table, column in TABLES.items())


def sql(key: str, words: set[str], purpose: str = Purpose.HANDOVER, team_id: Any = None) -> set[str]:
    """Every word that raw SQL shows under this person's identity."""
    from dataclasses import replace

    with identity.acting(replace(cast.who(key, purpose), team_id=team_id)), connection.cursor() as db:
        # Planned once: a union of every wall takes longer to plan than to read.
        text = "\n".join(row[0] or "" for row in db.cursor.execute(EVERYTHING, prepare=True).fetchall())
    return found(text, words)


@cache
def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words))))


def found(text: str, words: Iterable[str]) -> set[str]:
    wanted = frozenset(words)
    return set(_pattern(wanted).findall(text)) if wanted else set()


class Browser:
    """The pages and the API as one person."""

    def __init__(self, key: str, client: Client) -> None:
        self.key, self.client = key, client
        self.api = Client(headers={"Authorization": f"Bearer {token(key, Purpose.HANDOVER)}"}) if key != "bob" else None

    def pages(self, things: list[Thing]) -> dict[str, tuple[int, str]]:
        """Address → (status, text): both lists, Vandaag, and the pages of some handovers."""
        urls = ["/overdrachten/", "/overdrachten/verstuurd/", "/", *(f"/overdrachten/{t.id}/" for t in things)]
        return {url: self._told(self.client.get(url)) for url in urls}

    def answers(self, things: list[Thing]) -> dict[str, tuple[int, str]]:
        if self.api is None:
            return {}
        urls = ["/api/v1/overdrachten", "/api/v1/overdrachten?verstuurd=true",
                *(f"/api/v1/overdrachten/{t.id}/inhoud" for t in things)]
        return {url: self._told(self.api.get(url)) for url in urls}

    def told(self, url: str) -> tuple[int, str]:
        return self._told(self.client.get(url))

    @staticmethod
    def _told(answer: Any) -> tuple[int, str]:
        return answer.status_code, answer.content.decode()
