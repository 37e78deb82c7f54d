"""A case in Microsoft's own client: asked for in the chat, worked in the team's channel, answered on both sides."""

import pytest

from tests.e2e.channel import Channel
from tests.e2e.playground import Playground

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


def test_a_case_goes_from_the_chat_to_the_channel_and_back(new_teams: Playground) -> None:
    channel = Channel.opened(new_teams.page)
    channel.mention("koppla").has_cards(1).shows("Från och med nu kommer ärenden till den här kanalen")
    channel.leave()

    new_teams.say("kan jag få prata med en människa").shows("Skicka till Automationssmedjans team")
    new_teams.say("Jag vill ha hjälp med våra inköpslistor").shows("Jag har tagit med det du skrev")
    new_teams.press("Skicka").shows("Ditt ärende har nummer AC-", "Du får svar senast")

    channel = Channel.opened(new_teams.page)
    post = channel.has_posts(2).newest.shows("Nytt", "inköpslistor", "Utlovat svar senast")
    post.press("Ta ärendet").shows("Alex Wilber har ärendet")
    post.press("Fråga mer").shows("Ärendet väntar tills svaret kommer").write("Vilket system gäller det?")
    post.press("Skicka").shows("Väntar på svar")
    post.shows("Alex Wilber tog ärendet", "frågar Alex Wilber: Vilket system gäller det?")
    channel.leave()

    new_teams.newest.shows("Alex Wilber undrar om ärende", "Vilket system gäller det?").offers("Skicka")
    new_teams.say("Visma").shows("Ska jag skicka det här till Alex Wilber")
    new_teams.press("Ja, skicka").shows("Skickat till Automationssmedjans team")
    channel = Channel.opened(new_teams.page)
    post = channel.newest.shows("Alex Wilber svarar: Visma", "Taget")
    post.press("Lös").shows("Berätta gärna hur").write("Mallen är delad med dig.")
    post.press("Skicka").shows("Löst")
    channel.leave()

    new_teams.newest.shows("har löst ditt ärende", "Mallen är delad med dig.").offers("Öppna igen", "Visa ärendet")
