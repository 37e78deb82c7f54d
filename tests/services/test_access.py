"""How long somebody stays signed in, and who has which role."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from services.access import IDLE, LONGEST, Identity, Roles, Session, begin, digest, form_token, recognise

NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)
ROLES = Roles(frozenset({"coach", "Automation.Coach"}), frozenset({"admin"}))
SOFIA = Identity("tenant", "key", "Sofia", ("coach",), "oidc")


@dataclass
class Kept:
    """Sessions in memory."""

    rows: dict[str, Session] = field(default_factory=dict)
    notes: int = 0

    async def add(self, session: Session) -> None:
        self.rows[session.token] = session

    async def find(self, token: str) -> Session | None:
        return self.rows.get(token)

    async def note(self, session: Session) -> None:
        self.notes += 1
        known = self.rows[session.token]
        self.rows[session.token] = replace(known, seen=session.seen, language=session.language)

    async def renew(self, session: Session) -> None:
        self.rows[session.token] = replace(session)

    async def end(self, token: str, at: datetime) -> None:
        assert at
        self.rows.pop(token, None)

    async def end_all(self, who: Identity, by: str, at: datetime) -> int:
        assert by
        assert at
        theirs = [token for token, each in self.rows.items() if each.identity.key == who.key]
        return len([self.rows.pop(token) for token in theirs])

    async def open(self, now: datetime, most: int) -> tuple[Session, ...]:
        return tuple(each for each in self.rows.values() if not each.is_over(now))[:most]


async def _is_there(sessions: Kept, token: str, at: datetime) -> bool:
    return await recognise(token, sessions, ROLES, at) is not None


async def test_a_session_is_over_after_an_hour_without_a_request() -> None:
    sessions = Kept()
    token = await begin(SOFIA, sessions, NOW)

    assert await _is_there(sessions, token, NOW + IDLE - timedelta(seconds=1))
    assert await _is_there(sessions, token, NOW + 2 * IDLE - timedelta(seconds=2))
    assert not await _is_there(sessions, token, NOW + 3 * IDLE - timedelta(seconds=2))


async def test_a_session_is_over_after_ten_hours_however_busy_it_was() -> None:
    sessions, at = Kept(), NOW
    token = await begin(SOFIA, sessions, NOW)

    while at < NOW + LONGEST:
        assert await _is_there(sessions, token, at)
        at += timedelta(minutes=30)

    assert not await _is_there(sessions, token, at)


@pytest.mark.parametrize(
    ("asked", "found"),
    [(timedelta(minutes=5), timedelta(minutes=5)), (timedelta(hours=24), LONGEST), (None, LONGEST)],
)
async def test_a_session_that_hangs_on_a_token_ends_with_it(asked: timedelta | None, found: timedelta) -> None:
    sessions = Kept()

    await begin(SOFIA, sessions, NOW, NOW + asked if asked else None)

    assert [each.ends for each in sessions.rows.values()] == [NOW + found]


async def test_that_somebody_is_here_is_written_once_a_minute() -> None:
    sessions = Kept()
    token = await begin(SOFIA, sessions, NOW)

    for second in range(0, 120, 10):
        await _is_there(sessions, token, NOW + timedelta(seconds=second))

    assert sessions.notes == 1


async def test_a_token_is_long_new_each_time_and_nowhere_stored() -> None:
    sessions = Kept()

    tokens = {await begin(SOFIA, sessions, NOW) for _ in range(50)}

    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {43}  # 256 bits.
    assert not tokens & set(sessions.rows)
    assert {digest(token) for token in tokens} == set(sessions.rows)
    assert len({form_token(token) for token in tokens} | tokens | set(sessions.rows)) == 150


@pytest.mark.parametrize(
    ("claims", "roles"),
    [
        ((), {"employee"}),
        (("coach",), {"employee", "coach"}),
        (("Automation.Coach", "x"), {"employee", "coach"}),
        (("admin",), {"employee", "admin"}),
        (("coach", "admin"), {"employee", "coach", "admin"}),
        (("COACH", "co", "coaching"), {"employee"}),
    ],
)
def test_roles_are_the_names_that_were_agreed_on_letter_by_letter(claims: tuple[str, ...], roles: set[str]) -> None:
    assert ROLES.of(claims) == roles
