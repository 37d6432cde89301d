"""One-time codes of an app on a phone (RFC 6238) and recovery codes on paper.

Everything here runs inside the identity of the person (`alone.acting`).
"""

import hmac
import secrets
from datetime import datetime

import pyotp
import segno
from django.db.models import Q

from waakvlam.kit.time import now

from . import sealing
from .alone import Me
from .models import OneTimeSecret, RecoveryCode

STEP = 30  # seconds
AROUND = (0, -1, 1)  # clocks of phones differ; one step to either side
PAPER = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike


def begin(me: Me) -> None:
    """A new secret, which counts once a code of it was typed. Replaces one that was never confirmed."""
    OneTimeSecret.objects.filter(person_id=me.id, confirmed_at__isnull=True).delete()
    OneTimeSecret.objects.create(network_id=me.network_id, person_id=me.id,
                                 sealed=sealing.seal(me.id, pyotp.random_base32().encode()))


def waiting(me: Me) -> OneTimeSecret | None:
    return OneTimeSecret.objects.filter(person_id=me.id, confirmed_at__isnull=True).first()


def shown(me: Me, held: OneTimeSecret) -> tuple[str, str]:
    """What the phone scans, as inline SVG, and the same to type over in groups of four."""
    secret = sealing.unseal(me.id, held.sealed).decode()
    address = pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=me.email, issuer_name="Waakvlam")
    drawing = segno.make(address, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff")
    return drawing, " ".join(secret[n:n + 4] for n in range(0, len(secret), 4))


def confirm(me: Me, typed: str) -> bool:
    """The first code of a new secret: from now on it counts."""
    held = waiting(me)
    if held is None or not _used(me, held, typed):
        return False
    OneTimeSecret.objects.filter(pk=held.pk).update(confirmed_at=now())
    return True


def accepted(me: Me, typed: str) -> bool:
    """A code of the confirmed secret, once: the same one again is refused, also at the same moment."""
    held = OneTimeSecret.objects.filter(person_id=me.id, confirmed_at__isnull=False).first()
    return held is not None and _used(me, held, typed)


def _used(me: Me, held: OneTimeSecret, typed: str) -> bool:
    step = _step_of(sealing.unseal(me.id, held.sealed).decode(), "".join(typed.split()), now())
    if step is None:
        return False
    # One statement decides: of two requests with the same code only one changes the row.
    return bool(OneTimeSecret.objects.filter(pk=held.pk, last_step__lt=step).update(last_step=step))


def _step_of(secret: str, typed: str, moment: datetime) -> int | None:
    here, codes = int(moment.timestamp()) // STEP, pyotp.TOTP(secret, interval=STEP)
    found = None
    for around in AROUND:  # all of them, so that the time taken tells nothing
        if hmac.compare_digest(codes.generate_otp(here + around), typed) and found is None:
            found = here + around
    return found


def on_paper(me: Me) -> list[str]:
    """Ten new recovery codes of 59 bits each, to be shown once; earlier ones stop."""
    made = ["-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _part in range(3)) for _code in range(PAPER)]
    RecoveryCode.objects.filter(person_id=me.id).delete()
    RecoveryCode.objects.bulk_create([
        RecoveryCode(network_id=me.network_id, person_id=me.id, hashed=sealing.mark(me.id, code)) for code in made])
    return made


def recovered(me: Me, typed: str) -> bool:
    """A recovery code, each good for one time."""
    code = "".join(typed.lower().split())
    return bool(RecoveryCode.objects.filter(
        Q(used_at__isnull=True), person_id=me.id, hashed=sealing.mark(me.id, code)).update(used_at=now()))


def paper_left(me: Me) -> int:
    return RecoveryCode.objects.filter(person_id=me.id, used_at__isnull=True).count()
