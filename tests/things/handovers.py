"""Handovers that were accepted, declined and ended, and one without permission that waits."""

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.handovers import commands
from waakvlam.handovers.tests import factories


@of_module
def things() -> list[Thing]:
    made = factories.accepted()
    factories.ended()
    back = factories.offered()
    factories.act("charlie", commands.decline, back, reason="capacity")
    enclosed = factories.enclosed()
    draft = factories.draft()
    by = factories.who("alice")
    with identity.acting(by):
        needed = commands.necessity.request(
            sending=factories.sending(by, about=factories.resident()), ground="vital_interest",
            reason="Er is gevaar voor deze bewoner en niemand krijgt contact.", by=by)
    parties = {"alice", "charlie", "carla"}
    return [
        page("handovers:file", enclosed.pk, may=parties), page("handovers:file", draft.pk, may={"alice"}),
        page("handovers:handover", made.pk, may=parties), page("handovers:print", made.pk, may=parties),
        act("handovers:resident_link", made.pk, may=parties), act("handovers:act", made.pk, "contact", may=parties),
        page("handovers:necessity", needed.pk, may={"alice"}),
        *(act(f"handovers:{name}", needed.pk, may={"alice"}) for name in ("confirmation", "refusal", "review")),
    ]
