"""Golden values of op sinh."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = sinh x; dy = cosh(x) dx",
    lambda x: mp.sinh(min(max(x, -2000), 2000)),
    mp.cosh,
    (-20, 20),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, -INF), (NAN, NAN)],
    points=[1, -1, 89.4, 89.5, -89.4, 710.4, 710.5, -710.4],
)


def derivatives(x):
    u = mp.mpf(min(max(x, -singular.FAR), singular.FAR))
    return lambda n: [mp.sinh, mp.cosh][n % 2](u)


singular.unary(__file__, derivatives, direct=mp.sinh)
