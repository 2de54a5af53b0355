"""What managers lack, where clients come from, and refusals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from cockpit.method import request
from cockpit.method.words import Area, RequestState
from cockpit.output.base import Form, Money


class Request(Form):
    """What managers lack to close sooner, with the money of the open clients behind it; estimates are left out.

    ``lost`` is the money of the deals that these clients refused since they were noted.
    """

    id: int
    area: Area
    text: str
    state: RequestState
    since: date
    noted_by: str
    money: tuple[Money, ...]
    clients: int
    without_amount: int
    not_open_any_more: int
    lost_clients: int
    lost: tuple[Money, ...]
    managers: tuple[str, ...]
    looks_like: tuple[int, ...]
    closed_on: date | None
    closed_reason: str
    merged_into: int | None

    @classmethod
    def of(cls, line: request.RequestLine) -> Request:
        """Make the form of a request."""
        it = line.request
        return cls(
            id=it.id,
            area=it.area,
            text=it.text,
            state=it.state,
            since=it.opened_on,
            noted_by=it.head,
            money=Money.each(line.money),
            clients=line.clients,
            without_amount=line.without_amount,
            not_open_any_more=line.gone,
            lost_clients=line.lost_clients,
            lost=Money.each(line.lost),
            managers=line.managers,
            looks_like=line.alike,
            closed_on=it.closed_on,
            closed_reason=it.closed_reason,
            merged_into=it.merged_into,
        )


class Source(Form):
    """Where clients come from; ``days_to_won`` is a median, null for too few deals."""

    name: str
    clients: int
    open_clients: int
    open_money: tuple[Money, ...]
    won: int
    won_money: tuple[Money, ...]
    days_to_won: float | None
    lost_clients: int
    lost: tuple[Money, ...]
    seconds_in_reviews: float


class Refusals(Form):
    """The refusals of one reason, with the requests of product and offer that their clients stand behind."""

    reason: str
    clients: int
    lost: tuple[Money, ...]
    lacked: dict[int, int]


class Requests(Form):
    """Output of ``cockpit requests --json``, in order; sources and refusals are of the days from ``since`` on.

    ``lacked`` counts the clients by the id of a request.
    """

    as_of: datetime
    since: date
    requests: tuple[Request, ...]
    sources: tuple[Source, ...]
    refusals: tuple[Refusals, ...]

    @classmethod
    def of(
        cls,
        now: datetime,
        requests: Iterable[request.RequestLine],
        sources: Iterable[request.SourceLine],
        reasons: Iterable[request.ReasonLine],
    ) -> Requests:
        """Make the form."""
        return cls(
            as_of=now,
            since=request.first_day(now.date()),
            requests=tuple(map(Request.of, requests)),
            sources=tuple(
                Source(
                    name=line.name,
                    clients=line.clients,
                    open_clients=line.open_clients,
                    open_money=Money.each(line.money),
                    won=line.won,
                    won_money=Money.each(line.won_money),
                    days_to_won=line.days,
                    lost_clients=line.refused,
                    lost=Money.each(line.lost),
                    seconds_in_reviews=round(line.seconds, 1),
                )
                for line in sources
            ),
            refusals=tuple(
                Refusals(
                    reason=line.name,
                    clients=line.clients,
                    lost=Money.each(line.lost),
                    lacked={wish.id: n for wish, n in line.requests},
                )
                for line in reasons
            ),
        )
