"""Golden values of op mat_mul."""

import numpy as np
from arrays import arrays

arrays(
    __file__,
    "y_ij = sum_l a_il b_lj; dy = da b + a db",
    [
        ("one", [(1, 1), (1, 1)], {}),
        ("small", [(3, 5), (5, 7)], {}),
        ("vector", [(1, 13), (13, 4)], {}),
        ("long", [(2, 131), (131, 3)], {}),
        ("both batched", [(2, 1, 3, 5), (3, 5, 2)], {}),
    ],
    np.matmul,
    names=("a", "b"),
    precision="mpmath, 50 digits",
    versions={"numpy": np.__version__},
    scale=lambda a, b: np.matmul(abs(a), abs(b)),
    tangent=lambda a, b, a_dot, b_dot: np.matmul(a_dot, b) + np.matmul(a, b_dot),
    tangent_scale=lambda a, b, a_dot, b_dot: np.matmul(abs(a_dot), abs(b)) + np.matmul(abs(a), abs(b_dot)),
)
