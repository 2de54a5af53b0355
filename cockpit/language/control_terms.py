"""What the figures of control are called, and how each is counted."""

from __future__ import annotations

from typing import Final

from cockpit.language.texts import N_, t
from cockpit.method.control import AFTER_REVIEW, Part

_NAMES: Final = {
    Part.SILENT: N_("Clients silent beyond their norm"),
    Part.FOUND: N_("Extra money found in reviews"),
    Part.TROUBLE: N_("Money in deals in trouble"),
    Part.FAILED: N_("two plans failed in a row"),
    Part.SLIPPED: N_("the day of payment moved"),
    Part.CAME: N_("Money that came"),
    Part.LOST: N_("Lost after a missed plan"),
    Part.REVIEWS: N_("Time spent on reviews"),
    Part.GROUPS: N_("Reviewed and other clients"),
    Part.CLOSED: N_("Share lost: before → since"),
    Part.WEEKS: N_("Money that came in these weeks"),
    Part.PAST: N_("Money a week: before → since"),
}
_LOSSES: Final = N_(
    "Deals lost whose client's last judged plan until then was missed. Before the first sitting no plan was "
    "judged, so the share lost of the deals closed is compared before it and since."
)
_HOURS: Final = N_(
    "Hours of reviews beside the money that came in the same weeks. Of reviewed clients: reviewed on its day or in "
    "the {days} days before."
)
_MEANINGS: Final = {
    Part.SILENT: N_(
        "Open clients whose silence has reached their norm, with no dated promise ahead; without those asleep and "
        "parked. As of now, also in an earlier window. The goal is none."
    ),
    Part.FOUND: N_(
        "Opportunities noted in reviews of these days. Paid since, at most: what the client paid after the day it was "
        "found, up to its amount. Nobody notes what a payment was for."
    ),
    Part.TROUBLE: N_(
        "Open deals whose client's last two judged plans failed, or whose agreed day moved; each counted once. As of "
        "now, also in an earlier window."
    ),
    Part.FAILED: N_("Open deals of clients whose last two judged plans were not reached, or nobody was reached."),
    Part.SLIPPED: N_("Open deals whose agreed day of payment moved at least once."),
    Part.CAME: N_("Payments of these days, and deals won in them without a payment on record."),
    Part.LOST: _LOSSES,
    Part.CLOSED: _LOSSES,
    Part.REVIEWS: _HOURS,
    Part.WEEKS: _HOURS,
    Part.GROUPS: N_(
        "Clients with a deal open on the first day, by their temperature then: how many bought in these days, reviewed "
        "before that and not. Nobody drew them by lot, so a difference is no proof of its reason."
    ),
    Part.PAST: N_(
        "The mean of the last whole weeks, at most eight, beside that of the weeks before the first sitting, without "
        "its own week. Seasons and prices change too, so a difference is no proof of its reason."
    ),
}


def part_name(part: Part) -> str:
    """Name a part."""
    return t(_NAMES[part])


def meaning(part: Part) -> str:
    """Say how a part is counted."""
    return t(_MEANINGS[part], days=AFTER_REVIEW)
