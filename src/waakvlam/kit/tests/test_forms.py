import click
import pytest
from django import forms

from waakvlam.kit.cli import branch
from waakvlam.kit.forms import offer


class Wish(forms.Form):
    kind = forms.ChoiceField()
    person = forms.CharField(widget=forms.Select, required=False)
    words = forms.CharField(required=False)


def test_a_choice_offers_what_it_is_given():
    form = Wish({"kind": "b"})
    offer(form, "kind", [("a", "A")])
    assert not form.is_valid()
    offer(form, "kind", [("a", "A"), ("b", "B")])
    form.full_clean()
    assert form.is_valid()


def test_a_field_that_only_suggests_takes_other_values():
    form = Wish({"kind": "a", "person": "somebody else"})
    offer(form, "kind", [("a", "A")])
    offer(form, "person", [("x", "X")])
    assert form.is_valid()
    assert '<option value="x">X</option>' in str(form["person"])


def test_a_field_without_choices_is_refused():
    with pytest.raises(TypeError, match="Wish.words offers no choice"):
        offer(Wish(), "words", [("a", "A")])


def test_a_command_is_no_branch():
    root = click.Group("root", commands={"leaf": click.Command("leaf"), "twig": click.Group("twig")})
    assert branch(root, "twig").name == "twig"
    with pytest.raises(TypeError, match="leaf is a command"):
        branch(root, "leaf")
