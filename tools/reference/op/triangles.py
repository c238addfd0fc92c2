"""Derivatives of sqrt(a^2 + b^2) and of the angle of (b, a): polynomials in the sine and cosine over powers of the radius."""

import math

import mpmath as mp
import singular


def sides(a, b):
    """The cosine and sine of the angle from the first axis, and the radius; at infinity their limits."""
    if math.isinf(a) or math.isinf(b):
        return mp.mpf(math.copysign(1, a) if math.isinf(a) else 0), mp.mpf(math.copysign(1, b) if math.isinf(b) else 0), None
    a, b = mp.mpf(a), mp.mpf(b)
    r = mp.sqrt(a * a + b * b)
    return a / r, b / r, r


def derived(terms, power, in_a):
    """The derivative of the sum of c cos^p sin^q over r^power, terms from (p, q) to c; the result has one power more."""
    result = {}

    def add(p, q, c):
        if c:
            result[p, q] = result.get((p, q), 0) + c

    for (p, q), c in terms.items():
        if in_a:  # cos' = sin^2 / r, sin' = -sin cos / r, r' = cos
            add(p - 1, q + 2, c * p)
            add(p + 1, q, -c * q)
            add(p + 1, q, -c * power)
        else:  # cos' = -sin cos / r, sin' = cos^2 / r, r' = sin
            add(p, q + 1, -c * p)
            add(p + 2, q - 1, c * q)
            add(p, q + 1, -c * power)
    return result


def of_terms(terms, power, i, j):
    for k in range(i + j):
        terms, power = derived(terms, power, k < i), power + 1
    return terms, power


def partial(terms, power, a, b, i, j, absolute=False):
    """The derivative i times in a and j times in b, or the sum of the absolute values of its terms."""
    c, s, r = sides(a, b)
    terms, power = of_terms(terms, power, i, j)
    total = mp.fsum((k * c**p * s**q for (p, q), k in terms.items()), absolute=absolute)
    if r is None:
        return total if power == 0 else mp.mpf(0)
    return total / r**power


def pairs(form):
    """Points whose radius is neither so small that derivatives overflow, nor infinite in both coordinates."""
    points = singular.both_signs(singular.POINTS[form.name])
    return [(a, b) for a, b in singular.grid(points, points) if max(abs(a), abs(b)) >= 1e-9 and not (math.isinf(a) and math.isinf(b))]
