"""Golden values of op triangular_inverse."""

from matrices import matrices
from sampling import INF, mp, uniform


def draw(rng, form, d):
    """Numbers everywhere: what stands above the diagonal must not matter."""
    return [[uniform(rng, form, 1, 2) if i == j else uniform(rng, form, -1, 1) for j in range(d)] for i in range(d)]


def lower(x):
    return mp.matrix([[x[i, j] if j <= i else mp.mpf(0) for j in range(x.cols)] for i in range(x.rows)])


def inverse(x):
    """L^-1, zeros above the diagonal exact."""
    return lower(mp.inverse(lower(x)))


matrices(
    __file__,
    "M L = I, with L the lower triangle of the argument",
    draw,
    inverse,
    [
        ("zero", [[0.0]], [[INF]]),
        ("upper numbers are not read", [[2.0, INF], [4.0, 4.0]], [[0.5, 0.0], [-0.5, 0.25]]),
    ],
)
