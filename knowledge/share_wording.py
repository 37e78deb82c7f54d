"""What is said when something is shared from the compose box, or a message becomes a task."""

from knowledge.part import Part, Text


class ShareWording(Part):
    nothing_found: Text
    no_tasks: Text
    from_coach: Text
    no_outcome: Text
    make_title: Text
    make_intro: Text
    make_field: Text
    make_send: Text
    made: Text
    made_empty: Text
    no_chat: Text
    made_lead: Text
    share: Text
    alike: Text
    share_title: Text
    share_lead: Text
    share_told: Text
    share_line: Text
    not_judged: Text
    alike_title: Text
    alike_template: Text
    alike_hours: Text
    alike_solved: Text
    alike_names: Text
    alike_none: Text
