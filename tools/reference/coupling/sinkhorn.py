"""Golden entropic transport plans with equal weights on all rows and all columns."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import golden
import numpy
from mpmath import exp, log, mp, mpf

mp.dps = 30
SEED = 32


def log_sum_exp(terms):
    top = max(terms)
    return top + log(sum(exp(x - top) for x in terms))


def plan(cost, epsilon):
    """P = exp((f_i + g_j - C_ij)/epsilon), the rows' weights right to 1e-20."""
    n, m = cost.shape
    c = [[mpf(x) for x in row] for row in cost]
    f, g = [mpf(0)] * n, [mpf(0)] * m
    while True:
        f = [-epsilon * (log(n) + log_sum_exp([(g[j] - c[i][j]) / epsilon for j in range(m)])) for i in range(n)]
        g = [-epsilon * (log(m) + log_sum_exp([(f[i] - c[i][j]) / epsilon for i in range(n)])) for j in range(m)]
        p = [[exp((f[i] + g[j] - c[i][j]) / epsilon) for j in range(m)] for i in range(n)]
        if sum(abs(sum(row) - mpf(1) / n) for row in p) < mpf(10) ** -20:
            return p


out = golden.Golden(
    "coupling/sinkhorn",
    __file__,
    "the P with rows of weight 1/n and columns of weight 1/m that makes sum P C + epsilon sum P log P least",
    seed=SEED,
    precision="mpmath, 30 digits; Sinkhorn's method until the rows' weights are right to 1e-20",
    versions={"numpy": numpy.__version__},
)
rng = numpy.random.default_rng(SEED)
for n, m in ((1, 1), (1, 3), (3, 3), (5, 5), (3, 6)):
    cost = rng.integers(0, 1 << 10, (n, m)) / 512
    for epsilon in (8.0, 1.0, 0.25):
        case = f"{n} by {m} epsilon={epsilon!r}"
        out.input(case, "cost", cost)
        out.input(case, "epsilon", epsilon)
        out.output(case, "plan", plan(cost, mpf(epsilon)))
out.write()
