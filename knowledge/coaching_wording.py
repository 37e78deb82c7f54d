"""What is said while somebody builds, and when they are asked how it went."""

from knowledge.part import Part, Text


class CoachingWording(Part):
    build: Text
    title: Text
    progress: Text
    step: Text
    step_done: Text
    tick: Text
    untick: Text
    lesson: Text
    back_to_list: Text
    read_on: Text
    stuck: Text
    stuck_comment: Text
    works: Text
    begun: Text
    begun_quietly: Text
    all_done: Text
    hours_title: Text
    hours_intro: Text
    hours_field: Text
    hours_send: Text
    hours_unread: Text
    measured: Text
    measured_plain: Text
    promised_hours: Text
    next: Text
    stricter: Text
    same: Text
    still: Text
    follow_up_title: Text
    follow_up: Text
    follow_up_why: Text
    not_yet: Text
    not_yet_said: Text
    show_steps: Text
    quiet: Text
    quiet_said: Text
    remind_again: Text
    remind_said: Text
    measure_title: Text
    measure: Text
