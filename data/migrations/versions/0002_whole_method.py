"""Segments with playbooks, review intervals, tasks for types and ladders, requests, the high-check line."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text()
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLAG = sa.Boolean().with_variant(sa.Integer(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")

QUEUE = (
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
)


def upgrade() -> None:
    """Add what the whole method needs; nothing that stands is changed."""
    _add_columns()
    op.drop_index("ix_client_queue", table_name="client")
    op.create_index("ix_client_queue", "client", list(QUEUE), unique=False)
    op.create_table(
        "playbook",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("segment_id", WHOLE, nullable=True),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name=op.f("fk_playbook_segment_id_segment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playbook")),
        sa.UniqueConstraint("segment_id", name=op.f("uq_playbook_segment_id")),
        sqlite_strict=True,
    )
    _move_targets()
    op.create_table(
        "request",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("area", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("text_key", TEXT, nullable=False),
        sa.Column("head", TEXT, nullable=False),
        sa.Column("opened_on", DAY, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("closed_on", DAY, nullable=True),
        sa.Column("closed_reason", TEXT, nullable=False),
        sa.Column("merged_into", WHOLE, nullable=True),
        sa.CheckConstraint(
            "area = 'tool' OR area = 'marketing' OR area = 'product' OR area = 'offer' OR area = 'leads'",
            name=op.f("ck_request_area"),
        ),
        sa.CheckConstraint("state = 'open' OR state = 'done' OR state = 'dropped'", name=op.f("ck_request_state")),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["request.id"], name=op.f("fk_request_merged_into_request"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sqlite_strict=True,
    )
    op.create_index("ix_request_text", "request", ["area", "text_key"], unique=False)
    op.create_table(
        "mention",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("request_id", WHOLE, nullable=False),
        sa.Column("client_id", WHOLE, nullable=False),
        sa.Column("review_id", WHOLE, nullable=True),
        sa.Column("noted_on", DAY, nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_mention_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_mention_request_id_request"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_mention_review_id_review"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
        sa.UniqueConstraint("request_id", "client_id", name=op.f("uq_mention_request_id_client_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_mention_client_id"), "mention", ["client_id"], unique=False)


def _add_columns() -> None:
    for table, columns in {
        "segment": (_text("deputy"),),
        "usual": (
            sa.Column("high_minor", WHOLE, nullable=True),
            _text("rules"),
            sa.Column("known_on", DAY, nullable=True),
        ),
        "client": (
            sa.Column("own_interval", WHOLE, nullable=True),
            sa.Column("interval_days", WHOLE, nullable=True),
            sa.Column("review_due_on", DAY, nullable=True),
            sa.Column("kept_on", DAY, nullable=True),
            sa.Column("put_off", FLAG, nullable=False, server_default="0"),
        ),
        "sitting": (
            sa.Column("high_minor", WHOLE, nullable=True),
            sa.Column("high_currency", TEXT, nullable=True),
            sa.Column("left_out_clients", WHOLE, nullable=False, server_default="0"),
            sa.Column("left_out_money", TEXT, nullable=True),
            sa.Column("recruiting_due", FLAG, nullable=False, server_default="0"),
        ),
        "review": (sa.Column("expected", TEXT, nullable=True), _text("template")),
        "task": (
            sa.Column("temperature", TEXT, nullable=True),
            sa.Column("ladder", TEXT, nullable=True),
            sa.Column("done_on", DAY, nullable=True),
            _text("reason"),
            sa.Column("moves", WHOLE, nullable=False, server_default="0"),
        ),
    }.items():
        for column in columns:
            op.add_column(table, column)


def _move_targets() -> None:
    """Put the minutes per client that segments had of their own into their playbooks, the one place they stand in."""
    segment = sa.table("segment", sa.column("id"), sa.column("head"), sa.column("target_seconds", WHOLE))
    playbook = sa.table("playbook", *map(sa.column, ("segment_id", "body", "changed_at", "changed_by")))
    minutes = sa.cast(segment.c.target_seconds // 60, sa.Text())
    sqlite = op.get_bind().dialect.name == "sqlite"
    at = sa.func.strftime("%Y-%m-%dT%H:%M:%f000+00:00", "now") if sqlite else sa.func.now()
    op.execute(
        sa.insert(playbook).from_select(
            list(playbook.c),
            sa.select(segment.c.id, sa.literal('{"target_minutes":') + minutes + "}", at, segment.c.head).where(
                segment.c.target_seconds.is_not(None)
            ),
        )
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=False, server_default=sa.text("''"))
