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
