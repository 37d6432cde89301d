"""docs/reference/proof.md: each capability and rule with the tests that prove it.

Which tests stands in their marks, read from the source; whether they passed comes from the last
run of the suite on this machine.
"""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from .pytest_proof import RESULTS

HERE = Path(__file__).resolve().parents[3]
CAPABILITIES = {
    "C1": "Call rounds", "C2": "Door rounds and maintenance visits", "C3": "Signals from anyone",
    "C4": "Triage and routing to who can act", "C5": "Warm handover, closed loop",
    "C6": "Joint meetings", "C7": "Cases and one plan", "C8": "The pilot light: check-ins",
    "C9": "Nuisance with care", "C10": "Intermediate tenancies", "C11": "Care circle",
    "C12": "Service directory and supply", "C13": "Prevention links", "C14": "Breakthrough",
    "C15": "The neighbourhood picture", "C16": "Agreements and roles",
    "C17": "Costs and pooled means", "C18": "Initiatives and their municipality",
    "C19": "Lawful and trusted",
}
RULES = {
    "R1": "controller, purpose, ground, term on every record", "R2": "reads need role, organisation, purpose",
    "R3": "no BSN", "R4": "import drops what may not be kept", "R5": "no risk score, no forbidden criteria",
    "R6": "a human approves the list; why is shown", "R7": "round has goal, area, period; do not call holds",
    "R8": "who, why, voluntary first; nothing mandatory", "R9": "permission or necessity; withdrawal at once",
    "R10": "sent is not done", "R11": "feedback is status only", "R12": "observation, interpretation, source apart",
    "R13": "health data hidden from corporations", "R14": "care notes stay with the provider",
    "R15": "only your own cases in a meeting", "R16": "minutes without medical content",
    "R17": "debt signal's four conditions", "R18": "debt signals destroyed at term",
    "R19": "signals without follow-up expire", "R20": "no open-ended check-in plan",
    "R21": "flip lease needs three parties", "R22": "nuisance with guidance", "R23": "mediation returns outcome only",
    "R24": "planned eviction known ahead", "R25": "core team sees agreed addresses only",
    "R26": "no use for allocation", "R27": "danger first", "R28": "both logs, unchangeable",
    "R29": "residents' rights have a clock", "R30": "small cells suppressed", "R31": "thin events",
    "R32": "grounds are dated switches", "R33": "accessible, plain, alternatives", "R34": "two-person markers hidden",
}


def marked() -> Iterator[tuple[str, str]]:
    """(capability or rule, test id) for every mark in the tests' source."""
    for file in sorted([*HERE.glob("src/**/tests/**/test_*.py"), *HERE.glob("tests/**/test_*.py")]):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        of_module = [n for node in tree.body if isinstance(node, ast.Assign)
                     and any(getattr(t, "id", "") == "pytestmark" for t in node.targets)
                     for n in _names(node.value)]
        yield from _in(tree.body, str(file.relative_to(HERE)), of_module)


def _in(body: list[ast.stmt], prefix: str, inherited: list[str]) -> Iterator[tuple[str, str]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _in(node.body, f"{prefix}::{node.name}", inherited)
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            own = [n for decorator in node.decorator_list for n in _names(decorator)]
            for name in dict.fromkeys([*inherited, *own]):
                yield name, f"{prefix}::{node.name}"


def _names(node: ast.AST) -> list[str]:
    """Arguments of every `pytest.mark.proves(…)` below this node."""
    return [argument.value for call in ast.walk(node)
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "proves"
            for argument in call.args if isinstance(argument, ast.Constant)]


def render() -> str:
    tests: dict[str, list[str]] = defaultdict(list)
    for name, test in marked():
        tests[name].append(test)
    passed = _passed()
    parts = ["# What is proved by which test", "",
             "Generated from the tests' marks by `make fix`; `make check` fails when it is stale.",
             "✔ passed in the last run of the suite, ✘ failed, · did not run there.", ""]
    for title, rows in (("Capabilities", CAPABILITIES), ("Rules", RULES)):
        parts += [f"## {title}", "", "| | what | tests |", "|---|---|---|"]
        parts += [f"| {code} | {what} | {_cell(tests.get(code, []), passed)} |" for code, what in rows.items()]
        parts.append("")
    return "\n".join(parts)


def _cell(found: list[str], passed: dict[str, bool]) -> str:
    if not found:
        return "–"
    return "<br>".join(f"{_mark(passed.get(t))} {_short(t)}" for t in sorted(found))


def _mark(passed: bool | None) -> str:
    return "·" if passed is None else "✔" if passed else "✘"


def _short(test: str) -> str:
    """module: the test's sentence."""
    path, _, name = test.partition("::")
    module = re.sub(r"^(src/waakvlam/)?(tests/)?", "", path).split("/")[0].removesuffix(".py")
    return f"{module}: {name.split('::')[-1].removeprefix('test_').replace('_', ' ')}"


def _passed() -> dict[str, bool]:
    if not RESULTS.exists():
        return {}
    return {name: bool(row["passed"]) for name, row in json.loads(RESULTS.read_text()).items()}


def without_results(text: str) -> str:
    """The text without pass marks: what must agree on every machine."""
    return re.sub(r"[✔✘·] ", "", text)
