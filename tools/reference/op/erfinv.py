"""Golden values of op erfinv."""

import mpmath as mp
import quantiles
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = the number whose error function is x; dy = sqrt(pi) / 2 e^(y^2) dx",
    quantiles.erfinv,
    quantiles.erfinv_slope,
    (-0.999, 0.999),
    special=[(0.0, 0.0), (-0.0, -0.0), (1.0, INF), (-1.0, -INF), (INF, NAN), (-INF, NAN), (NAN, NAN)],
    domain=(-1, 1),
    points=[0.001, 0.5, 0.749, -0.751, 0.999],
)


def derivatives(x):
    """Infinite at the ends of the domain, NaN beyond."""
    if not -1 <= x <= 1:
        return lambda n: NAN
    if x in (-1, 1):
        return lambda n: INF * x ** (n + 1)
    with mp.workdps(70):
        y, s = quantiles.erfinv(x), quantiles.erfinv_slope(x)
    return lambda n: [y, s, 2 * y * s**2, (2 + 8 * y**2) * s**3, (28 * y + 48 * y**3) * s**4][n]


with mp.workdps(60):
    for order in singular.ORDERS:
        assert abs(mp.diff(quantiles.erfinv, mp.mpf("0.375"), order, h=mp.mpf(10) ** -8) / derivatives(0.375)(order) - 1) < 1e-5
singular.unary(__file__, derivatives, points=[0.125, -0.25, 0.5, 0.75, -0.9375], along=lambda x, form: 1e-9 <= abs(x) < 1)
