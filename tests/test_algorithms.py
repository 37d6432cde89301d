"""Rules that choose are readable, measured and published; what is forbidden cannot be said (R5)."""

import json
from dataclasses import fields

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waakvlam.access import algorithms, identity
from waakvlam.access.tests import cast
from waakvlam.cli import build
from waakvlam.kit.errors import Invalid
from waakvlam.outreach import candidates
from waakvlam.outreach.listing import Share, Size
from waakvlam.outreach.models import PublishedSelection
from waakvlam.outreach.publishing import makeup
from waakvlam.outreach.selection import FORBIDDEN, Selection, parse
from waakvlam.outreach.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.proves("R5")]

# The closed set: whoever adds a criterion changes this line, and says why it is none of R5.
CRITERIA = {"age_from", "age_to", "households", "neighbourhoods", "blocks", "tenancy_years_min", "tenancy_years_max",
            "arrears", "not_reached_since",
            # How often and along how many ways somebody was tried in vain: what we did, nothing of who they are.
            "never_reached_tries", "never_reached_ways", "order"}
STANDARD = {
    "naam", "omschrijving", "organisatie", "thema", "status", "begindatum", "einddatum", "contactgegevens",
    "publiekspagina", "publicatiecategorie", "bronregistratie", "impact", "afwegingen", "menselijkeTussenkomst",
    "risicobeheer", "wettelijkeBasis", "wettelijkeBasisTitel", "verwerkingsregister", "impacttoets",
    "impacttoetsToelichting", "gegevens", "technischeWerking", "leverancier", "broncode", "taal", "schema", "bronId", "zoektermen"}
LONGEST = {"naam": 100, "omschrijving": 350, "wettelijkeBasisTitel": 100, "technischeWerking": 5000, "leverancier": 200}

anything = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=12),
                        lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=8), x, max_size=3), max_leaves=6)
a_key = st.sampled_from(sorted(CRITERIA)) | st.sampled_from(sorted(FORBIDDEN)) | st.text(max_size=14)


def test_the_criteria_are_a_closed_set():
    assert {f.name for f in fields(Selection)} == CRITERIA
    assert not CRITERIA & FORBIDDEN


@given(st.dictionaries(a_key, anything, max_size=6))
def test_no_json_says_anything_but_the_criteria(raw):
    try:
        found = parse(raw)
    except Invalid:
        return
    assert set(raw) <= CRITERIA
    assert set(found.as_json()) <= CRITERIA
    assert parse(found.as_json()) == found


@pytest.mark.parametrize("word", sorted(FORBIDDEN))
def test_a_forbidden_characteristic_is_refused_by_name(word):
    with pytest.raises(Invalid) as refused:
        parse({word: "x"})
    assert refused.value.code == "forbidden_criterion"


@given(st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_of_a_user_becomes_sql(text):
    """Criteria choose fixed fragments; their values are parameters."""
    try:
        found = parse({"neighbourhoods": [text], "blocks": [text]})
    except Invalid:
        return
    assert candidates.statement(found) == candidates.statement(parse({"neighbourhoods": ["BU1"], "blocks": ["A"]}))


def test_an_approved_round_publishes_its_rule_author_and_make_up_to_every_partner(sign_in):
    with identity.acting(cast.who("alice")) as by:
        for _n in range(12):
            factories.home(by, ages=(84,))
        factories.round_(by)
    for key in ("frank", "board", "carla"):
        page = sign_in(key).get("/algoritmen/").content.decode()
        assert "We bellen" in page
        assert "Alice de Vries" in page
    assert "We bellen huurders" not in sign_in("zed").get("/algoritmen/").content.decode()
    with identity.acting(cast.who("frank")):
        found = PublishedSelection.objects.get()
    assert set(found.makeup) == {"listed", "living", "bands", "kinds"}


small = st.integers(0, 14)


@given(st.lists(st.tuples(small, small), max_size=7))
def test_the_make_up_never_tells_of_a_small_group_not_even_by_subtraction(pairs):
    shares = tuple(Share(str(n), a, a + b) for n, (a, b) in enumerate(pairs))
    told = makeup(Size(living=sum(s.living for s in shares), listed=sum(s.on_list for s in shares), bands=shares))["bands"]
    hidden = [row for row in told if row["living"] is None]
    for row in told:
        if row["living"] is not None:
            assert all(n == 0 or n >= 10 for n in (row["on_list"], row["living"], row["living"] - row["on_list"]))
    assert len(hidden) != 1 or sum(1 for s in shares if s.living) == 1


def test_each_rule_stands_in_the_fields_of_the_standard(sign_in):
    facts = json.loads(sign_in("frank").get("/algoritmen/algoritmen.json").content)
    assert facts["schema"] == "1.0.0"
    assert {r["bronId"].rsplit("/", 1)[0] for r in facts["registraties"]} == set(algorithms.TABLE)
    for row in facts["registraties"]:
        assert set(row) == STANDARD
        assert all(row[name] or name == "einddatum" for name in STANDARD), row["naam"]
        assert all(len(row[name]) <= longest for name, longest in LONGEST.items())
        assert all(len(value) <= 2500 for key, value in row.items() if isinstance(value, str) and key not in LONGEST)
        assert row["status"] in ("In gebruik", "In ontwikkeling", "Buiten gebruik")


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("what", [("algorithms",), ("processing", "--organisation", "wonen"), ("audit", "--organisation", "wonen")])
def test_the_register_is_exported_by_an_operator(tmp_path, what):
    name, *more = what
    file = tmp_path / "facts.json"
    done = CliRunner().invoke(build(), ["export", name, str(file), "--network", "proefstad", *more])
    assert done.exit_code == 0, done.output
    if name != "audit":
        assert json.loads(file.read_text())
    assert CliRunner().invoke(build(), ["export", name, "--help"]).exit_code == 0
