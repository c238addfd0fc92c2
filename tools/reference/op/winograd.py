"""What the generators of Winograd's F(4x4, 3x3) share: the matrices of Lavin and Gray (2016) for any points, here 0, +-sqrt(1/2), +-sqrt(2) and
infinity, made by interpolation, and a check that the three maps together are the convolution."""

import numpy as np
from sampling import mp

POINTS = [mp.mpf(0), mp.sqrt(mp.mpf(1) / 2), -mp.sqrt(mp.mpf(1) / 2), mp.sqrt(2), -mp.sqrt(2)]


def product(roots):
    """Coefficients, the constant one first, of the product of x - r."""
    coefficients = [mp.mpf(1)]
    for r in roots:
        longer = [mp.mpf(0), *coefficients]
        for i, c in enumerate(coefficients):
            longer[i] -= r * c
        coefficients = longer
    return coefficients


def others(i):
    return [p for j, p in enumerate(POINTS) if j != i]


def padded(coefficients):
    return [*coefficients, *[mp.mpf(0)] * (6 - len(coefficients))]


INPUT = np.array([padded(product(others(i))) for i in range(5)] + [padded(product(POINTS))], dtype=object)
WEIGHTS = np.array(
    [[p**k / mp.fprod(p - q for q in others(i)) for k in range(3)] for i, p in enumerate(POINTS)] + [[mp.mpf(0), mp.mpf(0), mp.mpf(1)]], dtype=object
)
OUTPUT = np.array([[p**k for p in POINTS] + [mp.mpf(1 if k == 3 else 0)] for k in range(4)], dtype=object)


def both(matrix, tile):
    """M tile M^T over the first two axes."""
    return np.tensordot(matrix, np.tensordot(matrix, tile, (1, 1)), (1, 1))


def tiles(length):
    return -(-length // 4)


def check():
    """The three maps make the convolution."""
    d = np.array([mp.mpf((7 * i * i + 3 * i) % 11 - 5) for i in range(36)], dtype=object).reshape((6, 6))
    w = np.array([mp.mpf((5 * i * i + i) % 7 - 3) for i in range(9)], dtype=object).reshape((3, 3))
    y = both(OUTPUT, both(WEIGHTS, w) * both(INPUT, d))
    for i in range(4):
        for j in range(4):
            assert abs(y[i, j] - (d[i : i + 3, j : j + 3] * w).sum()) < mp.mpf(10) ** -40


check()
