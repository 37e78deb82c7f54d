"""What is said to the team in its channel."""

from knowledge.part import Part, Text


class DeskWording(Part):
    connect_asked: Text
    connected: Text
    already: Text
    still_asked: Text
    only_channels: Text
    disconnected: Text
    not_connected: Text
    refused: Text
    help: Text
    digest_title: Text
    digest_new: Text
    digest_solved: Text
    digest_open: Text
    digest_late: Text
    digest_hours: Text
    digest_lead: Text
