"""Every page, part and operation of a thing, in every state, as everybody: what the model says, and no more."""

import pytest

from . import model, tally
from .calling import call, expected, forbidden, missing, worth
from .calling import told as told_of

pytestmark = [pytest.mark.proves("C19", "R2", "R9", "R13"), pytest.mark.slow]


@pytest.mark.parametrize("relation", [*model.RELATIONS, ("", "")], ids=lambda r: "/".join(filter(None, r)) or "nobody")
def test_things_in_every_state_show_each_person_what_is_theirs(matrix, relation):
    wrong: dict[str, object] = {}
    for who in (p for p in matrix.people if p.relation == relation):
        for address in worth(who, (a for a in matrix.planted.addresses if a.method == "GET")):
            told = call(who, address.name, address.url, matrix.finder)
            tally.add(calls=1, cells=len(matrix.planted.secrets))
            cell = f"{who} {address.name} {address.state}"
            if told.status not in expected(who, address):
                wrong[cell] = (told.status, expected(who, address))
            if leak := forbidden(who, address.name, told):
                wrong[f"{cell} LEAK"] = sorted(s.word for s in leak)
            if told.status == 200 and (hidden := missing(who, address.name, told, ((s, s.readers) for s in address.shows))):
                wrong[f"{cell} hides"] = sorted(s.word for s in hidden)
    assert not wrong, told_of(wrong)
