"""How the handovers of the demo went: one story per request for help, told in working days.

Days count from the offer. `helped` are the answers, in the order in which the resident is asked
(at the end, after six and after twelve weeks); None is silence.
"""

from dataclasses import dataclass, field
from uuid import UUID

Act = tuple[int, str, dict[str, object]]
ASK = ("Mag ik uw naam, adres, telefoonnummer en wat u net vertelde doorgeven, zodat zij u kunnen bellen? "
       "U kunt dat altijd weer stoppen.")  # fmt: skip


@dataclass(frozen=True)
class Story:
    """`offered` is the working day before today of the offer; None: two days after it was heard."""

    name: str
    acts: tuple[Act, ...] = ()
    helped: tuple[str | None, ...] = ()
    offered: int | None = None
    feedback: bool = True
    warm: bool = False
    organisation: str = ""  # whom it is offered to; empty: the first that has room
    topics: tuple[str, ...] = ()  # a request about one of these, where there is one


def _accept(day: int, within: int = 3) -> Act:
    return day, "accept", {"within": within}


def _act(day: int, verb: str, **words: object) -> Act:
    return day, verb, words


_CARRIED = (_accept(1), _act(2, "contact"), _act(4, "begin", text="Kennisgemaakt. Vanaf volgende week elke woensdag."),
            _act(9, "end", outcome="helped"))  # fmt: skip

# For what the ended round brought up, oldest first; later ones repeat the first.
LONG_AGO = (
    Story("lastingly helped", _CARRIED, ("yes", "yes", "yes"), warm=True),
    Story("helped, then partly", _CARRIED, ("yes", "yes", "partly")),
    Story("came back after six weeks", (*_CARRIED, _act(52, "end", outcome="arranged")), ("yes", "no", "yes")),
    Story("lastingly helped by own circle", (_accept(2), _act(3, "contact"), _act(6, "end", outcome="own_circle")),
          ("yes", "yes", "yes")),
    Story("never heard whether it helped", _CARRIED, ("yes", "yes", None)),
    Story("with the mandate", offered=-13, topics=("contact", "check_in", "groceries", "going_out")),
    Story("declined, then carried by another",
          (_act(2, "decline", reason="capacity"), _act(4, "again"), _accept(5), _act(6, "contact"),
           _act(12, "end", outcome="helped")), ("yes", "yes", "yes"),
          topics=("contact", "groceries", "going_out", "forms", "money", "medicines")),
)
# For what the running round brought up.
LATELY = (
    Story("under way", (_accept(1), _act(2, "contact"), _act(3, "begin", text="Boodschappen doen we voorlopig samen.")),
          warm=True),
    Story("ended, being asked", (_accept(1), _act(1, "contact"), _act(3, "end", outcome="helped"))),
    Story("no contact on the promised day", (_accept(1, within=1),)),
    Story("no answer at all"),
    Story("declined", (_act(1, "decline", reason="not_ours"),), feedback=False),
    Story("contact made", (_accept(1), _act(2, "contact"))),
    Story("given back", (_accept(1), _act(2, "contact"), _act(3, "return", reason="other_help"))),
    Story("withdrawn by the resident", (_accept(1), _act(2, "withdraw_permission", how="phone"))),
    Story("to a partner without account", organisation="voedselbank", topics=("groceries", "money")),
    Story("accepted", (_accept(1, within=4),), warm=True, offered=-2),
    Story("just offered", offered=-1),
    Story("just offered, warmly", warm=True, offered=-1),
)


# Who answers for a partner without account.
NAMES = {"voedselbank": "Joke Smit", "schroefje": "Ton Kuipers"}


@dataclass
class Told:
    """A story while it is told."""

    story: Story
    finding_id: UUID
    topic: str
    offered_on: int  # working days before today, negative
    handover_id: UUID | None = None
    receiver: str = ""  # of the cast; empty: a partner without account
    receiver_id: UUID | None = None
    answers: list[str | None] = field(default_factory=list)
