"""Golden values of op cholesky."""

from arrays import matrices
from sampling import mp


def half_difference(f, s, direction):
    step = mp.mpf(10) ** -16
    return (f(s + step * direction) - f(s - step * direction)) / (2 * step)


def factor(x):
    return mp.cholesky((x + x.T) / 2)


# The derivative is a central difference with step 1e-16, exact to about 30 of the 50 digits.
matrices(
    __file__,
    "y y^T = (x + x^T) / 2, y lower triangular",
    factor,
    lambda x, v: half_difference(factor, x, v),
)
