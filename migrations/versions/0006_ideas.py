"""ideas

Revision: 0006, after: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "idea",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("team_number", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.String(length=24), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_idea_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["participant.id"], name=op.f("fk_idea_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea")),
        sa.UniqueConstraint("person_id", name=op.f("uq_idea_person_id")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_idea_event_id_number")),
        sa.UniqueConstraint("event_id", "team_number", name=op.f("uq_idea_event_id_team_number")),
    )
    op.create_table(
        "idea_entry",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=32000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=24), nullable=True),
        sa.Column("at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["participant.id"],
            name=op.f("fk_idea_entry_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_entry_idea_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("idea_id", "field", name=op.f("pk_idea_entry")),
    )
    op.create_table(
        "idea_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("text", sa.String(length=32000), nullable=False),
        sa.Column("person_id", sa.String(length=24), nullable=True),
        sa.Column("hand", sa.String(length=24), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("helper_id", sa.String(length=24), nullable=True),
        sa.Column("at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["participant.id"],
            name=op.f("fk_idea_wording_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_wording_idea_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_wording")),
    )
    op.create_index(op.f("ix_idea_wording_idea_id"), "idea_wording", ["idea_id", "field"])
    op.create_table(
        "idea_writing",
        sa.Column("person_id", sa.String(length=24), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["participant.id"],
            name=op.f("fk_idea_writing_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_writing_idea_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_idea_writing")),
    )
    op.create_index(op.f("ix_idea_writing_idea_id"), "idea_writing", ["idea_id"])
    op.create_table(
        "idea_drawing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=24), nullable=True),
        sa.Column("at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["participant.id"],
            name=op.f("fk_idea_drawing_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_drawing_idea_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_drawing")),
    )
    op.create_index(op.f("ix_idea_drawing_idea_id"), "idea_drawing", ["idea_id"])
    op.create_table(
        "help_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("words", sa.String(length=800), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=True),
        sa.Column("sent_id", sa.String(length=24), nullable=True),
        sa.Column("at", BIG, nullable=False),
        sa.Column("ended_at", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["sent_id"], ["participant.id"], name=op.f("fk_help_call_sent_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_help_call_idea_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_call")),
        sa.UniqueConstraint("idea_id", "what", "open", name=op.f("uq_help_call_idea_id_what_open")),
    )
    op.create_table(
        "table_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_table_message_idea_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_message")),
    )
    op.create_index(op.f("ix_table_message_idea_id"), "table_message", ["idea_id"])
    op.create_table(
        "fair",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", BIG, nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("planned_ms", BIG, nullable=False),
        sa.Column("started_ms", BIG, nullable=True),
        sa.Column("paused_ms", BIG, nullable=True),
        sa.Column("paused_total_ms", BIG, nullable=False),
        sa.Column("extra_ms", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_fair_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_fair_idea_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_fair")),
    )
    op.create_table(
        "support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=24), nullable=True),
        sa.Column("perspective", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("helper_id", sa.String(length=24), nullable=True),
        sa.Column("at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["participant.id"],
            name=op.f("fk_support_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_support_idea_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
        sa.UniqueConstraint(
            "idea_id", "person_id", "kind", name=op.f("uq_support_idea_id_person_id_kind")
        ),
    )
    op.create_index(op.f("ix_support_person_id"), "support", ["person_id"])
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.String(length=24), nullable=True),
        sa.Column("who", sa.String(length=560), nullable=False),
        sa.Column("what", sa.String(length=2000), nullable=False),
        sa.Column("by_when", sa.String(length=560), nullable=False),
        sa.Column("answers", sa.String(length=560), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("helper_id", sa.String(length=24), nullable=True),
        sa.Column("at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["participant.id"],
            name=op.f("fk_commitment_author_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_commitment_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_commitment_idea_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    op.create_index(op.f("ix_commitment_event_id"), "commitment", ["event_id"])
    op.create_index(op.f("ix_commitment_author_id"), "commitment", ["author_id"])
    op.create_table(
        "evaluated",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_evaluated_step_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_evaluated_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("step_id", "participant_id", name=op.f("pk_evaluated")),
    )
    op.create_table(
        "evaluation_count",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("perspective", sa.String(length=12), nullable=False),
        sa.Column("value", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_evaluation_count_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "step_id", "question", "perspective", "value", name=op.f("pk_evaluation_count")
        ),
    )
    op.create_table(
        "evaluation_text",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_evaluation_text_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_text")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_evaluation_text_step_id"), "evaluation_text", ["step_id"])


def downgrade() -> None:
    op.drop_table("evaluation_text")
    op.drop_table("evaluation_count")
    op.drop_table("evaluated")
    op.drop_table("commitment")
    op.drop_table("support")
    op.drop_table("fair")
    op.drop_table("table_message")
    op.drop_table("help_call")
    op.drop_table("idea_drawing")
    op.drop_table("idea_writing")
    op.drop_table("idea_wording")
    op.drop_table("idea_entry")
    op.drop_table("idea")
