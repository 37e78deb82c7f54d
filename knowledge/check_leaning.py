"""What templates lean on: connectors that are known and cost what is said, and samples that can be reached."""

import re
from collections.abc import Iterable, Iterator

from knowledge import faults
from knowledge.connector import KnownConnector
from knowledge.inspiration import AT_MOST, FREE, GITHUB, Inspiration
from knowledge.model import Revision
from knowledge.part import Text
from knowledge.template import Connector, Template
from knowledge.yaml_text import Problem


def repeated(names: Iterable[str]) -> Iterator[tuple[str, list[int]]]:
    """What stands more than once, and where."""
    places: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        places.setdefault(name, []).append(number)
    return ((name, each) for name, each in places.items() if len(each) > 1)


def check_connectors(revision: Revision) -> Iterator[Problem]:
    """Content from before connectors were listed has no list, and then only what a template says itself counts."""
    known = {listed.name: listed for listed in revision.connectors}
    yield from _listed(revision)
    for number, template in enumerate(revision.templates):
        for place, connector in enumerate(template.connectors):
            for said, key in _faults(template, connector, known):
                path, at = f"connectors.{connector.name}", ("templates", number, "connectors", place, key)
                yield Problem(f"templates/{template.id}.yaml", 0, path, said, at)


def _listed(revision: Revision) -> Iterator[Problem]:
    for name, places in repeated(listed.name for listed in revision.connectors):
        said = faults.NAME_TWICE.filled(count=len(places))
        yield Problem("connectors.yaml", 0, name, said, ("connectors", places[-1]))
    for number, listed in enumerate(revision.connectors):
        if len(listed.limits.sv) != len(listed.limits.en):
            yield Problem(
                "connectors.yaml", 0, f"{listed.name}.limits", faults.SENTENCES, ("connectors", number, "limits")
            )


def _faults(template: Template, connector: Connector, known: dict[str, KnownConnector]) -> Iterator[tuple[Text, str]]:
    """What is wrong, and with which field of the connector."""
    listed = known.get(connector.name)
    if known and listed is None:
        yield faults.UNLISTED, "name"
    elif listed is not None and listed.tier != connector.tier:
        yield faults.OTHER_TIER.filled(listed=listed.tier, told=connector.tier), "tier"
    if connector.tier == "premium" and template.licence == "standard":
        yield faults.PREMIUM, "tier"


def check_inspiration(revision: Revision) -> Iterator[Problem]:
    """Every template that has links exists, and every link is a different page at GitHub."""
    known = {template.id for template in revision.templates}
    for template_id, links in revision.inspiration.items():
        if template_id not in known:
            yield _at(faults.NO_TEMPLATE, template_id)
        if len(links) > AT_MOST:
            yield _at(faults.LINKS_AT_MOST.filled(count=len(links), most=AT_MOST), template_id)
        yield from _links(template_id, links)


def _links(template_id: str, links: tuple[Inspiration, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, link in enumerate(links):
        if link.url.rstrip("/") in seen:
            yield _at(faults.LINK_TWICE, template_id, number, "url")
        if not re.fullmatch(GITHUB, link.url):
            yield _at(faults.GITHUB_ONLY, template_id, number, "url")
        if link.description is not None and link.licence != FREE:
            yield _at(faults.NOT_FREE.filled(licence=FREE), template_id, number, "description")
        seen.add(link.url.rstrip("/"))


def _at(said: Text, *at: str | int) -> Problem:
    path = ".".join(map(str, ("inspiration", *at)))
    return Problem("inspiration.yaml", 0, path, said, ("inspiration", *at))
