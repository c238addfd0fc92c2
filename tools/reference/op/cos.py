"""Golden values of op cos."""

import mpmath as mp
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = cos x; dy = -sin(x) dx",
    lambda x: mp.cos(x),
    lambda x: -mp.sin(x),
    (-10, 10),
    special=[(0.0, 1), (-0.0, 1), (INF, NAN), (-INF, NAN), (NAN, NAN)],
    points=[3.141592653589793, 1.5707963267948966, 22, 1000000],
)
