"""Golden values of op ndtri_slope."""

import mpmath as mp
import quantiles
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = sqrt(2 pi) e^(q^2 / 2) with q the quantile of x; dy = q y^2 dx",
    quantiles.slope,
    lambda x: quantiles.quantile(x) * quantiles.slope(x) ** 2,
    (0.001, 0.999),
    special=[(0.0, INF), (-0.0, INF), (1.0, INF), (-1.0, NAN), (INF, NAN), (-INF, NAN), (NAN, NAN)],
    domain=(0, 1),
    points=[0.001, 0.124, 0.126, 0.25, 0.75, 0.874, 0.876, 0.999],
)


def derivatives(x):
    """Infinite at the ends of the domain, NaN beyond."""
    if not 0 <= x <= 1:
        return lambda n: NAN
    if x in (0, 1):
        return lambda n: INF if x == 1 or n % 2 == 0 else -INF
    with mp.workdps(70):
        y, s = quantiles.quantile(x), quantiles.slope(x)
    return lambda n: [s, y * s**2, (1 + 2 * y**2) * s**3, (7 * y + 6 * y**3) * s**4, (7 + 46 * y**2 + 24 * y**4) * s**5][n]


with mp.workdps(60):
    for order in singular.ORDERS:
        assert abs(mp.diff(quantiles.slope, mp.mpf("0.375"), order, h=mp.mpf(10) ** -8) / derivatives(0.375)(order) - 1) < 1e-5
singular.unary(__file__, derivatives, points=[0.125, 0.25, 0.5, 0.75, 0.9375], along=lambda x, form: 1e-9 <= abs(x) < 1)
