"""Which test proves which requirement of the method: ``python -m tools.requirements``.

A test names the requirements it proves by their ids (R1, R45-R48) in its docstring; this reads them off.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent

#: What is built, by the ids of the method's requirements, in a few words each.
BUILT: Mapping[str, str] = {
    "R1": "a review opens on the task given last time",
    "R2": "one key from the start shows today's list",
    "R3": "a sitting belongs to a head, a manager, a day and a slot",
    "R4": "two sittings a day; the second shows what was promised for today and what changed",
    "R5": "the review interval by temperature, amount, segment, and for one client",
    "R6": "a missed sitting is visible by itself",
    "R7": "a sitting is complete only when every due client is reviewed or put off",
    "R8": "the verdict by one key",
    "R9": "a missed plan asks for a correction",
    "R10": "a reached plan asks what gets us paid",
    "R11": "new risks",
    "R12": "new opportunities with their amounts",
    "R13": "who can pay; nobody is an alarm",
    "R14": "a recruiting task with its ladder",
    "R15": "three blocks in one card, each skippable",
    "R16": "no open client longer than a week without a review",
    "R17": "fast deals every two days",
    "R18": "hot clients: those who were, and those who have just become so",
    "R19": "refusals of each manager, by reason",
    "R20": "deals won, and payments apart",
    "R21": "money in hot, warm and potential clients",
    "R22": "how long deals take: median and three quarters",
    "R23": "the average check of a client, mean and median",
    "R24": "offers per client, and who has none",
    "R25": "revenue of the day, the week and the month",
    "R26": "every figure opens the rows behind it",
    "R27": "when and how much money from each type",
    "R28": "forecasts are kept and compared with what came",
    "R29": "tasks by client and by type, day and week; the manager's sheet",
    "R30": "what is missing, ranked by the money stuck behind it",
    "R31": "what a number of minutes covers",
    "R32": "minutes per client",
    "R33": "an editable question list; the never used are proposed for removal",
    "R34": "plans reached and rework over time",
    "R35": "the learning curve against one to five minutes",
    "R36": "what the head expected",
    "R37": "money in deals whose plan failed twice or that slipped, beside the money that came",
    "R38": "error types of corrections",
    "R39": "ready for a deputy, or what is missing",
    "R40": "losses after missed plans by month",
    "R41": "a department of a hundred managers",
    "R42": "segments with their own head and rules",
    "R43": "high-check clients only; what that leaves out",
    "R44": "silent clients, and extra money found in reviews and paid",
    "R45": "who the client is",
    "R46": "how he decides",
    "R47": "his budget",
    "R48": "how he pays",
    "R49": "what is unknown becomes the next task",
    "R50": "marketing requests",
    "R51": "the inflow of leads by source",
    "R52": "product and offer requests with the reasons of refusals",
    "R53": "competencies of corrections by manager",
    "R54": "a training programme",
    "R55": "the reason behind each line of the forecast",
    "R56": "targets from own history with their range",
    "R57": "rates and figures give a pay that decides nothing",
    "R58": "hours spent beside the money moved",
    "R59": "an interrupted first pass goes on",
    "R60": "reviewed clients against others, or not proven",
    "R61": "the playbook in one file",
    "R62": "the files of the CRM in and out; no fact is asked for twice",
}

_IDS = re.compile(r"\bR(\d+)(?:\s?[-–]\s?R?(\d+))?\b")


def proofs(folder: Path = ROOT / "tests") -> dict[str, list[str]]:
    """Return the tests by the requirement they prove, as ``path::name``."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.rglob("test_*.py")):
        for name, text in _documented(file):
            for requirement in named(text):
                found[requirement].append(f"{file.relative_to(folder.parent)}::{name}")
    return dict(found)


def named(text: str) -> Iterator[str]:
    """Yield the ids in a text; a range names all its members."""
    for first, last in _IDS.findall(text):
        for number in range(int(first), int(last or first) + 1):
            yield f"R{number}"


def _documented(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield node.name, ast.get_docstring(node) or ""


def main() -> None:
    """Print every built requirement with its tests."""
    found = proofs()
    for requirement, words in BUILT.items():
        print(f"{requirement:<4} {words}")
        for test in found.get(requirement, ["no test"]):
            print(f"     {test}")


if __name__ == "__main__":
    main()
