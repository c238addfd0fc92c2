"""Golden values of op erf."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = 2 / sqrt(pi) integral of e^(-s^2) over s from 0 to x; dy = 2 / sqrt(pi) e^(-x^2) dx",
    lambda x: mp.erf(min(max(x, -100), 100)),
    lambda x: 2 / mp.sqrt(mp.pi) * mp.exp(-x * x),
    (-6, 6),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, 1), (-INF, -1), (NAN, NAN)],
    points=[0.1, 1, 2.75, 3.9, 5.9],
)
singular.unary(__file__, lambda x: lambda n: singular.of_erf_slope(x)(n - 1), direct=mp.erf)
