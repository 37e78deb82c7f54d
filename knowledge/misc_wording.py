"""What is said about data, and what fits nowhere else."""

from knowledge.part import Part, Text, Texts


class Privacy(Part):
    title: Text
    stored: Text
    readers: Text
    how_long: Text
    how_long_decided: Text
    rights: Text
    judged: Text
    machine: Text
    law: Text
    masked_personnummer: Text
    masked_contact: Text
    health: Text
    data_title: Text
    data_text: Text
    data_tasks: Text
    data_messages: Text
    data_cases: Text
    data_link: Text
    erase_title: Text
    erase: Text
    erase_yes: Text
    erased_title: Text
    erased: Text
    requested_title: Text
    erase_requested: Text


class Misc(Part):
    fallback_title: Text
    fallback: Text
    file: Text
    empty: Text
    cut: Text
    language: Text
    sorry: Text
    care_keep: Text
    health_words: Texts
    """Words that make a friendly warning about health data follow."""
