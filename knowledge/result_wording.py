"""What is said about a judgement and its reasons."""

from knowledge.part import Part, Text


class ResultWording(Part):
    self: Text
    coach: Text
    team: Text
    not_now: Text
    suitability: Text
    ease: Text
    benefit: Text
    why: Text
    strong: Text
    weak: Text
    answer: Text
    guards: Text
    exceptions: Text
    exception: Text
    first: Text
    come_back: Text
    todo: Text
    hours: Text
    hours_none: Text
    arithmetic: Text
    arithmetic_share: Text
    arithmetic_none: Text
    arithmetic_extra: Text
    person: Text
    persons: Text
    unsure: Text
    would_change: Text
    would_change_none: Text
    would_ask_more: Text
    change_line: Text
    change_guard: Text
    templates: Text
    fix: Text
    ask_team: Text
    later: Text
