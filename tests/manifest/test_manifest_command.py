"""`manifest build` as an operator meets it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from manifest.build import package, read_app

_APP = {
    "app_id": "0d3c1f0e-5a54-4d0e-9a3b-6c1d2e3f4a5b",
    "bot_id": "1e4d2a1f-6b65-4e1f-8b4c-7d2e3f4a5b6c",
    "domain": "coach.exempel.se",
    "organisation": "Falkenbergs kommun",
}


def builds(output: Path, **other: str) -> Result:
    words = [word for name, value in {**_APP, **other}.items() for word in (f"--{name.replace('_', '-')}", value)]
    return CliRunner().invoke(main, ["manifest", "build", *words, "--output", str(output)])


def test_the_package_is_written_into_a_folder_that_did_not_exist(tmp_path: Path) -> None:
    output, app = tmp_path / "new" / "app.zip", read_app(**_APP)

    built = builds(output)

    assert (built.exit_code, built.output) == (0, f"Written: {output}, version {app.version} for coach.exempel.se.\n")
    assert output.read_bytes() == package(app)


def test_a_package_that_is_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "app.zip").write_bytes(b"old")

    built = builds(tmp_path / "app.zip")

    assert built.exit_code == 0
    assert (tmp_path / "app.zip").read_bytes() == package(read_app(**_APP))


@pytest.mark.parametrize(
    "domain",
    [
        "",
        "https://coach.exempel.se",
        "coach.exempel.se/",
        "coach.exempel.se:443",
        "coach_bot.exempel.se",
        "-coach.exempel.se",
        "coach-.exempel.se",
        "coach..exempel.se",
        ".exempel.se",
        "exempel.se.",
        "*.exempel.se",
        "cöach.exempel.se",
        "coach exempel.se",
        "localhost",
        "10.0.0.1",
        f"{'a' * 64}.se",
        f"{'a.' * 126}se",
    ],
)
def test_what_is_no_host_name_is_told(tmp_path: Path, domain: str) -> None:
    built = builds(tmp_path / "app.zip", domain=domain)

    assert built.exit_code == 2
    assert "--domain has to be a host name such as coach.exempel.se" in built.output
    assert not (tmp_path / "app.zip").exists()


@pytest.mark.parametrize("domain", ["exempel.se", "COACH.exempel.se", "xn--cach-5qa.exempel.se", f"{'a' * 63}.a2.se"])
def test_host_names_are_taken(tmp_path: Path, domain: str) -> None:
    assert builds(tmp_path / "app.zip", domain=domain).exit_code == 0


@pytest.mark.parametrize("option", ["app_id", "bot_id", "client_id"])
@pytest.mark.parametrize(
    "value", ["{}", "coach", "{0d3c1f0e-5a54-4d0e-9a3b-6c1d2e3f4a5b}", "0d3c1f0e5a544d0e9a3b6c1d2e3f4a5b", "å" * 36]
)
def test_what_is_no_guid_is_told(tmp_path: Path, option: str, value: str) -> None:
    built = builds(tmp_path / "app.zip", **{option: value})

    assert built.exit_code == 2
    assert f"--{option.replace('_', '-')} has to be a GUID" in built.output


def test_an_app_without_pages_that_sign_people_in_needs_no_client_id(tmp_path: Path) -> None:
    assert builds(tmp_path / "app.zip", client_id="").exit_code == 0
    assert builds(tmp_path / "app.zip", client_id=_APP["bot_id"]).exit_code == 0
    assert [builds(tmp_path / "app.zip", **{name: ""}).exit_code for name in ("app_id", "bot_id")] == [2, 2]


@pytest.mark.parametrize("name", ["", "  ", "å" * 33, "Två\nrader"])
def test_an_organisation_without_a_fitting_name_is_told(tmp_path: Path, name: str) -> None:
    built = builds(tmp_path / "app.zip", organisation=name)

    assert (built.exit_code, "--organisation has to be a name of 1 to 32 characters" in built.output) == (2, True)


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    built = builds(tmp_path / "app.zip", app_id="x", bot_id="y", domain="z", organisation="")

    assert (built.exit_code, len(built.output.splitlines())) == (2, 4)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    below_a_file = builds(tmp_path / "file" / "app.zip")
    folder = builds(tmp_path)

    assert (below_a_file.exit_code, "--output cannot be written" in below_a_file.output) == (2, True)
    assert (folder.exit_code, "is a directory" in folder.output) == (2, True)


def test_what_is_not_given_is_told() -> None:
    built = CliRunner().invoke(main, ["manifest", "build", "--app-id", _APP["app_id"]])

    assert (built.exit_code, "Missing option '--bot-id'" in built.output) == (2, True)
