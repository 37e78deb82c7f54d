"""The database's troubles, told apart: what may be tried again, what is down, and what is our own fault."""

from typing import ClassVar

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from services.ports import StoreDownError, TryAgainError
from storage.engine import driver_url, told_apart


class Fault(Exception):  # noqa: N818 - a driver's fault
    """What a driver raises."""

    sqlstate: ClassVar[str]


def fault(state: str) -> DBAPIError:
    """The database's fault with this SQLSTATE, as SQLAlchemy hands it on."""
    return DBAPIError("SELECT 1", None, type("Told", (Fault,), {"sqlstate": state})(state))


@pytest.mark.parametrize("state", ["40001", "40P01", "55P03", "23505"])
def test_a_lost_race_may_be_tried_again(state: str) -> None:
    with pytest.raises(TryAgainError), told_apart():
        raise fault(state)


@pytest.mark.parametrize("state", ["08006", "53100", "53300", "57P01", "57014", "58030", "25006"])
def test_a_database_that_is_down_or_full_is_said_to_be_down(state: str) -> None:
    with pytest.raises(StoreDownError), told_apart():
        raise fault(state)


@pytest.mark.parametrize("state", ["42601", "42P01", "22001"])
def test_a_fault_of_ours_is_raised_as_it_is(state: str) -> None:
    with pytest.raises(DBAPIError), told_apart():
        raise fault(state)


def test_a_row_that_is_there_already_may_be_tried_again() -> None:
    with pytest.raises(TryAgainError), told_apart():
        raise IntegrityError("INSERT", None, Fault())


def test_a_locked_file_may_be_tried_again_and_a_missing_one_is_down() -> None:
    with pytest.raises(TryAgainError), told_apart():
        raise OperationalError("BEGIN", None, Fault("database is locked"))
    with pytest.raises(StoreDownError), told_apart():
        raise OperationalError("BEGIN", None, Fault("unable to open database file"))


@pytest.mark.parametrize("error", [PoolTimeoutError(), ConnectionRefusedError()])
def test_a_connection_that_cannot_be_had_means_down(error: Exception) -> None:
    with pytest.raises(StoreDownError), told_apart():
        raise error


def test_another_kind_of_database_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="mysql"):
        driver_url("mysql://localhost/x")
