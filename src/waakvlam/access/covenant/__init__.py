"""The covenant in force: which kind of organisation, in which role, may use what, for which purpose,
on which ground, in which compartment, kept how long. Rows in the database, versioned and dated.

Here the questions that other code asks; how a next version comes about stands in `proposing`.
"""

from .asking import (
    WITHOUT_PERSONS,
    agreement,
    find,
    ground_for,
    in_force,
    lines,
    matching,
    opens,
    purposes,
    require_purpose,
    switched_off,
    told,
)
from .default import DEFAULT, SWITCHES, adopt_default
from .lines import Agreement, Line, Switch

__all__ = ["DEFAULT", "SWITCHES", "WITHOUT_PERSONS", "Agreement", "Line", "Switch", "adopt_default",
           "agreement", "find", "ground_for", "in_force", "lines", "matching", "opens", "purposes",
           "require_purpose", "switched_off", "told"]
