"""The content that a fresh bot starts with, for tests that walk through an interview."""

from typing import Final

from cli import CONTENT, content_files
from services.library import read

REVISION: Final = read(content_files(CONTENT))
QUESTIONS: Final = {question.id: question for question in REVISION.questions}
