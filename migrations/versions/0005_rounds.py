"""rounds

Revision: 0005, after: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def person(name: str = "participant_id") -> sa.Column:
    return sa.Column(name, sa.String(length=24), nullable=False)


def whole(name: str, kind: object = None, nullable: bool = False) -> sa.Column:
    return sa.Column(name, kind or sa.Integer(), nullable=nullable)


def points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete="CASCADE")


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def upgrade() -> None:
    op.create_table(
        "round_guest",
        person(),
        whole("event_id"),
        sa.Column("topic", sa.String(length=120), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("fixed", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("helper_id", sa.String(length=40), nullable=True),
        points("round_guest", "participant_id", "participant.id"),
        points("round_guest", "event_id", "event.id"),
        key("round_guest", "participant_id"),
    )
    op.create_index(op.f("ix_round_guest_event_id"), "round_guest", ["event_id"])
    op.create_table(
        "round_plan",
        whole("step_id"),
        whole("event_id"),
        whole("count"),
        whole("talk_ms", BIG),
        whole("change_ms", BIG),
        whole("phase"),
        whole("anchor_ms", BIG, nullable=True),
        whole("extra_ms", BIG),
        whole("paused_ms", BIG, nullable=True),
        whole("ended_ms", BIG, nullable=True),
        whole("draft_from"),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("quality", sa.JSON(), nullable=False),
        whole("made_at", BIG),
        points("round_plan", "step_id", "step.id"),
        points("round_plan", "event_id", "event.id"),
        key("round_plan", "step_id"),
    )
    op.create_index(op.f("ix_round_plan_event_id"), "round_plan", ["event_id"])
    op.create_table(
        "round_seat",
        whole("step_id"),
        sa.Column("draft", sa.Boolean(), nullable=False),
        whole("round"),
        person(),
        whole("table"),
        sa.Column("keeps", sa.Boolean(), nullable=False),
        sa.Column("absent", sa.Boolean(), nullable=False),
        points("round_seat", "step_id", "round_plan.step_id"),
        points("round_seat", "participant_id", "participant.id"),
        key("round_seat", "step_id", "draft", "round", "participant_id"),
    )
    op.create_index("ix_round_seat_participant_id", "round_seat", ["participant_id"])
    op.create_table(
        "round_absence",
        whole("step_id"),
        person(),
        whole("round"),
        points("round_absence", "step_id", "step.id"),
        points("round_absence", "participant_id", "participant.id"),
        key("round_absence", "step_id", "participant_id", "round"),
    )
    op.create_index("ix_round_absence_participant_id", "round_absence", ["participant_id"])
    for table, other in (("round_wish", "wanted_id"), ("see_again", "other_id")):
        op.create_table(
            table,
            person(),
            person(other),
            points(table, "participant_id", "participant.id"),
            points(table, other, "participant.id"),
            key(table, "participant_id", other),
        )
        op.create_index(f"ix_{table}_{other}", table, [other])


def downgrade() -> None:
    for table in ("see_again", "round_wish", "round_absence", "round_seat", "round_plan"):
        op.drop_table(table)
    op.drop_table("round_guest")
