"""The tables, in the words of the method. Rows never leave `data`; what crosses the floor is a record of the method.

Money is whole minor units with an ISO 4217 code beside it. Reviews are never deleted: `undone_at` takes one back.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, MetaData, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from cockpit.method.forecast import Band
from cockpit.method.scope import Level
from cockpit.method.words import (
    Area,
    ContactSource,
    DealStatus,
    Ending,
    Horizon,
    RequestState,
    SittingState,
    Slot,
    TaskState,
    Temperature,
    TemperatureSource,
    Verdict,
)
from data.columns import Flag, Instant, JsonText, LocalDay, Seconds, WholeNumber, Word

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The parent of every table: typed columns by annotation, STRICT in SQLite."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        int: WholeNumber,
        float: Seconds,
        bool: Flag(),
        date: LocalDay(),
        datetime: Instant(),
        Temperature: Word(Temperature),
        TemperatureSource: Word(TemperatureSource),
        ContactSource: Word(ContactSource),
        DealStatus: Word(DealStatus),
        TaskState: Word(TaskState),
        Horizon: Word(Horizon),
        Slot: Word(Slot),
        SittingState: Word(SittingState),
        Verdict: Word(Verdict),
        Ending: Word(Ending),
        Area: Word(Area),
        RequestState: Word(RequestState),
        Band: Word(Band),
        Level: Word(Level),
    }
    __table_args__: Any = ({"sqlite_strict": True},)


def _one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    # SQLite builds a table for an IN of more than two words anew with every row it checks.
    return CheckConstraint(" OR ".join(f"{column} = '{word}'" for word in words), name=column)


def _money(amount: str, currency: str) -> CheckConstraint:
    return CheckConstraint(f"{amount} IS NULL OR {currency} IS NOT NULL", name=f"{amount}_has_currency")


def _table(*parts: Any) -> tuple[Any, ...]:
    return (*parts, {"sqlite_strict": True})


class SegmentRow(Base):
    """A part of the department. What is normal in it stands in its `PlaybookRow`; `target_seconds` moved there."""

    __tablename__ = "segment"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    head: Mapped[str] = mapped_column(default="")
    target_seconds: Mapped[int | None]
    deputy: Mapped[str] = mapped_column(default="", server_default=sql("''"))


class PlaybookRow(Base):
    """What one segment has of its own in its playbook, or the department when `segment_id` is null.

    `body` holds only the parts that were changed, by name; `data.playbooks` reads and writes it.
    """

    __tablename__ = "playbook"
    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("segment.id", ondelete="CASCADE"), unique=True)
    body: Mapped[Any] = mapped_column(JsonText())
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class ManagerRow(Base):
    """A sales person. `name_key` is the name casefolded with single spaces, which is how files are joined to it."""

    __tablename__ = "manager"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("segment.id", ondelete="SET NULL"), index=True)
    head: Mapped[str] = mapped_column(default="")
    left_on: Mapped[date | None]
    import_run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id", ondelete="SET NULL"))


class UsualRow(Base):
    """What is usual for a manager's clients, worked out once a day from the won deals; `data.usual` alone writes it.

    Attributes:
        won: won deals of his segment with both dates, from which the two cycle lengths are taken.
        cycle_median, cycle_p95: their length in calendar days; None while there are too few.
        check_minor, currency: the median won check of the manager, or of his segment.
        main_currency: the currency of most of his open deals, in which his queue compares money.
        high_minor: the high-check line of his segment in his main currency; None without one.
        rules: what the facts of his clients were derived by, as text; when it changes they are derived anew.
        taken_on: the day it was worked out.
        known_on: the day his first client became known here; None while he has none.
    """

    __tablename__ = "usual"
    manager_id: Mapped[int] = mapped_column(ForeignKey("manager.id", ondelete="CASCADE"), primary_key=True)
    won: Mapped[int]
    cycle_median: Mapped[int | None]
    cycle_p95: Mapped[int | None]
    check_minor: Mapped[int | None]
    currency: Mapped[str | None]
    main_currency: Mapped[str | None]
    taken_on: Mapped[date]
    high_minor: Mapped[int | None]
    rules: Mapped[str] = mapped_column(default="", server_default=sql("''"))
    known_on: Mapped[date | None]

    __table_args__ = _table(_money("check_minor", "currency"))


class ClientRow(Base):
    """A client, with the facts that its place in the queue is made of.

    `data.facts.DERIVED` names the columns that follow from the client's deals, tasks, risks and reviews;
    `data.upkeep` alone writes them, a temperature set by hand included.
    `temperature_on` is the day it became what it is, `temperature_hand_on` the day a person last said so. `said` lists
    the fields a person gave a value, which no file overwrites. `own_interval` is the review interval that a person set
    for this client in working days; `interval_days` the one in force and `review_due_on` the last day for its next
    review. `kept_on` is the day a sleeping client was kept. `put_off` tells that a sitting put the client off until
    `parked_until`, which parks nobody: it counts like any other.
    """

    __tablename__ = "client"
    id: Mapped[int] = mapped_column(primary_key=True)
    manager_id: Mapped[int] = mapped_column(ForeignKey("manager.id"))
    name: Mapped[str]
    name_key: Mapped[str]
    nameless: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")
    external_id: Mapped[str | None]
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    lead_source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    extras: Mapped[Any | None] = mapped_column(JsonText())
    said: Mapped[Any | None] = mapped_column(JsonText())
    temperature: Mapped[Temperature] = mapped_column(default=Temperature.POTENTIAL)
    temperature_source: Mapped[TemperatureSource] = mapped_column(default=TemperatureSource.RULE)
    temperature_on: Mapped[date | None]
    temperature_hand_on: Mapped[date | None]
    is_open: Mapped[bool] = mapped_column(default=True)
    money_minor: Mapped[int | None]
    currency: Mapped[str | None]
    estimated: Mapped[bool] = mapped_column(default=False)
    payment_stopped: Mapped[bool] = mapped_column(default=False)
    promise_on: Mapped[date | None]
    last_contact_on: Mapped[date | None]
    contact_source: Mapped[ContactSource] = mapped_column(default=ContactSource.CREATED)
    last_reached_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    opened_on: Mapped[date | None]
    parked_until: Mapped[date | None]
    parked_reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    import_run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id", ondelete="SET NULL"))
    own_interval: Mapped[int | None]
    interval_days: Mapped[int | None]
    review_due_on: Mapped[date | None]
    kept_on: Mapped[date | None]
    put_off: Mapped[bool] = mapped_column(default=False, server_default="0")

    __table_args__ = _table(
        _one_of("temperature", Temperature),
        _one_of("temperature_source", TemperatureSource),
        _one_of("contact_source", ContactSource),
        _money("money_minor", "currency"),
        # Everything the queue ranks by stands in this index, so ranking reads no row of the table.
        Index(
            "ix_client_queue",
            "manager_id",
            "is_open",
            "temperature",
            "promise_on",
            "money_minor",
            "currency",
            "estimated",
            "last_contact_on",
            "contact_source",
            "opened_on",
            "last_reached_on",
            "reviewed_on",
            "parked_until",
            "payment_stopped",
            "temperature_on",
            "interval_days",
            "review_due_on",
            "kept_on",
            "put_off",
        ),
        Index("ix_client_manager_name", "manager_id", "name_key"),
    )


class DealRow(Base):
    """A sale in progress or closed. `estimate_minor` is a list price or a median check, never added to money.

    `said` lists the fields a person gave a value, which no file overwrites; `told` holds, by the same names and as
    text, what the source says of them differently. `gone_on` is the day an import of its source missed the deal.
    """

    __tablename__ = "deal"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(default="")
    external_id: Mapped[str | None]
    title: Mapped[str] = mapped_column(default="")
    product: Mapped[str] = mapped_column(default="")
    stage: Mapped[str] = mapped_column(default="")
    status: Mapped[DealStatus] = mapped_column(default=DealStatus.OPEN)
    amount_minor: Mapped[int | None]
    estimate_minor: Mapped[int | None]
    currency: Mapped[str | None]
    created_on: Mapped[date | None]
    expected_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    updated_on: Mapped[date | None]
    stage_changed_on: Mapped[date | None]
    last_activity_on: Mapped[date | None]
    next_task_on: Mapped[date | None]
    next_step: Mapped[str] = mapped_column(default="")
    lost_reason: Mapped[str] = mapped_column(default="")
    slips: Mapped[int] = mapped_column(default=0)
    slip_days: Mapped[int] = mapped_column(default=0)
    extras: Mapped[Any | None] = mapped_column(JsonText())
    said: Mapped[Any | None] = mapped_column(JsonText())
    import_run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id", ondelete="SET NULL"))
    told: Mapped[Any | None] = mapped_column(JsonText())
    gone_on: Mapped[date | None]

    __table_args__ = _table(
        _one_of("status", DealStatus),
        _money("amount_minor", "currency"),
        _money("estimate_minor", "currency"),
        UniqueConstraint("source", "external_id"),
        Index("ix_deal_stage", "stage", "client_id", "stage_changed_on"),
        Index("ix_deal_closed", "status", "closed_on", "client_id", "amount_minor", "currency", "created_on"),
        Index(
            "ix_deal_gone",
            "gone_on",
            sqlite_where=sql("gone_on IS NOT NULL"),
            postgresql_where=sql("gone_on IS NOT NULL"),
        ),
    )


class ChangeRow(Base):
    """What a file, a review or a hand changed on a deal or a client; values as text, money as ``minor CODE``."""

    __tablename__ = "change"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))
    field: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]
    at: Mapped[datetime]
    import_run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id", ondelete="SET NULL"))
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="SET NULL"))

    __table_args__ = _table(
        Index("ix_change_client", "client_id", "at"),
        Index("ix_change_deal", "deal_id"),
        # For what stood at the end of a past day, the changes after it are taken back.
        Index("ix_change_field", "field", "at", "client_id"),
    )


class OfferRow(Base):
    """A proposal made to a client."""

    __tablename__ = "offer"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id", ondelete="SET NULL"))
    sent_on: Mapped[date]
    text: Mapped[str] = mapped_column(default="")
    amount_minor: Mapped[int | None]
    currency: Mapped[str | None]

    __table_args__ = _table(_money("amount_minor", "currency"))


class PaymentRow(Base):
    """Money that came."""

    __tablename__ = "payment"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id", ondelete="SET NULL"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="SET NULL"))
    paid_on: Mapped[date]
    amount_minor: Mapped[int]
    currency: Mapped[str]

    __table_args__ = _table(Index("ix_payment_paid", "paid_on", "client_id"))


class AnswerRow(Base):
    """What is known about a client on one question of the profile."""

    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    question: Mapped[str]
    text: Mapped[str]
    amount_minor: Mapped[int | None]
    currency: Mapped[str | None]
    answered_on: Mapped[date]
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="SET NULL"))

    __table_args__ = _table(UniqueConstraint("client_id", "question"), _money("amount_minor", "currency"))


class SittingRow(Base):
    """One session beside one manager. `lanes` holds the ids of each lane in the order fixed when it began.

    `holder` is the running program that has the sitting open and `held_at` its last sign of life, so that a second
    program does not write into the same cards unnoticed. `high_minor` is the high-check line below which clients are
    left out of it, and `left_out_clients` and `left_out_money` what that leaves out. `recruiting_due` tells that it
    ended with nobody who can pay and without a recruiting task.
    """

    __tablename__ = "sitting"
    id: Mapped[int] = mapped_column(primary_key=True)
    manager_id: Mapped[int] = mapped_column(ForeignKey("manager.id"))
    head: Mapped[str]
    day: Mapped[date]
    slot: Mapped[Slot]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    state: Mapped[SittingState] = mapped_column(default=SittingState.OPEN)
    lanes: Mapped[Any] = mapped_column(JsonText())
    left_clients: Mapped[int] = mapped_column(default=0)
    left_money: Mapped[Any | None] = mapped_column(JsonText())
    forecast: Mapped[Any | None] = mapped_column(JsonText())
    holder: Mapped[str | None]
    held_at: Mapped[datetime | None]
    high_minor: Mapped[int | None]
    high_currency: Mapped[str | None]
    left_out_clients: Mapped[int] = mapped_column(default=0, server_default="0")
    left_out_money: Mapped[Any | None] = mapped_column(JsonText())
    recruiting_due: Mapped[bool] = mapped_column(default=False, server_default="0")

    __table_args__ = _table(
        _one_of("slot", Slot), _one_of("state", SittingState), UniqueConstraint("manager_id", "day", "slot")
    )


class DeferralRow(Base):
    """A due client put off in a sitting."""

    __tablename__ = "deferral"
    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"))
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    until: Mapped[date]
    reason: Mapped[str]

    __table_args__ = _table(UniqueConstraint("sitting_id", "client_id"))


class ReviewRow(Base):
    """One client's review. Never deleted: an undo sets `undone_at`, and the row then counts nowhere."""

    __tablename__ = "review"
    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    head: Mapped[str]
    reviewed_at: Mapped[datetime]
    seconds: Mapped[float]
    wall_seconds: Mapped[float]
    first: Mapped[bool]
    verdict: Mapped[Verdict | None]
    actual: Mapped[str] = mapped_column(default="")
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="SET NULL", use_alter=True))
    planned_result: Mapped[str] = mapped_column(default="")
    planned_due_on: Mapped[date | None]
    correction: Mapped[str] = mapped_column(default="")
    error_type: Mapped[str] = mapped_column(default="")
    competency: Mapped[str] = mapped_column(default="")
    outside_control: Mapped[bool] = mapped_column(default=False)
    path: Mapped[str] = mapped_column(default="")
    path_minor: Mapped[int | None]
    path_currency: Mapped[str | None]
    path_on: Mapped[date | None]
    ending: Mapped[Ending | None]
    ending_reason: Mapped[str] = mapped_column(default="")
    ending_day: Mapped[date | None]
    ending_minor: Mapped[int | None]
    ending_currency: Mapped[str | None]
    temperature: Mapped[Temperature]
    skipped: Mapped[Any | None] = mapped_column(JsonText())
    undone_at: Mapped[datetime | None]
    expected: Mapped[Verdict | None]
    template: Mapped[str] = mapped_column(default="", server_default=sql("''"))

    __table_args__ = _table(
        _one_of("verdict", Verdict),
        _one_of("ending", Ending),
        _one_of("temperature", Temperature),
        _money("path_minor", "path_currency"),
        _money("ending_minor", "ending_currency"),
        CheckConstraint("seconds >= 0 AND wall_seconds >= 0", name="time"),
        Index("ix_review_client", "client_id", "reviewed_at"),
    )


_OPEN_TASK = "state = 'open' AND client_id IS NOT NULL"
_ONE_OPEN_TASK = Index("ix_task_open", "client_id", unique=True, sqlite_where=sql(_OPEN_TASK))


def complete_for_a_server() -> None:
    """Add what PostgreSQL alone is told: naming it loads its dialect, for which a start on SQLite need not wait."""
    _ONE_OPEN_TASK.dialect_kwargs["postgresql_where"] = sql(_OPEN_TASK)


class TaskRow(Base):
    """What a manager does next. At most one task of a client is open: the plan of its next review.

    A task without a client is for all clients of one `temperature`, for all of them, or, with a `ladder`, a recruiting
    task. `done_on` tells that the manager has done it: a client's task stays open until a review has judged its planned
    result. `reason` says why it was dropped or last moved; `moves` counts how often it was.
    """

    __tablename__ = "task"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    manager_id: Mapped[int] = mapped_column(ForeignKey("manager.id"))
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="SET NULL"))
    text: Mapped[str]
    planned_result: Mapped[str]
    due_on: Mapped[date]
    horizon: Mapped[Horizon]
    state: Mapped[TaskState] = mapped_column(default=TaskState.OPEN)
    set_on: Mapped[date]
    closed_on: Mapped[date | None]
    temperature: Mapped[Temperature | None]
    ladder: Mapped[Any | None] = mapped_column(JsonText())
    done_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="", server_default=sql("''"))
    moves: Mapped[int] = mapped_column(default=0, server_default="0")

    __table_args__ = _table(
        _one_of("state", TaskState),
        _one_of("horizon", Horizon),
        Index("ix_task_manager", "manager_id", "state", "due_on"),
        _ONE_OPEN_TASK,
    )


class RiskRow(Base):
    """Something that may cost the deal."""

    __tablename__ = "risk"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="SET NULL"))
    text: Mapped[str]
    stops_payment: Mapped[bool] = mapped_column(default=False)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]


class OpportunityRow(Base):
    """A further way to earn with a client."""

    __tablename__ = "opportunity"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="SET NULL"))
    text: Mapped[str]
    amount_minor: Mapped[int | None]
    currency: Mapped[str | None]
    found_on: Mapped[date]
    closed_on: Mapped[date | None]

    __table_args__ = _table(_money("amount_minor", "currency"))


class RequestRow(Base):
    """What managers lack to close sooner. `text_key` is the text as `cockpit.method.request.text_key` compares it.

    `merged_into` is the request that this one turned out to be; what is noted in its words goes there.
    """

    __tablename__ = "request"
    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[Area]
    text: Mapped[str]
    text_key: Mapped[str]
    head: Mapped[str]
    opened_on: Mapped[date]
    state: Mapped[RequestState] = mapped_column(default=RequestState.OPEN)
    closed_on: Mapped[date | None]
    closed_reason: Mapped[str] = mapped_column(default="")
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("request.id", ondelete="SET NULL"))

    __table_args__ = _table(
        _one_of("area", Area), _one_of("state", RequestState), Index("ix_request_text", "area", "text_key")
    )


class MentionRow(Base):
    """A client behind a request: his money is stuck until it is met."""

    __tablename__ = "mention"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id", ondelete="CASCADE"))
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="SET NULL"))
    noted_on: Mapped[date]

    __table_args__ = _table(UniqueConstraint("request_id", "client_id"))


class DraftRow(Base):
    """A review begun and not saved: the draft as JSON, one per client.

    No foreign key, because drafts always live in a local SQLite file, also when the department's store is a server.
    `store` tells whose client id it is: empty for the file the draft stands in, otherwise the server's name.
    """

    __tablename__ = "draft"
    store: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int | None]
    body: Mapped[Any] = mapped_column(JsonText())
    saved_at: Mapped[datetime]


class ImportRunRow(Base):
    """One import: which files, when, who, what it did. `undone_at` takes it back."""

    __tablename__ = "import_run"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    source: Mapped[str]
    files: Mapped[Any] = mapped_column(JsonText())
    taken: Mapped[int]
    updated: Mapped[int]
    unchanged: Mapped[int]
    skipped: Mapped[int]
    head: Mapped[str] = mapped_column(default="", server_default=sql("''"))
    undone_at: Mapped[datetime | None]


class ImportStepRow(Base):
    """A row that an import changed: what changed of it as it stood before and after, as `data.acts` writes images.

    `kind` is the table; a row that the import added to one that has no `import_run_id` has no `before`, one that it
    removed has no `after`. Kept for the last imports alone, so that they can be taken back.
    """

    __tablename__ = "import_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    import_run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[Any | None] = mapped_column(JsonText())
    after: Mapped[Any | None] = mapped_column(JsonText())


class SourceRow(Base):
    """What a person said about one source's tables: a `cockpit.method.crm.SourceMap` without its name, in `body`."""

    __tablename__ = "source"
    name: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[Any] = mapped_column(JsonText())
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class ForecastRow(Base):
    """A deal in the forecast that a sitting kept when it ended, so that it can be compared with what came (R28).

    Attributes:
        band: the narrowest band it stood in.
        expected_on: the day it was expected on, the usual slip added; `rate` its chance, 0 to 1.
    """

    __tablename__ = "forecast"
    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"), index=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"), index=True)
    temperature: Mapped[Temperature]
    band: Mapped[Band]
    expected_on: Mapped[date]
    rate: Mapped[float]
    amount_minor: Mapped[int]
    currency: Mapped[str]

    __table_args__ = _table(_one_of("temperature", Temperature), _one_of("band", Band))


class TargetRow(Base):
    """A target that a head set for a manager, a segment or the department, in place of the one proposed (R56).

    Attributes:
        level, owner_id: whose it is, as `cockpit.method.scope.Scope` has it; no foreign key, since 0 is everybody.
        minor, currency: of a figure of money; `number` of any other.
    """

    __tablename__ = "target"
    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[Level]
    owner_id: Mapped[int]
    figure: Mapped[str]
    period: Mapped[str]
    number: Mapped[float | None]
    minor: Mapped[int | None]
    currency: Mapped[str | None]
    set_on: Mapped[date]
    set_by: Mapped[str]

    __table_args__ = _table(
        _one_of("level", Level), _money("minor", "currency"), UniqueConstraint("level", "owner_id", "figure", "period")
    )


class SchemeRow(Base):
    """The rates of the what-if table of pay (R57), one a segment; with `segment_id` null the department's."""

    __tablename__ = "scheme"
    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("segment.id", ondelete="CASCADE"), unique=True)
    body: Mapped[Any] = mapped_column(JsonText())
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class UndoStepRow(Base):
    """One undoable act: the rows it wrote, before and after, and the draft it came from.

    Attributes:
        kind: the act, such as ``review`` or ``deal``; `about` names whom it was done to.
        rows: for every row touched ``[table, key, before, after]``; `before` is null for a row it added.
    """

    __tablename__ = "undo_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    about: Mapped[str]
    head: Mapped[str]
    sitting_id: Mapped[int | None]
    client_id: Mapped[int | None]
    review_id: Mapped[int | None]
    rows: Mapped[Any] = mapped_column(JsonText())
    draft: Mapped[Any | None] = mapped_column(JsonText())
    undone_at: Mapped[datetime | None]

    __table_args__ = _table(Index("ix_undo_step_head", "head", "undone_at", "id"))
