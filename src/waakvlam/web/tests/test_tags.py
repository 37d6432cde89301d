"""The tags and components that every module leans on."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from waakvlam.kit.pagination import Page
from waakvlam.web.icons import drawings, icon
from waakvlam.web.statuses import STATUSES


@pytest.fixture(autouse=True)
def in_dutch():
    with translation.override("nl"):
        yield


def shown(source: str, **context) -> str:
    text = Template("{% load waakvlam %}" + source).render(Context(context))
    return re.sub(r"\s+", " ", text).strip()


class Question(forms.Form):
    name = forms.CharField(label="Naam", help_text="Zoals op de bel")
    needs = forms.MultipleChoiceField(
        label="Hulp", choices=[("1", "Eten"), ("2", "Praten")], widget=forms.CheckboxSelectMultiple, required=False
    )
    mood = forms.ChoiceField(label="Hoe gaat het?", choices=[("", "-"), ("1", "Goed")], widget=forms.RadioSelect)


def test_an_icon_is_silent_unless_it_says_something():
    assert 'aria-hidden="true"' in icon("phone")
    assert 'role="img" aria-label="Bel &lt;nu&gt;"' in icon("phone", "Bel <nu>")
    with pytest.raises(KeyError):
        icon("bestaat niet")


def test_every_state_has_an_icon_and_a_word():
    for code, status in STATUSES.items():
        assert status.icon in drawings(), code
        assert str(status.word) in shown("{% status code %}", code=code)


def test_an_unknown_state_needs_a_word():
    with pytest.raises(KeyError):
        shown('{% status "verzonnen" %}')
    assert "bijna klaar" in shown('{% status "verzonnen" "bijna klaar" %}')


def test_what_people_typed_is_never_markup():
    evil = "<script>alert(1)</script>"
    rows = [SimpleNamespace(title=evil, text=evil, who=evil, when=None)]
    page = shown(
        "{% badge evil %}{% button evil %}{% go evil '/x' %}{% empty evil evil %}{% alert evil %}"
        "{% timeline rows %}{% bars bars evil %}{% split parts evil %}{% line values evil %}{% crumb evil %}",
        evil=evil, rows=rows, bars=[(evil, 1)], parts=[(evil, 1, "lit")], values=[1, 2],
    )  # fmt: skip
    assert "<script" not in page


def test_a_field_names_itself_and_says_what_is_wrong():
    form = Question({"name": ""})
    page = shown("{% field form.name rows=3 %}", form=form)
    assert '<label class="utrecht-form-label" for="id_name">Naam' in page
    assert 'aria-invalid="true"' in page
    for target in re.search(r'aria-describedby="([^"]+)"', page)[1].split():
        assert f'id="{target}"' in page


def test_large_answers_keep_their_kind_and_leave_out_the_empty_one():
    form = Question()
    assert shown("{% field form.needs %}", form=form).count('type="checkbox"') == 2
    moods = shown("{% field form.mood %}", form=form)
    assert moods.count('type="radio"') == 1
    assert "<legend" in moods


def test_a_button_passes_its_attributes_and_no_empty_ones():
    page = shown('{% button "Bel" "secondary" "phone" data_key="1" disabled=no name="x" %}', no=False)
    assert 'data-key="1"' in page
    assert 'type="submit"' in page
    assert "disabled" not in page


def test_a_link_may_be_a_route_or_a_path():
    assert 'href="/meer/"' in shown('{% go "Meer" "web:more" %}')
    assert 'href="tel:112"' in shown('{% go "Bel" "tel:112" %}')


def test_the_next_page_keeps_the_filters():
    request = RequestFactory().get("/x/?staat=open&after=oud")
    page = shown("{% pages page %}", page=Page([], "nieuw", False), request=request)
    assert "?staat=open&amp;after=nieuw" in page
    assert 'href="?staat=open"' in page


def test_the_thin_line_never_exceeds_its_width_nor_breaks_on_nothing():
    assert 'width="20.0%"' in shown("{% progress 18 90 7 %}")
    assert "0 van 0" in shown("{% progress 0 0 %}")
