"""Processing lines carry the fields of Logboek Dataverwerkingen, and say who only in the other log."""

import ast
import json
import os
import re
from pathlib import Path

import pytest

from waakvlam.access import activities, audit, identity, tracing
from waakvlam.access.models import Audit, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.kit.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.proves("R28", "C19")]
SOURCE = Path(__file__).resolve().parents[2]

# Logius, Logboek Dataverwerkingen, sections/specificaties.md at commit 46aea189: field → column of ours.
RECORD = {"trace_id": "trace_id", "span_id": "span_id", "status": "status", "name": "name", "start_time": "start_time",
          "end_time": "end_time", "parent_span_id": "parent_span_id", "resource": "resource"}
ATTRIBUTES = {"dpl.core.processing_activity_id": "processing_activity_id", "dpl.core.data_subject_id": "data_subject_id",
              "dpl.core.data_subject_id_type": "data_subject_id_type",
              "dpl.core.foreign_operation.processor": "foreign_operation"}


def lines() -> list[ProcessingLine]:
    with identity.acting(cast.who("fg")):
        return list(ProcessingLine.objects.order_by("id"))


def read(*subjects, caller=None):
    with identity.acting(cast.who("alice")) as alice:
        audit.begin(caller)
        audit.touched(alice, "people.search", subjects)
        audit.flush(alice)
    return lines()


def test_each_field_of_the_standard_has_a_column():
    columns = {f.name for f in ProcessingLine._meta.concrete_fields}
    assert set(RECORD.values()) | set(ATTRIBUTES.values()) <= columns
    assert set(ProcessingLine.Status.values) == {"Unset", "Ok", "Error"}


def test_the_table_above_is_what_the_standard_says():
    file = next((p / "shared/data/logboek/attributes_2026.json" for p in SOURCE.parents
                 if (p / "shared/data/logboek/attributes_2026.json").exists()), None)
    if file is None:
        assert os.environ.get("CI") != "true", "shared/data/logboek/attributes_2026.json is absent"
        pytest.skip("the facts of the standard lie beside the repository, and are not here")
    facts = json.loads(file.read_text())
    assert {f["field"] for f in facts["record"]} - {"attributes"} == set(RECORD)
    assert {a["name"] for a in facts["attributes_core"]} == set(ATTRIBUTES)


def test_a_line_has_the_sizes_and_spelling_of_the_standard():
    line, = read(uuid7())
    assert (len(bytes(line.trace_id)), len(bytes(line.span_id))) == (16, 8)
    assert line.parent_span_id is None
    assert 0 < line.start_time <= line.end_time
    assert line.processing_activity_id.startswith("http")
    assert line.resource.startswith("waakvlam/")


def test_several_people_are_steps_below_one_step_of_one_trace():
    found = read(uuid7(), uuid7(), uuid7())
    assert len({bytes(x.span_id) for x in found}) == 3
    assert len({bytes(x.trace_id) for x in found}) == 1
    assert len({bytes(x.parent_span_id) for x in found}) == 1


def test_the_user_stands_in_the_log_of_acts_only():
    alice = cast.who("alice")
    line, = read(uuid7())
    spelled = str({k: bytes(v).hex() if isinstance(v, bytes | memoryview) else v for k, v in vars(line).items()})
    for mark in (alice.person_id, alice.membership_id):
        assert str(mark) not in spelled
        assert mark.hex not in spelled
    assert alice.name not in spelled
    with identity.acting(cast.who("fg")):
        act = Audit.objects.get(pk=line.audit_id)
    assert (act.verb, act.person_id, act.purpose, act.detail) == (
        "data.read", alice.person_id, Purpose.CALL_ROUND, {"people.search": 1})


def test_what_an_act_touches_is_linked_to_that_act():
    with identity.acting(cast.who("alice")) as alice:
        audit.begin()
        audit.touched(alice, "people.search", [uuid7()])
        act = audit.record(alice, "test.act")
        audit.flush(alice)
        assert not Audit.objects.filter(verb="data.read").exists()
    assert lines()[0].audit_id == act.id


def test_logging_a_page_costs_one_statement(django_assert_num_queries):
    with identity.acting(cast.who("alice")) as alice:
        audit.begin()
        audit.touched(alice, "people.search", [uuid7() for _ in range(50)])
        with django_assert_num_queries(1):
            audit.flush(alice)


TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
SPAN = "00f067aa0ba902b7"


@pytest.mark.parametrize("header", [f"00-{TRACE}-{SPAN}-01", f"01-{TRACE}-{SPAN}-00-later"])
def test_a_trace_that_called_us_is_taken_over(header):
    line, = read(uuid7(), caller=tracing.caller(header, "https://zaken.example.org"))
    assert (bytes(line.trace_id).hex(), bytes(line.parent_span_id).hex()) == (TRACE, SPAN)
    assert line.foreign_operation == "https://zaken.example.org"


@pytest.mark.parametrize("header", [
    "", "x", f"ff-{TRACE}-{SPAN}-01", f"00-{'0' * 32}-{SPAN}-01", f"00-{TRACE}-{'0' * 16}-01", f"00-{TRACE}-{SPAN}",
    f"00-{TRACE.upper()}-{SPAN}-01", f"00-{TRACE}-{SPAN}-01-more", f"00-{TRACE[:-1]}-{SPAN}-01", f"00-{TRACE}-{SPAN}-01\n' or 1"])
def test_what_is_no_trace_is_left_out(header):
    assert tracing.caller(header, "https://zaken.example.org") is None


def test_a_system_that_calls_the_api_finds_its_trace_in_our_line(client):
    from waakvlam.access.models import Membership
    from waakvlam.api.commands import make_token

    with identity.acting(cast.who("admin")) as by:
        _made, secret = make_token(membership=Membership.objects.get(id=cast.membership("alice")), label="zaak", days=1,
                                   purpose=Purpose.HANDOVER, processor="https://zaken.example.org", by=by)
    from waakvlam.handovers.tests.factories import offered

    answer = client.get(f"/api/v1/overdrachten/{offered().pk}/inhoud", headers={
        "Authorization": f"Bearer {secret}", "traceparent": f"00-{TRACE}-{SPAN}-01"})
    assert answer.status_code == 200
    line = next(x for x in lines() if x.name == "handover.read")
    assert (bytes(line.trace_id).hex(), line.foreign_operation) == (TRACE, "https://zaken.example.org")


# --- the register ---------------------------------------------------------------------------------
def calls(name: str):
    """(file, node) of every call of a function called so, outside tests."""
    for file in SOURCE.rglob("*.py"):
        if "/tests/" in str(file) or "/migrations/" in str(file):
            continue
        tree = ast.parse(file.read_text())
        constants = {t.id: n.value.value for n in tree.body if isinstance(n, ast.Assign) and isinstance(n.value, ast.Constant)
                     for t in n.targets if isinstance(t, ast.Name)}
        for node in ast.walk(tree):
            called = getattr(node, "func", None)
            if isinstance(node, ast.Call) and len(node.args) > 1 and name in (getattr(called, "attr", ""), getattr(called, "id", "")):
                said = node.args[1]
                yield file.relative_to(SOURCE), constants.get(said.id) if isinstance(said, ast.Name) else getattr(said, "value", said)


def test_every_activity_in_the_code_stands_in_the_register():
    found = [(str(file), said) for file, said in [*calls("touched"), *calls("written")] if isinstance(said, str)]
    assert len(found) > 20
    assert [(file, said) for file, said in found if said not in activities.TABLE and re.fullmatch(activities.CODE, said)] == []


def test_every_act_in_the_code_has_words():
    found = {(str(file), said) for file, said in calls("record") if isinstance(said, str) and "." in said}
    assert len(found) > 50
    missing = sorted(pair for pair in found if pair[1] not in activities.WORDS)
    assert missing == [], "add them to ACTS in the module's activities.py"


def test_each_activity_opens_at_the_address_in_its_lines(client, sign_in):
    for code, row in activities.TABLE.items():
        path = "/" + activities.uri(code).split("/", 3)[3]
        page = client.get(path)
        assert page.status_code == 200, code
        assert str(row.words) in page.content.decode()
        assert client.get(path + "activiteit.json").json()["id"] == activities.uri(code)


def test_signed_in_the_covenant_says_ground_term_and_recipients(sign_in, client):
    path = "/" + activities.uri("handover.read").split("/", 3)[3] + "activiteit.json"
    assert client.get(path).json()["grondslagen"] == []
    ours = sign_in("alice").get(path).json()
    assert ours["verwerkingsverantwoordelijke"] == "Wonen aan de Laan"
    assert ours["grondslagen"] == ["toestemming"]
    assert ours["bewaartermijnInDagen"] == 730
    assert "gemeente" in ours["ontvangers"]


def test_an_activity_that_never_was_is_absent(client):
    assert client.get("/verwerkingsactiviteiten/handover.read/versies/99/").status_code == 404
    assert client.get("/verwerkingsactiviteiten/nooit.geweest/versies/1/").status_code == 404
