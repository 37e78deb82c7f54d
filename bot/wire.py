"""An incoming activity as the channel sends it: read from bytes, checked, or refused with one line."""

import json
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic.alias_generators import to_camel

_LONGEST_ID = 500
_LONGEST_ACCOUNT = 255
"""As the tables hold them; those of Teams are much shorter."""


class UnreadableBodyError(ValueError):
    """The body is not an activity. The text says what is wrong and repeats nothing of it."""


class _Wire(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="ignore", frozen=True)


class Account(_Wire):
    id: str = Field(min_length=1, max_length=_LONGEST_ACCOUNT)
    name: str | None = None
    aad_object_id: str | None = Field(None, max_length=_LONGEST_ACCOUNT)


class Conversation(_Wire):
    id: str = Field(min_length=1, max_length=_LONGEST_ID)
    conversation_type: str | None = None
    is_group: bool | None = None
    tenant_id: str | None = None


class Incoming(_Wire):
    """The parts of an activity that this bot reads. Unknown parts are left alone."""

    model_config = ConfigDict(strict=True)

    type: str = Field(min_length=1, max_length=100)
    id: str | None = Field(None, max_length=_LONGEST_ID)
    name: str | None = Field(None, max_length=200)
    action: str | None = Field(None, max_length=100)
    channel_id: str = Field(min_length=1, max_length=100)
    service_url: str = Field(min_length=1, max_length=512)
    timestamp: datetime | None = None
    from_: Account = Field(alias="from")
    recipient: Account
    conversation: Conversation
    text: str | None = None
    locale: str | None = Field(None, max_length=100)
    value: Any = None
    reply_to_id: str | None = Field(None, max_length=_LONGEST_ID)
    members_removed: list[dict[str, Any]] | None = None
    channel_data: dict[str, Any] | None = None
    attachments: list[dict[str, Any]] | None = None
    entities: list[dict[str, Any]] | None = None

    @field_validator("timestamp", mode="before")
    @classmethod
    def _written_out(cls, value: object) -> object:
        """A moment is written as a text; a bare number is not one."""
        if value is None:
            return None
        if not isinstance(value, str):
            raise ValueError("a timestamp is a text")  # noqa: TRY004 - pydantic listens for this one
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)

    @field_validator("channel_data")
    @classmethod
    def _named_tenant(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        """A tenant is named by a text, or not at all."""
        tenant = (value or {}).get("tenant")
        if isinstance(tenant, dict) and not isinstance(tenant.get("id"), str | None):
            raise ValueError("a tenant id is a text")  # noqa: TRY004 - pydantic listens for this one
        return value

    @property
    def tenants(self) -> set[str]:
        """Every tenant that the activity names."""
        data = self.channel_data or {}
        tenant = data.get("tenant")
        named = (tenant.get("id") if isinstance(tenant, dict) else None, self.conversation.tenant_id)
        return {name for name in named if isinstance(name, str) and name}


def read_body(body: bytes) -> Incoming:
    """The activity in a body. Refused: what is not one JSON object, double keys, wrong types, missing parts."""
    try:
        data = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise UnreadableBodyError("the body is not JSON") from error
    if not isinstance(data, dict):
        raise UnreadableBodyError("the body is not an object")
    try:
        return Incoming.model_validate(_cleaned(data))
    except (ValidationError, RecursionError) as error:
        raise UnreadableBodyError(_where(error)) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _cleaned(value: Any) -> Any:
    """Texts without what no database and no UTF-8 can hold: NUL and lone surrogates."""
    if isinstance(value, str):
        clean = value.replace("\x00", "")
        return clean if clean.isascii() else clean.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return value


def _where(error: Exception) -> str:
    if isinstance(error, ValidationError):
        fields = sorted({str(fault["loc"][0]) for fault in error.errors() if fault["loc"]})
        return f"missing or of the wrong type: {', '.join(fields)}"
    return "the body is nested too deeply"
