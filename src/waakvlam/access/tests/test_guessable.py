"""What somebody would try first is no password, however long; what nobody would try is, of any signs."""

import hashlib

import pytest

from waakvlam.access import signin
from waakvlam.access.guessable import _common, guessable, leaked
from waakvlam.kit.errors import Invalid

pytestmark = pytest.mark.proves("C19")
ABOUT = ("Alice de Vries", "alice@wonen.example.org", "Wonen aan de Laan")


@pytest.mark.parametrize("password", [
    "password1234", "Welkom2026!!!!", "waakvlam-wonen-2026", "P@ssw0rd!2026", "qwertyqwerty", "1q2w3e4r5t6y",
    "aaaaaaaaaaaa", "ababababababab", "AliceVries2026", "!!!Wachtwoord!!!", "123456123456", "Voorjaar-Utrecht26"])
def test_what_somebody_would_try_first_is_refused(password):
    assert guessable(password, *ABOUT)
    with pytest.raises(Invalid, match=r"makkelijk te raden"):
        signin.set_password(None, password, about=ABOUT)


@pytest.mark.parametrize("password", [
    "een heel lang wachtwoord", "839201746152", "paard fietst langs de vuurtoren", "3f9a-77b2-c0de-41aa-9e12",
    "ññññ日本語 zonder reden", "kT9#vq-!xe2w"])
def test_any_signs_will_do_where_nobody_would_try_them(password):
    assert not guessable(password, *ABOUT)


def test_of_the_most_used_passwords_none_that_is_long_enough_gets_through():
    long_enough = [password for password in _common() if len(password) >= 12]
    assert len(long_enough) > 100
    assert not [password for password in long_enough if not guessable(password)]


@pytest.fixture
def leaked_ones(tmp_path, settings):
    """A file of two thousand, of which some end a line in the way of Windows; and what stands in it."""
    known = [f"gelekt wachtwoord {n}" for n in range(2000)]
    lines = sorted(hashlib.sha1(word.encode()).hexdigest().upper() + f":{n}" for n, word in enumerate(known))
    (tmp_path / "leaked.txt").write_bytes(b"".join(line.encode() + (b"\r\n" if n % 3 else b"\n") for n, line in enumerate(lines)))
    settings.LEAKED_PASSWORDS = str(tmp_path / "leaked.txt")
    return known


def test_each_that_ever_leaked_is_found_in_the_operators_file_and_no_other(leaked_ones):
    assert all(leaked(word) for word in leaked_ones)
    assert not any(leaked(f"{word} niet") for word in leaked_ones)
    with pytest.raises(Invalid, match=r"makkelijk te raden"):
        signin.set_password(None, leaked_ones[7], about=ABOUT)


def test_a_file_that_is_empty_finds_nothing_and_one_that_is_gone_lets_nobody_choose(tmp_path, settings):
    (tmp_path / "empty").touch()
    settings.LEAKED_PASSWORDS = str(tmp_path / "empty")
    assert not leaked("een heel lang wachtwoord")
    settings.LEAKED_PASSWORDS = str(tmp_path / "gone")
    with pytest.raises(FileNotFoundError):
        signin.set_password(None, "een heel lang wachtwoord", about=ABOUT)
