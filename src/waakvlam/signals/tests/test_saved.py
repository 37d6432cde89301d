"""Kept lists: of one person or shared with colleagues, opening first where wanted, away and back."""

import pytest
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.signals.models import SavedView
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4")]
NEW = "/signalen/lijsten/nieuw/"


def kept(client, name: str = "Nieuw van contact", *, key: str = "alice", **more) -> SavedView:
    client.post(NEW, {"name": name, "staat": "new", "onderwerp": "contact", "q": "mevrouw Jansen"} | more)
    with identity.acting(make.who(key)):
        return SavedView.objects.filter(name=name).order_by("-created_at").first()


def test_a_filter_is_kept_under_a_name_without_the_words(sign_in):
    client = sign_in("alice")
    one = kept(client)
    assert one.filters == {"staat": "new", "onderwerp": "contact"}
    page = client.get("/signalen/").content.decode()
    assert "/signalen/?onderwerp=contact&amp;staat=new" in page and "Nieuw van contact" in page
    assert kept(client, staat="closed").pk == one.pk  # the same name again replaces what it holds


@pytest.mark.parametrize("given", [{"name": ""}, {"name": "x" * 61}, {"name": "Alles", "staat": "", "onderwerp": ""}])
def test_a_list_without_a_name_or_a_filter_is_not_kept(sign_in, given):
    client = sign_in("alice")
    assert kept(client, **{"name": "Nieuw"} | given) is None
    with identity.acting(make.who("alice")):
        assert SavedView.objects.count() == 0


def test_colleagues_see_what_is_shared_and_change_nothing(sign_in):
    carla = sign_in("carla")
    shared, own = kept(carla, is_shared="on", key="carla"), kept(carla, "Van mij", key="carla")
    for key, there in (("charlie", True), ("alice", False), ("zed", False)):
        client = sign_in(key)
        page = client.get("/signalen/lijsten/").content.decode()
        assert (shared.name in page) is there and own.name not in page
        assert ("staat=new" in client.get("/signalen/").content.decode()) is there
        for name in ("signals:saved_first", "signals:saved_removal", "signals:saved_back"):
            assert client.post(reverse(name, args=[shared.pk])).status_code == 404


def test_the_board_opens_with_the_first_list_until_it_is_no_longer(sign_in):
    client = sign_in("alice")
    one, other = kept(client), kept(client, "Gesloten", staat="closed")
    for view in (one, other):
        client.post(reverse("signals:saved_first", args=[view.pk]))
    assert client.get("/signalen/")["Location"] == "/signalen/?onderwerp=contact&staat=closed"
    assert client.get("/signalen/?alles=1").status_code == 200
    client.post(reverse("signals:saved_first", args=[other.pk]))
    assert client.get("/signalen/").status_code == 200


def test_what_is_taken_away_comes_back_with_one_press(sign_in):
    client = sign_in("alice")
    one = kept(client)
    page = client.post(reverse("signals:saved_removal", args=[one.pk]), follow=True).content.decode()
    assert reverse("signals:saved_back", args=[one.pk]) in page and "?onderwerp=contact" not in page
    assert "?onderwerp=contact" in client.post(reverse("signals:saved_back", args=[one.pk]), follow=True).content.decode()
