"""Golden values of op ndtr."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary


def probability(x):
    return mp.erfc(-min(max(x, -1000), 1000) / mp.sqrt(2)) / 2


unary(
    __file__,
    "y = (1 + erf(x / sqrt 2)) / 2; dy = e^(-x^2 / 2) / sqrt(2 pi) dx",
    probability,
    mp.npdf,
    (-6, 6),
    special=[(0.0, 0.5), (-0.0, 0.5), (INF, 1), (-INF, 0.0), (NAN, NAN)],
    points=[0.1, -1, 1, -5, -12, -20.25, -37],
)


def derivatives(x):
    u = mp.mpf(min(max(x, -singular.FAR), singular.FAR))
    return lambda n: mp.npdf(u) * [None, 1, -u, u * u - 1, 3 * u - u**3][n]


singular.unary(__file__, derivatives, direct=mp.ncdf)
