"""What is hidden stays hidden: properties of the function that hides, whatever the numbers.

The attackers are written here anew: one solves the equations exactly, one tries every table that
fits what is shown.
"""

from fractions import Fraction
from itertools import product

import pytest
from django.db import connection
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C15", "R30")]
RANDOM = settings(max_examples=150, deadline=None,
                  suppress_health_check=[HealthCheck.function_scoped_fixture])
COUNT = st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 400))


@st.composite
def tables(draw, rows=(1, 7), columns=(1, 5), count=COUNT):
    """Numbers with their totals in the last column and the last row."""
    width = draw(st.integers(*columns))
    inner = draw(st.lists(st.lists(count, min_size=width, max_size=width), min_size=rows[0], max_size=rows[1]))
    return with_totals(inner)


def with_totals(inner):
    full = [[*row, sum(row)] for row in inner]
    return [*full, [sum(column) for column in zip(*full, strict=True)]]


def is_small(number):
    return 1 <= number <= 9


def hide(table, risky=None):
    risky = risky or [[is_small(cell) for cell in row] for row in table]
    with connection.cursor() as db:
        db.execute("select insight_hidden(%s::integer[], %s::boolean[])", [table, risky])
        return db.fetchone()[0]


def unknowns(hidden):
    return [(i, j) for i, row in enumerate(hidden) for j, cell in enumerate(row) if cell]


def equations(table, hidden):
    """Per row and column: {hidden cell: factor}, and what the shown numbers leave for them."""
    last, end = len(table) - 1, len(table[0]) - 1
    lines = [[(i, j) for j in range(end + 1)] for i in range(last + 1)]
    lines += [[(i, j) for i in range(last + 1)] for j in range(end + 1)]
    for line in lines:
        factors, left = {}, 0
        for place in line:
            sign = -1 if place == line[-1] else 1
            if hidden[place[0]][place[1]]:
                factors[place] = sign
            else:
                left -= sign * table[place[0]][place[1]]
        if factors:
            yield factors, left


def solved(table, hidden):
    """The hidden cells that the equations alone determine (reduced row echelon form)."""
    places = unknowns(hidden)
    rows = [[Fraction(factors.get(p, 0)) for p in places] for factors, _left in equations(table, hidden)]
    done = 0
    for column in range(len(places)):
        pivot = next((r for r in range(done, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [v / rows[done][column] for v in rows[done]]
        for r in range(len(rows)):
            if r != done and rows[r][column]:
                factor = rows[r][column]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[done], strict=True)]
        done += 1
    return [places[next(c for c, v in enumerate(row) if v)] for row in rows
            if sum(1 for v in row if v) == 1]


@given(tables())
@RANDOM
def test_no_hidden_cell_follows_from_the_shown_ones(table):
    hidden = hide(table)
    assert all(hidden[i][j] for i, row in enumerate(table) for j, cell in enumerate(row) if is_small(cell))
    assert not solved(table, hidden)


@given(tables())
@RANDOM
def test_nothing_is_hidden_without_need_and_zero_never(table):
    hidden = hide(table)
    if not any(is_small(cell) for row in table for cell in row):
        assert not unknowns(hidden)
    assert not any(hidden[i][j] for i, row in enumerate(table) for j, cell in enumerate(row) if cell == 0)


@given(tables())
@RANDOM
def test_what_hidden_cells_of_a_line_make_together_is_not_small_either(table):
    hidden = hide(table)
    for factors, left in equations(table, hidden):
        if -1 not in factors.values():
            assert left >= 10


@given(tables(rows=(2, 3), columns=(2, 2), count=st.integers(0, 4)))
@settings(RANDOM, max_examples=60)
def test_whoever_tries_every_table_that_fits_finds_no_hidden_cell(table):
    """Brute force, knowing that what is hidden is at least 1."""
    hidden = hide(table)
    places = [(i, j) for i, j in unknowns(hidden) if i < len(table) - 1 and j < len(table[0]) - 1]
    assume(0 < len(places) <= 6)
    found = {place: set() for place in unknowns(hidden)}
    for guess in product(range(1, 7), repeat=len(places)):
        tried = [row[:-1] for row in table[:-1]]
        for (i, j), value in zip(places, guess, strict=True):
            tried[i][j] = value
        tried = with_totals(tried)
        if all(hidden[i][j] or tried[i][j] == cell for i, row in enumerate(table) for j, cell in enumerate(row)):
            for i, j in found:
                found[i, j].add(tried[i][j])
    assert all(len(values) > 1 for values in found.values()), found


@given(tables(rows=(2, 6), columns=(1, 4), count=st.integers(10, 200)), st.data())
@RANDOM
def test_a_cell_hidden_for_another_reason_is_kept_as_well(table, data):
    """Risky without being small: small for an organisation that leaves out its own people."""
    at = data.draw(st.integers(0, len(table) - 2)), data.draw(st.integers(0, len(table[0]) - 2))
    risky = [[(i, j) == at for j in range(len(table[0]))] for i in range(len(table))]
    hidden = hide(table, risky)
    assert hidden[at[0]][at[1]]
    assert not solved(table, hidden)


def test_the_grand_totals_stay_where_they_can():
    table = with_totals([[120, 3], [300, 40], [80, 25], [60, 15]])
    assert hide(table) == [[True, True, False], [False, False, False], [False, False, False],
                           [True, True, False], [False, False, False]]
