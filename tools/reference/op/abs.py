"""Golden values of op abs."""

from sampling import INF, NAN, unary

unary(
    __file__,
    "y = |x|; dy = sign(x) dx",
    lambda x: abs(x),
    lambda x: (x > 0) - (x < 0),
    (-3, 3),
    special=[(0.0, 0.0), (-0.0, 0.0), (INF, INF), (-INF, INF), (NAN, NAN)],
    exact=True,
)
