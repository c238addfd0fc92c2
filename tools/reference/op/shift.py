"""Golden values of op shift."""

from sampling import INF, NAN, Fraction, unary

# 3/8 is a number of both formats.
unary(
    __file__,
    "y = x + c with c = 0.375; dy = dx",
    lambda x: x + Fraction(3, 8),
    lambda x: Fraction(1),
    (-3, 3),
    special=[(0.0, 0.375), (-0.0, 0.375), (INF, INF), (-INF, -INF), (NAN, NAN)],
    exact=True,
)
