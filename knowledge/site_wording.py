"""What stands on the pages of coaches and admins."""

from knowledge.part import Part, Text


class SiteWording(Part):
    """The frame of the pages, signing in, and what is said when something is not possible."""

    product: Text
    skip: Text
    menu: Text
    conversations: Text
    cases: Text
    portfolio: Text
    access: Text
    signed_in_as: Text
    sign_in: Text
    sign_out: Text
    other_language: Text
    sign_in_title: Text
    sign_in_intro: Text
    sign_in_with: Text
    sign_in_again: Text
    signed_out: Text
    cast_title: Text
    cast_intro: Text
    role_employee: Text
    role_coach: Text
    role_admin: Text
    no_sign_in_title: Text
    no_sign_in: Text
    sign_in_failed_title: Text
    sign_in_failed: Text
    provider_down: Text
    no_role_title: Text
    no_role: Text
    employee_title: Text
    employee_text: Text
    not_found_title: Text
    not_found: Text
    too_many_title: Text
    too_many: Text
    stale_title: Text
    stale: Text
    bad_title: Text
    bad: Text
    broken_title: Text
    broken: Text
    down_title: Text
    go_on: Text
    to_start: Text
    back: Text
    saved: Text
    access_title: Text
    access_intro: Text
    access_sessions: Text
    access_end: Text
    access_log: Text
    access_who: Text
    access_what: Text
    access_about: Text
    access_when: Text
    access_since: Text
    access_roles: Text
    access_none: Text


class ReadingWording(Part):
    """The conversations as coaches list and read them."""

    title: Text
    intro: Text
    filter: Text
    more: Text
    clear: Text
    words: Text
    words_hint: Text
    words_empty: Text
    since: Text
    until: Text
    department: Text
    outcome: Text
    status: Text
    language: Text
    thumb: Text
    review: Text
    label: Text
    template: Text
    tests: Text
    any: Text
    any_without: Text
    tests_only: Text
    tests_with: Text
    status_talk: Text
    status_open: Text
    status_paused: Text
    status_abandoned: Text
    status_finished: Text
    status_cancelled: Text
    thumb_like: Text
    thumb_dislike: Text
    review_new: Text
    review_changed: Text
    review_read: Text
    review_unread: Text
    language_sv: Text
    language_en: Text
    label_wrong_template: Text
    label_unclear_question: Text
    label_misread: Text
    label_wrong_judgement: Text
    label_good_example: Text
    label_technical: Text
    hours: Text
    messages_count: Text
    untitled: Text
    none: Text
    none_yet: Text
    older: Text
    newest: Text
    cut: Text
    next_unread: Text
    all_read: Text
    export: Text
    export_logged: Text
    back_to_list: Text
    is_test: Text
    facts: Text
    answers: Text
    answer_inferred: Text
    judgement: Text
    not_judged: Text
    templates: Text
    template_shown: Text
    template_chosen: Text
    template_refused: Text
    template_building: Text
    measured: Text
    case: Text
    said: Text
    coach: Text
    pressed: Text
    removed: Text
    edited: Text
    replaced: Text
    replaces: Text
    delivery_failed: Text
    delivery_unclear: Text
    delivery_pending: Text
    earlier_messages: Text
    later_messages: Text
    link: Text
    number: Text
    remarks: Text
    remarks_none: Text
    remark: Text
    remark_on: Text
    remark_whole: Text
    remark_save: Text
    remark_forget: Text
    mark_read: Text
    read_next: Text
    mark_unread: Text
    read_by: Text
    mark_test: Text
    mark_real: Text
    labels: Text
    labels_save: Text
    who: Text
    when: Text
    column_title: Text
    column_began: Text
    column_latest: Text
    column_hours: Text
    column_case: Text
    column_messages: Text


class BoardWording(Part):
    """The cases as coaches work them."""

    title: Text


class InsightWording(Part):
    """Where the hours are."""

    title: Text
