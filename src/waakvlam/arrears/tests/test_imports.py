"""A file of arrears: every bad row said, nothing before approval, and going on where it was killed."""

import csv
import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.arrears import commands, queries
from waakvlam.arrears.models import ArrearsImport, ArrearsRow, Track
from waakvlam.arrears.reading import parse_cents
from waakvlam.arrears.tests import factories as make
from waakvlam.handovers.tests.factories import resident
from waakvlam.kit.time import today
from waakvlam.people.models import Dwelling, Household

pytestmark = pytest.mark.django_db


def homes(number: int) -> list[str]:
    """Contract numbers of this many households of “wonen”."""
    made = [resident(name=f"R{n}").household_id for n in range(number)]
    with identity.acting(make.who("alice")):
        for n, pk in enumerate(made):
            Household.objects.filter(pk=pk).update(tenancy_key=f"HC-{n}")
    return [f"HC-{n}" for n in range(number)]


def upload(client, rows, *, name="achterstand.csv"):
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([["Contractnummer", "Achterstand", "Sinds"], *rows])
    return client.post(reverse("arrears:imports"), {"file": SimpleUploadedFile(name, out.getvalue().encode()), "on_day": today().isoformat()})


def applied(key: str = "alice", **given) -> int:
    with identity.acting(make.who(key)):
        batch = ArrearsImport.objects.order_by("-created_at").first()
    return commands.imports.apply(batch.pk, by=make.who(key))


@pytest.mark.proves("C13")
def test_a_file_is_looked_at_before_it_does_anything_and_says_every_bad_row(sign_in):
    client, (first, second, third) = sign_in("alice"), homes(3)
    answer = upload(client, [[first, "683,12", "01-09-2026"], [second, "1.250,00", ""], ["HC-99", "10", ""], [third, "veel", ""],
                             [first, "5,00", ""], ["", "5,00", ""], [third, "-4,00", ""]])
    page = client.get(answer.url).content.decode()
    for sentence in ("staat niet in jullie register", "Het bedrag is niet te lezen", "twee keer", "om welk huishouden", "tegoed"):
        assert sentence in page, sentence
    with identity.acting(make.who("alice")):
        assert not Track.objects.exists()
        assert ArrearsImport.objects.get().counts == {"new": 2, "refused": 5}
    client.post(reverse("arrears:approval", args=[answer.url.split("/")[-2]]))
    assert applied() == 7
    with identity.acting(make.who("alice")):
        assert sorted(Track.objects.values_list("amount_cents", flat=True)) == [68312, 125000]
        assert set(ArrearsRow.objects.values_list("verdict", flat=True)) == {"refused"}, "only what is wrong stays"
        assert not ArrearsRow.objects.exclude(household_id=None).exists()


@pytest.mark.proves("C13")
def test_a_later_file_changes_amounts_and_ends_nothing(sign_in):
    client, (first, second) = sign_in("alice"), homes(2)
    for rows in ([[first, "100", ""], [second, "200", ""]], [[first, "150", ""]]):
        answer = upload(client, rows)
        client.post(reverse("arrears:approval", args=[answer.url.split("/")[-2]]))
        applied()
    with identity.acting(make.who("alice")):
        assert sorted(Track.objects.filter(ended_at=None).values_list("amount_cents", flat=True)) == [15000, 20000]
        assert ArrearsImport.objects.order_by("-created_at").first().missing == 1


def test_a_killed_job_goes_on_where_it_stopped(sign_in, monkeypatch):
    client = sign_in("alice")
    answer = upload(client, [[key, "100", ""] for key in homes(5)])
    client.post(reverse("arrears:approval", args=[answer.url.split("/")[-2]]))
    monkeypatch.setattr(commands.imports, "CHUNK", 2)
    real, seen = commands.tracks.open_track, []

    def dies(**given):
        if len(seen) == 3:
            seen.append("dead")
            raise KeyboardInterrupt
        seen.append(given["household_id"])
        return real(**given)

    monkeypatch.setattr(commands.tracks, "open_track", dies)
    with pytest.raises(KeyboardInterrupt):
        applied()
    with identity.acting(make.who("alice")):
        assert ArrearsImport.objects.get().applied == 2 and Track.objects.count() == 2
    assert applied() == 3
    with identity.acting(make.who("alice")):
        assert Track.objects.count() == 5 and ArrearsImport.objects.get().state == "done"


def test_a_workbook_by_address_is_read_too_and_the_same_file_is_one_preview(sign_in):
    client = sign_in("alice")
    home = resident(name="Ria")
    with identity.acting(make.who("alice")):
        Dwelling.objects.filter(households__id=home.household_id).update(postcode="1506ZZ", house_number=3, addition="A")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for line, row in enumerate([["Overzicht"], ["Postcode", "Huisnummer", "Toevoeging", "Saldo", "BSN"], ["1506 zz", 3, "a", 683.12, "111222333"]]):
        book_sheet = book.get_worksheet_by_name("A") or book.add_worksheet("A")
        book_sheet.write_row(line, 0, row)
    book.close()
    for _turn in range(2):
        answer = client.post(reverse("arrears:imports"), {"file": SimpleUploadedFile("a.xlsx", out.getvalue()), "on_day": today().isoformat()})
    with identity.acting(make.who("alice")):
        row = ArrearsRow.objects.get()
        assert (row.household_id, row.amount_cents, row.verdict) == (home.household_id, 68312, "new")
    assert answer.status_code == 302


@pytest.mark.parametrize("content", [b"", b"naam;adres\nRia;Duinroos\n", b"%PDF-1.4", b'{"a": 1}'], ids=["empty", "columns", "pdf", "json"])
def test_a_file_that_is_none_is_refused_whole(sign_in, content):
    answer = sign_in("alice").post(reverse("arrears:imports"), {"file": SimpleUploadedFile("x.csv", content), "on_day": today().isoformat()})
    assert answer.status_code == 400
    with identity.acting(make.who("alice")) as who:
        assert not queries.imports(who).items


@pytest.mark.parametrize(("cell", "cents"), [
    ("€ 1.234,56", 123456), ("1234.5", 123450), (683.12, 68312), (5, 500), ("12,-", 1200), ("1.000", 100000), ("-3,50", -350),
    ("veel", None), ("", None), (True, None), ("1,234.56", None), ("10,999", None)], ids=str)
def test_amounts_as_people_write_them(cell, cents):
    assert parse_cents(cell) == cents
