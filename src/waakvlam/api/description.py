"""openapi.json: what ninja derives from the code, plus what the NLGov design rules ask."""

import json
import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from waakvlam.access.pages import Needs

from .door import OPERATION, VERSION, dressed, operations
from .problems import TYPE
from .schemas import Problem

PROBLEM = {**Problem.model_json_schema(), "title": "Probleem"}
HEADER = {"API-Version": {"description": "Volledig versienummer van de API.", "schema": {"type": "string", "example": VERSION}}}
REASONS = {"400": "De vraag klopt niet; `errors` noemt elke fout.", "401": "Geen geldige sleutel.",
           "403": "De sleutel mag dit niet.", "404": "Niet hier, of niet voor deze sleutel.",
           "409": "Kan niet in de huidige toestand."}


def described(api: NinjaAPI) -> dict[str, Any]:
    """The description as data; the same on every call."""
    # Generic schemas get names with underscores; the design rules want UpperCamelCase.
    derived = json.dumps(api.get_openapi_schema(path_prefix=""), default=str)
    made: dict[str, Any] = json.loads(re.sub(r"Listing_(\w+?)_(?=\W)", r"\1Lijst", derived))
    address = settings.BASE_URL.rstrip("/") if settings.BASE_URL.startswith("https://") else ""
    made["servers"] = [{"url": f"{address}/api/v1"}]
    needed = declared(api)
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            needs = needed.get((path, method.upper()))
            _complete(operation, method, needs.purpose if needs else "")
    made.setdefault("components", {}).setdefault("securitySchemes", {})["sleutel"] = {
        "type": "http", "scheme": "bearer", "description": "Maakt de beheerder van een organisatie; handelt als één "
        "medewerker met één doel."}
    made["security"] = [{"sleutel": []}]
    return made


def _complete(operation: dict[str, Any], method: str, purpose: str) -> None:
    answers = {str(code): answer for code, answer in operation["responses"].items()}
    for answer in answers.values():
        answer["headers"] = HEADER
    wrong = {"401", "403"} | ({"404"} if any(p["in"] == "path" for p in operation.get("parameters", [])) else set())
    wrong |= {"400"} if operation.get("parameters") or method != "get" else set()
    wrong |= {"409"} if method != "get" else set()
    for code in sorted(wrong):
        answers[code] = {"description": REASONS[code], "headers": HEADER, "content": {TYPE: {"schema": PROBLEM}}}
    operation["responses"] = answers
    if purpose:
        operation["description"] = f"{operation.get('description', '')}\n\nDoel van de sleutel: `{purpose}`.".strip()


def declared(api: NinjaAPI) -> dict[tuple[str, str], Needs | None]:
    """(path, method) → what the operation declared with `needs`; None where that was forgotten."""
    return {(path, method): getattr(operation.view_func, OPERATION, None)
            for path, operation in operations(api) for method in operation.methods}


def openapi(api: NinjaAPI) -> Any:
    """The view; open to every origin, since it holds no data of anybody."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        answer = dressed(JsonResponse(described(api), json_dumps_params={"ensure_ascii": False}))
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Cross-Origin-Resource-Policy"] = "cross-origin"
        answer["Cache-Control"] = "public, max-age=300"
        return answer

    return view
