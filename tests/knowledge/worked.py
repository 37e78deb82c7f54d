"""The worked examples of the checklist: answers and figures as they are written there."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Worked:
    given: dict[str, Any]
    expected: dict[str, Any]


def _answers(words: str, minutes: float, people: int) -> dict[str, Any]:
    """Answers as the checklist writes them: C01=vecka C04=ofta …"""
    return {**dict(pair.split("=") for pair in words.split()), "C02": minutes, "C03": people}


WORKED = {
    "1 attestpåminnelser": Worked(
        {
            "answers": _answers(
                "C01=vecka C04=ofta C05=alltid C06=falt C07=samma C08=liten C09=delvis C10=fil C11=6_10 C12=nej "
                "C13=kollegor C14=nej C15=merarbete C16=enhet25 C17=laser C18=klar",
                45,
                3,
            ),
            "template_match": 1,
        },
        {
            "outcome": "self",
            "suitability": 94,
            "ease": 83,
            "hours_now": 113.8,
            "hours_gross": 102.5,
            "hours_low": 71.7,
            "hours_high": 112.7,
            "hours_net": 96.5,
            "benefit": 100,
            "confidence": 1,
            "priority": 93.3,
            "guard": "self",
            "guardrails": [],
            "knockouts": [],
        },
    ),
    "4 onboarding": Worked(
        {
            "answers": _answers(
                "C01=manad C04=ofta C05=nastan C06=falt C07=fa C08=liten C09=skriven C10=m365 C11=11_20 C12=nej "
                "C13=kollegor C14=nej C15=merarbete C16=fler25 C17=laser C18=klar",
                120,
                4,
            ),
            "template_match": 1,
        },
        {
            "outcome": "coach",
            "suitability": 84.5,
            "ease": 86,
            "hours_now": 110.4,
            "hours_gross": 74.5,
            "hours_net": 62.5,
            "benefit": 89.8,
            "confidence": 1,
            "priority": 86.7,
            "guard": "coach",
            "guardrails": ["C16"],
            "would_change": [
                {"criterion": "C16", "option": "team10", "outcome": "self"},
                {"criterion": "C16", "option": "enhet25", "outcome": "self"},
            ],
        },
    ),
    "7 specialkost": Worked(
        {
            "answers": _answers(
                "C01=nagra_v C04=ofta C05=alltid C06=falt C07=fa C08=ingen C09=skriven C10=m365 C11=6_10 C12=nej "
                "C13=kansliga C14=ja C15=allvarlig C16=fler25 C17=laser C18=klar",
                40,
                6,
            ),
            "template_match": 1,
            "dpia": ["D7"],
        },
        {
            "outcome": "team",
            "suitability": 95,
            "ease": 98,
            "hours_now": 598,
            "hours_gross": 403.7,
            "hours_net": 363.7,
            "benefit": 100,
            "confidence": 1,
            "priority": 97.5,
            "guard": "team",
            "guardrails": ["C13", "C14", "C15", "C16", "DPIA"],
            "dpia": ["D4", "D7"],
            "would_change": [],
        },
    ),
    "8 bygglov": Worked(
        {
            "answers": _answers(
                "C01=dag C04=ibland C05=nastan C06=likadan C07=flera C08=nagon C09=skriven C10=flera_sys C11=11_20 "
                "C12=underlag C13=invanare C14=nej C15=invanare C16=externa C17=laser C18=klar",
                30,
                5,
            )
        },
        {
            "outcome": "team",
            "suitability": 66.75,
            "ease": 25,
            "hours_now": 577.5,
            "hours_gross": 166.3,
            "hours_net": 126.3,
            "benefit": 100,
            "confidence": 1,
            "priority": 68,
            "guard": "team",
            "would_change": [
                {"criterion": "C10", "option": "m365", "outcome": "coach"},
                {"criterion": "C10", "option": "fil", "outcome": "coach"},
                {"criterion": "C10", "option": "ett_sys", "outcome": "coach"},
            ],
        },
    ),
    "10 synpunkter": Worked(
        {
            "answers": _answers(
                "C01=dag C04=sallan C05=mest_bed C06=fritext C07=unikt C08=ingen C09=olika C10=m365 C11=1_5 C12=nej "
                "C13=invanare C14=vet_ej C15=invanare C16=externa C17=laser C18=klar",
                20,
                3,
            )
        },
        {
            "outcome": "not_now",
            "suitability": 29,
            "ease": 100,
            "hours_now": 220,
            "hours_gross": 0,
            "hours_net": 0,
            "benefit": 0,
            "confidence": 0.94,
            "priority": 36.6,
            "guardrails": ["C13", "C14", "C15", "C16"],
        },
    ),
    "11 körjournal": Worked(
        {
            "answers": _answers(
                "C01=vecka C04=ibland C05=alltid C06=papper C07=samma C08=ingen C09=delvis C10=m365 C11=1_5 C12=nej "
                "C13=kollegor C14=nej C15=liten C16=enhet25 C17=laser C18=klar",
                30,
                12,
            ),
            "template_match": 1,
        },
        {
            "outcome": "not_now",
            "suitability": 49,
            "ease": 100,
            "hours_now": 277.2,
            "hours_gross": 0,
            "benefit": 10,
            "confidence": 1,
            "priority": 48.1,
            "guard": "self",
            "knockouts": ["K2", "K5"],
        },
    ),
}
