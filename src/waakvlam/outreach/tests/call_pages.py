"""The caller's pages as a caller goes through them, for the tests."""

import re


def take(client, round):
    """The address of the person that this caller gets."""
    answer = client.post(f"/belacties/{round.pk}/bellen/beurt/")
    assert answer.status_code == 302
    return answer["Location"]


def attempt_in(page):
    return re.search(r'name="attempt" value="([0-9a-f-]{36})"', page.content.decode())[1]


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def finish(client, url, outcome="spoken", **form):
    page = client.get(url)
    return client.post(f"{url}uitkomst/", {"attempt": attempt_in(page), "outcome": outcome, **form})
