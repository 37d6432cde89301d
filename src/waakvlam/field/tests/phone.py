"""A phone of the tests: it speaks with the server as the app does, without a browser."""

import json
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

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

    def photo(self, visit: dict[str, Any], content: bytes, id: str = "") -> Any:
        data = {"id": id or str(uuid7()), "visit": visit["id"], "photo": SimpleUploadedFile("foto.jpg", content, "image/jpeg")}
        return self.client.post("/veld/fotos/", data, headers=self.headers)

    def results(self, *commands: dict[str, Any]) -> list[str]:
        return [one["result"] for one in self.send(*commands).json()["results"]]


def picture() -> bytes:
    """A photo that says where it was taken, as a phone's camera makes it."""
    made, exif = Image.new("RGB", (64, 48), "teal"), Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 26.0, 0.0), 3: "E", 4: (4.0, 49.0, 0.0)}
    exif[0x010E] = "Zwanebloemlaan"
    out = BytesIO()
    made.save(out, "JPEG", exif=exif)
    return out.getvalue()


def _text(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()
