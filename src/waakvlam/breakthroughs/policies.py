"""Who may do what about silence and breakthroughs. Out of reach is 404 before this table is asked."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from waakvlam.access.policies import (
    NOT_A_GUEST,
    OF_OUR_ORGANISATION,
    Predicate,
    purpose_is,
    role_is,
    rule,
)
from waakvlam.access.words import Purpose, Role


class BreakthroughPermission(StrEnum):
    """What can be asked of silence and of breakthroughs."""

    SEE_SILENCE = "breakthroughs.see_silence"  # what waits too long, of the own organisation or the network
    EXPORT = "breakthroughs.export"  # that list as a file, without names
    SEE_RATES = "breakthroughs.see_rates"  # the share that each partner answers in time
    EXPLAIN = "breakthroughs.explain"  # what the own organisation says of its silence
    SEE = "breakthroughs.see"  # calls for a decision, as far as reach goes
    CALL = "breakthroughs.call"  # call for one; the covenant must name the role besides
    ANSWER = "breakthroughs.answer"  # decide, or postpone once
    WITHDRAW = "breakthroughs.withdraw"  # a decision is needed no more
    SEE_OBSTACLES = "breakthroughs.see_obstacles"  # counts and medians, never a matter or a person
    SET_LADDER = "breakthroughs.set_ladder"  # who is above whom; two administrators


DECIDERS = (Role.COORDINATOR, Role.BOARD, Role.STEWARD, Role.DISTRICT_WORKER, Role.OFFICER, Role.CARE_WORKER, Role.KEEPER)
THE_DECIDER = Predicate(_("aan jou is het besluit gevraagd"), lambda who, b: b.decider_id == who.organisation_id
                        and b.decider_person_id in (None, who.person_id), "decider")
FOR_THE_DECIDER = Predicate(_("aan je organisatie is het besluit gevraagd"), lambda who, b: b.decider_id == who.organisation_id, "deciding")
BY_LINK = Predicate(_("met een link voor dit besluit"), lambda who, b: who.role == Role.GUEST and who.only == b.pk, "link")

_FOR = purpose_is(Purpose.BREAKTHROUGH)
_WORKERS = role_is(Role.COORDINATOR, Role.DISTRICT_WORKER, Role.OFFICER, Role.CARE_WORKER, Role.VOLUNTEER, Role.KEEPER, Role.STEWARD)
_READERS = role_is(*DECIDERS)
_HEADS = role_is(Role.COORDINATOR, Role.BOARD)
_MANDATED = [NOT_A_GUEST, role_is(Role.STEWARD, Role.KEEPER), _FOR]

ROWS = [
    rule(BreakthroughPermission.SEE_SILENCE, _("Zien wat stil is gevallen"), [NOT_A_GUEST, _WORKERS, _FOR]),
    rule(BreakthroughPermission.EXPORT, _("De lijst van wat stil is gevallen opslaan"),
         [NOT_A_GUEST, role_is(Role.COORDINATOR, Role.STEWARD), _FOR]),
    rule(BreakthroughPermission.SEE_RATES, _("Zien hoe vaak partners op tijd antwoorden"),
         [NOT_A_GUEST, role_is(*DECIDERS, Role.VOLUNTEER), _FOR]),
    rule(BreakthroughPermission.EXPLAIN, _("Uitleggen waarom de eigen organisatie stil is"), [NOT_A_GUEST, _HEADS, _FOR]),
    rule(BreakthroughPermission.SEE, _("Gevraagde besluiten zien"), [NOT_A_GUEST, _READERS, _FOR]),
    rule(BreakthroughPermission.CALL, _("Een besluit vragen"), _MANDATED),
    rule(BreakthroughPermission.ANSWER, _("Een besluit nemen, of één keer uitstellen"),
         [NOT_A_GUEST, _READERS, _FOR, THE_DECIDER], [NOT_A_GUEST, _HEADS, _FOR, FOR_THE_DECIDER], [BY_LINK, _FOR, FOR_THE_DECIDER]),
    rule(BreakthroughPermission.WITHDRAW, _("Een gevraagd besluit intrekken"), [*_MANDATED, OF_OUR_ORGANISATION]),
    rule(BreakthroughPermission.SEE_OBSTACLES, _("Zien welke obstakels zijn weggenomen"),
         [NOT_A_GUEST, role_is(Role.BOARD, Role.STEWARD, Role.COORDINATOR), purpose_is(Purpose.INSIGHT)]),
    rule(BreakthroughPermission.SET_LADDER, _("Vastleggen wie boven wie staat"),
         [role_is(Role.ADMINISTRATOR), purpose_is(Purpose.ADMINISTRATION)]),
]
