"""The forecasts that sittings keep, targets, schemes of pay, and indexes for what stood on a past day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.Text()
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REAL: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Add what the numbers need; nothing that stands is changed."""
    op.create_table(
        "forecast",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("sitting_id", WHOLE, nullable=False),
        sa.Column("client_id", WHOLE, nullable=False),
        sa.Column("deal_id", WHOLE, nullable=False),
        sa.Column("temperature", TEXT, nullable=False),
        sa.Column("band", TEXT, nullable=False),
        sa.Column("expected_on", DAY, nullable=False),
        sa.Column("rate", REAL, nullable=False),
        sa.Column("amount_minor", WHOLE, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.CheckConstraint(
            "temperature = 'hot' OR temperature = 'warm' OR temperature = 'potential'",
            name=op.f("ck_forecast_temperature"),
        ),
        sa.CheckConstraint("band = 'commit' OR band = 'likely' OR band = 'possible'", name=op.f("ck_forecast_band")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_forecast_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_forecast_deal_id_deal"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_forecast_sitting_id_sitting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast")),
        sqlite_strict=True,
    )
    for column in ("sitting_id", "client_id", "deal_id"):
        op.create_index(op.f(f"ix_forecast_{column}"), "forecast", [column], unique=False)
    op.create_table(
        "target",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("level", TEXT, nullable=False),
        sa.Column("owner_id", WHOLE, nullable=False),
        sa.Column("figure", TEXT, nullable=False),
        sa.Column("period", TEXT, nullable=False),
        sa.Column("number", REAL, nullable=True),
        sa.Column("minor", WHOLE, nullable=True),
        sa.Column("currency", TEXT, nullable=True),
        sa.Column("set_on", DAY, nullable=False),
        sa.Column("set_by", TEXT, nullable=False),
        sa.CheckConstraint(
            "level = 'department' OR level = 'segment' OR level = 'manager'", name=op.f("ck_target_level")
        ),
        sa.CheckConstraint("minor IS NULL OR currency IS NOT NULL", name=op.f("ck_target_minor_has_currency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint(
            "level", "owner_id", "figure", "period", name=op.f("uq_target_level_owner_id_figure_period")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "scheme",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("segment_id", WHOLE, nullable=True),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name=op.f("fk_scheme_segment_id_segment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme")),
        sa.UniqueConstraint("segment_id", name=op.f("uq_scheme_segment_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_change_field", "change", ["field", "at", "client_id"], unique=False)
    op.create_index("ix_payment_paid", "payment", ["paid_on", "client_id"], unique=False)
    op.create_index("ix_deal_stage", "deal", ["stage", "client_id", "stage_changed_on"], unique=False)
    op.create_index(op.f("ix_payment_deal_id"), "payment", ["deal_id"], unique=False)
