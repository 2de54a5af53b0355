"""The JSON Schema of what each command prints."""

from __future__ import annotations

from typing import Any

from cockpit.output.base import Form
from cockpit.output.control import Control
from cockpit.output.delegation import Delegation
from cockpit.output.department import Department
from cockpit.output.forecast import Forecast
from cockpit.output.imports import Gone, Import, Imports
from cockpit.output.kpi import Kpis
from cockpit.output.learning import Learning
from cockpit.output.managers import Managers
from cockpit.output.queue import Queue
from cockpit.output.requests import Requests
from cockpit.output.reviews import Reviews
from cockpit.output.settings import Settings
from cockpit.output.targets import Incentives, Targets
from cockpit.output.tasks import Tasks, TaskSheets
from cockpit.output.training import Training

#: The form of each command's output.
FORMS: dict[str, type[Form]] = {
    "managers": Managers,
    "department": Department,
    "queue": Queue,
    "tasks": Tasks,
    "export tasks": TaskSheets,
    "reviews": Reviews,
    "training": Training,
    "requests": Requests,
    "kpi": Kpis,
    "forecast": Forecast,
    "learning": Learning,
    "delegation": Delegation,
    "control": Control,
    "targets": Targets,
    "incentives": Incentives,
    "import": Import,
    "imports": Imports,
    "gone": Gone,
    "settings": Settings,
}


def schema(command: str) -> dict[str, Any]:
    """Return the JSON Schema of what a command prints with ``--json``."""
    return FORMS[command].model_json_schema(mode="serialization")
