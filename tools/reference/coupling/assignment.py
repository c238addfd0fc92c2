"""Golden optimal assignments: dense random costs, costs of points in the plane, and costs with many ties."""

import itertools
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import golden
import numpy
import scipy
from scipy.optimize import linear_sum_assignment

SEED = 31


def costs(rng):
    for n, m in ((1, 1), (2, 2), (5, 5), (6, 6), (4, 7), (12, 12), (30, 30), (20, 33)):
        yield f"random {n} by {m}", rng.integers(0, 1 << 16, (n, m)) / 256
        yield f"ties {n} by {m}", rng.integers(0, 4, (n, m)) / 1.0
        a, b = rng.integers(-512, 512, (n, 2)) / 256, rng.integers(-512, 512, (m, 2)) / 256
        yield f"points {n} by {m}", ((a[:, None] - b[None]) ** 2).sum(2)
        yield f"negative {n} by {m}", -rng.integers(0, 1 << 10, (n, m)) / 16


out = golden.Golden(
    "coupling/assignment",
    __file__,
    "the least sum of cost_i,c(i) over all assignments c of rows to columns of their own; the costs are dyadic, so that the sum is exact",
    seed=SEED,
    precision="exact; by scipy.optimize.linear_sum_assignment, up to six rows also by trying all",
    versions={"numpy": numpy.__version__, "SciPy": scipy.__version__},
)
for case, cost in costs(numpy.random.default_rng(SEED)):
    rows, columns = linear_sum_assignment(cost)
    least = float(cost[rows, columns].sum())
    if len(cost) <= 6:
        choices = itertools.permutations(range(cost.shape[1]), len(cost))
        assert least == min(sum(cost[i, j] for i, j in enumerate(c)) for c in choices), case
    out.input(case, "cost", cost)
    out.output(case, "least", least)
out.write()
