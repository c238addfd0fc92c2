"""Golden values of op erf_slope."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary


def slope(x):
    return 2 / mp.sqrt(mp.pi) * mp.exp(-(min(abs(x), 60) ** 2))


unary(
    __file__,
    "y = 2 / sqrt(pi) e^(-x^2); dy = -2 x y dx",
    slope,
    lambda x: -2 * x * slope(x),
    (-9, 9),
    special=[(INF, 0.0), (-INF, 0.0), (NAN, NAN)],
    points=[0.1, -0.5625, 5.3, 9.1],
)
singular.unary(__file__, singular.of_erf_slope)
