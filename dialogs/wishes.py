"""Wishes in any words: to talk to a human, or to have the question explained. Sentences, where commands are words."""

import re

_LONGEST = 30
"""Words. A longer message tells about something; the wish in it is found by its card's button."""
_WANTS = (
    r"(?:vill|skulle|kunna|behöver|önskar|föredrar|kan|får|får jag|går det|finns|hur|var|vem|måste få|låt|snälla|"
    r"hellre|helst|ge|koppla|be|är det möjligt|want|would|need|wish|prefer|can|could|may|is there|are there|how|"
    r"where|who|let|please|rather|give|connect|put|get|i'd|id like|transfer)"
)
_TALKS = (
    r"(?:prata|tala|snacka|chatta|träffa|ringa|ringer|nå|når|kontakt\w*|få tag|fråga|kopplas?|koppla|vända|hjälp\w*|"
    r"höra av|boka|ta det|bolla|mejla|maila|talk|speak|chat|meet|call|reach|contact|ask|hold of|connect\w*|put me|"
    r"help|transfer)"
)
_SOMEBODY = (
    r"(?:människ\w*|person|personer|någon|nån|folk|coach|coachen|coacher|en expert|experten|teamet|automationssmed\w*|"
    r"handläggare\w*|supporten|human|humans|person|people|someone|somebody|anyone|anybody|coach|coaches|the team|"
    r"your team|an expert|real person)"
)
_HUMAN = re.compile(
    rf"\b{_WANTS}\b.{{0,60}}\b{_TALKS}\b.{{0,60}}\b{_SOMEBODY}\b"
    rf"|\b{_WANTS}\b.{{0,60}}\b{_SOMEBODY}\b.{{0,40}}\b{_TALKS}\b"
    r"|\b(?:vill|ge mig|skulle vilja) (?:jag )?(?:hellre )?(?:ha|få)?\s?(?:en |tag på en )?(?:riktig |levande )?"
    r"(?:människa|coach)\b"
    r"|\b(?:koppla (?:mig|mej) (?:vidare )?till (?:en )?(?:människa|coach|person|någon))\b"
    r"|\b(?:want|give me|get me|need) (?:a |an )?(?:real |actual |live )?(?:human|person|coach)\b",
    re.IGNORECASE,
)
_EXPLAIN = re.compile(
    r"\b(?:förstår (?:jag )?(?:verkligen )?(?:inte|ej)|fattar (?:jag )?(?:inte|noll)|vad menas|vad menar|hur menar|"
    r"vad betyder|förklara|oklar fråga|vad innebär|(?:don'?t|do not) (?:really )?(?:understand|get it|get this)|"
    r"what do you mean|what does (?:that|this|it) mean|explain|unclear question)\b",
    re.IGNORECASE,
)
_SHORT = 12


def wants_a_human(folded: str) -> bool:
    """Whether a message of ordinary length asks for a person to talk to, in whatever words."""
    return len(folded.split()) <= _LONGEST and _HUMAN.search(folded) is not None


def wants_it_explained(folded: str) -> bool:
    """Whether a short message says that the question was not understood."""
    return len(folded.split()) <= _SHORT and _EXPLAIN.search(folded) is not None
