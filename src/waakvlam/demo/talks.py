"""What people say when they are rung, and how calls end: chance with a fixed seed."""

import random
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

# How an attempt ends, in hundredths; the second and later ones find somebody at home more often.
FIRST = {"spoken": 46, "no_answer": 30, "voicemail": 9, "call_back": 6, "refused": 4, "wrong_number": 3,
         "do_not_call": 1, "gone": 1}  # fmt: skip
HELPED = ("Dochter komt elke zondag, en de buurman zet de vuilnis buiten.", "Heeft thuiszorg en een zoon in de straat.",
          "Kinderen wonen dichtbij. Doet zelf nog boodschappen voor een buurvrouw.",
          "Zit bij de klaverjasclub en kent de hele portiek.")  # fmt: skip
FINE = ("Het gaat goed. Vond het aardig dat we bellen.", "Kort gesprek: alles gaat zijn gang.",
        "Heeft geen vragen. Was net aan het koken.", "Vertelt over de tuin en de kleinkinderen.",
        "In het begin wat op zijn hoede, daarna een gesprek van een kwartier.")  # fmt: skip
DANGER = ("help_request", "support", "",
          "Ik lig hier al sinds vannacht. Ik kan niet overeind komen.",
          "Lag op de grond in de gang. Buurvrouw heeft een sleutel.")  # fmt: skip
DANGER_REASON = "112 gebeld en bij de buurvrouw aan de lijn gebleven tot er hulp was."


@dataclass(frozen=True)
class Talk:
    """`kind` is of a finding, or "" for a talk that brought up nothing."""

    kind: str
    topic: str = ""
    rhythm: str = ""
    words: str = ""
    observation: str = ""


@lru_cache(maxsize=1)
def _all() -> tuple[Talk, ...]:
    text = files(__package__).joinpath("data", "talks.txt").read_text("utf-8")
    return tuple(Talk(*(cell.strip() for cell in line.split("|")))
                 for line in text.splitlines() if line.strip() and not line.startswith("#"))


def ending(rng: random.Random) -> str:
    """The code of an outcome."""
    return rng.choices(list(FIRST), list(FIRST.values()))[0]


def talk(rng: random.Random, *, with_children: bool = False) -> Talk:
    """One in five asks for something; most have help, or nothing to ask."""
    draw = rng.random()
    if draw < 0.45:
        return Talk("", observation=rng.choice(FINE))
    if draw < 0.76:
        return Talk("already_helped", observation=rng.choice(HELPED))
    kind = "help_request" if draw < 0.94 else "check_in_wish" if draw < 0.985 else "signal"
    fitting = [t for t in _all() if t.kind == kind and (t.topic != "growing_up" or with_children)]
    return rng.choice(fitting)


def answers(found: Talk, rng: random.Random) -> dict[str, object]:
    """Answers to the steps of the shipped script that fit the talk. Some are left open (R8)."""
    asks = found.kind in ("help_request", "check_in_wish")
    given: dict[str, object] = {
        "how": rng.choice(("fair", "badly", "fair")) if asks else rng.choice(("well", "well", "fair")),
        "contact": "hardly" if found.topic in ("contact", "check_in") else rng.choice(("often", "sometimes")),
        "outside": "hardly" if found.topic == "going_out" else rng.choice(("daily", "daily", "sometimes")),
        "groceries": "not" if found.topic in ("groceries", "medicines") else rng.choice(("self", "self", "others")),
        "more": found.rhythm if found.rhythm in ("weekly", "monthly") else "no",
    }
    if found.kind == "already_helped":
        given["helped"] = rng.choice(("family", "neighbours", "professional"))
    return {step: value for step, value in given.items() if rng.random() < 0.9}
