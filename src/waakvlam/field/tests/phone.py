"""A phone of the tests: it speaks with the server as the app does, without a browser."""

import json
from typing import Any

from django.test import Client

from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now


class Phone:
    """Signed in with `client`; taken into use at once."""

    def __init__(self, client: Client) -> None:
        self.client, self.clock = client, 0.0
        self.device = self.post("toestel/", {}, known=False).json()

    @property
    def headers(self) -> dict[str, str]:
        return {"X-Toestel": f"{self.device['id']}.{self.device['token']}"}

    def get(self, path: str) -> Any:
        return self.client.get(f"/veld/{path}", headers=self.headers)

    def post(self, path: str, data: Any, known: bool = True) -> Any:
        return self.client.post(f"/veld/{path}", json.dumps(data), content_type="application/json",
                                headers=self.headers if known else {})

    def sheet(self, sheet_id: Any) -> dict[str, Any]:
        return self.get(f"bladen/{sheet_id}/").json()

    def visit(self, sheet: dict[str, Any], stop: dict[str, Any], outcome: str = "not_home", **more: Any) -> dict[str, Any]:
        """A command as the app makes it, by this phone's clock (`clock` seconds ahead of ours)."""
        at = now().timestamp() + self.clock
        told = {"id": str(uuid7(at)), "sheet": sheet["id"], "entry": stop["entry_id"], "outcome": outcome, "seen": stop["seen"],
                "at": _text(at), "offset": None, "next_at": None, "observation": "", "interpretation": "", "source": "",
                "findings": [], "keep_words": False}
        return told | more

    def send(self, *commands: dict[str, Any]) -> Any:
        return self.post("opdrachten/", {"now": int((now().timestamp() + self.clock) * 1000), "commands": list(commands)})

    def results(self, *commands: dict[str, Any]) -> list[str]:
        return [one["result"] for one in self.send(*commands).json()["results"]]


def _text(at: float) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(at, UTC).isoformat()
