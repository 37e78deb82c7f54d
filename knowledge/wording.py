"""Every sentence the coach says that is not a question, a reason or a template: typed, so that none can be missing."""

from knowledge.board_wording import BoardWording
from knowledge.case_wording import CaseWording
from knowledge.coaching_wording import CoachingWording
from knowledge.desk_wording import DeskWording
from knowledge.editor_wording import EditorWording
from knowledge.insight_wording import InsightWording
from knowledge.learning_wording import LearningWording
from knowledge.match_wording import MatchWording
from knowledge.misc_wording import Misc, Privacy
from knowledge.page_wording import PageWording
from knowledge.part import Part, Text
from knowledge.result_wording import ResultWording
from knowledge.settings_wording import SettingsWording
from knowledge.share_wording import ShareWording
from knowledge.site_wording import ReadingWording, SiteWording


class Nav(Part):
    """Labels of buttons, and short words used all over."""

    back: Text
    unsure: Text
    skip: Text
    why: Text
    pause: Text
    resume: Text
    change: Text
    keep: Text
    send: Text
    new_task: Text
    my_tasks: Text
    human: Text
    help: Text
    privacy: Text
    my_data: Text
    erase: Text
    cancel: Text
    yes: Text
    no: Text
    start: Text
    swedish: Text
    english: Text
    remove: Text


class Welcome(Part):
    title: Text
    what: Text
    not_what: Text
    commands: Text
    privacy: Text
    lead_on: Text
    back_title: Text
    back_open: Text
    back_nothing: Text
    help_title: Text
    help_what: Text
    help_commands: Text
    hello: Text
    thanks: Text
    group: Text
    group_button: Text


class Describe(Part):
    title: Text
    ask: Text
    example: Text
    instead: Text
    too_little: Text
    thanks_nothing: Text
    thanks: Text
    is_it_new: Text
    edited: Text
    deleted: Text


class Facts(Part):
    title: Text
    intro: Text
    said: Text
    right: Text
    wrong: Text
    dropped: Text
    confirmed: Text
    updated: Text
    what_is_wrong: Text
    runs_per_year: Text
    minutes: Text
    people: Text
    errors: Text
    input: Text
    systems: Text
    runs: Text
    minutes_value: Text
    people_value: Text


class Asking(Part):
    left_open: Text
    changing: Text
    progress: Text
    once: Text
    department_title: Text
    department: Text
    department_why: Text
    choose_many: Text
    minutes_field: Text
    people_field: Text
    frequency_field: Text
    choose: Text
    not_understood: Text
    not_understood_number: Text
    out_of_range: Text
    one_system: Text
    marked: Text
    old_card: Text
    nothing_back: Text
    cannot_skip: Text
    no_question: Text
    edited: Text
    edited_note: Text
    deleted: Text
    too_early: Text
    moved: Text


class Form(Part):
    """All questions on one card."""

    offer: Text
    title: Text
    intro: Text
    minutes: Text
    people: Text
    send: Text
    one_by_one: Text
    filled: Text
    unread: Text


class Summary(Part):
    title: Text
    intro: Text
    enough: Text
    all_questions: Text
    task: Text
    judge: Text
    unanswered: Text
    done: Text
    what_is_wrong: Text
    department: Text
    yes_flags: Text


class Suggest(Part):
    title: Text
    intro: Text
    close: Text
    none_title: Text
    none: Text
    none_question: Text
    describe: Text
    describe_ask: Text
    more_none: Text
    fits: Text
    fits_not: Text
    more: Text
    steps_toggle: Text
    licence: Text
    standard: Text
    premium: Text
    mixed: Text
    difficulty: Text
    difficulty_1: Text
    difficulty_2: Text
    difficulty_3: Text
    time: Text
    time_value: Text
    not_when: Text
    needs: Text
    steps: Text
    read_more: Text
    inspiration: Text
    liked_title: Text
    liked: Text
    liked_team: Text
    barred: Text
    liked_stuck: Text
    refused: Text


class Tasks(Part):
    title: Text
    none: Text
    intro: Text
    open: Text
    paused: Text
    finished: Text
    cancelled: Text
    case: Text
    go_on: Text
    show: Text
    both_title: Text
    both: Text
    gone: Text
    remove_title: Text
    remove: Text
    remove_yes: Text
    paused_title: Text
    paused_text: Text
    resumed: Text
    nothing_to_resume: Text
    cancelled_title: Text
    cancelled_text: Text
    restart_title: Text
    restart: Text
    restart_yes: Text
    kept: Text
    untitled: Text


class Handover(Part):
    title: Text
    intro: Text
    who: Text
    task: Text
    outcome: Text
    hours: Text
    guards: Text
    exception: Text
    question: Text
    no_task: Text
    comment: Text
    comment_kept: Text
    comment_cut: Text
    send: Text
    done: Text
    sent_title: Text
    sent: Text
    already: Text
    stopped: Text


class Wording(Part):
    nav: Nav
    welcome: Welcome
    describe: Describe
    facts: Facts
    asking: Asking
    form: Form
    summary: Summary
    result: ResultWording
    suggest: Suggest
    coaching: CoachingWording
    tasks: Tasks
    handover: Handover
    case: CaseWording
    share: ShareWording
    desk: DeskWording
    privacy: Privacy
    misc: Misc
    page: PageWording
    match: MatchWording
    site: SiteWording
    reading: ReadingWording
    board: BoardWording
    insight: InsightWording
    editor: EditorWording
    settings: SettingsWording
    learning: LearningWording
