"""Reads a tenant register from a file into normalised rows. No Django model, no database.

    reading = open_register(path)            # what is it, which columns, what is dropped
    for row in reading.rows(): ...           # RegisterRow or Refused, in the order of the file

Nothing in here writes to disk, and what may not be kept (rules R3 and R4) never leaves it.
"""

from .problems import Problem, RegisterError
from .reading import Reading, open_register
from .rows import Refused, RegisterRow

__all__ = ["Problem", "Reading", "Refused", "RegisterError", "RegisterRow", "open_register"]
