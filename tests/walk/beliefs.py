"""What the walk believes: who works where as what, what was sent to whom, what the covenant says.

It knows nothing of reach, policies, walls or transitions; only what a resident would expect.
"""

from dataclasses import dataclass, field
from uuid import UUID

# Key of the cast → organisation, role. Charlie stands in a team at first.
STAFF = {"alice": ("wonen", "coordinator"), "bob": ("wonen", "caller"), "carla": ("gemeente", "coordinator"),
         "charlie": ("gemeente", "district_worker"), "eva": ("zorg", "care_worker"), "frank": ("politie", "community_officer"),
         "dora": ("anders", "coordinator"), "roer": ("netwerk", "steward"), "zed": ("ver", "coordinator")}
KINDS = {"wonen": "housing_association", "anders": "housing_association", "ver": "housing_association",
         "gemeente": "municipality", "zorg": "care_provider", "politie": "police", "netwerk": "network"}
WORKERS = {"coordinator", "district_worker", "care_worker", "community_officer"}


@dataclass
class Thing:
    """One handover as the model knows it. `team` narrows who reads the letter; `readers` are
    people to whom it was opened besides."""

    id: UUID
    number: str
    name: str  # the unique name on the letter
    sender: str
    receiver: str
    talks: bool
    team: str = ""
    open_: bool = True  # the letter, for the receiver
    state: str = "offered"
    permitted: bool = True
    mandate: bool = False
    readers: set[str] = field(default_factory=set)
    notes: dict[str, list[str]] = field(default_factory=dict)  # organisation → words
    said: list[str] = field(default_factory=list)  # words between both sides
    photos: list[str] = field(default_factory=list)  # names of files that went with the letter


@dataclass
class Released:
    """What one member told the core team of an address, and on what: the basis stays with the own organisation."""

    id: UUID
    slug: str
    word: str
    basis: str
    stands: bool = True


@dataclass
class Beliefs:
    things: list[Thing] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)  # words of “wonen” in its own calls
    messages: list[str] = field(default_factory=list)  # words in its outgoing post
    gone: set[str] = field(default_factory=set)  # people whose membership ended
    teams: dict[str, str] = field(default_factory=lambda: {"charlie": "oost"})
    without: set[str] = field(default_factory=set)  # kinds that the covenant gives no handovers
    team: set[str] = field(default_factory=set)  # who sits in the core team of a project
    released: list[Released] = field(default_factory=list)

    def works(self, key: str) -> bool:
        """Whether this person comes in for handovers at all."""
        slug, role = STAFF[key]
        return key not in self.gone and (role in WORKERS or role == "steward") and (
            KINDS[slug] not in self.without or role == "steward")

    def stands(self, key: str) -> list[Thing]:
        """Handovers whose stand this person may know."""
        slug, role = STAFF[key]
        return [t for t in self.things if slug in (t.sender, t.receiver) or (slug == "netwerk" and t.mandate)]

    def letters(self, key: str) -> list[Thing]:
        """Handovers whose letter this person may read."""
        slug, role = STAFF[key]
        return [t for t in self.things if role != "steward" and (
            slug == t.sender or (slug == t.receiver and t.open_ and (
                not t.team or self.teams.get(key, "") == t.team or key in t.readers)))]

    def words(self, key: str) -> set[str]:
        """Every planted word that this person may come across while working on handovers."""
        slug, _role = STAFF[key]
        return ({w for t in self.letters(key) for w in (t.name, *t.photos)} | {t.number for t in self.stands(key)}
                | {w for t in self.things if slug in (t.sender, t.receiver) for w in t.notes.get(slug, [])}
                | {w for t in self.things if slug in (t.sender, t.receiver) and t.permitted for w in t.said})

    def of_the_team(self, key: str) -> set[str]:
        """Words of the core team that this person may come across while working on the project."""
        slug = STAFF[key][0]
        told = {r.word for r in self.released if r.stands or r.slug == slug} if key in self.team else set()
        return told | {r.basis for r in self.released if r.slug == slug}

    def all_words(self) -> set[str]:
        return ({w for t in self.things for w in (t.name, t.number, *t.said, *t.photos, *(n for ns in t.notes.values() for n in ns))}
                | {w for r in self.released for w in (r.word, r.basis)} | set(self.calls) | set(self.messages))
