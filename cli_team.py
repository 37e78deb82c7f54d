"""The operator's commands for the team's channels and for messages that did not arrive."""

import asyncio
import re

import click

from cli import Root, Wrong, settings, shipped_content
from cli_editing import main
from dialogs.case import TOPICS
from services.effects import TurnPorts
from services.receiving import decide, listed, route
from services.records import Receiver

__all__ = ["main"]


@main.group()
def channels() -> None:
    """The channels of teams that receive cases."""


@channels.command("list")
@click.pass_obj
def channels_list(root: Root) -> None:
    """List the channels that receive cases, ask to, or did."""
    found = asyncio.run(root.with_ports(settings(), listed))
    for each in found:
        routed = ", ".join((*each.departments, *each.topics)) or "everything"
        closed = "  cannot be reached" if each.unreachable else ""
        click.echo(f"{each.id:>4}  {each.state:<8}  {each.name}  ({routed}; asked by {each.asked_by}){closed}")
    if not found:
        click.echo("No channel has asked yet: write `koppla` to the bot in a channel.")


@channels.command("approve")
@click.argument("channel", type=click.IntRange(1, 2**31 - 1))
@click.option("--department", "departments", multiple=True, help="Only cases of this department; may be repeated.")
@click.option("--topic", "topics", multiple=True, type=click.Choice(TOPICS), help="Only cases of this topic.")
@click.option("--by", default="operator", show_default=True, help="Who approves.")
@click.pass_obj
def channels_approve(root: Root, channel: int, departments: tuple[str, ...], topics: tuple[str, ...], by: str) -> None:
    """Let a channel receive cases, all of them or some."""
    known = {each.id for each in shipped_content().revision.departments}
    unknown = sorted(set(departments) - known)
    if unknown:
        raise Wrong(f"There is no department {', '.join(unknown)}; there are {', '.join(sorted(known))}.")

    async def approve(ports: TurnPorts) -> Receiver | None:
        await route(channel, departments, topics, ports, by)
        return await decide(channel, ports, approve=True, by=by)

    _decided(asyncio.run(root.with_ports(settings(), approve)), channel)


@channels.command("remove")
@click.argument("channel", type=click.IntRange(1, 2**31 - 1))
@click.option("--by", default="operator", show_default=True, help="Who removes it.")
@click.pass_obj
def channels_remove(root: Root, channel: int, by: str) -> None:
    """End that a channel receives cases, or say no to one that asks."""
    removed = asyncio.run(root.with_ports(settings(), lambda ports: decide(channel, ports, approve=False, by=by)))
    _decided(removed, channel)


def _decided(receiver: Receiver | None, number: int) -> None:
    if receiver is None:
        raise Wrong(f"There is no channel {number}: `channels list` shows them.")
    click.echo(f"{receiver.name} is now {receiver.state}.")


@main.group()
def outbox() -> None:
    """Messages that did not arrive."""


@outbox.command("list")
@click.option("--most", default=50, show_default=True, type=click.IntRange(1, 10_000), help="How many at the most.")
@click.pass_obj
def outbox_list(root: Root, most: int) -> None:
    """List what failed, may not have arrived, waits for another try, or is parked; newest first."""
    found = asyncio.run(root.with_store(settings(), lambda store: store.unsent(most)))
    for each in found:
        when, what = f"{each.at:%Y-%m-%d %H:%M} UTC", f"{each.state:<8}  {each.kind:<12}"
        click.echo(f"{each.name:>8}  {when}  {what}  {each.where}  {each.trouble}")
    if not found:
        click.echo("Everything has arrived.")


@outbox.command("retry")
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All of them.")
@click.pass_obj
def outbox_retry(root: Root, names: tuple[str, ...], everything: bool) -> None:  # noqa: FBT001 - click hands it over
    """Send messages once more: their names as `outbox list` shows them, or --all. The running bot sends them."""
    wrong = [name for name in names if not re.fullmatch(r"[em]\d{1,18}", name)]
    if wrong or bool(names) == everything:
        raise Wrong("Name messages as `outbox list` shows them, for example m12, or say --all.")
    at = root.clock()
    count = asyncio.run(root.with_store(settings(), lambda store: store.retry(names, at)))
    click.echo(f"{count} will be sent again.")
