"""Alembic's entry: run the steps on the connection that `data.schema` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from data.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
