"""Alembic's environment: the tables of every feature, on SQLite or PostgreSQL."""

from alembic import context
from sqlalchemy import create_engine, event

import eventlab.boards.models
import eventlab.ideas.models
import eventlab.live.models
import eventlab.matchmaking.models
import eventlab.sessions.models
import eventlab.synthesis.models  # noqa: F401
from eventlab.extensions import Base

engine = create_engine(context.config.attributes["url"])
sqlite = engine.dialect.name == "sqlite"

if sqlite:
    # Left to itself, Python's driver commits each table by itself: a first start stopped half-way
    # would leave a database that never starts again.

    @event.listens_for(engine, "connect")
    def leave_transactions_to_us(connection, _record):
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=sqlite,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            # Several processes start at once: one migrates, the others find it done.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(57901)")
        context.run_migrations()
engine.dispose()
