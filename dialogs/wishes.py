"""Wishes in any words: to talk to a human, or to have the question explained. Sentences, where commands are words."""

import re

_LONGEST = 25
"""Words. A longer message tells about something; the wish in it is found by its card's button."""
_BETWEEN = r"(?:\W+\w+){0,4}?\W+"
"""A few words in between."""
_HELPER = (
    r"(?:människ\w+|person|någon|nån|coach|coachen|coacher|teamet|automationssmed\w*|handläggare|supporten|expert|"
    r"human|person|someone|somebody|anyone|coach|team|expert)"
)
_SWEDISH = [
    # Whoever asks speaks of themselves: "jag vill …", "kan jag …". A task says "vi behöver fråga varje person".
    (
        rf"\b(?:jag (?:vill|önskar|föredrar|behöver|måste)|skulle jag|jag skulle|kan jag|får jag|kunde jag|låt mig|"
        rf"vill|går det att|är det möjligt att|orkar inte)\b{_BETWEEN}(?:prata|tala|snacka|chatta|träffa|bolla|ta det|"
        rf"boka tid|ha kontakt|få kontakt|komma i kontakt|hjälp av)\b{_BETWEEN}{_HELPER}\b"
    ),
    (
        r"\bkan (?:någon|nån|en människa|en coach)(?: av er)? (?:få )?(?:ringa|hjälpa|kontakta|höra av sig)\b"
        r"(?: (?:till )?(?:mig|mej|oss))\b"
    ),
    rf"\bfinns det (?:någon|nån|en){_BETWEEN}(?:prata|fråga|hjälpa mig|kontakta|nå)\b",
    (
        r"\b(?:hur|var|vem) (?:når|kontaktar|hittar|får|kan) jag\b"
        r".{0,30}\b(?:teamet|coach\w*|människa|prata med|tag på någon)"
    ),
    (
        r"\b(?:ge mig|koppla (?:mig|mej)(?: vidare)? till|vill (?:hellre |bara )?(?:ha|få)(?: kontakt med| tag på)?) "
        r"(?:en )?(?:riktig |levande |mänsklig )?(?:människa|person|coach|handläggare)\b"
    ),
]
_ENGLISH = [
    (
        rf"\b(?:i(?:'d| would)? (?:want|like|wish|prefer|need)|can i|could i|may i|let me|is it possible)\b{_BETWEEN}"
        rf"(?:talk|speak|chat|meet|get in touch|be in touch|get help)\b{_BETWEEN}{_HELPER}\b"
    ),
    (
        r"\b(?:can|could) (?:someone|somebody|anyone|a human|a person|a coach)(?: please)? "
        r"(?:call|help|contact|talk to) (?:me|us)\b"
    ),
    rf"\bis there (?:anyone|anybody|someone|somebody|a){_BETWEEN}(?:talk|speak|ask|help me|contact)\b",
    r"\bhow (?:do|can) i (?:reach|contact|get hold of|talk to)\b.{0,20}\b(?:team|human|person|someone|coach)\b",
    (
        r"\b(?:get|give|connect|put) me (?:through )?(?:to |with )?(?:a |an )?(?:real |actual )?"
        r"(?:human|person|coach|someone)\b"
    ),
    r"\bi (?:need|want) a (?:real )?(?:human|coach|person)\b",
]
_HUMAN = re.compile("|".join((*_SWEDISH, *_ENGLISH)), re.IGNORECASE)
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
