"""What the pages say on which admins edit the knowledge base, and what they call the parts of it."""

from pydantic import Field

from knowledge.part import Part, Text


class EditorWording(Part):
    home: Text
    home_what: Text
    tab_home: Text
    tab_changes: Text
    tab_trial: Text
    tab_preview: Text
    tab_publish: Text
    tab_history: Text
    tab_learning: Text
    tab_calibration: Text
    draft: Text
    draft_some: Text
    draft_none: Text
    published_now: Text
    the_program: Text
    came_with: Text
    parts: Text
    told_published: Text
    told_imported: Text
    problems_count: Text
    problems_here: Text
    save: Text
    saved: Text
    as_yaml: Text
    as_form: Text
    yaml_hint: Text
    line: Text
    missing: Text
    in_sv: Text
    in_en: Text
    one_a_line: Text
    pairs_a_line: Text
    as_usual: Text
    empty_is: Text
    yes: Text
    no: Text
    nothing_chosen: Text
    key: Text
    do_add: Text
    do_up: Text
    do_down: Text
    do_copy: Text
    do_remove: Text
    do_retire: Text
    do_revive: Text
    new_id: Text
    id_taken: Text
    id_wrong: Text
    new_template: Text
    search: Text
    search_do: Text
    shown_of: Text
    gone: Text
    state_new: Text
    state_changed: Text
    before: Text
    after: Text
    did_added: Text
    did_removed: Text
    did_changed: Text
    did_moved: Text
    changes_what: Text
    changes_count: Text
    and_more: Text
    same_again: Text
    throw_one: Text
    throw_all: Text
    clash_title: Text
    clash_what: Text
    clash_text: Text
    clash_mine: Text
    clash_theirs: Text
    clash_theirs_what: Text
    clash_published: Text
    clash_here: Text
    publish_what: Text
    publish_note: Text
    publish_note_hint: Text
    publish_do: Text
    publish_try_first: Text
    publish_moved: Text
    publish_no_note: Text
    publish_not_ready: Text
    history_what: Text
    revision: Text
    revision_changed: Text
    in_use: Text
    restore: Text
    restore_what: Text
    files: Text
    files_what: Text
    files_published: Text
    files_draft: Text
    files_this: Text
    files_import: Text
    files_read: Text
    files_wrong: Text
    files_wrong_what: Text
    files_none: Text
    said_or: Text
    said_and: Text
    said_not: Text
    said_at_least: Text
    said_below: Text
    condition_kind: Text
    condition_none: Text
    condition_gone: Text
    condition_value: Text
    condition_all: Text
    condition_any: Text
    condition_not: Text
    condition_at_least: Text
    condition_below: Text
    condition_subject: Text
    condition_limit: Text
    condition_codes: Text
    condition_show: Text
    condition_add: Text
    preview_what: Text
    preview_not_ready: Text
    preview_say: Text
    preview_send: Text
    preview_again: Text
    preview_in_english: Text
    preview_in_swedish: Text
    moved: Text
    files_large: Text
    task_numbered: Text
    preview_beside: Text
    preview_open: Text
    preview_here: Text
    unsaved: Text
    trial_what: Text
    trial_do: Text
    trial_again: Text
    trial_running: Text
    trial_old: Text
    trial_failed: Text
    trial_at: Text
    golden_right: Text
    golden_new: Text
    golden_take: Text
    past_judged: Text
    too_little: Text
    expected: Text
    found: Text
    measures: Text
    measures_same: Text
    measures_wait: Text
    measure_understood: Text
    measure_believed: Text
    measure_found: Text
    fields: dict[str, Text] = Field(default_factory=dict)
    """What fields are called: by the type and the field (criterion_unsure), or by the field alone."""
    hints: dict[str, Text] = Field(default_factory=dict)
    """A sentence below a field's name, found in the same way."""
    values_of: dict[str, Text] = Field(default_factory=dict)
    """What one of several values is called: by the field and the value, or by the value alone."""
    groups: dict[str, Text] = Field(default_factory=dict)
    """What the groups of texts are called."""
    documents: dict[str, Text] = Field(default_factory=dict)
    """What the documents are called."""
    about: dict[str, Text] = Field(default_factory=dict)
    """A sentence about each."""
    causes: dict[str, Text] = Field(default_factory=dict)
    """What the figures of a judgement are called."""
