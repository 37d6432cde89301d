"""Who may do what with a signal. Out of reach is 404 before this table is asked."""

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


class SignalPermission(StrEnum):
    """What can be asked of signals."""

    BRING = "signals.bring"  # write down what was noticed or told
    FOLLOW = "signals.follow"  # hear how far it is with what we brought: status only
    SEE = "signals.see"  # the board, and the page of one signal as far as reach goes
    WEIGH = "signals.weigh"  # take it, decide what follows, let it rest, close it
    GIVE = "signals.give"  # pass it on to another organisation
    WORDS = "signals.words"  # let the words go along after all, with the resident's permission
    FIND = "signals.find"  # look for words, names and addresses in what we may read
    CLAIM = "signals.claim"  # take a signal from the open pool
    ASK_OTHER = "signals.ask_other"  # ask another organisation to take a signal over
    ROUTE = "signals.route"  # change who gets what first
    REVIEW = "signals.review"  # look back on words that went without permission
    TOGETHER = "signals.together"  # answer that we want to look together with who else has a signal
    COMPARE = "signals.compare"  # hold all that we have against what others have, blind
    GUIDED = "signals.guided"  # keep the list of homes where we guide
    NUISANCES = "signals.nuisances"  # read that nuisance was reported about a home of ours
    EXPORT = "signals.export"
    IMPORT = "signals.import"  # read a nuisance file of the own system, and take it back
    DOORS = "signals.doors"  # which doors the public has
    REDACT = "signals.redact"  # take away for ever who told it


HELD_BY_US = Predicate(_("het signaal ligt bij je organisatie"), lambda who, s: s.holder_id == who.organisation_id, "holder")
GIVEN_BY_US = Predicate(_("je organisatie gaf het door"), lambda who, s: s.giver_id == who.organisation_id, "giver")
TAKEN_BY_US = Predicate(_("je organisatie heeft het opgeschreven"), lambda who, s: s.organisation_id == who.organisation_id, "taker")
NOT_WHO_PASSED = Predicate(_("iemand anders dan wie het deelde"),
                           lambda who, p: bool(who.person_id) and p.person_id != who.person_id, "second")
_FOR = purpose_is(Purpose.SIGNAL)
_WEIGHERS = role_is(Role.COORDINATOR, Role.DISTRICT_WORKER, Role.OFFICER, Role.CARE_WORKER, Role.KEEPER)
_BRINGERS = role_is(Role.CALLER, Role.VOLUNTEER, Role.COORDINATOR, Role.DISTRICT_WORKER, Role.OFFICER, Role.CARE_WORKER,
                    Role.KEEPER)
_KEEPERS = role_is(Role.COORDINATOR, Role.CARE_WORKER)
_SYSTEM = role_is(Role.SYSTEM)

ROWS = [
    rule(SignalPermission.BRING, _("Een signaal opschrijven"), [NOT_A_GUEST, _BRINGERS, _FOR], [_SYSTEM, _FOR]),
    rule(SignalPermission.FOLLOW, _("Horen hoe ver het is met wat je meldde"), [NOT_A_GUEST, _BRINGERS, _FOR]),
    rule(SignalPermission.SEE, _("Signalen zien die bij je organisatie liggen"), [NOT_A_GUEST, _WEIGHERS, _FOR],
         [NOT_A_GUEST, role_is(Role.STEWARD), _FOR]),
    rule(SignalPermission.WEIGH, _("Een signaal wegen en besluiten wat er volgt"), [NOT_A_GUEST, _WEIGHERS, _FOR, HELD_BY_US],
         [_SYSTEM, _FOR, HELD_BY_US]),
    rule(SignalPermission.GIVE, _("Een signaal doorgeven aan een andere organisatie"), [NOT_A_GUEST, _WEIGHERS, _FOR, HELD_BY_US]),
    rule(SignalPermission.FIND, _("Zoeken in de woorden van signalen"), [NOT_A_GUEST, _WEIGHERS, _FOR]),
    rule(SignalPermission.CLAIM, _("Een signaal uit de open pot nemen"), [NOT_A_GUEST, _WEIGHERS, _FOR]),
    rule(SignalPermission.ASK_OTHER, _("Een ander vragen een signaal over te nemen"), [NOT_A_GUEST, _WEIGHERS, _FOR, HELD_BY_US],
         [NOT_A_GUEST, role_is(Role.STEWARD), _FOR]),
    rule(SignalPermission.ROUTE, _("De regels voor routeren veranderen"),
         [NOT_A_GUEST, role_is(Role.ADMINISTRATOR), purpose_is(Purpose.ADMINISTRATION)]),
    rule(SignalPermission.WORDS, _("De woorden alsnog laten meegaan"), [NOT_A_GUEST, _WEIGHERS, _FOR, GIVEN_BY_US]),
    rule(SignalPermission.REVIEW, _("Nakijken wat zonder toestemming is gedeeld"),
         [NOT_A_GUEST, role_is(Role.COORDINATOR), _FOR, OF_OUR_ORGANISATION, NOT_WHO_PASSED]),
    rule(SignalPermission.IMPORT, _("Een overlastbestand inlezen"), [NOT_A_GUEST, role_is(Role.COORDINATOR), _FOR], [_SYSTEM, _FOR]),
    rule(SignalPermission.TOGETHER, _("Antwoorden of jullie samen willen kijken met een ander die ook een signaal heeft"),
         [NOT_A_GUEST, _WEIGHERS, _FOR, HELD_BY_US]),
    rule(SignalPermission.COMPARE, _("Blind vergelijken of een ander ook een signaal heeft"), [_SYSTEM, _FOR]),
    rule(SignalPermission.GUIDED, _("De lijst van begeleide woningen bijhouden"), [NOT_A_GUEST, _KEEPERS, _FOR]),
    rule(SignalPermission.NUISANCES, _("Lezen dat er overlast is gemeld over een eigen of begeleide woning"), [NOT_A_GUEST, _KEEPERS, _FOR]),
    rule(SignalPermission.DOORS, _("Ingangen voor het publiek openen en sluiten"),
         [NOT_A_GUEST, role_is(Role.ADMINISTRATOR), purpose_is(Purpose.ADMINISTRATION)]),
    rule(SignalPermission.REDACT, _("De naam van een melder voorgoed wissen"), [NOT_A_GUEST, _WEIGHERS, _FOR, TAKEN_BY_US]),
    rule(SignalPermission.EXPORT, _("De eigen lijst downloaden"), [NOT_A_GUEST, role_is(Role.COORDINATOR), _FOR]),
]
