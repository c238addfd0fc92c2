"""Golden values of op cosh."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = cosh x; dy = sinh(x) dx",
    lambda x: mp.cosh(min(max(x, -2000), 2000)),
    mp.sinh,
    (-20, 20),
    special=[(0.0, 1), (-0.0, 1), (INF, INF), (-INF, INF), (NAN, NAN)],
    points=[1, -1, 89.4, 89.5, -89.4, 710.4, 710.5, -710.4],
)


def derivatives(x):
    u = mp.mpf(min(max(x, -singular.FAR), singular.FAR))
    return lambda n: [mp.cosh, mp.sinh][n % 2](u)


singular.unary(__file__, derivatives, direct=mp.cosh)
