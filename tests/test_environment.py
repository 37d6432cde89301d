"""What stands in the environment is read by its type, and refused in words where it is none."""

import pytest

from waakvlam.config import environment


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read here does not join the table of settings."""
    monkeypatch.setattr(environment, "KNOWN", {})


@pytest.mark.parametrize("given", ["24", "-1", "4:00", ""])
def test_no_hour_of_the_day_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("WAAKVLAM_TRIED", given)
    with pytest.raises(SystemExit, match=f"WAAKVLAM_TRIED=.?{given}.?: expected .*when it ends"):
        environment.hour("WAAKVLAM_TRIED", 4, "when it ends")


@pytest.mark.parametrize(("given", "hour"), [("0", 0), ("23", 23)])
def test_an_hour_of_the_day_is_read(monkeypatch: pytest.MonkeyPatch, given: str, hour: int) -> None:
    monkeypatch.setenv("WAAKVLAM_TRIED", given)
    assert environment.hour("WAAKVLAM_TRIED", 4, "when it ends") == hour


def test_what_is_not_set_is_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAAKVLAM_TRIED", raising=False)
    assert environment.hour("WAAKVLAM_TRIED", 4, "when it ends") == 4
