"""What the team promises and when the coach comes back: times, as content."""

from typing import Annotated

from pydantic import Field

from knowledge.part import Part


class Promises(Part):
    """Days and hours that people are told. Working days leave out weekends, Swedish holidays and the summer closure."""

    answer_within: Annotated[int, Field(ge=1, le=60)] = 2
    """Working days within which the team takes a case."""
    remind_every: Annotated[int, Field(ge=1, le=60)] = 1
    """Working days between two reminders of a case that nobody has taken in time."""
    follow_up_after: Annotated[int, Field(ge=1, le=365)] = 14
    """Days after "I am building it" until the coach asks how it went."""
    measure_after: Annotated[int, Field(ge=1, le=730)] = 90
    """Days until it asks for the hours and whether a coach is needed now."""
    opens: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "08:00"
    closes: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "16:30"
    """Swedish time. Nothing that nobody asked for is sent outside these hours."""
    any_hour: bool = False
    """For those who never close: what nobody asked for is sent at any hour of any day."""
    summer_from: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")] = "07-06"
    summer_to: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")] = "07-31"
    """Month and day of the summer closure, both included."""
    digest_at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "08:30"
    """When the weekly digest is posted, on Mondays."""
