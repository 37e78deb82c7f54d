"""The checklist once more, written down from its text alone: slow, plain, exact fractions, nothing of the product."""

import itertools
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

F = Fraction
N, C, T = "self", "coach", "team"
ORDER = (N, C, T)
UNKNOWN = "vet_ej"

RUNS = dict(
    zip(
        ("flera_dag", "dag", "nagra_v", "vecka", "varannan_v", "manad", "kvartal", "ar"),
        (660, 220, 130, 44, 22, 12, 4, 1),
        strict=True,
    )
)
SCORES: dict[str, dict[str, int]] = {
    "C04": {"sallan": 0, "ibland": 50, "ofta": 100, UNKNOWN: 50},
    "C05": {"alltid": 100, "nastan": 75, "halften": 40, "mest_bed": 10, "profess": 0, UNKNOWN: 40},
    "C06": {"falt": 100, "likadan": 75, "fritext": 40, "blandat": 25, "papper": 0, UNKNOWN: 40},
    "C07": {"samma": 100, "fa": 75, "flera": 40, "unikt": 0, UNKNOWN: 40},
    "C08": {"ingen": 100, "liten": 80, "nagon": 50, "flera": 20, "stor": 0, UNKNOWN: 50},
    "C09": {"skriven": 100, "delvis": 70, "huvudet": 50, "olika": 10, UNKNOWN: 50},
    "C10": {"m365": 100, "fil": 75, "ett_sys": 40, "flera_sys": 15, "utanfor": 20, UNKNOWN: 40},
    "C11": {"1_5": 100, "6_10": 70, "11_20": 40, "over20": 15, UNKNOWN: 40},
}
FORCES: dict[str, dict[str, str]] = {
    "C10": {"m365": N, "fil": N, "ett_sys": C, "flera_sys": T, "utanfor": T, UNKNOWN: C},
    "C11": {"1_5": N, "6_10": N, "11_20": N, "over20": C, UNKNOWN: N},
    "C12": {"nej": N, "underlag": C, "avgor": T, UNKNOWN: C},
    "C13": {"inga": N, "kollegor": N, "invanare": C, "skyddsv": C, "kansliga": T, UNKNOWN: C},
    "C14": {"nej": N, "ja": T, UNKNOWN: C},
    "C15": {"liten": N, "merarbete": N, "invanare": C, "allvarlig": T, UNKNOWN: C},
    "C16": {"team10": N, "enhet25": N, "fler25": C, "externa": C, UNKNOWN: C},
    "C17": {"laser": N, "flyttar": C, "raderar": C, UNKNOWN: C},
}
OWNERS = ("klar", "ensam", "ingen", UNKNOWN)
CRITERIA = tuple(f"C{n:02}" for n in range(1, 19))
OPTIONS: dict[str, tuple[str, ...]] = {
    "C01": tuple(RUNS),
    **{name: tuple(table) for name, table in SCORES.items()},
    **{name: tuple(table) for name, table in FORCES.items()},
    "C18": OWNERS,
}
"""The option codes of each criterion in the order of its table, "don't know" last."""

EXTRA = {"sallan": F(0), "ibland": F(5, 100), "ofta": F(15, 100), UNKNOWN: F(5, 100)}
CORNERS = ((0, 0), (10, 20), (25, 40), (50, 60), (100, 80), (200, 100))
UPKEEP = {"self": 6, "coach": 12, "team": 40, "not_now": 0}


def judge(task: Mapping[str, Any]) -> dict[str, Any]:
    """What `assess` has to write for this input."""
    found = _judge(task)
    if found["outcome"] is not None:
        found["would_change"] = [
            {"criterion": name, "option": option, "outcome": other}
            for name in CRITERIA
            for option in OPTIONS.get(name, ())
            if option != UNKNOWN and not (name == "C01" and task.get("runs") is not None)
            for other in [_judge({**task, "answers": {**task["answers"], name: option}})["outcome"]]
            if _freer(other, found["outcome"])
        ]
    return found


def _freer(other: str | None, now: str) -> bool:
    if now == "not_now":
        return other in ("self", "coach")
    return other in ORDER and ORDER.index(other) < ORDER.index(now)


def _judge(task: Mapping[str, Any]) -> dict[str, Any]:
    answers, runs = task["answers"], task.get("runs")
    if runs is None and "C01" not in answers:
        return {"outcome": None, "missing": ["C01"]}
    score = {name: min(SCORES[name][code] for code in _codes(answers, name)) for name in SCORES}
    forces = {name: _force(task, name) for name in FORCES}
    flags = set(task.get("dpia") or ())
    flags |= {"D2"} if answers.get("C12") == "avgor" else set()
    flags |= {"D4"} if answers.get("C13") == "kansliga" else set()
    forces["DPIA"] = (N, C, T)[min(2, len(flags))]
    guard = max(forces.values(), key=ORDER.index)

    suitability = F(
        30 * score["C05"] + 25 * score["C06"] + 20 * score["C07"] + 15 * score["C08"] + 10 * score["C09"], 100
    )
    weakest = min(score[name] for name in ("C05", "C06", "C07", "C08"))
    suitability = min(suitability, F(49) if weakest <= 10 else F(69) if weakest <= 40 else F(100))
    fits = F(str(task.get("template_match") or 0))
    ease = min(F(100), F(60 * score["C10"] + 40 * score["C11"], 100) + 10 * fits)

    times = F(str(runs)) if runs is not None else F(RUNS[answers["C01"]])
    minutes = F(15) if answers.get("C02", UNKNOWN) == UNKNOWN else F(str(answers["C02"]))
    now = times * minutes * F(str(answers.get("C03", 1))) * (1 + EXTRA[answers.get("C04", UNKNOWN)]) / 60
    gross = now * F(9, 10) * min(score["C05"], score["C06"], score["C07"]) / 100
    gross *= F(8, 10) if answers.get("C12") == "underlag" else 1
    benefit = min(F(100), _line(gross) + F(score["C04"], 5))
    sure = _confidence(task)

    practice = suitability >= 70 and ease >= 80 and guard == N and fits == 1
    knockouts = [
        name
        for name, holds in {
            "K1": answers.get("C05") == "profess",
            "K2": answers.get("C06") == "papper",
            "K3": answers.get("C08") == "stor",
            "K4": answers.get("C18") == "ingen",
            "K5": gross < 8 and answers.get("C04") != "ofta" and not practice,
        }.items()
        if holds
    ]
    outcome = _outcome(guard, knockouts, suitability, ease, gross, sure)
    low, high = (F(7, 10), F(11, 10)) if sure >= F(8, 10) else (F(5, 10), F(13, 10))
    return {
        "outcome": outcome,
        "suitability": float(suitability),
        "ease": float(ease),
        "benefit": float(benefit),
        "priority": float(F(40, 100) * suitability + F(35, 100) * benefit + F(25, 100) * ease),
        "confidence": float(sure),
        "hours_now": float(now),
        "hours_gross": float(gross),
        "hours_net": float(max(F(0), gross - UPKEEP[outcome])),
        "hours_low": float(low * gross),
        "hours_high": float(high * gross),
        "guard": guard,
        "guardrails": [name for name in (*sorted(FORCES), "DPIA") if forces[name] != N],
        "knockouts": knockouts,
        "dpia": sorted(flags),
    }


def _outcome(guard: str, knockouts: list[str], s: F, e: F, gross: F, sure: F) -> str:
    """The seven rows, in their order."""
    if guard == T:
        return "team"
    if {"K1", "K2", "K3", "K4"} & set(knockouts):
        return "not_now"
    if (s < 50 and gross < 100) or (s >= 50 and e < 40 and gross < 40):
        return "not_now"
    if "K5" in knockouts:
        return "not_now"
    if (s < 50 and gross >= 100) or (s >= 50 and e < 40 and gross >= 40):
        return "team"
    if guard == C or s < 70 or e < 70 or sure < F(6, 10):
        return "coach"
    return "self"


def _codes(answers: Mapping[str, Any], name: str) -> list[str]:
    answer = answers.get(name, UNKNOWN)
    codes = list(answer) if isinstance(answer, list) else [answer]
    return [code for code in codes if code != "m365"] or codes


def _force(task: Mapping[str, Any], name: str) -> str:
    if name not in task["answers"] and name in (task.get("skipped") or ()):
        return N
    return max((FORCES[name][code] for code in _codes(task["answers"], name)), key=ORDER.index)


def _line(hours: F) -> F:
    for (x0, y0), (x1, y1) in itertools.pairwise(CORNERS):
        if hours <= x1:
            return y0 + (y1 - y0) * (hours - x0) / (x1 - x0)
    return F(100)


def _confidence(task: Mapping[str, Any]) -> F:
    got = total = F(0)
    for name in CRITERIA:
        answer = task["answers"].get(name)
        if name == "C01" and task.get("runs") is not None:
            answer = task["runs"]
        if answer is None and name in (task.get("skipped") or ()):
            continue
        weight = 2 if name in ("C10", "C12", "C13", "C14", "C15") else 1
        total += weight
        if answer in (UNKNOWN, [UNKNOWN]):
            got += weight * F(3, 10)
        elif answer is not None:
            got += weight * (F(8, 10) if name in (task.get("inferred") or ()) else 1)
    return got / total
