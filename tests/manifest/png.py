"""The pixels of a PNG file, as far as our icons need it: eight bits a channel, not interlaced."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {2: 3, 6: 4}
"""Colour, without and with transparency."""

Pixel = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    pixels: tuple[Pixel, ...]
    """Red, green, blue, alpha, row by row."""

    def at(self, x: int, y: int) -> Pixel:
        return self.pixels[y * self.width + x]


def read_png(content: bytes) -> Picture:
    assert content.startswith(_SIGNATURE)
    chunks = list(_chunks(content))
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    assert (depth, interlaced) == (8, 0)
    channels = _CHANNELS[colour]
    raw = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    rows = _unfiltered(raw, width * channels, channels)
    pixels = tuple(_pixel(row[at : at + channels]) for row in rows for at in range(0, len(row), channels))
    assert len(pixels) == width * height
    return Picture(width, height, pixels)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += length + 12


def _unfiltered(raw: bytes, length: int, step: int) -> Iterator[bytes]:
    above = bytes(length)
    for at in range(0, len(raw), length + 1):
        row = bytearray(raw[at + 1 : at + 1 + length])
        for x in range(length):
            left, corner = (row[x - step], above[x - step]) if x >= step else (0, 0)
            row[x] = (row[x] + _predicted(raw[at], left, above[x], corner)) % 256
        above = bytes(row)
        yield above


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    """By the five filters of the standard: none, left, up, average, Paeth."""
    near = left + up - corner
    paeth = min((left, up, corner), key=lambda each: abs(near - each))
    return (0, left, up, (left + up) // 2, paeth)[kind]


def _pixel(values: bytes) -> Pixel:
    red, green, blue, *alpha = values
    return red, green, blue, alpha[0] if alpha else 255
