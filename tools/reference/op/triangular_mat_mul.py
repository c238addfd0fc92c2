"""Golden values of op triangular_mat_mul."""

import numpy as np
from arrays import arrays

ALL, LOWER, UPPER = 0, -1, 1


def part(x, code):
    """The lower triangle, all, or the upper triangle of matrices, zeros elsewhere."""
    kept = {LOWER: np.tril, ALL: np.array, UPPER: np.triu}[code](np.ones(x.shape[-2:], dtype=int))
    return x * kept


def product(a, b, left, right, result):
    return part(np.matmul(part(a, left), part(b, right)), result)


arrays(
    __file__,
    "y_ij = sum_l a_il b_lj of triangles of a and b, a triangle of it; dy = da b + a db",
    [
        (f"{left} {right} {result}", [(3, 3), (3, 3)], {"left": left, "right": right, "result": result})
        for left in (LOWER, ALL, UPPER)
        for right in (LOWER, ALL, UPPER)
        for result in (LOWER, ALL, UPPER)
    ]
    + [
        ("wide", [(2, 5), (5, 4)], {"left": LOWER, "right": UPPER, "result": ALL}),
        ("tall", [(6, 2), (2, 3)], {"left": UPPER, "right": LOWER, "result": LOWER}),
        ("both batched", [(2, 1, 3, 3), (3, 3, 2)], {"left": LOWER, "right": ALL, "result": ALL}),
        ("long", [(11, 11), (11, 11)], {"left": LOWER, "right": LOWER, "result": LOWER}),
    ],
    product,
    names=("a", "b"),
    precision="mpmath, 50 digits",
    versions={"numpy": np.__version__},
    scale=lambda a, b, **triangles: product(abs(a), abs(b), **triangles),
    tangent=lambda a, b, a_dot, b_dot, **triangles: product(a_dot, b, **triangles) + product(a, b_dot, **triangles),
    tangent_scale=lambda a, b, a_dot, b_dot, **triangles: product(abs(a_dot), abs(b), **triangles)
    + product(abs(a), abs(b_dot), **triangles),
)
