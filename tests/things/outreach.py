"""A round with its script, somebody held, a letter and a batch."""

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.outreach import calling, commands, findings
from waakvlam.outreach.models import Attempt, Batch, RoundEntry
from waakvlam.outreach.tests.calls import round_of

ANNOUNCED = "Beste bewoner, wij bellen u om te horen hoe het gaat. Wilt u dat niet? Laat het ons weten op 0800 1234."


@of_module
def things() -> list[Thing]:
    with identity.acting(cast.who("alice")) as by:
        made = round_of(by)
        entry = RoundEntry.objects.filter(round=made).earliest("rank")
        script = made.script_version.script_id
        letter = commands.write_announcement(round=made, channel="letter", subject="Wij bellen u", body=ANNOUNCED, by=by)
        batch = Batch.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, round=made,
                                     person_id=by.person_id)
        attempt = Attempt.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, entry=entry,
                                         round=made, household_id=entry.household_id, person_id=by.person_id,
                                         part_of_day=Attempt.PartOfDay.MORNING)
    with identity.acting(cast.who("bob")) as bob:
        taken = calling.take_next(round=made, by=bob)
        assert taken is not None
    with identity.acting(cast.who("alice")) as by:
        told = findings.record(attempt=attempt, found=findings.Found("help_request"), by=by)
    callers, ours = {"alice", "bob", "bea"}, {"alice"}
    at_entry = ("call_heartbeat", "call_draft", "call_step", "call_outcome", "call_return", "call_resume")
    return [
        page("outreach:call_start", made.id, may=callers), act("outreach:call_take", made.id, may=callers),
        # Who is to be called is seen by whom they were handed out to, not by a colleague.
        page("outreach:call", taken.id, may={"bob"}),
        *(act(f"outreach:{name}", entry.id, may=callers) for name in at_entry),
        act("outreach:call_undo", attempt.id, may=callers),
        act("outreach:call_stop_lift", entry.household_id, may=ours),
        *(page(f"outreach:{name}", made.id, may=ours) for name in (
            "round", "round_now", "round_entries", "round_findings", "round_announcements", "round_workbook")),
        page("outreach:round_outcomes", made.id, may=ours), page("outreach:round_visit_outcomes", made.id, may=ours),
        page("outreach:batch", batch.id, may=ours, part=True), act("outreach:batch_resumption", batch.id, may=ours),
        page("outreach:round_change", made.id, may=ours), page("outreach:round_report", made.id, may=ours),
        act("outreach:round_approval", made.id, may=ours), act("outreach:round_state", made.id, "pauze", may=ours),
        page("outreach:script", script, may=ours), page("outreach:script_trial", script, may=ours),
        act("outreach:script_add_step", script, may=ours), act("outreach:script_step", script, "hello", may=ours),
        act("outreach:script_publication", script, may=ours),
        act("outreach:finding_end", told.id, may=ours), act("outreach:entry_exclusion", entry.id, may=ours), act("outreach:entry_return", entry.id, may=ours),
        act("outreach:announcement_dispatch", letter.id, may=ours), page("outreach:announcement_letter", letter.id, may=ours),
    ]
