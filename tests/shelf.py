"""The library of a database whose first revision is the shipped content."""

from knowledge.prepared import Knowledge
from services.library import Library
from services.ports import Store
from tests.cast import NAMES, shipped, shipped_knowledge


class Shelf(Library):
    """The content that every database of tests has as its first revision: prepared once, not for each test."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, NAMES, shipped())

    async def latest(self) -> Knowledge:
        return shipped_knowledge()

    async def at(self, number: int) -> Knowledge:
        return shipped_knowledge(number)
