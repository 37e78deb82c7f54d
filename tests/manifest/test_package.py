"""The app package is one that Teams takes, and says nothing that the bot does not understand."""

import io
import json
import re
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft4Validator

from dialogs.commands import Command, read_command
from manifest.build import App, package, read_app
from tests.tree import ROOT

_SCHEMAS = ROOT / "node_modules" / "@microsoft" / "app-manifest" / "build" / "json-schemas" / "teams"
_APP = read_app(
    app_id="0d3c1f0e-5a54-4d0e-9a3b-6c1d2e3f4a5b",
    bot_id="1E4D2A1F-6B65-4E1F-8B4C-7D2E3F4A5B6C",
    domain="Coach.exempel.se",
    organisation="Halmstads kommun",
    client_id="7D1C2B3A-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
)
_CHANNEL_WORDS = {"koppla": "connect", "koppla från": "disconnect"}
"""Read by the channel's own code, not by the conversation."""
_TRANSLATED = ("title", "description")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return _unpacked(package(_APP))


@pytest.fixture(scope="module")
def manifest(files: dict[str, bytes]) -> dict[str, Any]:
    return _object(files["manifest.json"])


@pytest.fixture(scope="module")
def english(files: dict[str, bytes]) -> dict[str, Any]:
    return _object(files["en.json"])


def test_the_zip_holds_the_manifest_and_every_file_it_names_at_its_root(
    files: dict[str, bytes], manifest: dict[str, Any]
) -> None:
    named = {each["file"] for each in manifest["localizationInfo"]["additionalLanguages"]}

    assert set(files) == {"manifest.json", *manifest["icons"].values(), *named}


def test_the_manifest_is_one_by_microsofts_schema(manifest: dict[str, Any]) -> None:
    assert _faults("MicrosoftTeams.schema.json", manifest, manifest["manifestVersion"]) == []


def test_the_english_texts_are_a_language_file_by_microsofts_schema(
    english: dict[str, Any], manifest: dict[str, Any]
) -> None:
    version = manifest["manifestVersion"]

    assert _faults("MicrosoftTeams.Localization.schema.json", english, version) == []
    assert (f"/v{version}/" in manifest["$schema"], f"/v{version}/" in english["$schema"]) == (True, True)


def test_everything_that_was_given_stands_in_the_manifest(manifest: dict[str, Any]) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    bot = "1e4d2a1f-6b65-4e1f-8b4c-7d2e3f4a5b6c"

    assert (manifest["id"], manifest["version"]) == ("0d3c1f0e-5a54-4d0e-9a3b-6c1d2e3f4a5b", version)
    assert [each["botId"] for each in manifest["bots"] + manifest["composeExtensions"]] == [bot, bot]
    assert manifest["validDomains"] == ["coach.exempel.se"]
    assert manifest["developer"] == {
        "name": "Halmstads kommun",
        "websiteUrl": "https://coach.exempel.se/about",
        "privacyUrl": "https://coach.exempel.se/privacy",
        "termsOfUseUrl": "https://coach.exempel.se/terms",
    }


def test_coaches_have_a_tab_that_signs_them_in(manifest: dict[str, Any]) -> None:
    (tab,) = manifest["staticTabs"]
    client = "7d1c2b3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d"

    assert (tab["contentUrl"], tab["scopes"]) == ("https://coach.exempel.se/coach?tab=1", ["personal"])
    assert manifest["webApplicationInfo"] == {"id": client, "resource": f"api://coach.exempel.se/{client}"}


def test_without_a_sign_in_of_the_pages_there_is_no_tab() -> None:
    files = _unpacked(package(replace(_APP, client_id="")))
    manifest, english = _object(files["manifest.json"]), _object(files["en.json"])

    assert [key for key in {**manifest, **english} if "Tab" in key or "Application" in key] == []
    assert _faults("MicrosoftTeams.schema.json", manifest, manifest["manifestVersion"]) == []
    assert set(_texts(manifest)) == set(english) - {"$schema"}


def test_nothing_is_left_to_fill_in(files: dict[str, bytes]) -> None:
    assert [name for name, content in files.items() if name.endswith(".json") and b"{{" in content] == []


def test_the_version_is_three_numbers_as_teams_wants_it(manifest: dict[str, Any]) -> None:
    assert re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", manifest["version"])


def test_a_name_with_quotes_and_strange_letters_stays_itself() -> None:
    app = App(_APP.app_id, _APP.bot_id, _APP.domain, r'Östra "Å" \ {{domain}}', _APP.version)

    assert _object(_unpacked(package(app))["manifest.json"])["developer"]["name"] == app.organisation


def test_the_same_app_is_the_same_package() -> None:
    assert package(_APP) == package(_APP)


def test_every_swedish_text_has_an_english_one_and_no_english_one_is_left_over(
    manifest: dict[str, Any], english: dict[str, Any]
) -> None:
    assert set(_texts(manifest)) == set(english) - {"$schema"}


def test_no_text_is_too_long_for_teams(manifest: dict[str, Any], english: dict[str, Any]) -> None:
    limits = {"name.short": 30, "name.full": 100, "description.short": 80, "description.full": 4000}
    texts = [*_texts(manifest).items(), *((key, text) for key, text in english.items() if key != "$schema")]

    assert [text for key, text in texts if len(text) > limits.get(key, 32 if key.endswith("title") else 128)] == []
    assert [text for _, text in texts if not text or text != text.strip()] == []


def test_every_suggested_command_is_understood_in_both_languages(
    manifest: dict[str, Any], english: dict[str, Any]
) -> None:
    switch = {Command.ENGLISH: Command.SWEDISH}  # Nobody is offered the language they already have.
    pairs = [(text, english[key]) for key, text in _texts(manifest).items() if _is_command(key)]
    spoken = [(read_command(sv), read_command(en)) for sv, en in pairs if sv not in _CHANNEL_WORDS]

    assert {sv: en for sv, en in pairs if sv in _CHANNEL_WORDS} == _CHANNEL_WORDS
    assert [pair for pair in spoken if pair[0] is None or pair[1] != switch.get(pair[0], pair[0])] == []


def test_no_list_suggests_the_same_twice_or_more_than_ten(manifest: dict[str, Any]) -> None:
    lists = [[each["title"] for each in one["commands"]] for one in manifest["bots"][0]["commandLists"]]

    assert [one["scopes"] for one in manifest["bots"][0]["commandLists"]] == [["personal"], ["team"]]
    assert [titles for titles in lists if len(titles) > 10 or len(set(titles)) < len(titles)] == []
    assert {*_CHANNEL_WORDS, "hjälp"} == set(lists[1])


def test_every_search_has_one_field_with_a_hint_and_the_action_opens_a_dialog(manifest: dict[str, Any]) -> None:
    commands = {each["id"]: each for each in manifest["composeExtensions"][0]["commands"]}
    fields = {name: commands[name]["parameters"] for name in ("templates", "tasks")}

    assert {name: each["type"] for name, each in commands.items()} == {
        "templates": "query",
        "tasks": "query",
        "make_task": "action",
    }
    assert [(field["name"], bool(field["description"])) for (field,) in fields.values()] == [("query", True)] * 2
    assert (commands["make_task"]["context"], commands["make_task"]["fetchTask"]) == (["message"], True)


def _unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _object(content: bytes) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(content)
    return read


def _faults(schema: str, given: dict[str, Any], version: str) -> list[str]:
    rules = json.loads((_SCHEMAS / f"v{version}" / schema).read_text(encoding="utf-8"))
    Draft4Validator.check_schema(rules)
    return [f"{fault.json_path}: {fault.message}" for fault in Draft4Validator(rules).iter_errors(given)]


def _texts(manifest: dict[str, Any]) -> dict[str, str]:
    """Everything that people read, by the keys of a language file; the developer's name is not translated."""
    about = {
        f"{part}.{length}": manifest[part][length] for part in ("name", "description") for length in ("short", "full")
    }
    tabs = {f"staticTabs[{number}].name": tab["name"] for number, tab in enumerate(manifest.get("staticTabs", ()))}
    about |= tabs
    return about | {key: text for part in ("bots", "composeExtensions") for key, text in _leaves(manifest[part], part)}


def _leaves(value: object, key: str) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for name, each in value.items():
                yield from _leaves(each, f"{key}.{name}")
        case list():
            for number, each in enumerate(value):
                yield from _leaves(each, f"{key}[{number}]")
        case str() if key.endswith(_TRANSLATED):
            yield key, value


def _is_command(key: str) -> bool:
    return key.startswith("bots") and key.endswith("title")
