"""Golden values of op sin."""

import mpmath as mp
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = sin x; dy = cos(x) dx",
    lambda x: mp.sin(x),
    lambda x: mp.cos(x),
    (-10, 10),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, NAN), (-INF, NAN), (NAN, NAN)],
    points=[3.141592653589793, 1.5707963267948966, 22, 1000000],
)
