"""Requests: what managers lack to close sooner, when two are the same, and in which order they stand (R30, R50-R52)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cockpit.method.money import Money
from cockpit.method.records import Client, Request
from cockpit.method.sentence import Problem, say
from cockpit.method.words import Area

#: Leads and refusals are told of the last so many calendar days.
WINDOW_DAYS: Final = 90
#: Below this many cases no median is told (NUMBERS.md, small numbers).
ENOUGH: Final = 5
#: The areas that a refusal tells something about (R52).
OF_REFUSALS: Final = (Area.PRODUCT, Area.OFFER)

_LONGEST = 200
_LEAST_WORD = 3
_FINAL = ".,;:!?… "
_SMALL_WORDS: Final = frozenset(
    {"для", "или", "под", "при", "без", "над", "про", "нет", "нам", "нас", "наш", "как", "что", "это", "ему", "его"}
    | {"они", "нужен", "нужна", "нужно", "нужны", "the", "for", "and", "with", "from", "our", "need", "needs", "not"}
    | {"any", "have", "has"}
)


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request with what stands behind it.

    Attributes:
        clients: the open clients behind it; `gone` those that are not open any more.
        money: their known open money by currency; estimates are left out and count in `without_amount`.
        lost: the known money of the deals refused since the client was noted, `lost_clients` whose they were.
        managers: whose clients they are, by name.
        alike: the ids of open requests that look like the same thing.
    """

    request: Request
    clients: int = 0
    gone: int = 0
    money: tuple[Money, ...] = ()
    without_amount: int = 0
    lost_clients: int = 0
    lost: tuple[Money, ...] = ()
    managers: tuple[str, ...] = ()
    alike: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Backer:
    """A client behind a figure: who he is, whose, since when, and what was refused.

    Attributes:
        on: the day he was noted for a request, or of his last deal won or refused.
        lost: the known money of his refused deals that the figure counts; `reason` is that of the last.
        won: the known money of his deals won in the window.
        seconds: the time spent on him in reviews in the window.
    """

    client: Client
    manager: str
    on: date | None = None
    lost: tuple[Money, ...] = ()
    won: tuple[Money, ...] = ()
    reason: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of leads (R51).

    Attributes:
        name: as it is mostly written; empty when no source is named. `spellings` are all the ways it is written.
        clients: all clients that came from it, `open_clients` those open now and `money` their known open money.
        won, won_money: deals won in the window; `days` is the median of their calendar days from the beginning, when
            at least `ENOUGH` of them tell it.
        refused, lost: clients with a deal refused in the window, and the known money of those deals.
        seconds: the time spent in reviews of its clients in the window.
    """

    name: str
    spellings: tuple[str, ...]
    clients: int = 0
    open_clients: int = 0
    money: tuple[Money, ...] = ()
    won: int = 0
    won_money: tuple[Money, ...] = ()
    days: float | None = None
    refused: int = 0
    lost: tuple[Money, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason of refusals, with what its clients had lacked of the product and the offer (R52).

    Attributes:
        name: as it is mostly written; empty when no reason is named. `spellings` are all the ways it is written.
        clients: whose deals were refused for it in the window; `lost` the known money of those deals.
        requests: the requests of the product and the offer those clients stand behind, with how many of them do.
    """

    name: str
    spellings: tuple[str, ...]
    clients: int = 0
    lost: tuple[Money, ...] = ()
    requests: tuple[tuple[Request, int], ...] = ()


def text_key(text: str) -> str:
    """Return what two texts have in common that say the same: no case, single spaces, ``ё`` as ``е``, no final stop."""
    return " ".join(text.casefold().replace("ё", "е").split()).rstrip(_FINAL)


def check_request(text: str) -> tuple[Problem, ...]:
    """Check the text of a request: there must be one, not longer than 200 characters."""
    if not text_key(text):
        return (Problem("text", say("What is missing?")),)
    if len(" ".join(text.split())) > _LONGEST:
        return (Problem("text", say("The text is longer than {n} characters.", n=_LONGEST)),)
    return ()


def ranked(lines: Iterable[RequestLine]) -> tuple[RequestLine, ...]:
    """Order requests by the money stuck behind them, the most first.

    Currencies are never mixed: in each the requests have their places by its sum, and a request stands as high as its
    best place in any of them, then as its next best. Then come the number of clients, and the older one.
    """
    lines = tuple(lines)
    sums: defaultdict[str, set[int]] = defaultdict(set)
    for line in lines:
        for amount in line.money:
            sums[amount.currency].add(amount.minor)
    place = {
        Money(minor, currency): at
        for currency, known in sums.items()
        for at, minor in enumerate(sorted(known, reverse=True))
    }
    last = len(place)

    def rank(line: RequestLine) -> tuple[bool, list[int], int, date, int]:
        places = sorted(place[amount] for amount in line.money if amount.minor)
        return (not places, [*places, last], -line.clients, line.request.opened_on, line.request.id)

    return tuple(sorted(lines, key=rank))


def alike(texts: Mapping[int, str]) -> dict[int, tuple[int, ...]]:
    """Find the texts that look like the same thing, for each the others, in order.

    Two texts look alike when two thirds of the words of the shorter one stand in the other. Words shorter than three
    letters and the most common ones do not count, and two words are the same when they begin alike: with at least
    three letters and two thirds of the longer one, so that an ending makes no difference.
    """
    words = {each: _words(text) for each, text in texts.items()}
    beginnings: defaultdict[str, set[int]] = defaultdict(set)
    for each, own in words.items():
        for word in own:
            beginnings[word[:_LEAST_WORD]].add(each)
    found = {}
    for each, own in words.items():
        shared = Counter(other for word in own for other in beginnings[word[:_LEAST_WORD]] if other != each)
        found[each] = tuple(sorted(other for other in shared if _overlap(own, words[other])))
    return found


def first_alike(text: str, known: Iterable[str]) -> str | None:
    """Return the first known text that looks like the same thing as this one, by the rule of `alike`."""
    own = _words(text)
    return next((each for each in known if _overlap(own, _words(each))), None)


def _words(text: str) -> frozenset[str]:
    letters = "".join(sign if sign.isalnum() else " " for sign in text_key(text))
    return frozenset(word for word in letters.split() if len(word) >= _LEAST_WORD and word not in _SMALL_WORDS)


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    known = sum(any(_same_word(word, each) for each in longer) for word in shorter)
    return bool(shorter) and 3 * known >= 2 * len(shorter)


def _same_word(one: str, other: str) -> bool:
    common = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        common += 1
    return common >= _LEAST_WORD and 3 * common >= 2 * max(len(one), len(other))


def spelled_alike(spellings: Mapping[str, int]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Join names that differ only as `text_key` leaves out.

    Args:
        spellings: every way of writing with how often it occurs.

    Returns:
        By each way of writing the one that occurs most often, and all that mean the same.
    """
    families: defaultdict[str, list[str]] = defaultdict(list)
    for spelling in spellings:
        families[text_key(spelling)].append(spelling)
    joined = {}
    for key, family in families.items():
        name = " ".join(min(family, key=lambda each: (-spellings[each], each)).split()) if key else ""
        for spelling in family:
            joined[spelling] = (name, tuple(sorted(family)))
    return joined


def first_day(today: date) -> date:
    """Return the first day of the window that leads and refusals are told of, which ends today."""
    return today - timedelta(days=WINDOW_DAYS - 1)


def middle(days: Sequence[int]) -> float | None:
    """Return the median of some durations in days; None below `ENOUGH` of them (NUMBERS.md, small numbers)."""
    if len(days) < ENOUGH:
        return None
    ordered, half = sorted(days), len(days) // 2
    return float(ordered[half]) if len(days) % 2 else (ordered[half - 1] + ordered[half]) / 2
