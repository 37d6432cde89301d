"""Make, edit and publish scripts. What is published never changes: editing starts a next draft."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .. import script_edits, scripting
from ..models import Script, ScriptVersion
from ..policies import OutreachPermission
from ..shipped import SCRIPTS


@transaction.atomic
def make_script(*, name: str, by: Who, graph: scripting.Graph | None = None,
                publish_now: bool = False) -> ScriptVersion:
    """A script with a first version. Raises Invalid where the name is taken or empty."""
    require(by, OutreachPermission.WRITE_SCRIPTS)
    name = name.strip()[:120]
    if not name or Script.objects.filter(organisation_id=by.organisation_id, name=name).exists():
        raise Invalid("script_name", _("Kies een naam die nog geen script heeft."), came_in=name, field="name")
    ids = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    script = Script.objects.create(name=name, **ids)
    graph = graph or script_edits.empty({"nl": _("Goedendag, u spreekt met …")})
    made = ScriptVersion.objects.create(
        script=script, number=1, graph=scripting.check(graph), person_id=by.person_id,
        published_at=now() if publish_now else None, **ids)
    audit.record(by, "script.make", script, version=made.id)
    return made


@transaction.atomic
def ship_scripts(*, by: Who) -> list[ScriptVersion]:
    """Give the organisation the scripts that come with Waakvlam, where it has none of that name."""
    require(by, OutreachPermission.WRITE_SCRIPTS)
    known = set(Script.objects.filter(organisation_id=by.organisation_id).values_list("name", flat=True))
    return [make_script(name=name, graph=graph, publish_now=True, by=by)
            for name, graph in SCRIPTS.items() if name not in known]


@transaction.atomic
def add_step(*, script: Script, after: str, kind: str, text: dict[str, str], by: Who) -> str:
    """The new step's key, in the draft (made where there is none)."""
    draft = _draft(script, by)
    graph, key = script_edits.add_step(draft.graph, after=after, kind=kind, text=text)
    _keep(draft, graph, by, key)
    return key


@transaction.atomic
def change_step(*, script: Script, key: str, kind: str, text: dict[str, str], next: str,
                options: list[dict[str, Any]], by: Who) -> ScriptVersion:
    """Raises Invalid where the conversation would no longer end or a text is missing."""
    draft = _draft(script, by)
    scripting.step(draft.graph, key)
    graph = script_edits.change_step(draft.graph, key, kind=kind, text=text, next=next, options=options)
    return _keep(draft, graph, by, key)


@transaction.atomic
def remove_step(*, script: Script, key: str, by: Who) -> ScriptVersion:
    draft = _draft(script, by)
    scripting.step(draft.graph, key)
    return _keep(draft, script_edits.remove_step(draft.graph, key), by, key)


@transaction.atomic
def publish(*, script: Script, by: Who) -> ScriptVersion:
    """The draft becomes the version for new rounds; running rounds keep theirs."""
    if not script.versions.filter(published_at__isnull=True).exists():
        raise WrongState("script_state", _("Er is niets veranderd sinds de vorige versie."))
    draft = _draft(script, by)
    scripting.check(draft.graph)
    draft.published_at = now()
    draft.save(update_fields=["published_at"])
    audit.record(by, "script.publish", draft, number=draft.number)
    return draft


def _draft(script: Script, by: Who) -> ScriptVersion:
    """The draft, locked; a copy of the newest version where there is none."""
    require(by, OutreachPermission.WRITE_SCRIPTS)
    Script.objects.select_for_update().get(id=script.id)
    newest = script.versions.latest("number")
    if newest.published_at is None:
        return newest
    return ScriptVersion.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, script=script,
        number=newest.number + 1, graph=newest.graph, person_id=by.person_id)


def _keep(draft: ScriptVersion, graph: scripting.Graph, by: Who, key: str) -> ScriptVersion:
    draft.graph, draft.person_id = graph, by.person_id
    draft.save(update_fields=["graph", "person"])
    audit.record(by, "script.edit", draft, step=key)
    return draft
