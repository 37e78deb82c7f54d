"""Bringing the tables to the version of this program, and knowing whether they are there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from services.again import again_if_lost
from storage.engine import told_apart

_MIGRATIONS = Path(__file__).parent / "migrations"


@again_if_lost
async def upgrade(engine: AsyncEngine) -> None:
    """Run the migrations that have not been run. Two processes at once: one waits for the other."""
    with told_apart():
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade)


def at_head(connection: Connection) -> bool:
    """Whether the tables are those of this program."""
    return MigrationContext.configure(connection).get_current_revision() == head()


def head() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4711)")
    command.upgrade(config_on(connection), "head")


def config_on(connection: Connection) -> Config:
    """What alembic's own commands need to work on this connection."""
    config = _config()
    config.attributes["connection"] = connection
    return config


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config
