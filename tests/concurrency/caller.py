"""One caller over HTTP: takes people, tells outcomes, and tells them again until acknowledged."""

import threading
import time
from collections import defaultdict
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode
from uuid import UUID

from waakvlam.kit.ids import uuid7

TOKEN = "a" * 32  # the same in cookie and form: what the browser would send back


class Diary:
    """What the callers saw, shared by all threads."""

    def __init__(self, households: int, seconds: float) -> None:
        self.lock = threading.Lock()
        self.households = households
        self.end = time.monotonic() + seconds
        self.handed: dict[str, set[int]] = defaultdict(set)
        self.acknowledged: dict[UUID, str] = {}
        self.again = 0
        self.wrong: list[str] = []

    def is_over(self) -> bool:
        return len(self.acknowledged) >= self.households or time.monotonic() > self.end or bool(self.wrong)


class Caller(threading.Thread):
    def __init__(self, number: int, session: str, round_id: str, port: int, diary: Diary) -> None:
        super().__init__(daemon=True)
        self.number, self.session, self.round_id = number, session, round_id
        self.port, self.diary = port, diary
        self.connection: HTTPConnection | None = None

    def run(self) -> None:
        where = ""
        while not self.diary.is_over():
            if not where:
                where = self._where(f"/belacties/{self.round_id}/bellen/beurt/", {})
            if "/bellen/" in where:  # nobody now; a colleague may give somebody back
                time.sleep(0.3)
                where = ""
            elif where:
                where = self._call(where)

    def _call(self, url: str) -> str:
        """Look at every tenth person as a browser would, then tell how it went; the next address."""
        with self.diary.lock:
            self.diary.handed[url].add(self.number)
        if uuid7().int % 10 == 0:
            self._send("GET", url, {})
        attempt = uuid7()
        following = self._where(f"{url}uitkomst/", {"attempt": str(attempt), "outcome": "spoken",
                                                    "observation": f"beller {self.number}"})
        if following:
            with self.diary.lock:
                self.diary.acknowledged[attempt] = url
        return following

    def _where(self, url: str, form: dict[str, str]) -> str:
        """Post until it is answered; "" when the time is over."""
        status, location = self._send("POST", url, form)
        if status and status != 302:
            self.diary.wrong.append(f"{status} at {url}")
        return location

    def _send(self, method: str, url: str, form: dict[str, str]) -> tuple[int, str]:
        """The same request again and again while the server is away or broken."""
        while time.monotonic() < self.diary.end:
            try:
                answer = self._request(method, url, form)
            except (OSError, HTTPException):
                self.connection = None
                answer = (503, "")
            if answer[0] < 500:
                return answer
            with self.diary.lock:
                self.diary.again += 1
            time.sleep(0.2)
        return 0, ""

    def _request(self, method: str, url: str, form: dict[str, str]) -> tuple[int, str]:
        if self.connection is None:
            self.connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        body = urlencode({**form, "csrfmiddlewaretoken": TOKEN}) if method == "POST" else None
        self.connection.request(method, url, body, {
            "Cookie": f"waakvlam={self.session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded"})
        answer = self.connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")
