"""What the generators of the partial derivatives of a^b share."""

import mpmath as mp


def falling_derivatives(b, i, j):
    """The derivatives of order 0 to j of b (b - 1) .. (b - i + 1)."""
    p = [mp.mpf(1)] + [mp.mpf(0)] * j
    for r in range(i):
        p = [p[m] * (b - r) + (m * p[m - 1] if m else 0) for m in range(j + 1)]
    return p


def coefficients(b, i, j):
    """c_0 .. c_j, where the derivative i times in a and j times in b is the sum of c_k a^(b - i) (ln a)^k."""
    p = falling_derivatives(mp.mpf(b), i, j)
    return [mp.binomial(j, j - k) * p[j - k] for k in range(j + 1)]
