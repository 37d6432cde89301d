"""The whole way of a handover, from offer to “it helped”."""

import pytest

from waakvlam.access import identity
from waakvlam.access.models import Audit, Clock
from waakvlam.handovers import commands, queries
from waakvlam.handovers.models import HandoverContent, State
from waakvlam.handovers.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.proves("C5", "R10")
def test_a_handover_goes_from_offer_to_it_helped():
    made = make.ended()
    assert made.state == State.ENDED
    with identity.acting(make.who("alice")):
        page = queries.page(make.who("alice"), made.pk)
        assert [s.verb for s in page.steps] == ["offer", "accept", "contact", "begin", "end"]
        assert page.asked is not None
    make.act("alice", commands.answer_helped, made, answer="yes")
    with identity.acting(make.who("alice")):
        assert Clock.objects.get(subject_id=made.pk, stopped_at__isnull=True).kind == "handover.helped"
        assert Audit.objects.filter(verb="handover.offer", subject_id=made.pk).exists()
    with identity.acting(make.who("charlie")):
        assert HandoverContent.objects.get(handover=made).parts["name"] == "Ria van der Berg"
        assert [r.title for r in queries.inbox(make.who("charlie"))] == ["Ria van der Berg"]
