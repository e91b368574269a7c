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
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("goes_on", sa.Boolean(), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_theme_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
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


def downgrade() -> None:
    with op.batch_alter_table("problem") as batch_op:
        batch_op.drop_constraint(op.f("fk_problem_leader_id"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_problem_theme_id"), type_="foreignkey")
        batch_op.drop_index(op.f("ix_problem_theme_id"))
        batch_op.drop_column("leader_id")
        batch_op.drop_column("place")
        batch_op.drop_column("theme_id")
    op.drop_table("theme")
