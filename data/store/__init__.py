"""The store as the screens and the commands see it: everything that can be asked of it, one module for each matter.

Every method is awaited; the work is done on the one thread of `data.worker.Worker`, in order, inside one transaction.
SQLAlchemy is imported there, after the first paint, so these modules and what they import at the top stay light.
"""

from __future__ import annotations

from data.store.control import Watching
from data.store.files import Files, Progress
from data.store.forecasting import Forecasting
from data.store.learning import Progressing
from data.store.lists import Lists
from data.store.numbers import Numbers
from data.store.people import People
from data.store.playbooks import PlaybookKeeping
from data.store.recruiting import Recruiting
from data.store.requests import Requests
from data.store.sittings import Sittings
from data.store.targets import Aims
from data.store.tasks import Tasks
from data.store.training import Lessons
from data.store.waking import Many

__all__ = ["Progress", "Store"]


class Store(
    Lists,
    Sittings,
    People,
    Files,
    Recruiting,
    Tasks,
    Requests,
    Many,
    Lessons,
    PlaybookKeeping,
    Forecasting,
    Numbers,
    Progressing,
    Aims,
    Watching,
):
    """One department's data; `data.store.base.Asking` says how it is opened."""
