"""Golden values of op mat_divide."""

from square import dominant, general, hilbert, hollow, inverse, multiple, squares


def quotient(a, b):
    return a.dot(inverse(b))


def scale(a, b):
    m = abs(inverse(b))
    return abs(a).dot(m).dot(abs(b)).dot(m)


def tangent(a, b, a_dot, b_dot):
    return quotient(a_dot - quotient(a, b).dot(b_dot), b)


def tangent_scale(a, b, a_dot, b_dot):
    m = abs(inverse(b))
    numerator = abs(a_dot) + (abs(quotient(a, b)) + scale(a, b)).dot(abs(b_dot))
    return scale(numerator, b) + numerator.dot(m)


squares(
    __file__,
    "y b = a; dy b = da - y db",
    [
        ("one", [general, general], [(1, 1), (1, 1)], {}),
        ("two", [general, general], [(2, 2), (2, 2)], {}),
        ("row", [general, general], [(1, 3), (3, 3)], {}),
        ("six", [general, general], [(4, 6), (6, 6)], {}),
        ("dominant", [general, dominant], [(5, 5), (5, 5)], {}),
        ("zeros on the diagonal", [general, hollow], [(2, 4), (4, 4)], {}),
        ("ill-conditioned", [general, hilbert], [(2, 4), (4, 4)], {}),
        ("identity", [multiple(1), general], [(4, 4), (4, 4)], {}),
        ("both batched", [general, general], [(2, 1, 2, 3), (3, 3, 3)], {}),
    ],
    quotient,
    scale,
    tangent,
    tangent_scale,
    names=("a", "b"),
)
