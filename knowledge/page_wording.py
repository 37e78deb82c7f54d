"""What stands on the page with all that is stored about a person."""

from knowledge.part import Part, Text


class PageWording(Part):
    title: Text
    intro: Text
    gone_title: Text
    gone: Text
    messages: Text
    tasks: Text
    cases: Text
    notes: Text
    person: Text
    download: Text
    you: Text
    coach: Text
    when: Text
    who: Text
    what: Text
    nothing: Text
    readings: Text
    readings_none: Text
    remarks: Text
    labels: Text
    judgements: Text
    person_since: Text
    person_department: Text
    person_language: Text
    person_id: Text
    person_tenant: Text
