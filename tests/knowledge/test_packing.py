"""Files are packed and unpacked; whatever else is handed over as a zip is refused with a sentence."""

import io
import re
import struct
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import packing
from knowledge.packing import packed, unpacked
from knowledge.yaml_text import Problem
from tests.cast import shipped_files

FILES = {"asides.yaml": "asides: []\n", "templates/x.yaml": "id: å\n", "wording/nav.yaml": ""}


def zipped(entries: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return written.getvalue()


def told(data: bytes) -> list[str]:
    found = unpacked(data)
    assert isinstance(found, tuple), found
    return [str(each) for each in found]


def test_the_shipped_files_are_unpacked_as_they_were() -> None:
    assert unpacked(packed(shipped_files())) == shipped_files()


def test_the_same_files_are_the_same_bytes() -> None:
    assert packed(FILES) == packed(dict(reversed(FILES.items())))


def test_a_folder_that_was_packed_is_looked_into() -> None:
    assert unpacked(zipped({f"content/{name}": text for name, text in FILES.items()})) == FILES
    assert unpacked(zipped({"content/": "", "content/templates/": "", "content/templates/x.yaml": "a"})) == {
        "templates/x.yaml": "a"
    }
    assert unpacked(zipped({"templates/x.yaml": "a"})) == {"templates/x.yaml": "a"}


def test_what_a_mac_puts_beside_the_files_is_passed_over() -> None:
    beside = {"__MACOSX/content/._asides.yaml": "x", "content/.DS_Store": "x"}

    assert unpacked(zipped({**{f"content/{name}": text for name, text in FILES.items()}, **beside})) == FILES


@pytest.mark.parametrize(
    "name",
    [
        *("readme.md", "x.yml", "templates/x/y.yaml", "more/x.yaml", "/asides.yaml", "../asides.yaml", "a/../b.yaml"),
        *("templates/../x.yaml", "templates/.yaml", ".yaml", "C:/x.yaml", "x y.yaml", "å.yaml", "templates//x.yaml"),
        *("-x.yaml", "x.yaml\n", "x.yaml "),
    ],
)
def test_a_file_of_another_name_is_refused(name: str) -> None:
    found = told(zipped({**FILES, name: "a: 1"}))

    assert len(found) == 1
    assert found[0].startswith(f"{name}: this is no file of content")


@pytest.mark.parametrize("folder", ["..", ".", "", "a/b"])
def test_a_folder_that_leads_elsewhere_is_none(folder: str) -> None:
    assert len(told(zipped({f"{folder}/{name}": text for name, text in FILES.items()}))) == len(FILES)


def test_the_same_file_twice_is_refused() -> None:
    data = zipped({"asides.yaml": "asides: []", "asidez.yaml": "asides: 7"}).replace(b"asidez", b"asides")

    assert told(data) == ["asides.yaml: this file stands there twice"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_file_that_is_packed_in_an_odd_way_is_refused(method: int) -> None:
    assert told(zipped({"asides.yaml": "asides: []"}, method)) == [
        "asides.yaml: this cannot be read as a zip: pack the files again"
    ]


def test_a_locked_file_is_refused() -> None:
    data = bytearray(zipped({"asides.yaml": "asides: []"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    assert told(bytes(data)) == ["asides.yaml: this file is locked with a password"]


def test_a_file_that_is_no_text_is_told_by_its_name() -> None:
    found = told(zipped({"asides.yaml": b"\xff\xfe", "golden.yaml": b"\xff"}))

    assert found == [f"{name}.yaml: this file is not text in UTF-8" for name in ("asides", "golden")]


def test_an_empty_zip_and_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_FILES", 2)

    assert told(zipped({})) == ["zip: there are no files in the zip"]
    assert told(zipped(FILES)) == ["zip: there are too many files: more than 2"]


def test_a_bomb_is_counted_while_it_is_read_and_not_believed() -> None:
    bomb = zipped({"asides.yaml": bytes(9_000_000)})
    size = struct.pack("<I", 9_000_000)
    assert bomb.count(size) == 2

    for data in (bomb, bomb.replace(size, struct.pack("<I", 10))):
        found = unpacked(data)
        assert isinstance(found, tuple)
        assert len(found) == 1


def test_all_files_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_BYTES", 12)

    assert told(zipped({"a.yaml": "x" * 10, "b.yaml": "x" * 10}))[0].startswith("b.yaml: the file is too large, or all")


@pytest.mark.parametrize("data", [b"", b"PK", b"asides: []", b"PK\x05\x06" + bytes(18), zipped({"a.yaml": "a"})[:-5]])
def test_what_is_no_zip_is_told_in_both_languages(data: bytes) -> None:
    found = unpacked(data)

    assert isinstance(found, tuple)
    assert [bool(re.search(r"zip", each.to("sv"))) for each in found] == [True]


@given(st.binary(max_size=300))
def test_any_bytes_are_files_or_problems(data: bytes) -> None:
    assert well(unpacked(data))


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8), st.integers(0, 40))
def test_a_damaged_zip_is_files_or_problems(damage: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(packed(FILES))
    for place, byte in damage:
        data[place % len(data)] = byte

    assert well(unpacked(bytes(data[: len(data) - cut])))


def well(found: object) -> bool:
    if isinstance(found, tuple):
        return bool(found) and all(isinstance(each, Problem) and each.to("sv") for each in found)
    return isinstance(found, dict) and all(isinstance(text, str) for text in found.values())


def test_a_file_without_a_name_is_refused() -> None:
    data = zipped({"a.yaml": "a", "b": ""}).replace(b"b", b"\x00")

    assert told(data)[0].startswith("zip: this is no file of content")
