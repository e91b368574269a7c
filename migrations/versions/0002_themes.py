"""themes

Revision: 0002, after: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=560), nullable=False),
        sa.Column("question", sa.String(length=1400), nullable=False),
        sa.Column("goes_on", sa.Boolean(), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_theme_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_theme_event_id"), "theme", ["event_id"])
    with op.batch_alter_table("problem") as batch_op:
        batch_op.add_column(sa.Column("theme_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("place", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("leader_id", sa.Integer(), nullable=True))
        batch_op.create_index(op.f("ix_problem_theme_id"), ["theme_id"])
        batch_op.create_foreign_key(
            op.f("fk_problem_theme_id"), "theme", ["theme_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_foreign_key(
            op.f("fk_problem_leader_id"), "problem", ["leader_id"], ["id"], ondelete="SET NULL"
        )
    op.create_table(
        "theme_proposal",
        sa.Column("problem_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("helper_id", sa.String(length=24), nullable=True),
        sa.Column("at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["problem_id"],
            ["problem.id"],
            name=op.f("fk_theme_proposal_problem_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_theme_proposal_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_theme_proposal_theme_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("problem_id", name=op.f("pk_theme_proposal")),
    )
    op.create_index(op.f("ix_theme_proposal_event_id"), "theme_proposal", ["event_id"])
    op.create_table(
        "theme_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.String(length=24), nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("title", sa.String(length=560), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("at", BIG, nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_theme_change_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_change")),
    )
    op.create_index(op.f("ix_theme_change_event_id"), "theme_change", ["event_id"])
    op.create_table(
        "suggestion",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("refused", sa.JSON(), nullable=False),
        sa.Column("at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_suggestion_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_suggestion")),
    )


def downgrade() -> None:
    op.drop_table("suggestion")
    op.drop_table("theme_change")
    op.drop_table("theme_proposal")
    with op.batch_alter_table("problem") as batch_op:
        batch_op.drop_constraint(op.f("fk_problem_leader_id"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_problem_theme_id"), type_="foreignkey")
        batch_op.drop_index(op.f("ix_problem_theme_id"))
        batch_op.drop_column("leader_id")
        batch_op.drop_column("place")
        batch_op.drop_column("theme_id")
    op.drop_table("theme")
