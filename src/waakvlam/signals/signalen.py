"""A report about the public space as Signalen takes it in: the open source report system of municipalities.

Source: the sample and the schema of a public report in Signalen (Gemeente Amsterdam, MPL-2.0). Nobody stands in it: no
reporter, no resident; whoever works there answers to the mailbox of the organisation that sends it.
"""

import re
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from .addresses import Place

# Category → its words here, and the main category under which it stands there. Things, never groups of people.
CATEGORIES: dict[str, tuple[Any, str]] = {
    "straatverlichting-openbare-klok": (_("een lamp is stuk, het is donker"), "wegen-verkeer-straatmeubilair"),
    "onderhoud-stoep-straat-en-fietspad": (_("stoep, straat of fietspad"), "wegen-verkeer-straatmeubilair"),
    "speelplaats": (_("speelplaats"), "wegen-verkeer-straatmeubilair"),
    "straatmeubilair": (_("bankje, hek of paaltje"), "wegen-verkeer-straatmeubilair"),
    "put-riolering-verstopt": (_("een put of het riool is verstopt"), "wegen-verkeer-straatmeubilair"),
    "gladheid": (_("het is glad"), "wegen-verkeer-straatmeubilair"),
    "verkeersoverlast-verkeerssituaties": (_("gevaarlijk verkeer"), "wegen-verkeer-straatmeubilair"),
    "grofvuil": (_("grof vuil"), "afval"),
    "veeg-zwerfvuil": (_("zwerfvuil"), "afval"),
    "container-is-vol": (_("een container is vol"), "afval"),
    "hinderlijk-geplaatst-object": (_("er staat iets in de weg"), "overlast-in-de-openbare-ruimte"),
    "fietswrak": (_("een fietswrak"), "overlast-in-de-openbare-ruimte"),
    "maaien-snoeien": (_("groen dat te hoog of te dicht is"), "openbaar-groen-en-water"),
    "ratten": (_("ratten"), "overlast-van-dieren"),
    "overig": (_("iets anders buiten"), "overig"),
}
CHOICES = [(slug, words) for slug, (words, _main) in CATEGORIES.items()]


def report(*, text: str, place: Place, point: tuple[float, float], category: str, mailbox: str, noticed_at: datetime) -> dict[str, Any]:
    """`point` is (longitude, latitude) in degrees (WGS84). Raises KeyError for a category that we do not send."""
    main = CATEGORIES[category][1]
    location: dict[str, Any] = {"geometrie": {"type": "Point", "coordinates": list(point)}, "extra_properties": {}}
    if place.street:
        found = re.match(r"\d+", place.house_number.strip())
        digits = found.group() if found else ""  # of 12-3 the number is 12: a crew must not stand at 123
        location["address"] = {
            "openbare_ruimte": place.street, "huisnummer": int(digits or 0), "huisletter": "",
            "huisnummer_toevoeging": place.house_number.strip()[len(digits):].strip(" -/"), "postcode": place.postcode, "woonplaats": place.city}
    return {
        "text": text, "text_extra": place.place, "location": location,
        "category": {"sub_category": f"/signals/v1/public/terms/categories/{main}/sub_categories/{category}"},
        "reporter": {"email": mailbox, "sharing_allowed": False}, "incident_date_start": noticed_at.isoformat()}


def middle(outline: dict[str, Any] | None) -> tuple[float, float] | None:
    """(longitude, latitude) around which a neighbourhood lies: the mean of the corners of its longest ring."""
    if not outline:
        return None
    shapes = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
    ring = max((shape[0] for shape in shapes), key=len)
    return round(sum(p[0] for p in ring) / len(ring), 6), round(sum(p[1] for p in ring) / len(ring), 6)
