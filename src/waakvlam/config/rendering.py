"""Django's migrations without making every model anew at every step.

Whenever a migration touches a model, Django makes that model again and everything that is related to it, directly or not:
here that is all of them, six hundred times. For two kinds of change that is work for nothing: nothing leans on a model that
is new, and no other model looks at an index or a constraint. All other changes go Django's own way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db.migrations.state import ModelState, ProjectState


@contextmanager
def only_what_changes() -> Iterator[None]:
    """Inside the block migrations make only the model that changes, where that is enough."""
    with patch.multiple(ProjectState, add_model=_add_model, _append_option=_append_option, _remove_option=_remove_option):
        yield


def _add_model(state: ProjectState, model_state: ModelState) -> None:
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # asking the property itself would make them all
        state._reload({key})


def _append_option(state: ProjectState, app_label: str, model_name: str, option: str, added: Any) -> None:
    options = state.models[app_label, model_name].options
    _set_option(state, app_label, model_name, option, [*options[option], added])


def _remove_option(state: ProjectState, app_label: str, model_name: str, option: str, name: str) -> None:
    options = state.models[app_label, model_name].options
    _set_option(state, app_label, model_name, option, [each for each in options[option] if each.name != name])


def _set_option(state: ProjectState, app_label: str, model_name: str, option: str, value: list[Any]) -> None:
    """In the model as it stands. The state before shares it, but of indexes and constraints nothing asks that one's model."""
    state.models[app_label, model_name].options[option] = value
    if "apps" in state.__dict__:
        setattr(state.apps.get_model(app_label, model_name)._meta, option, value)
