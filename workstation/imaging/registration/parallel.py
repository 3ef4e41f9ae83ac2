"""Shares planes of arrays out to a fixed number of threads of the engine's own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

_WORTH_SPLITTING = 20_000  # elements; below, handing work to threads costs more than it saves


class Threads:
    """Runs a kernel on ranges of planes, one range a thread; a context manager, so that no thread is left behind."""

    def __init__(self, count: int) -> None:
        self._count = max(1, count)
        self._pool = ThreadPoolExecutor(self._count - 1, "registration") if self._count > 1 else None

    @property
    def count(self) -> int:
        """How many threads work, the caller's among them."""
        return self._count

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True)

    def planes(self, count: int, size: int, work: Callable[[int, int], None]) -> None:
        """Call work(start, stop) until all `count` planes are done; `size` elements in all."""
        parts = min(self._count, count) if size >= _WORTH_SPLITTING else 1
        edges = [count * n // parts for n in range(parts + 1)]
        futures = []
        if self._pool is not None:
            futures = [self._pool.submit(work, edges[n], edges[n + 1]) for n in range(1, parts)]
        work(edges[0], edges[1])
        for future in futures:
            future.result()
