"""Scripts: graphs that rejoin and always end; editing, publishing and trying out through HTTP."""

from random import Random

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Invalid
from waakvlam.outreach import script_edits, scripting, shipped
from waakvlam.outreach.models import Script, ScriptVersion

from .factories import script

ALICE = cast.who("alice")
TEXT = {"nl": "Zin", "en": "Sentence"}


def url(name: str, *args) -> str:
    return reverse(f"outreach:{name}", args=args)


@pytest.mark.proves("R8")
def test_the_shipped_script_says_who_why_and_voluntary_first_in_two_languages():
    graph = scripting.check(shipped.HOW_ARE_YOU)
    first = scripting.step(graph, graph["start"])
    assert first.kind == "say"
    for needed in ("{beller}", "{organisatie}", "hoe het gaat", "U hoeft niet"):
        assert needed in first.text
    for raw in graph["steps"].values():
        assert raw["text"]["en"]
        assert all(o["label"]["en"] for o in raw["options"])


@pytest.mark.proves("R8")
def test_every_question_can_be_passed_and_branches_rejoin():
    graph = shipped.HOW_ARE_YOU
    silent = scripting.walk(graph, {})
    told = scripting.walk(graph, {"how": "badly", "contact": "hardly", "children": "yes"})
    assert silent[-1] == told[-1] == "bye"
    assert set(told) - set(silent) == {"what", "company", "school"}


@pytest.mark.proves("R8", "C2")
def test_a_question_that_not_everybody_hears_says_after_which_answer_it_comes():
    found = scripting.conditions(shipped.HOW_ARE_YOU)
    asked = scripting.Condition
    assert found["what"] == (asked("Hoe gaat het met u?", ("Niet goed",)),)
    assert found["school"] == (asked("Wonen er schoolgaande kinderen bij u?", ("Ja",)),)
    assert set(found) == {"what", "company", "school"}
    assert scripting.conditions(shipped.HOW_ARE_YOU, "en")["what"] == (asked("How are you?", ("Not well",)),)


def test_what_follows_on_a_branch_belongs_to_it_and_both_ways_in_are_named():
    def made(kind, next, **jumps):
        return {"kind": kind, "text": {"nl": kind}, "next": next, "options": [
            {"code": code, "label": {"nl": code}, "next": to} for code, to in jumps.items()]}

    graph = scripting.check({"start": "a", "steps": {
        "a": made("single", "b", ja="c", nee="", soms="d"), "b": made("say", "e"), "c": made("say", "d"), "d": made("text", "e"),
        "e": made("say", "")}})
    told = {key: [one.answers for one in found] for key, found in scripting.conditions(graph).items()}
    assert told == {"b": [("nee",)], "c": [("ja",)], "d": [("soms",), ("ja",)]}


EDITS = st.lists(st.tuples(st.sampled_from(["add", "jump", "next", "remove"]), st.integers(0, 30), st.integers(0, 30),
                           st.sampled_from(sorted(scripting.KINDS))), max_size=40)


@pytest.mark.proves("C1")
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(edits=EDITS, seed=st.integers(0, 2**32))
def test_whatever_is_edited_every_conversation_ends(edits, seed):
    """Edits that would make a circle are refused; what is left always ends, each step once."""
    graph = script_edits.empty(TEXT)
    for act, a, b, kind in edits:
        keys = sorted(graph["steps"])
        one, other = keys[a % len(keys)], keys[b % len(keys)]
        try:
            graph = _edited(graph, act, one, other, kind)
        except Invalid:
            continue
    chance = Random(seed)
    answers = {key: chance.choice(raw["options"])["code"] for key, raw in graph["steps"].items() if raw["options"]}
    path = scripting.walk(graph, answers)
    assert len(path) == len(set(path)) <= len(graph["steps"])
    assert set(path) <= set(scripting.in_order(graph))


def _edited(graph, act, one, other, kind):
    if act == "add":
        return script_edits.add_step(graph, after=one, kind=kind, text=TEXT)[0]
    if act == "remove":
        return script_edits.remove_step(graph, one)
    raw = graph["steps"][one]
    options = [dict(o) for o in raw["options"]]
    if act == "jump" and options:
        options[0]["next"] = other
    return script_edits.change_step(graph, one, kind=raw["kind"], text=TEXT, options=options,
                                    next=other if act == "next" else raw["next"])


@pytest.mark.parametrize("graph", [
    None, {}, {"steps": {}}, {"start": "x", "steps": {"a": {"kind": "say", "text": TEXT, "next": ""}}},
    {"start": "a", "steps": {"a": {"kind": "say", "text": TEXT, "next": "a"}}},
    {"start": "a", "steps": {"a": {"kind": "say", "text": TEXT, "next": "b"}}},
    {"start": "a", "steps": {"a": {"kind": "say", "text": {"en": "x"}, "next": ""}}},
    {"start": "a", "steps": {"a": {"kind": "must", "text": TEXT, "next": ""}}},
    {"start": "a", "steps": {"a": {"kind": "single", "text": TEXT, "next": "", "options": []}}},
    {"start": "a", "steps": {"a": {"kind": "say", "text": TEXT, "next": ""}, "b": {"kind": "say", "text": TEXT, "next": ""}}},
])
def test_a_script_that_cannot_be_spoken_is_refused(graph):
    with pytest.raises(Invalid):
        scripting.check(graph)


@pytest.mark.django_db
def test_editing_starts_a_draft_and_publishing_makes_the_next_version(sign_in):
    with identity.acting(ALICE):
        first = script(ALICE)
    alice = sign_in("alice")
    page = alice.get(url("script", first.script_id)).content.decode()
    assert "Hoe gaat het met u?" in page
    answer = alice.post(url("script_add_step", first.script_id), {"after": "how", "kind": "single"})
    assert answer.status_code == 302
    answer = alice.post(url("script_step", first.script_id, "s1"), {
        "kind": "single", "text_nl": "Slaapt u goed?", "text_en": "Do you sleep well?", "next": "contact",
        "option-0-code": "o1", "option-0-nl": "Ja", "option-0-next": "", "option-1-code": "", "option-1-nl": "Nee",
        "option-1-next": "else"})
    assert answer.status_code == 302
    alice.post(url("script_publication", first.script_id))
    with identity.acting(ALICE):
        versions = list(ScriptVersion.objects.filter(script=first.script).order_by("number"))
        assert [v.number for v in versions] == [1, 2]
        assert versions[0].graph == shipped.HOW_ARE_YOU
        assert versions[1].published_at
        made = versions[1].graph["steps"]["s1"]
        assert [o["code"] for o in made["options"]] == ["o1", "o2"]
        assert scripting.walk(versions[1].graph, {"s1": "o2"}) == ["welcome", "how", "s1", "else", "bye"]
    assert alice.post(url("script_publication", first.script_id), follow=True).status_code == 200


@pytest.mark.django_db
def test_a_circle_is_refused_with_the_typed_text_kept(sign_in):
    with identity.acting(ALICE):
        first = script(ALICE)
    answer = sign_in("alice").post(url("script_step", first.script_id, "bye"), {
        "kind": "say", "text_nl": "Nog één keer dan", "next": "how"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "loopt in een kring" in page
    assert "Nog één keer dan" in page


@pytest.mark.django_db
def test_the_trial_walks_the_branches_without_keeping_anything(sign_in):
    with identity.acting(ALICE):
        first = script(ALICE)
    alice = sign_in("alice")
    trial = url("script_trial", first.script_id)
    assert "u spreekt met" in alice.get(trial).content.decode()
    assert "Wilt u vertellen wat er is?" in alice.get(f"{trial}?welcome=-&how=badly").content.decode()
    assert "How are you?" in alice.get(f"{trial}?welcome=-&taal=en").content.decode()


@pytest.mark.django_db
@pytest.mark.proves("C19")
@pytest.mark.parametrize("key, status", [("alice", 200), ("bob", 403), ("dora", 404), ("zed", 404)])
def test_only_the_own_coordinator_reads_and_writes_scripts(sign_in, key, status):
    with identity.acting(ALICE):
        first = script(ALICE)
    client = sign_in(key)
    for name in ("script", "script_trial"):
        assert client.get(url(name, first.script_id)).status_code == status
    assert client.post(url("script_publication", first.script_id)).status_code == (302 if status == 200 else status)
    assert client.get(url("scripts")).status_code == (403 if key == "bob" else 200)


@pytest.mark.django_db
def test_a_new_script_needs_a_name_of_its_own(sign_in):
    alice = sign_in("alice")
    assert alice.post(url("scripts"), {"name": "Kort gesprek"})["Location"].startswith("/belacties/scripts/")
    assert "Kies een naam" in alice.post(url("scripts"), {"name": "Kort gesprek"}).content.decode()
    alice.post(url("scripts"), {"ship": "1"})
    with identity.acting(ALICE):
        assert Script.objects.count() == 2
