"""Doing a whole transaction again after a lost race."""

from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from services.ports import TryAgainError

again_if_lost = retry(
    retry=retry_if_exception_type(TryAgainError),
    stop=stop_after_attempt(4),
    wait=wait_random_exponential(multiplier=0.02, max=0.5),
    reraise=True,
)
"""For a use case that is one transaction: nothing of it was written when it lost, so all of it is done again."""
