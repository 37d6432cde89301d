"""A provider, second factors, a reset and an emergency."""

from datetime import timedelta

from django.db import connection

from tests.objects import Thing, act, of_module
from waakvlam.access import identity, reach
from waakvlam.access.links import hash_of
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now
from waakvlam.signin import alone, codes, commands, emergency
from waakvlam.signin.models import (
    Passkey,
    ResetRequest,
    ScimGroup,
    ScimMapping,
    ScimMember,
    ScimToken,
    ScimUser,
)


@of_module
def things() -> list[Thing]:
    bob = cast.who("bob")
    with identity.acting(cast.who("admin")) as by, connection.cursor() as db:
        made = commands.set_provider(issuer="https://login.example.org", client_id="x", method="client_secret_post", strong="",
                                     trusts_email=False, active=True, by=by)
        own = {"network_id": by.network_id, "organisation_id": by.organisation_id}
        key = ScimToken.objects.create(**own, label="gids", secret_hash=hash_of("wvs_ding"), expires_at=now() + timedelta(days=9))
        group = ScimGroup.objects.create(**own, display_name="WV", changed_at=now())
        told = ScimUser.objects.create(**own, user_name="n@wonen.example.org", email="n@wonen.example.org", changed_at=now())
        ScimMember.objects.create(**own, group=group, user=told)
        mapping = ScimMapping.objects.create(**own, group=group, role="keeper", asked_by_id=by.person_id)
        db.execute("select provider_person(%s, 'subject', 'bob@wonen.example.org', %s)", [made.id, uuid7()])
    with identity.acting(cast.who("alice", Purpose.HANDOVER)) as by:
        reach.open_to(reach.Sent("handover_out", made.id, by.organisation_id, "status", Purpose.HANDOVER, "consent", may_grant=True))
        used = emergency.open_(subject_id=made.id, reason="Iemand loopt gevaar en neemt niet op.", by=by)
    with identity.acting(bob):
        ResetRequest.objects.create(network_id=bob.network_id, organisation_id=bob.organisation_id, person_id=bob.person_id)
    with alone.acting(cast.who("alice").person_id) as me:
        codes.begin(me)
        codes.on_paper(me)
        mine = Passkey.objects.create(network_id=me.network_id, person_id=me.id, credential_id=b"key", public_key=b"x", name="x")
    return [act("signin:directory_key_end", key.id, may={"admin"}), act("signin:directory_confirmation", mapping.id, may=()),
            act("signin:directory_mapping_end", mapping.id, may={"admin"}),
            act("signin:reset", bob.person_id, may={"admin"}), act("signin:session_end", mine.id, may=()),
            act("signin:emergency_end", used.id, may={"alice"}), act("signin:emergency_review", used.id, may={"fg"}),
            act("signin:passkey_end", mine.id, may={"alice"})]
