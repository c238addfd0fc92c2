"""Golden values of op scale."""

from sampling import INF, NAN, Fraction, unary

# 3/8 is a number of both formats.
unary(
    __file__,
    "y = c x with c = 0.375; dy = c dx",
    lambda x: x * 3 / 8,
    lambda x: Fraction(3, 8),
    (-3, 3),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, -INF), (NAN, NAN)],
    exact=True,
)
