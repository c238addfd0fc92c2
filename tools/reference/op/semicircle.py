"""Golden values of op semicircle."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = sqrt(1 - x^2); dy = -x dx / y",
    lambda x: mp.sqrt((1 - x) * (1 + x)),
    lambda x: -x / mp.sqrt(1 - x * x),
    (-0.99, 0.99),
    special=[(0.0, 1.0), (-0.0, 1.0), (1.0, 0.0), (-1.0, 0.0), (INF, NAN), (-INF, NAN), (NAN, NAN)],
    domain=(-1, 1),
    points=[0.1, 0.25, 0.5, -0.5, 0.75, -0.75, 0.999, -0.999],
)


def derivatives(x):
    """Infinite at -1 and 1, NaN beyond."""
    if abs(x) > 1:
        return lambda n: NAN
    if abs(x) == 1:
        return lambda n: -INF * x**n
    s = mp.sqrt(1 - mp.mpf(x) ** 2)
    u = mp.mpf(x)
    return lambda n: [s, -u / s, -1 / s**3, -3 * u / s**5, -3 * (1 + 4 * u * u) / s**7][n]


with mp.workdps(60):
    for point in (0.375, -0.75):
        for order in singular.ORDERS:
            assert abs(mp.diff(lambda x: mp.sqrt((1 - x) * (1 + x)), point, order) - derivatives(point)(order)) < 1e-20
singular.unary(__file__, derivatives, points=[0.25, -0.5, 0.75, 0.9375, -0.9375])
