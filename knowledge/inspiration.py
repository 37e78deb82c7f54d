"""Links to community samples that may inspire somebody who builds from a template."""

import json
from collections.abc import Collection, Iterator, Mapping

from knowledge.part import Filled, Part
from knowledge.template import Link

AT_MOST = 5
"""Links a template. More is a search result, not an inspiration."""
GITHUB = r"^https://github\.com/[A-Za-z0-9_./%+-]+$"
FREE = "MIT"
"""The licence under which a description may be repeated, with its notice."""
NO_LICENCE = "none"
COPYRIGHT: Mapping[str, str] = {
    "pnp/powerapps-samples": "Copyright (c) 2021 Microsoft 365 Community",
    "pnp/powerautomate-samples": "Copyright (c) 2021 Microsoft 365 Community",
}
"""Repository -> the line that its MIT licence wants repeated. Where we have not read it, only facts are copied."""

_HEADER = """\
# Community samples that may inspire somebody who builds from a template, best first.
# Written by `python app.py knowledge import-samples`, which writes the whole file anew: what you change is lost then.
# A title and a link are facts. A description is the sample's own, and stands here only where its licence allows it.
"""
_PERMISSION = """\
#
# Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
# documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
# rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
# persons to whom the Software is furnished to do so, subject to the following conditions:
#
# The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
# Software.
#
# THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
# WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
# COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
# OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


class Inspiration(Part):
    """A sample that somebody in the community has built and shown; in English, as it was written."""

    title: Filled
    url: Link
    licence: Filled
    """`none` where the repository names no licence: then only facts about the sample may be repeated."""
    source: Filled
    """The repository it lies in."""
    description: Filled | None = None
    """In the sample's own words."""


def written(links: Mapping[str, tuple[Inspiration, ...]]) -> str:
    """The content file with these links, and with the notices that their licences want."""
    copied = {link.source for each in links.values() for link in each if link.description is not None}
    return header(copied) + "\n" + "\n".join(_lines(links)) + "\n"


def header(copied: Collection[str]) -> str:
    """The remarks above the links, with what the licences of the sources of copied descriptions want repeated."""
    if not copied:
        return _HEADER
    notices = (f"# {source}: {COPYRIGHT[source]}\n" for source in sorted(copied) if source in COPYRIGHT)
    return "".join((_HEADER, "#\n# MIT License\n#\n", *notices, _PERMISSION))


def _lines(links: Mapping[str, tuple[Inspiration, ...]]) -> Iterator[str]:
    yield "inspiration:" if links else "inspiration: {}"
    for template_id, each in links.items():
        yield f"  {template_id}:"
        for link in each:
            told = link.model_dump(exclude_none=True)
            first, *rest = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in told.items())
            yield f"    - {first}"
            yield from (f"      {line}" for line in rest)
