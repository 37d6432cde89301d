"""Whatever fits, or just does not fit, the description is answered in the words of the description."""

import pytest
import schemathesis
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.core import NotSet

from waakvlam.access.words import Purpose
from waakvlam.api.description import described
from waakvlam.api.tests.tokens import api as keyed
from waakvlam.api.v1 import api
from waakvlam.handovers.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C16", "C19"), pytest.mark.slow]
DESCRIPTION = described(api)
DESCRIPTION["servers"] = [{"url": "/api/v1"}]
OPERATIONS = [found.ok() for found in schemathesis.openapi.from_dict(DESCRIPTION).get_all_operations()]
TRIES = 12
MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)


def answered(client: Client, case, real: str):
    """The answer to a made-up case; with `real` the id of something that is there."""
    path = case.operation.path.replace("{id}", real) if real else case.formatted_path
    body = None if isinstance(case.body, NotSet) else case.body
    keep = {"query_params": {k: v for k, v in (case.query or {}).items() if v is not None}}
    if body is None:
        return getattr(client, case.method.lower())(f"/api/v1{path}", **keep)
    return getattr(client, case.method.lower())(f"/api/v1{path}", data=body, content_type="application/json", **keep)


@pytest.mark.parametrize("key", ["carla", "fg"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.label)
def test_every_answer_is_one_that_the_description_names(operation, key):
    made = factories.offered()
    client = keyed(key, Purpose.PRIVACY if key == "fg" else Purpose.HANDOVER)
    client.raise_request_exception = False
    named = {int(code) for code in operation.definition.raw["responses"]}

    @settings(max_examples=TRIES, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))
    @given(st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in MODES)), st.booleans())
    def whatever(case, real):
        cache.clear()  # how often one may call is proven elsewhere
        answer = answered(client, case, str(made.pk) if real else "")
        told = f"{key} {case.method} {case.formatted_path} {case.query} {case.body}: {answer.status_code}"
        assert answer.status_code < 500, told
        assert b"Traceback" not in answer.content, told
        # A made-up path may stand for no address at all, and then for no operation.
        assert answer.status_code in named | {404}, told
        if answer.status_code >= 400:
            assert answer["Content-Type"].startswith("application/problem+json"), told

    whatever()
