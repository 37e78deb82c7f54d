"""Runs migrations on the connection that storage.schema hands over."""

from alembic import context

from storage.editing_tables import settings  # noqa: F401 - the tables of what admins edit, too
from storage.page_tables import transcripts  # noqa: F401 - the tables of the pages belong to the metadata too
from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
