"""teams

Revision: 0004, after: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("table", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_team_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_team_theme_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_team_event_id_number")),
    )
    op.create_table(
        "member",
        sa.Column("participant_id", sa.String(length=24), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("came_from", sa.String(length=20), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_member_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_member_team_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_member")),
    )
    op.create_index(op.f("ix_member_team_id"), "member", ["team_id"])
    op.create_table(
        "wish",
        sa.Column("participant_id", sa.String(length=24), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("helper_id", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_wish_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_wish_theme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("participant_id", "rank", name=op.f("pk_wish")),
        sa.UniqueConstraint(
            "participant_id", "theme_id", name=op.f("uq_wish_participant_id_theme_id")
        ),
    )
    op.create_index(op.f("ix_wish_theme_id"), "wish", ["theme_id"])
    op.create_table(
        "team_trait",
        sa.Column("participant_id", sa.String(length=24), nullable=False),
        sa.Column("profile", sa.String(length=40), nullable=False),
        sa.Column("facilitates", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_team_trait_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_team_trait")),
    )
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("one_id", sa.String(length=24), nullable=False),
        sa.Column("other_id", sa.String(length=24), nullable=True),
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.Column("helper_id", sa.String(length=24), nullable=True),
        sa.Column("created_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_link_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["one_id"], ["participant.id"], name=op.f("fk_link_one_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["participant.id"], name=op.f("fk_link_other_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_event_id"), "link", ["event_id"])
    op.create_index(op.f("ix_link_one_id"), "link", ["one_id"])
    op.create_index(op.f("ix_link_other_id"), "link", ["other_id"])
    op.create_table(
        "place",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step_free", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_place_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "number", name=op.f("pk_place")),
    )
    op.create_table(
        "team_plan",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=6), nullable=False),
        sa.Column("tiers", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("without", sa.JSON(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("published_id", sa.Integer(), nullable=True),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("redo", sa.JSON(), nullable=False),
        sa.Column("solve", sa.JSON(), nullable=False),
        sa.Column("heard_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_team_plan_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_team_plan")),
    )
    op.create_table(
        "team_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("staff_id", sa.String(length=40), nullable=False),
        sa.Column("teams", sa.JSON(), nullable=False),
        sa.Column("quality", sa.JSON(), nullable=False),
        sa.Column("certificates", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(length=64), nullable=False),
        sa.Column("at", BIG, nullable=False),
        sa.Column("published_at", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_team_version_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_version")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_team_version_event_id"), "team_version", ["event_id"])
    op.create_table(
        "seat",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.String(length=24), nullable=False),
        sa.Column("team", sa.Integer(), nullable=True),
        sa.Column("lock", sa.String(length=5), nullable=False),
        sa.Column("lock_theme", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_seat_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["team_version.id"], name=op.f("fk_seat_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", "participant_id", name=op.f("pk_seat")),
    )
    op.create_index(op.f("ix_seat_participant_id"), "seat", ["participant_id"])


def downgrade() -> None:
    op.drop_table("seat")
    op.drop_table("team_version")
    op.drop_table("team_plan")
    op.drop_table("place")
    op.drop_table("link")
    op.drop_table("team_trait")
    op.drop_table("wish")
    op.drop_table("member")
    op.drop_table("team")
