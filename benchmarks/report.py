"""The table of a benchmark, and the machine it ran on."""

import math
import os
import platform
import statistics
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from benchmarks.load import Sample

Samples = Mapping[tuple[str, int], Sequence[Sample]]

_PACKAGES: Final = ("aiohttp", "PyJWT", "cryptography", "botbuilder-core", "orjson", "uvloop", "SQLAlchemy", "asyncpg")


def turns_per_second(sample: Sample) -> float:
    return sample.turns / sample.seconds


def cpu_ms(sample: Sample) -> float:
    """Processor time of the bot for one turn."""
    return 1000 * sample.cpu_seconds / sample.turns if sample.turns else float("nan")


def latency_ms(sample: Sample, share: float) -> float:
    if not sample.latencies:
        return float("nan")
    return 1000 * sample.latencies[min(int(share * len(sample.latencies)), len(sample.latencies) - 1)]


def table(samples: Samples, peer: str) -> str:
    """Markdown: medians, the lowest and highest in brackets, ratios to the peer at the same concurrency."""
    head = "| bot | c | turns/s | × peer | p50 ms | p95 ms | CPU ms/turn | × peer | MB | tokens | load busy | failed |"
    lines = [head, "|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for (bot, concurrency), runs in samples.items():
        peers = samples.get((peer, concurrency), ())
        cells = (
            bot,
            str(concurrency),
            _spread(runs, turns_per_second, 0),
            _ratio(runs, peers, turns_per_second),
            _spread(runs, lambda s: latency_ms(s, 0.5), 1),
            _spread(runs, lambda s: latency_ms(s, 0.95), 1),
            _spread(runs, cpu_ms, 2),
            _ratio(runs, peers, cpu_ms),
            f"{_median(runs, lambda s: s.memory_bytes / 1e6):.0f}",
            f"{_median(runs, lambda s: s.token_fetches):,.0f}",
            f"{100 * _median(runs, lambda s: s.load_cpu_seconds / s.seconds):.0f} %",
            _failures(runs),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": {name: found for name in _PACKAGES if (found := _version(name))},
    }


def _median(runs: Sequence[Sample], figure: Callable[[Sample], float]) -> float:
    return statistics.median(figure(run) for run in runs)


def _spread(runs: Sequence[Sample], figure: Callable[[Sample], float], digits: int) -> str:
    values = [figure(run) for run in runs]
    middle = f"{statistics.median(values):,.{digits}f}"
    return middle if len(values) == 1 else f"{middle} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def _ratio(runs: Sequence[Sample], peers: Sequence[Sample], figure: Callable[[Sample], float]) -> str:
    """The median of the ratios of runs that were neighbours in time."""
    pairs = [(figure(run), figure(peer)) for run, peer in zip(runs, peers, strict=False)]
    ratios = [one / other for one, other in pairs if other > 0 and not math.isnan(one)]
    return f"{statistics.median(ratios):.2f}" if ratios else "–"


def _failures(runs: Sequence[Sample]) -> str:
    kinds = sorted({failure for run in runs for failure in run.failures})
    return f"{sum(len(run.failures) for run in runs)} ({kinds[0]})" if kinds else "0"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
