"""Golden values of op expm1."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = e^x - 1; dy = e^x dx",
    lambda x: mp.expm1(min(max(x, -2000), 2000)),
    lambda x: mp.exp(x),
    (-5, 5),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, -1), (NAN, NAN)],
    points=[0.1, -0.1, 88.7, 709.7, -17.4, -36.1, -37.5],
)
singular.unary(__file__, singular.of_exp)
