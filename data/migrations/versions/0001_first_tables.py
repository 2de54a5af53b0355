"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text()
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SECONDS: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")
FLAG = sa.Boolean().with_variant(sa.Integer(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "draft",
        sa.Column("store", TEXT, nullable=False),
        sa.Column("client_id", WHOLE, nullable=False),
        sa.Column("sitting_id", WHOLE, nullable=True),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("store", "client_id", name=op.f("pk_draft")),
        sqlite_strict=True,
    )
    op.create_table(
        "import_run",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("files", TEXT, nullable=False),
        sa.Column("taken", WHOLE, nullable=False),
        sa.Column("updated", WHOLE, nullable=False),
        sa.Column("unchanged", WHOLE, nullable=False),
        sa.Column("skipped", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
        sqlite_strict=True,
    )
    op.create_table(
        "segment",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("head", TEXT, nullable=False),
        sa.Column("target_seconds", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
        sa.UniqueConstraint("name", name=op.f("uq_segment_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "undo_step",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("head", TEXT, nullable=False),
        sa.Column("sitting_id", WHOLE, nullable=True),
        sa.Column("client_id", WHOLE, nullable=True),
        sa.Column("review_id", WHOLE, nullable=True),
        sa.Column("rows", TEXT, nullable=False),
        sa.Column("draft", TEXT, nullable=True),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undo_step")),
        sqlite_strict=True,
    )
    op.create_index("ix_undo_step_head", "undo_step", ["head", "undone_at", "id"])

    op.create_table(
        "manager",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("segment_id", WHOLE, nullable=True),
        sa.Column("head", TEXT, nullable=False),
        sa.Column("left_on", DAY, nullable=True),
        sa.Column("import_run_id", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_manager_import_run_id_import_run"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name=op.f("fk_manager_segment_id_segment"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manager")),
        sa.UniqueConstraint("name_key", name=op.f("uq_manager_name_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_manager_segment_id"), "manager", ["segment_id"])

    op.create_table(
        "client",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("manager_id", WHOLE, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("nameless", FLAG, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=True),
        sa.Column("contact", TEXT, nullable=False),
        sa.Column("phone", TEXT, nullable=False),
        sa.Column("email", TEXT, nullable=False),
        sa.Column("lead_source", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("extras", TEXT, nullable=True),
        sa.Column("said", TEXT, nullable=True),
        sa.Column("temperature", TEXT, nullable=False),
        sa.Column("temperature_source", TEXT, nullable=False),
        sa.Column("temperature_on", DAY, nullable=True),
        sa.Column("temperature_hand_on", DAY, nullable=True),
        sa.Column("is_open", FLAG, nullable=False),
        sa.Column("money_minor", WHOLE, nullable=True),
        sa.Column("currency", TEXT, nullable=True),
        sa.Column("estimated", FLAG, nullable=False),
        sa.Column("payment_stopped", FLAG, nullable=False),
        sa.Column("promise_on", DAY, nullable=True),
        sa.Column("last_contact_on", DAY, nullable=True),
        sa.Column("contact_source", TEXT, nullable=False),
        sa.Column("last_reached_on", DAY, nullable=True),
        sa.Column("reviewed_on", DAY, nullable=True),
        sa.Column("opened_on", DAY, nullable=True),
        sa.Column("parked_until", DAY, nullable=True),
        sa.Column("parked_reason", TEXT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("import_run_id", WHOLE, nullable=True),
        sa.CheckConstraint(
            "contact_source = 'review' OR contact_source = 'activity' OR contact_source = 'task'"
            " OR contact_source = 'stage' OR contact_source = 'updated' OR contact_source = 'created'",
            name=op.f("ck_client_contact_source"),
        ),
        sa.CheckConstraint(
            "temperature = 'hot' OR temperature = 'warm' OR temperature = 'potential'",
            name=op.f("ck_client_temperature"),
        ),
        sa.CheckConstraint(
            "temperature_source = 'stage' OR temperature_source = 'rule' OR temperature_source = 'hand'",
            name=op.f("ck_client_temperature_source"),
        ),
        sa.CheckConstraint(
            "money_minor IS NULL OR currency IS NOT NULL", name=op.f("ck_client_money_minor_has_currency")
        ),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_client_import_run_id_import_run"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["manager_id"], ["manager.id"], name=op.f("fk_client_manager_id_manager")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sqlite_strict=True,
    )
    op.create_index("ix_client_manager_name", "client", ["manager_id", "name_key"])
    op.create_index(
        "ix_client_queue",
        "client",
        [
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
        ],
    )

    op.create_table(
        "sitting",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("manager_id", WHOLE, nullable=False),
        sa.Column("head", TEXT, nullable=False),
        sa.Column("day", DAY, nullable=False),
        sa.Column("slot", TEXT, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("lanes", TEXT, nullable=False),
        sa.Column("left_clients", WHOLE, nullable=False),
        sa.Column("left_money", TEXT, nullable=True),
        sa.Column("forecast", TEXT, nullable=True),
        sa.Column("holder", TEXT, nullable=True),
        sa.Column("held_at", INSTANT, nullable=True),
        sa.CheckConstraint("slot = 'morning' OR slot = 'afternoon'", name=op.f("ck_sitting_slot")),
        sa.CheckConstraint(
            "state = 'open' OR state = 'complete' OR state = 'incomplete'", name=op.f("ck_sitting_state")
        ),
        sa.ForeignKeyConstraint(["manager_id"], ["manager.id"], name=op.f("fk_sitting_manager_id_manager")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sa.UniqueConstraint("manager_id", "day", "slot", name=op.f("uq_sitting_manager_id_day_slot")),
        sqlite_strict=True,
    )
    op.create_table(
        "usual",
        sa.Column("manager_id", WHOLE, nullable=False),
        sa.Column("won", WHOLE, nullable=False),
        sa.Column("cycle_median", WHOLE, nullable=True),
        sa.Column("cycle_p95", WHOLE, nullable=True),
        sa.Column("check_minor", WHOLE, nullable=True),
        sa.Column("currency", TEXT, nullable=True),
        sa.Column("main_currency", TEXT, nullable=True),
        sa.Column("taken_on", DAY, nullable=False),
        sa.CheckConstraint(
            "check_minor IS NULL OR currency IS NOT NULL", name=op.f("ck_usual_check_minor_has_currency")
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["manager.id"], name=op.f("fk_usual_manager_id_manager"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("manager_id", name=op.f("pk_usual")),
        sqlite_strict=True,
    )
    op.create_table(
        "deal",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("client_id", WHOLE, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("product", TEXT, nullable=False),
        sa.Column("stage", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("amount_minor", WHOLE, nullable=True),
        sa.Column("estimate_minor", WHOLE, nullable=True),
        sa.Column("currency", TEXT, nullable=True),
        sa.Column("created_on", DAY, nullable=True),
        sa.Column("expected_on", DAY, nullable=True),
        sa.Column("closed_on", DAY, nullable=True),
        sa.Column("updated_on", DAY, nullable=True),
        sa.Column("stage_changed_on", DAY, nullable=True),
        sa.Column("last_activity_on", DAY, nullable=True),
        sa.Column("next_task_on", DAY, nullable=True),
        sa.Column("next_step", TEXT, nullable=False),
        sa.Column("lost_reason", TEXT, nullable=False),
        sa.Column("slips", WHOLE, nullable=False),
        sa.Column("slip_days", WHOLE, nullable=False),
        sa.Column("extras", TEXT, nullable=True),
        sa.Column("said", TEXT, nullable=True),
        sa.Column("import_run_id", WHOLE, nullable=True),
        sa.CheckConstraint("status = 'open' OR status = 'won' OR status = 'lost'", name=op.f("ck_deal_status")),
        sa.CheckConstraint(
            "amount_minor IS NULL OR currency IS NOT NULL", name=op.f("ck_deal_amount_minor_has_currency")
        ),
        sa.CheckConstraint(
            "estimate_minor IS NULL OR currency IS NOT NULL", name=op.f("ck_deal_estimate_minor_has_currency")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_deal_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_deal_import_run_id_import_run"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_deal_source_external_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_deal_client_id"), "deal", ["client_id"])
    op.create_index(
        "ix_deal_closed", "deal", ["status", "closed_on", "client_id", "amount_minor", "currency", "created_on"]
    )

    op.create_table(
        "deferral",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("sitting_id", WHOLE, nullable=False),
        sa.Column("client_id", WHOLE, nullable=False),
        sa.Column("until", DAY, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_deferral_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_deferral_sitting_id_sitting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deferral")),
        sa.UniqueConstraint("sitting_id", "client_id", name=op.f("uq_deferral_sitting_id_client_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_deferral_client_id"), "deferral", ["client_id"])

    op.create_table(
        "review",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("sitting_id", WHOLE, nullable=False),
        sa.Column("client_id", WHOLE, nullable=False),
        sa.Column("head", TEXT, nullable=False),
        sa.Column("reviewed_at", INSTANT, nullable=False),
        sa.Column("seconds", SECONDS, nullable=False),
        sa.Column("wall_seconds", SECONDS, nullable=False),
        sa.Column("first", FLAG, nullable=False),
        sa.Column("verdict", TEXT, nullable=True),
        sa.Column("actual", TEXT, nullable=False),
        sa.Column("plan_id", WHOLE, nullable=True),
        sa.Column("planned_result", TEXT, nullable=False),
        sa.Column("planned_due_on", DAY, nullable=True),
        sa.Column("correction", TEXT, nullable=False),
        sa.Column("error_type", TEXT, nullable=False),
        sa.Column("competency", TEXT, nullable=False),
        sa.Column("outside_control", FLAG, nullable=False),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("path_minor", WHOLE, nullable=True),
        sa.Column("path_currency", TEXT, nullable=True),
        sa.Column("path_on", DAY, nullable=True),
        sa.Column("ending", TEXT, nullable=True),
        sa.Column("ending_reason", TEXT, nullable=False),
        sa.Column("ending_day", DAY, nullable=True),
        sa.Column("ending_minor", WHOLE, nullable=True),
        sa.Column("ending_currency", TEXT, nullable=True),
        sa.Column("temperature", TEXT, nullable=False),
        sa.Column("skipped", TEXT, nullable=True),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.CheckConstraint("ending = 'refused' OR ending = 'paid' OR ending = 'parked'", name=op.f("ck_review_ending")),
        sa.CheckConstraint(
            "temperature = 'hot' OR temperature = 'warm' OR temperature = 'potential'",
            name=op.f("ck_review_temperature"),
        ),
        sa.CheckConstraint(
            "verdict = 'reached' OR verdict = 'partly' OR verdict = 'not_reached' OR verdict = 'no_contact'",
            name=op.f("ck_review_verdict"),
        ),
        sa.CheckConstraint(
            "ending_minor IS NULL OR ending_currency IS NOT NULL", name=op.f("ck_review_ending_minor_has_currency")
        ),
        sa.CheckConstraint(
            "path_minor IS NULL OR path_currency IS NOT NULL", name=op.f("ck_review_path_minor_has_currency")
        ),
        sa.CheckConstraint("seconds >= 0 AND wall_seconds >= 0", name=op.f("ck_review_time")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_review_client_id_client")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["task.id"], name=op.f("fk_review_plan_id_task"), ondelete="SET NULL", use_alter=True
        ),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_review_sitting_id_sitting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sqlite_strict=True,
    )
    op.create_index("ix_review_client", "review", ["client_id", "reviewed_at"])
    op.create_index(op.f("ix_review_sitting_id"), "review", ["sitting_id"])

    op.create_table(
        "answer",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("client_id", WHOLE, nullable=False),
        sa.Column("question", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("amount_minor", WHOLE, nullable=True),
        sa.Column("currency", TEXT, nullable=True),
        sa.Column("answered_on", DAY, nullable=False),
        sa.Column("review_id", WHOLE, nullable=True),
        sa.CheckConstraint(
            "amount_minor IS NULL OR currency IS NOT NULL", name=op.f("ck_answer_amount_minor_has_currency")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_answer_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_answer_review_id_review"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("client_id", "question", name=op.f("uq_answer_client_id_question")),
        sqlite_strict=True,
    )
    op.create_table(
        "change",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("client_id", WHOLE, nullable=False),
        sa.Column("deal_id", WHOLE, nullable=True),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("old", TEXT, nullable=True),
        sa.Column("new", TEXT, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("import_run_id", WHOLE, nullable=True),
        sa.Column("review_id", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_change_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_change_deal_id_deal"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_change_import_run_id_import_run"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_change_review_id_review"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_strict=True,
    )
    op.create_index("ix_change_client", "change", ["client_id", "at"])

    op.create_table(
        "offer",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("client_id", WHOLE, nullable=False),
        sa.Column("deal_id", WHOLE, nullable=True),
        sa.Column("sent_on", DAY, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("amount_minor", WHOLE, nullable=True),
        sa.Column("currency", TEXT, nullable=True),
        sa.CheckConstraint(
            "amount_minor IS NULL OR currency IS NOT NULL", name=op.f("ck_offer_amount_minor_has_currency")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_offer_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_offer_deal_id_deal"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_offer_client_id"), "offer", ["client_id"])

    op.create_table(
        "opportunity",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("client_id", WHOLE, nullable=False),
        sa.Column("review_id", WHOLE, nullable=True),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("amount_minor", WHOLE, nullable=True),
        sa.Column("currency", TEXT, nullable=True),
        sa.Column("found_on", DAY, nullable=False),
        sa.Column("closed_on", DAY, nullable=True),
        sa.CheckConstraint(
            "amount_minor IS NULL OR currency IS NOT NULL", name=op.f("ck_opportunity_amount_minor_has_currency")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_opportunity_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_opportunity_review_id_review"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_opportunity_client_id"), "opportunity", ["client_id"])

    op.create_table(
        "payment",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("client_id", WHOLE, nullable=False),
        sa.Column("deal_id", WHOLE, nullable=True),
        sa.Column("review_id", WHOLE, nullable=True),
        sa.Column("paid_on", DAY, nullable=False),
        sa.Column("amount_minor", WHOLE, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_payment_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_payment_deal_id_deal"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_payment_review_id_review"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_payment_client_id"), "payment", ["client_id"])

    op.create_table(
        "risk",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("client_id", WHOLE, nullable=False),
        sa.Column("review_id", WHOLE, nullable=True),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("stops_payment", FLAG, nullable=False),
        sa.Column("opened_on", DAY, nullable=False),
        sa.Column("closed_on", DAY, nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_risk_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_risk_review_id_review"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_risk_client_id"), "risk", ["client_id"])

    op.create_table(
        "task",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("client_id", WHOLE, nullable=True),
        sa.Column("manager_id", WHOLE, nullable=False),
        sa.Column("review_id", WHOLE, nullable=True),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("planned_result", TEXT, nullable=False),
        sa.Column("due_on", DAY, nullable=False),
        sa.Column("horizon", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("set_on", DAY, nullable=False),
        sa.Column("closed_on", DAY, nullable=True),
        sa.CheckConstraint("horizon = 'day' OR horizon = 'week'", name=op.f("ck_task_horizon")),
        sa.CheckConstraint("state = 'open' OR state = 'done' OR state = 'dropped'", name=op.f("ck_task_state")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_task_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["manager_id"], ["manager.id"], name=op.f("fk_task_manager_id_manager")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_task_review_id_review"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_task_client_id"), "task", ["client_id"])
    op.create_index("ix_task_manager", "task", ["manager_id", "state", "due_on"])
    op.create_index(
        "ix_task_open",
        "task",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open' AND client_id IS NOT NULL"),
        postgresql_where=sa.text("state = 'open' AND client_id IS NOT NULL"),
    )
    if op.get_bind().dialect.name == "postgresql":  # SQLite has it inside the table, where it can look ahead
        op.create_foreign_key(
            op.f("fk_review_plan_id_task"), "review", "task", ["plan_id"], ["id"], ondelete="SET NULL"
        )
