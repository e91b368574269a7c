"""slips without giver

Revision: 0008, after: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("fair", sa.Column("counted_at", BIG, nullable=True))


def downgrade() -> None:
    op.drop_column("fair", "counted_at")
