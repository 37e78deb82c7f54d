"""Activities as Teams sends them: the JSON on the wire, nothing of any SDK."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import time, time_ns
from typing import Any, Final, Self, TypeAlias
from zoneinfo import ZoneInfo

from tests.fakes.people import Chat, Person
from tests.fakes.world import APP_ID

Wire: TypeAlias = dict[str, Any]

BOT_NAME: Final = "Automationscoachen"
_STOCKHOLM: Final = ZoneInfo("Europe/Stockholm")
_IDS: Final = itertools.count(time_ns() // 1_000_000)


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in a conversation, and what Teams sends when that person does something there."""

    person: Person
    chat: Chat
    service_url: str
    locale: str = "sv-SE"
    app_id: str = APP_ID

    @classmethod
    def personal(cls, person: Person, service_url: str) -> Self:
        return cls(person, Chat.personal(person), service_url)

    def speaking(self, locale: str) -> Self:
        return replace(self, locale=locale)

    def message(self, text: str, **more: Any) -> Wire:
        """A typed message, as it is: outside a personal chat use `mention`."""
        attachment = {"contentType": "text/html", "content": f"<p>{text}</p>"}
        said = {"text": text, "textFormat": "plain", "attachments": [attachment]}
        return self.activity("message", **{**said, **more})

    def mention(self, text: str, **more: Any) -> Wire:
        """A message that names the bot first."""
        name = f"<at>{BOT_NAME}</at>"
        mentioned = {"type": "mention", "text": name, "mentioned": self._bot()}
        return self.message(f"{name} {text}", **{"entities": [mentioned, self._client_info()], **more})

    def press(self, data: Mapping[str, Any], *, verb: str, reply_to: str | None = None, **more: Any) -> Wire:
        """A click on Action.Execute."""
        action = {"type": "Action.Execute", "id": verb, "verb": verb, "data": dict(data)}
        value = {"action": action, "trigger": "manual"}
        return self.invoke("adaptiveCard/action", value, **{**_from_card(reply_to), **more})

    def submit(self, data: Mapping[str, Any], *, reply_to: str | None = None, **more: Any) -> Wire:
        """A click on Action.Submit: a message with a value and no text."""
        return self.activity("message", **{"value": dict(data), **_from_card(reply_to), **more})

    def invoke(self, name: str, value: Any, **more: Any) -> Wire:
        return self.activity("invoke", **{"name": name, "value": value, **more})

    def event(self, name: str, value: Any = None, **more: Any) -> Wire:
        return self.activity("event", **{"name": name, "value": value, **more})

    def typing(self, **more: Any) -> Wire:
        return self.activity("typing", **more)

    def reaction(self, to: str, kind: str = "like", **more: Any) -> Wire:
        return self.activity("messageReaction", **{"reactionsAdded": [{"type": kind}], "replyToId": to, **more})

    def reaction_removed(self, to: str, kind: str = "like", **more: Any) -> Wire:
        return self.activity("messageReaction", **{"reactionsRemoved": [{"type": kind}], "replyToId": to, **more})

    def edited(self, activity_id: str, text: str, **more: Any) -> Wire:
        """The person changed an earlier message."""
        changed = {
            "id": activity_id,
            "text": text,
            "textFormat": "plain",
            "channelData": self._event("editMessage"),
        }
        return self.activity("messageUpdate", **{**changed, **more})

    def deleted(self, activity_id: str, **more: Any) -> Wire:
        gone = {"id": activity_id, "channelData": self._event("softDeleteMessage")}
        return self.activity("messageDelete", **{**gone, **more})

    def undeleted(self, activity_id: str, text: str, **more: Any) -> Wire:
        back = {"id": activity_id, "text": text, "channelData": self._event("undeleteMessage")}
        return self.activity("messageUpdate", **{**back, **more})

    def installed(self, **more: Any) -> Wire:
        return self._installation("add", more)

    def upgraded(self, **more: Any) -> Wire:
        return self._installation("add-upgrade", more)

    def uninstalled(self, **more: Any) -> Wire:
        return self._installation("remove", more)

    def members_added(self, *people: Person, **more: Any) -> Wire:
        """People joined; without any, the bot itself did."""
        return self._roster("membersAdded", "teamMemberAdded", people, more)

    def members_removed(self, *people: Person, **more: Any) -> Wire:
        return self._roster("membersRemoved", "teamMemberRemoved", people, more)

    def activity(self, kind: str, **fields: Any) -> Wire:
        """Any activity; a field given wins, and None leaves it out."""
        now = datetime.fromtimestamp(time(), UTC)
        base = {
            "type": kind,
            "id": str(next(_IDS)),
            "timestamp": _stamp(now).replace("+00:00", "Z"),
            "localTimestamp": _stamp(now.astimezone(_STOCKHOLM)),
            "localTimezone": "Europe/Stockholm",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": self.person.teams_id, "name": self.person.name, "aadObjectId": self.person.aad_id},
            "conversation": self._conversation(),
            "recipient": self._bot(),
            "entities": [self._client_info()],
            "channelData": self._channel_data(),
            "locale": self.locale,
        }
        return {name: value for name, value in {**base, **fields}.items() if value is not None}

    def _bot(self) -> Wire:
        return {"id": f"28:{self.app_id}", "name": BOT_NAME}

    def _client_info(self) -> Wire:
        country = self.locale.rpartition("-")[2]
        place = {"country": country, "platform": "Web", "timezone": "Europe/Stockholm"}
        return {"type": "clientInfo", "locale": self.locale, **place}

    def _conversation(self) -> Wire:
        common = {"id": self.chat.id, "conversationType": self.chat.kind, "tenantId": self.person.tenant}
        if self.chat.kind == "personal":
            return common
        shared = {**common, "isGroup": True}
        return {**shared, "name": self.chat.name} if self.chat.kind == "groupChat" else shared

    def _channel_data(self) -> Wire:
        tenant = {"tenant": {"id": self.person.tenant}}
        if self.chat.kind != "channel":
            return tenant
        channel, team = {"id": self.chat.channel}, {"id": self.chat.team}
        flat = {"teamsChannelId": self.chat.channel, "teamsTeamId": self.chat.team}
        return {**flat, "channel": channel, "team": team, **tenant}

    def _event(self, event_type: str) -> Wire:
        return {"eventType": event_type, **self._channel_data()}

    def _installation(self, action: str, more: Mapping[str, Any]) -> Wire:
        source = {**self._channel_data(), "source": {"name": "message"}}
        return self.activity("installationUpdate", **{"action": action, "channelData": source, **more})

    def _roster(self, field: str, event: str, people: Sequence[Person], more: Mapping[str, Any]) -> Wire:
        listed = [{"id": person.teams_id, "aadObjectId": person.aad_id} for person in people] or [self._bot()]
        where = self._channel_data() if self.chat.kind == "personal" else self._event(event)
        return self.activity("conversationUpdate", **{field: listed, "channelData": where, **more})


def _from_card(reply_to: str | None) -> Wire:
    return {} if reply_to is None else {"replyToId": reply_to}


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
