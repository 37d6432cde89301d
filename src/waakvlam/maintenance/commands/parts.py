"""What the acts have in common: hold a project, act for its host, check a state."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import reach
from waakvlam.access.identity import Who, system
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState

from ..models import Agreed, Project
from ..models.states import OPEN

REACH = "maintenance_project"


def hold(project_id: UUID) -> Project:
    """The row as it is now, held until the end of the transaction. Raises Absent where it is out of reach."""
    found = Project.objects.select_for_update(of=("self",), no_key=True).filter(pk=project_id).first()
    if found is None:
        raise Absent("project")
    return found


def current(project: Project) -> Project:
    """As it stands now: what a screen read before may be old. Raises Absent."""
    found = Project.objects.filter(pk=project.pk).first()
    if found is None:
        raise Absent("project")
    return found


def is_open(project: Project) -> None:
    """Raises WrongState where the project is over."""
    if project.state not in OPEN:
        raise WrongState("project.state", _("Dit project is afgesloten. Er verandert niets meer."), came_in=project.state,
                         expected=", ".join(OPEN))


def standing(agreed_id: UUID) -> Agreed:
    """An agreed address that still stands. Raises Absent."""
    found = Agreed.objects.select_related("project", "door").filter(pk=agreed_id).first()
    if found is None:
        raise Absent("agreed", _("Dit adres staat niet (meer) op de lijst van het kernteam."))
    is_open(found.project)
    return found


def may_follow(table: Mapping[Any, tuple[Any, ...]], before: str, after: str) -> None:
    """Raises WrongState where the table of transitions has no such step."""
    if after not in table[before]:
        raise WrongState("state", _("Dit kan nu niet. Ververs de bladzijde en kijk wat de stand is."),
                         came_in=before, expected=", ".join(map(str, table[before])))


def of_host(project: Project) -> Who:
    """The system, acting for the host: only it may open a project to somebody."""
    return system(project.organisation_id, Purpose.MAINTENANCE)


def opened(project: Project, organisation_id: UUID, compartment: str, ground: str, **narrower: Any) -> None:
    reach.open_to(reach.Sent(REACH, project.pk, organisation_id, compartment, Purpose.MAINTENANCE, ground,
                             status=project.state, **narrower))


def ours(by: Who, project: Project | None = None) -> dict[str, Any]:
    """What every row of the acting organisation carries."""
    row: dict[str, Any] = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    return row | ({"project": project} if project else {})


def person(by: Who) -> UUID:
    """Who acts; raises Refused for what no person does."""
    if by.person_id is None:
        raise Refused("person", _("Dit doet een mens."))
    return by.person_id


def sentence(field: str, text: str, least: int = 5, most: int = 2000) -> str:
    """What somebody wrote. Raises Invalid where it says too little or too much."""
    clean = text.strip()
    if not least <= len(clean) <= most:
        raise Invalid(field, _("Schrijf dit op in een zin van minstens %(least)d en hoogstens %(most)d tekens.") % {
            "least": least, "most": most}, came_in=str(len(clean)), field=field)
    return clean
