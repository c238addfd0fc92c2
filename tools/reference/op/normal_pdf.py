"""Golden values of op normal_pdf."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary


def density(x):
    return mp.npdf(min(max(x, -1000), 1000))


unary(
    __file__,
    "y = e^(-x^2 / 2) / sqrt(2 pi); dy = -x y dx",
    density,
    lambda x: -x * mp.npdf(x),
    (-6, 6),
    special=[(0.0, 1 / mp.sqrt(2 * mp.pi)), (-0.0, 1 / mp.sqrt(2 * mp.pi)), (INF, 0.0), (-INF, 0.0), (NAN, NAN)],
    points=[0.1, 1, 2.75, 8.5, 20.25, 38.25],
)


def derivatives(x):
    u = mp.mpf(min(max(x, -singular.FAR), singular.FAR))
    return lambda n: mp.npdf(u) * [1, -u, u * u - 1, 3 * u - u**3, u**4 - 6 * u * u + 3][n]


singular.unary(__file__, derivatives, direct=mp.npdf)
