"""Golden values of op cbrt."""

import math

import mpmath as mp
import singular
from sampling import INF, NAN, unary


def cbrt(x):
    return mp.sign(x) * mp.cbrt(abs(x))


unary(
    __file__,
    "y = x^(1/3); dy = dx / (3 y^2)",
    cbrt,
    lambda x: 1 / (3 * cbrt(x) ** 2),
    (-9, 9),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, -INF), (NAN, NAN)],
    points=[1, 8, -27, 0.125],
)


def derivatives(x):
    """At zero poles, with the sign of the zero where the order is even."""

    def of(n):
        if x == 0:
            return INF if n % 2 == 1 else -math.copysign(INF, x)
        if math.isinf(x):
            return 0.0
        return singular.falling(mp.mpf(1) / 3, n) * cbrt(mp.mpf(x)) / mp.mpf(x) ** n

    return of


singular.unary(__file__, derivatives, direct=cbrt, along=lambda x, form: abs(x) > singular.POINTS[form.name][1])
