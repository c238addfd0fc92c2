"""Golden values of op triangular_inverse."""

from arrays import matrices


def lower(x):
    out = x.copy()
    for i in range(x.rows):
        for j in range(i + 1, x.rows):
            out[i, j] = 0
    return out


matrices(
    __file__,
    "y = inverse of the lower triangle of x; dy = -y dx y",
    lambda x: lower(x) ** -1,
    lambda x, v: -(lower(x) ** -1) * lower(v) * lower(x) ** -1,
)
