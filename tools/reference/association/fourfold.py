"""Golden values of fourfold tables: phi, the tetrachoric coefficient and the standard errors of both.

The tetrachoric coefficient is found by bisection of P(X > h, Y > k) = integral over x > h of phi(x) Phi((r x - k) / sqrt(1 - r^2)),
a one-dimensional integral in x; no formula of Plackett's. The standard errors are the delta method with derivatives by
differences of the whole estimate: each cell's share is moved in turn.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from golden import Golden
from mpmath import erfinv, exp, inf, mp, mpf, ncdf, pi, quad, sqrt

mp.dps = 30


def density(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def exceedance(h, k, r):
    """P(X > h, Y > k)."""
    if r == 1:
        return ncdf(-max(h, k))
    if r == -1:
        return max(mpf(0), ncdf(-h) - ncdf(k))
    root = sqrt((1 - r) * (1 + r))
    if r == 0:
        return ncdf(-h) * ncdf(-k)
    turn, width = k / r, root / abs(r)
    middle = [turn + s * width for s in (-40, -12, -5, -1, 0, 1, 5, 12, 40)]
    points = sorted({x for x in [*middle, *(h + s for s in (1, 2, 4, 8, 16)), mpf(0)] if h < x < h + 40 + abs(h)})
    return quad(lambda x: density(x) * ncdf((r * x - k) / root), [h, *points, inf])


def threshold(p):
    return -sqrt(2) * erfinv(2 * p - 1)


def derivative(h, k, r):
    return exp(-(h * h + k * k - 2 * h * k * r) / (2 * (1 - r * r))) / (2 * pi * sqrt(1 - r * r))


def tetrachoric(p11, p10, p01, p00, start=None):
    total = p11 + p10 + p01 + p00
    p11, p10, p01, p00 = (p / total for p in (p11, p10, p01, p00))
    h, k = threshold(p11 + p10), threshold(p11 + p01)
    low, high = mpf(-1), mpf(1)
    r = mpf(0) if start is None else start
    for _ in range(200):
        excess = exceedance(h, k, r) - p11
        if excess > 0:
            high = r
        else:
            low = r
        step = excess / derivative(h, k, r)
        new = r - step
        if not low < new < high:
            new = (low + high) / 2
        if abs(new - r) < mpf(10) ** -22:
            return new
        r = new
    raise ArithmeticError("no convergence")


def phi(p11, p10, p01, p00):
    return (p11 * p00 - p10 * p01) / sqrt((p11 + p10) * (p01 + p00) * (p11 + p01) * (p10 + p00))


def error(coefficient, counts):
    """sqrt((sum p g^2 - (sum p g)^2) / n), g the derivative by each cell's share."""
    n = sum(counts)
    shares = [mpf(c) / n for c in counts]
    gradient = []
    for cell in range(4):
        step = shares[cell] / 10**6
        up, down = (
            coefficient(*[p + (sign * step if i == cell else 0) for i, p in enumerate(shares)]) for sign in (1, -1)
        )
        gradient.append((up - down) / (2 * step))
    mean = sum(p * g for p, g in zip(shares, gradient))
    return sqrt(sum(p * (g - mean) ** 2 for p, g in zip(shares, gradient)) / n)


golden = Golden(
    "association/fourfold",
    __file__,
    "phi = (n11 n00 - n10 n01) / sqrt(n1. n0. n.1 n.0); tetrachoric: the r with P(X > h, Y > k) = n11 / n, P(X > h) = n1. / n, "
    "P(Y > k) = n.1 / n for standard normal X, Y of correlation r (Pearson 1900); standard errors by the delta method",
    precision="mpmath, 30 digits; standard errors to about 1e-11",
)

TABLES = {
    "nose and cheeks": (735, 4790, 532, 13943),
    "nose and cheeks without makeup": (27, 2224, 56, 9995),
    "nose and cheeks with makeup": (708, 2566, 476, 3948),
    "makeup and nose": (3274, 4424, 2251, 10051),
    "makeup and cheeks": (1184, 6514, 83, 12219),
    "independent": (20, 30, 40, 60),
    "negative": (5, 400, 300, 95),
    "halves": (40, 10, 10, 40),
    "one of a billion": (1, 999_999, 999_999, 998_000_001),
    "one apart": (50_000, 1, 1, 49_998),
    "rare together": (9, 1, 1, 1_000_000_000),
    "margins alike": (1000, 7, 8, 98_985),
    "never alone": (600, 1, 99_399, 1_000_000),
    "almost opposite": (1, 500, 499, 1),
    "small": (1, 1, 1, 2),
}

for name, counts in TABLES.items():
    golden.input(name, "counts", list(counts))
    p = [mpf(c) for c in counts]
    golden.output(name, "phi", phi(*p))
    golden.output(name, "phi_error", error(phi, counts))
    r = tetrachoric(*p)
    golden.output(name, "tetrachoric", r)
    golden.output(name, "tetrachoric_error", error(lambda *q: tetrachoric(*q, start=r), counts))
golden.write()

orthants = Golden(
    "association/exceedance",
    __file__,
    "P(X > h, Y > k) = integral over x > h of phi(x) Phi((r x - k) / sqrt(1 - r^2)), X and Y standard normal of correlation r",
    precision="mpmath, 30 digits",
)
THRESHOLDS = [(0.0, 0.0), (0.5, 0.5), (-1.0, 0.25), (1.5, 1.5 + 2.0**-20), (2.0, -2.0), (3.0, 4.0), (-3.0, -2.5), (6.0, 5.5)]
for h, k in THRESHOLDS:
    for r in (-1.0, -1 + 2.0**-30, -0.9375, -0.703125, -0.25, 0.0, 0.40625, 0.703125, 0.7109375, 0.96875, 1 - 2.0**-12, 1 - 2.0**-40, 1.0):
        case = f"{h} {k} {r}"
        orthants.input(case, "arguments", [h, k, r])
        orthants.output(case, "probability", exceedance(mpf(h), mpf(k), mpf(r)))
orthants.write()
