"""Golden values of op acos."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = arccos x; dy = -dx / sqrt(1 - x^2)",
    mp.acos,
    lambda x: -1 / mp.sqrt(1 - x * x),
    (-0.99, 0.99),
    special=[(0.0, mp.pi / 2), (-0.0, mp.pi / 2), (1.0, 0.0), (-1.0, mp.pi), (INF, NAN), (-INF, NAN), (NAN, NAN)],
    domain=(-1, 1),
    points=[0.1, 0.25, 0.5, -0.5, 0.75, -0.75, 0.999, -0.999],
)


def derivatives(x):
    """Infinite at -1 and 1, NaN beyond."""
    if abs(x) > 1:
        return lambda n: NAN
    if abs(x) == 1:
        return lambda n: -INF * x ** (n - 1)
    s = mp.sqrt(1 - mp.mpf(x) ** 2)
    u = mp.mpf(x)
    return lambda n: [None, -1 / s, -u / s**3, -(1 + 2 * u * u) / s**5, -3 * u * (3 + 2 * u * u) / s**7][n]


with mp.workdps(60):
    for point in (0.375, -0.75):
        for order in singular.ORDERS:
            assert abs(mp.diff(mp.acos, point, order) - derivatives(point)(order)) < 1e-20
singular.unary(__file__, derivatives, points=[0.25, -0.5, 0.75, 0.9375, -0.9375])
