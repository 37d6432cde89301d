"""Giving a resident of the own register a code: by letter or SMS, or the receipt itself on paper."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import now
from waakvlam.people.models import Resident
from waakvlam.post import commands as post

from .. import codes, letters, queries
from ..models import Code
from ..policies import RightsPermission
from ..queries.desk import addressed, mobile
from ..words import LANGUAGES

LASTS = {Code.Channel.LETTER: timedelta(days=21), Code.Channel.SMS: timedelta(minutes=30)}


@transaction.atomic
def give(*, resident_id: UUID, channel: str, language: str = "nl", by: Who) -> Code:
    """A new code on its way; earlier ones open nothing any more. The code itself is told to nobody here.

    Raises Absent outside the own register, Invalid where there is no way to send it.
    """
    resident = queries.resident(by, resident_id)
    require(by, RightsPermission.GIVE_CODE, resident)
    if channel not in LASTS:
        raise Invalid("channel", _("Kies een brief of een sms."), came_in=channel, field="channel")
    to = addressed(resident) if channel == Code.Channel.LETTER else mobile(resident)
    if not to:
        raise Invalid("address", _("Deze bewoner heeft geen adres of eigen mobiel nummer waar een code heen kan."),
                      remedy=_("Kies de andere weg, of geef het overzicht op papier."), field="channel")
    Code.objects.filter(resident_id=resident.pk, revoked_at__isnull=True).update(revoked_at=now())
    secret = codes.draw()
    made = _keep(resident, by, channel=channel, language=_language(language), secret=secret,
                 expires_at=now() + LASTS[Code.Channel(channel)])
    subject, body = letters.with_code(secret, made, by.organisation_name)
    post.send(channel=channel, to=to, subject=subject, body=body, about_kind="code", about_id=made.pk,
              recipient_id=resident.pk, by=by)
    audit.record(by, "rights.give_code", made, channel=channel, resident=resident.pk)
    return made


@transaction.atomic
def on_paper(*, resident_id: UUID, language: str = "nl", by: Who) -> tuple[Code, Resident]:
    """Somebody at the desk asks for everything on paper: noted, and no code is given."""
    resident = queries.resident(by, resident_id)
    require(by, RightsPermission.PRINT, resident)
    made = _keep(resident, by, channel=Code.Channel.PRINT, language=_language(language), secret=codes.draw(), expires_at=now())
    audit.record(by, "rights.print", made, resident=resident.pk)
    return made, resident


def _keep(resident: Resident, by: Who, *, channel: str, language: str, secret: str, expires_at: datetime) -> Code:
    """The ids under which the log knows this resident go along: the gate reads no others."""
    merged = Resident.objects.filter(merged_into=resident).values_list("pk", flat=True)
    known = [resident.pk, resident.household_id, *merged]
    return Code.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, resident_id=resident.pk,
        household_id=resident.household_id, channel=channel, language=language, secret_hash=codes.hash_of(secret),
        pseudonyms=[audit.pseudonym(by.network_id, subject).hex() for subject in known],
        birth_date=resident.birth_date, expires_at=expires_at, made_by_id=by.person_id)


def _language(language: str) -> str:
    return language if language in LANGUAGES else settings.LANGUAGE_CODE
