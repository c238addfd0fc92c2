"""Statistics, p-values and partial correlations of tests of independence, out of contingency tables and samples."""

import itertools
import pathlib
import sys

import mpmath
import numpy
import scipy
import scipy.stats

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from golden import Golden

mpmath.mp.dps = 60


def tail(x, df):
    """P(X > x) of the chi-squared distribution."""
    return mpmath.gammainc(mpmath.mpf(df) / 2, mpmath.mpf(x) / 2, mpmath.inf, regularized=True)


def residual_correlation(x, y, given):
    """Pearson's correlation of the residuals of least squares on the given columns and a constant, to 60 digits."""
    rows = [[mpmath.mpf(1), *(mpmath.mpf(float(e)) for e in row)] for row in given]
    a = mpmath.matrix(rows)
    normal = a.T * a

    def residuals(v):
        v = mpmath.matrix([mpmath.mpf(float(e)) for e in v])
        return v - a * mpmath.lu_solve(normal, a.T * v)

    rx, ry = residuals(x), residuals(y)
    return mpmath.fdot(rx, ry) / mpmath.sqrt(mpmath.fdot(rx, rx) * mpmath.fdot(ry, ry))


def expand(counts):
    """The rows of a table of counts, in any order."""
    return numpy.array([cell for cell in itertools.product((0, 1), repeat=counts.ndim) for _ in range(counts[cell])])


def stratified(table, likelihood):
    """The statistic over all strata, the last axes, of a 2 x 2 x ... table, and its degrees of freedom, by scipy's own test of one table."""
    statistic, df = mpmath.mpf(0), 0
    for stratum in itertools.product((0, 1), repeat=table.ndim - 2):
        cells = table[(slice(None), slice(None), *stratum)]
        cells = cells[cells.sum(axis=1) > 0][:, cells.sum(axis=0) > 0]
        if min(cells.shape, default=0) < 2:
            continue
        expected = scipy.stats.contingency.expected_freq(cells)
        of_scipy = scipy.stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood" if likelihood else "pearson")
        n = int(cells.sum())
        mine = mpmath.mpf(0)
        for i, j in itertools.product((0, 1), (0, 1)):
            o, e = mpmath.mpf(int(cells[i, j])), mpmath.mpf(int(cells[i].sum())) * int(cells[:, j].sum()) / n
            assert abs(e - expected[i, j]) < 1e-9 * e
            mine += (2 * o * mpmath.log(o / e) if o else 0) if likelihood else (o - e) ** 2 / e
        assert abs(mine - of_scipy.statistic) < 1e-8 * (1 + mine), (mine, of_scipy)
        statistic, df = statistic + mine, df + of_scipy.dof
    return statistic, df


golden = Golden(
    "graph/independence",
    __file__,
    "chi2 = sum (n - m)^2/m and G2 = 2 sum n log(n/m) over the cells of all strata with two values of both, p = Q(df/2, statistic/2); "
    "Fisher's z = sqrt(n - |S| - 3) atanh(r) of the correlation r of least-squares residuals, p = 2 Phi(-|z|)",
    seed=20,
    precision="mpmath, 60 digits; statistics of each stratum checked against scipy's",
    versions={"numpy": numpy.__version__, "scipy": scipy.__version__},
)
random = numpy.random.default_rng(20)

TABLES = {
    "dense": random.integers(3, 90, (2, 2, 2, 2)),
    "sparse": random.integers(0, 3, (2, 2, 2, 2, 2)),
    "strong": numpy.array([[[400, 7], [2, 350]], [[9, 300], [280, 4]]]).transpose(1, 2, 0),
    "huge": numpy.array([[90000, 10], [20, 110000]]),
    "empty row": numpy.array([[[12, 5], [0, 0]], [[3, 8], [9, 2]]]).transpose(1, 2, 0),
}
for name, counts in TABLES.items():
    golden.input(name, "counts", counts.tolist())
    rows = expand(counts) if counts.sum() < 3000 else None
    for size in range(counts.ndim - 1):
        given = list(range(2, 2 + size))
        table = counts.sum(axis=tuple(range(2 + size, counts.ndim)))
        for statistic in ("chi2", "g2"):
            value, df = stratified(table, statistic == "g2")
            golden.output(name, f"{statistic} given {size}", value)
            golden.output(name, f"{statistic} given {size} df", df)
            golden.output(name, f"{statistic} given {size} log p", mpmath.log(tail(value, df)) if df else 0)
        if rows is not None:
            golden.output(name, f"phi given {size}", residual_correlation(rows[:, 0], rows[:, 1], rows[:, given]))

for name, n, k, strength in (("sample", 40, 5, 0.7), ("few rows", 8, 4, 0.3), ("near collinear", 60, 4, 8.0)):
    columns = [random.normal(size=n)]
    for _ in range(k - 1):
        columns.append(strength * columns[-1] + random.normal(size=n))
    data = numpy.round(numpy.array(columns) * 64) / 64
    golden.input(name, "columns", data.tolist())
    for size in range(k - 1):
        r = residual_correlation(data[0], data[1], data[2:2 + size].T)
        z = mpmath.sqrt(n - size - 3) * mpmath.atanh(r)
        golden.output(name, f"r given {size}", r)
        golden.output(name, f"z given {size}", z)
        golden.output(name, f"log p given {size}", mpmath.log(mpmath.erfc(abs(z) / mpmath.sqrt(2))))

for df in (1, 2, 3, 4, 7, 16, 64, 511):
    xs = [0.0, 0.015625, 0.5, 1.0, 2.5, 8.0, 40.0, 300.0, 700.0, 1380.0, 5000.0]
    golden.input(f"chi-squared of {df}", "x", xs)
    golden.output(f"chi-squared of {df}", "log p", [mpmath.log(tail(x, df)) for x in xs])

golden.write()
