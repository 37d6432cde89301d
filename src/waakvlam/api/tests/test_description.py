"""openapi.json is complete, true and readable by every origin."""

import json

import pytest
from django.test import Client

from waakvlam.api.description import described
from waakvlam.api.door import OPERATION
from waakvlam.api.v1 import api

pytestmark = pytest.mark.django_db


def operations():
    for path, methods in described(api)["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_the_description_is_served_to_every_origin_without_a_token():
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert json.loads(answer.content)["openapi"].startswith("3.")


def test_only_the_description_is_open_to_other_origins():
    assert "Access-Control-Allow-Origin" not in Client().get("/api/v1/organisaties")


def test_every_operation_has_a_summary_a_version_header_and_problems():
    for name, operation in operations():
        assert operation["summary"], name
        assert operation["description"], name
        assert {"401", "403"} <= set(operation["responses"]), name
        for code, answer in operation["responses"].items():
            assert "API-Version" in answer["headers"], name
            assert ("application/problem+json" in answer.get("content", {})) == (code >= "400"), (name, code)


def test_every_operation_says_what_it_needs():
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            for operation in view.operations:
                assert hasattr(operation.view_func, OPERATION), f"{path} has no @needs"


def test_names_are_camel_case_and_paths_have_no_slash_at_the_end():
    made = described(api)
    for path in made["paths"]:
        assert not path.endswith("/"), path
    for schema in made["components"]["schemas"].values():
        assert not [p for p in schema.get("properties", {}) if "_" in p], schema["title"]
    for name, operation in operations():
        assert not [p for p in operation["parameters"] if "_" in p["name"] and p["in"] == "query"], name
