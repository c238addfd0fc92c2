"""Golden values of op cholesky."""

from matrices import matrices
from sampling import NAN, mp, uniform


def draw(rng, form, d):
    """A matrix whose symmetric part has a dominant diagonal; itself it is not symmetric."""
    return [[uniform(rng, form, -1, 1) if i != j else form.round(d) + uniform(rng, form, 0, 1) for j in range(d)] for i in range(d)]


matrices(
    __file__,
    "L L^T = (X + X^T)/2, L lower triangular with a positive diagonal",
    lambda rng, form, d: [[form.round(v) for v in row] for row in draw(rng, form, d)],
    lambda x: mp.cholesky((x + x.T) / 2),
    [
        ("zero pivot", [[1.0, 2.0], [2.0, 4.0]], [[1.0, 0.0], [2.0, NAN]]),
        ("negative pivot", [[4.0, 2.0, 6.0], [2.0, 0.0, 1.0], [6.0, 1.0, 9.0]], [[2.0, 0.0, 0.0], [1.0, NAN, 0.0], [3.0, NAN, NAN]]),
        ("not symmetric", [[4.0, 1.0], [3.0, 5.0]], [[2.0, 0.0], [1.0, 2.0]]),
        ("nan", [[NAN]], [[NAN]]),
    ],
)
