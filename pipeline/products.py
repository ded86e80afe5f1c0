"""Multiplies the matrices of spaCy's models by numpy: on many processors twice as fast as by thinc's own kernels."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

# Fewer rows are multiplied by other kernels, in another order: a word's vector would depend on its company.
FEWEST_ROWS = 16


class OneThread:
    """Keeps numpy to one core: the matrices are small, and other processes have work for the other cores."""

    def __init__(self) -> None:
        libraries = ThreadpoolController().select(user_api="blas").lib_controllers
        self._libraries = [(library, library.num_threads) for library in libraries]

    @contextmanager
    def held(self) -> Iterator[None]:
        for library, _ in self._libraries:
            library.set_num_threads(1)
        try:
            yield
        finally:
            for library, usual in self._libraries:
                library.set_num_threads(usual)


class NumpyProducts(NumpyOps):  # type: ignore[misc]
    """thinc's operations, but for products; for layers that only predict."""

    def __init__(self, one_thread: OneThread) -> None:
        super().__init__()
        self._one_thread = one_thread

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        rows = at_least(FEWEST_ROWS, x.T if trans1 else x)
        with self._one_thread.held():
            product = (rows @ (y.T if trans2 else y))[: x.shape[1 if trans1 else 0]]
        if out is None:
            return product
        out[:] = product
        return out


def at_least(count: int, rows: NDArray[Any]) -> NDArray[Any]:
    """Repeat rows until there are so many."""
    return np.resize(rows, (count, rows.shape[1])) if 0 < len(rows) < count else rows
