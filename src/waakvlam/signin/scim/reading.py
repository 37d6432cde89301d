"""What a directory sent, as plain changes. Bends where Entra ID and Keycloak bend: "False" as text, operations in
capitals, values without a path. Pure: nothing here reads or writes the database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
Json = dict[str, Any]

# How a path of an attribute begins → our field. What is not here we need not know, and do not keep.
PLAIN = {"username": "user_name", "externalid": "external_id", "displayname": "name", "active": "active",
         "name.formatted": "name", "name.givenname": "given_name", "name.familyname": "family_name"}
LONGEST = {"user_name": 254, "external_id": 254, "name": 120, "given_name": 60, "family_name": 60, "email": 254, "phone": 20}
_PATH = re.compile(r"^[A-Za-z$][\w$.:-]*(\[[^\]]{1,200}\])?(\.\w+)?$")
_FILTER = re.compile(r'^\s*([\w.:]+)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*$', re.I)
_ONE = re.compile(r'^members\[\s*value\s+eq\s+"([^"]+)"\s*\]$', re.I)


class ScimError(Exception):
    """Refused: a status of HTTP, the scimType of RFC 7644 table 9 where there is one, and a sentence without data."""

    def __init__(self, status: int, detail: str, kind: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind


def boolean(value: Any) -> bool:
    """True, "True", "true"; and the same for false. Raises ScimError."""
    told = str(value).strip().lower()
    if told not in ("true", "false"):
        raise ScimError(400, "expected a boolean", "invalidValue")
    return told == "true"


def user(sent: Json) -> dict[str, Any]:
    """All fields of a whole resource; what is not sent is empty, and `active` unless told otherwise."""
    found: dict[str, Any] = dict.fromkeys(LONGEST, "") | {"active": True}
    for name, value in sent.items():
        found |= _attribute(name, value)
    if not found["user_name"]:
        raise ScimError(400, "userName is required", "invalidValue")
    return found


def operations(sent: Json) -> Iterator[tuple[str, str, Any]]:
    """(op, path, value) of a PatchOp, op in small letters. Raises ScimError."""
    listed = sent.get("Operations", sent.get("operations"))
    if not isinstance(listed, list) or not 0 < len(listed) <= 1000:
        raise ScimError(400, "a PatchOp needs Operations", "invalidSyntax")
    for one in listed:
        op = str(one.get("op", "")).lower() if isinstance(one, dict) else ""
        if op not in ("add", "replace", "remove"):
            raise ScimError(400, "op must be add, replace or remove", "invalidSyntax")
        path = str(one.get("path") or "")
        if path and not _PATH.match(path):
            raise ScimError(400, "this path cannot be read", "invalidPath")
        if op == "remove" and not path:
            raise ScimError(400, "remove needs a path", "noTarget")
        yield op, path, one.get("value")


def user_changes(sent: Json) -> dict[str, Any]:
    """The fields that a PatchOp changes, and to what."""
    found: dict[str, Any] = {}
    for op, path, value in operations(sent):
        if path:
            found |= _attribute(path, "" if op == "remove" else value, removed=op == "remove")
        elif isinstance(value, dict):
            for name, one in value.items():
                found |= _attribute(name, one)
        else:
            raise ScimError(400, "without a path the value must be an object", "invalidValue")
    if "user_name" in found and not found["user_name"]:
        raise ScimError(400, "userName cannot be empty", "invalidValue")
    return found


def _attribute(path: str, value: Any, *, removed: bool = False) -> dict[str, Any]:
    """One attribute by its path, with or without the name of the schema before it."""
    name = path.removeprefix(USER + ":").lower()
    if name == "name" and isinstance(value, dict):
        return {k: v for part, one in value.items() for k, v in _attribute(f"name.{part}", one).items()}
    if name.startswith(("emails", "phonenumbers")):
        field = "email" if name.startswith("emails") else "phone"
        return {field: _text(field, _best(value))}
    field = PLAIN.get(name, "")
    if field == "active":
        return {"active": False if removed else boolean(value)}
    return {field: _text(field, value)} if field else {}


def _best(value: Any) -> Any:
    """Of several addresses the primary one, else that of work, else the first."""
    if not isinstance(value, list):
        return value.get("value", "") if isinstance(value, dict) else value
    rows = [row for row in value if isinstance(row, dict) and row.get("value")]
    rows.sort(key=lambda row: (not boolean(row.get("primary", False)), str(row.get("type", "")).lower() != "work"))
    return rows[0]["value"] if rows else ""


def _text(field: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list | bool) or len(str(value)) > LONGEST[field] or "\0" in str(value):
        raise ScimError(400, f"{field} cannot be this", "invalidValue")
    return str(value).strip()


@dataclass(frozen=True)
class Members:
    """What becomes of the members of a group: `only` replaces all of them."""

    add: frozenset[str] = frozenset()
    remove: frozenset[str] = frozenset()
    only: bool = False


def group_changes(sent: Json) -> tuple[dict[str, str], list[Members]]:
    """Fields that change, and what happens to the members, in order."""
    fields: dict[str, str] = {}
    found: list[Members] = []
    for op, path, value in operations(sent):
        for name, one in (value.items() if not path and isinstance(value, dict) else [(path, value)]):
            if named := _ONE.match(name):
                found.append(Members(remove=frozenset([named[1]])))
            elif name.lower() == "members":
                found.append(_members(op, one))
            elif name.lower() in ("displayname", "externalid"):
                field = "display_name" if name.lower() == "displayname" else "external_id"
                fields[field] = "" if op == "remove" else str(one or "").strip()[:200]
    if fields.get("display_name") == "":
        raise ScimError(400, "displayName cannot be empty", "invalidValue")
    return fields, found


def _members(op: str, value: Any) -> Members:
    if op == "remove" and not value:
        return Members(only=True)
    ids = member_ids(value)
    return Members(remove=ids) if op == "remove" else Members(add=ids, only=op == "replace")


def member_ids(value: Any) -> frozenset[str]:
    rows = value if isinstance(value, list) else [value] if value else []
    if len(rows) > 5000 or not all(isinstance(row, dict) and isinstance(row.get("value"), str) for row in rows):
        raise ScimError(400, "members must be objects with a value", "invalidValue")
    return frozenset(row["value"] for row in rows)


def equals(sent: str, known: dict[str, str]) -> tuple[str, str] | None:
    """(our field, wanted) of a filter `attribute eq "value"`; None without one. Raises ScimError for any other."""
    if not sent:
        return None
    found = _FILTER.match(sent)
    field = known.get(found[1].lower().removeprefix(USER.lower() + ":"), "") if found else ""
    if found is None or not field:
        raise ScimError(400, "only eq on: " + ", ".join(sorted(known)), "invalidFilter")
    return field, re.sub(r"\\(.)", r"\1", found[2][1:-1]) if found[2].startswith('"') else found[2].lower()
