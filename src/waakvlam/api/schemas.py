"""What every answer is made of: Dutch names in camelCase, lists with a cursor."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from ninja import Field, Schema
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from waakvlam.kit.pagination import Page

T = TypeVar("T")


class Camel(Schema):
    """Fields are written snake_case here and camelCase outside."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Given(Camel):
    """What a client sends: a field that we do not know is refused, never silently dropped."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Listing(Camel, Generic[T]):
    """A page of a list. `volgende` is the value of `na` for the next page, or null."""

    resultaten: list[T]
    volgende: str | None = Field(None, description="geef dit als `na` voor de volgende bladzijde")


def listing(page: Page[Any], one: Callable[[Any], Any]) -> dict[str, Any]:
    return {"resultaten": [one(item) for item in page], "volgende": page.after or None}


def whole(items: Sequence[Any], one: Callable[[Any], Any]) -> dict[str, Any]:
    """A list that is short by nature and comes in one piece."""
    return {"resultaten": [one(item) for item in items], "volgende": None}


class Problem(Schema):
    """RFC 9457; `code` is stable, `errors` names every fault at once."""

    status: int
    title: str
    detail: str
    code: str
    expected: str | None = None
    remedy: str | None = None
    errors: list[dict[str, Any]] | None = None
