"""What templates lean on: connectors that are known and cost what is said, and samples that can be reached."""

import re
from collections import Counter
from collections.abc import Iterator

from knowledge.connector import KnownConnector
from knowledge.inspiration import AT_MOST, FREE, GITHUB, Inspiration
from knowledge.model import Revision
from knowledge.template import Connector, Template
from knowledge.yaml_text import Problem


def check_connectors(revision: Revision) -> Iterator[Problem]:
    """Content from before connectors were listed has no list, and then only what a template says itself counts."""
    known = {listed.name: listed for listed in revision.connectors}
    for name, count in Counter(listed.name for listed in revision.connectors).items():
        if count > 1:
            yield Problem("connectors.yaml", 0, name, f"this name stands {count} times")
    for listed in revision.connectors:
        if len(listed.limits.sv) != len(listed.limits.en):
            yield Problem("connectors.yaml", 0, f"{listed.name}.limits", "the languages differ in their sentences")
    for template in revision.templates:
        for connector in template.connectors:
            place = (f"templates/{template.id}.yaml", 0, f"connectors.{connector.name}")
            for sentence in _faults(template, connector, known):
                yield Problem(*place, sentence)


def _faults(template: Template, connector: Connector, known: dict[str, KnownConnector]) -> Iterator[str]:
    listed = known.get(connector.name)
    if known and listed is None:
        yield "this connector is not in connectors.yaml"
    elif listed is not None and listed.tier != connector.tier:
        yield f"it is {listed.tier} in connectors.yaml, not {connector.tier}"
    if connector.tier == "premium" and template.licence == "standard":
        yield "it is premium, but the template's licence is standard"


def check_inspiration(revision: Revision) -> Iterator[Problem]:
    """Every template that has links exists, and every link is a different page at GitHub."""
    for template_id, links in revision.inspiration.items():
        if revision.template(template_id) is None:
            yield _at(template_id, "there is no template with this id")
        if len(links) > AT_MOST:
            yield _at(template_id, f"it has {len(links)} links; at most {AT_MOST} are read")
        yield from _links(template_id, links)


def _links(template_id: str, links: tuple[Inspiration, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, link in enumerate(links):
        place = f"{template_id}.{number}.url"
        if link.url.rstrip("/") in seen:
            yield _at(place, "this link stands here twice")
        if not re.fullmatch(GITHUB, link.url):
            yield _at(place, "it leads to https://github.com/ or nowhere")
        if link.description is not None and link.licence != FREE:
            yield _at(f"{template_id}.{number}.description", f"only under {FREE} may a description be repeated")
        seen.add(link.url.rstrip("/"))


def _at(path: str, sentence: str) -> Problem:
    return Problem("inspiration.yaml", 0, f"inspiration.{path}", sentence)
