"""What is remembered of the programs that files come from, and what takes an import back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sa.Text()
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Add what the imports need; nothing that stands is changed."""
    op.create_table(
        "source",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_source")),
        sqlite_strict=True,
    )
    op.create_table(
        "import_step",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("import_run_id", WHOLE, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("row_id", WHOLE, nullable=False),
        sa.Column("before", TEXT, nullable=True),
        sa.Column("after", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["import_run_id"],
            ["import_run.id"],
            name=op.f("fk_import_step_import_run_id_import_run"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_step")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_import_step_import_run_id"), "import_step", ["import_run_id"], unique=False)
    op.add_column("import_run", sa.Column("head", TEXT, nullable=False, server_default=""))
    op.add_column("import_run", sa.Column("undone_at", INSTANT, nullable=True))
    op.add_column("deal", sa.Column("told", TEXT, nullable=True))
    op.add_column("deal", sa.Column("gone_on", DAY, nullable=True))
    op.create_index("ix_change_deal", "change", ["deal_id"], unique=False)
    op.create_index(
        "ix_deal_gone",
        "deal",
        ["gone_on"],
        unique=False,
        sqlite_where=sa.text("gone_on IS NOT NULL"),
        postgresql_where=sa.text("gone_on IS NOT NULL"),
    )
