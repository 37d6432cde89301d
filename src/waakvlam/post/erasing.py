"""Messages to people who are erased: sent, waiting or failed, they go."""

from django.db.models import Q

from waakvlam.access.erasing import Found, Subject, drop

from .models import Delivery


def erase(subject: Subject) -> Found:
    to_them = Q(recipient_id__in=(*subject.residents, *subject.households))
    return drop(Delivery.objects.filter(to_them | Q(to__in=(*subject.emails, *subject.phones))))
