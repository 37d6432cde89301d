"""The addresses of SCIM under /scim/v2/. Each verb is one act; the door around them opens key, wall and transaction."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from waakvlam.access.identity import Who

from ..scim import groups, people, reading
from ..scim.door import answer, base, body, listed, opened

CONFIG = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"], "patch": {"supported": True},
    "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0}, "filter": {"supported": True, "maxResults": 200},
    "changePassword": {"supported": False}, "sort": {"supported": False}, "etag": {"supported": False},
    "authenticationSchemes": [{"type": "oauthbearertoken", "name": "Bearer", "description": "A key per organisation"}]}


def _users(request: HttpRequest, by: Who) -> HttpResponse:
    return listed(request, people.found(by, request.GET.get("filter", "")), lambda row: people.shown(row, base()))


def _new_user(request: HttpRequest, by: Who) -> HttpResponse:
    return answer(people.shown(people.create(body(request), by), base()), 201)


def _user(request: HttpRequest, by: Who, key: UUID) -> HttpResponse:
    return answer(people.shown(people.one(by, key), base()))


def _put_user(request: HttpRequest, by: Who, key: UUID) -> HttpResponse:
    return answer(people.shown(people.change(people.one(by, key), reading.user(body(request)), by), base()))


def _patch_user(request: HttpRequest, by: Who, key: UUID) -> HttpResponse:
    return answer(people.shown(people.change(people.one(by, key), reading.user_changes(body(request)), by), base()))


def _end_user(request: HttpRequest, by: Who, key: UUID) -> HttpResponse:
    people.remove(people.one(by, key), by)
    return answer(None, 204)


def _groups(request: HttpRequest, by: Who) -> HttpResponse:
    whole = "members" not in request.GET.get("excludedAttributes", "")
    return listed(request, groups.found(by, request.GET.get("filter", "")), lambda row: groups.shown(row, base(), members=whole))


def _new_group(request: HttpRequest, by: Who) -> HttpResponse:
    return answer(groups.shown(groups.create(body(request), by), base()), 201)


def _group(request: HttpRequest, by: Who, key: UUID) -> HttpResponse:
    whole = "members" not in request.GET.get("excludedAttributes", "")
    return answer(groups.shown(groups.one(by, key), base(), members=whole))


def _put_group(request: HttpRequest, by: Who, key: UUID) -> HttpResponse:
    return answer(groups.shown(groups.replace(groups.one(by, key), body(request), by), base()))


def _patch_group(request: HttpRequest, by: Who, key: UUID) -> HttpResponse:
    fields, members = reading.group_changes(body(request))
    return answer(groups.shown(groups.change(groups.one(by, key), fields, members, by), base()))


def _end_group(request: HttpRequest, by: Who, key: UUID) -> HttpResponse:
    groups.remove(groups.one(by, key), by)
    return answer(None, 204)


def _config(request: HttpRequest, by: Who) -> HttpResponse:
    return answer(CONFIG)


def _types(request: HttpRequest, by: Who) -> HttpResponse:
    kinds = [{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], "id": name, "name": name,
              "endpoint": f"/{name}s", "schema": schema} for name, schema in (("User", reading.USER), ("Group", reading.GROUP))]
    return answer({"schemas": [reading.LIST], "totalResults": 2, "startIndex": 1, "itemsPerPage": 2, "Resources": kinds})


def _absent(request: HttpRequest, by: Who, rest: str) -> HttpResponse:
    raise reading.ScimError(404, "nothing stands at this address")


users, user = opened(get=_users, post=_new_user), opened(get=_user, put=_put_user, patch=_patch_user, delete=_end_user)
all_groups, group = opened(get=_groups, post=_new_group), opened(get=_group, put=_put_group, patch=_patch_group, delete=_end_group)
config, types = opened(get=_config), opened(get=_types)
absent = opened(get=_absent, post=_absent, put=_absent, patch=_absent, delete=_absent)
