"""What the generators of goldens share for ops on square matrices: kinds of matrices, and functions of one matrix mapped over leading axes.

A scale is what an error of one ulp in each number of the arguments can do to a result, so errors are counted in units of the condition
of the problem, number by number.
"""

import pathlib
from fractions import Fraction

import numpy as np
from arrays import components, draw, real
from sampling import FORMATS, SEED, USES, golden, mp, random, uniform


def general(rng, form, shape):
    return draw(rng, form, shape)


def dominant(rng, form, shape):
    """The diagonal outweighs the rest."""
    x = draw(rng, form, shape) / 4
    for i in range(shape[-1]):
        x[..., i, i] = np.vectorize(lambda _: uniform(rng, form, 2, 4), otypes=[object])(x[..., i, i])
    return x


def hollow(rng, form, shape):
    """Zeros on the diagonal, so that rows must be exchanged."""
    x = draw(rng, form, shape)
    for i in range(shape[-1]):
        x[..., i, i] = 0.0
    return x


def positive(rng, form, shape):
    """Symmetric, and positive definite since the diagonal outweighs the rest."""
    x = dominant(rng, form, shape)
    upper = np.triu(np.ones(shape[-2:], dtype=bool))
    return np.where(upper, x, np.swapaxes(x, -1, -2))


def hilbert(rng, form, shape):
    """1 / (i + j + 1), rounded: positive definite and ill-conditioned."""
    d = shape[-1]
    block = np.array([[form.round(Fraction(1, i + j + 1)) for j in range(d)] for i in range(d)], dtype=object)
    return np.broadcast_to(block, shape).copy()


def multiple(c):
    """c times the identity."""
    return lambda rng, form, shape: np.broadcast_to(np.eye(shape[-1]) * c, shape).astype(object)


def scaled(kind, c):
    """The matrices of a kind times a power of two."""
    return lambda rng, form, shape: kind(rng, form, shape) * c


def skew(rng, form, shape):
    """x^T = -x."""
    upper = np.triu(draw(rng, form, shape), 1)
    return upper - np.swapaxes(upper, -1, -2)


def norm(a):
    """Frobenius'."""
    return mp.sqrt(np.sum(a * a))


def symmetric(x):
    return (x + x.T) / 2


def spread(x, value):
    """One value for all numbers of a matrix."""
    return np.full(x.shape, value, dtype=object)


def matrix(a):
    """As mpmath has it."""
    return mp.matrix(a.tolist()) if a.size else mp.matrix(a.shape[0], a.shape[1])


def array(m):
    """A matrix or number of mpmath as an object array."""
    return np.array(m.tolist(), dtype=object).reshape(m.rows, m.cols) if isinstance(m, mp.matrix) else np.array(m, dtype=object)


def inverse(a):
    return array(mp.inverse(matrix(a)))


def determinant(a):
    return mp.det(matrix(a)) if a.shape[0] else mp.mpf(1)


def without(a, i, j):
    return np.delete(np.delete(a, i, 0), j, 1)


def cofactors(a):
    d = a.shape[0]
    return np.array([[(-1) ** (i + j) * determinant(without(a, i, j)) for j in range(d)] for i in range(d)], dtype=object)


def by_matrix(f, *arguments):
    """f of the matrices on the last two axes, whose leading axes broadcast."""
    leading = np.broadcast_shapes(*(a.shape[:-2] for a in arguments))
    spread = [np.broadcast_to(a, leading + a.shape[-2:]) for a in arguments]
    values = [f(*(a[index] for a in spread)) for index in np.ndindex(leading)]
    result = np.array(values, dtype=object)
    return values[0] if leading == () else result.reshape(leading + result.shape[1:])


def squares(file, equation, cases, f, scale, tangent, tangent_scale, names=("x",), more=()):
    """Cases list (name, kinds of the arguments, their shapes, components). f and scale map one matrix for each argument, then the components, to
    a result and what its errors are counted in; tangent and tangent_scale also take the tangents, after the arguments. `more` lists (quantity,
    function) of the same arguments as the tangent."""
    name = pathlib.Path(file).stem
    uses = [__file__, draw.__code__.co_filename, *USES]
    out = golden.Golden(f"op/{name}", file, equation, seed=SEED, precision="mpmath, 50 digits", uses=uses, nonfinite=True)
    for form in FORMATS:
        rng = random.Random(SEED)
        for case, kinds, shapes, given in cases:
            case = f"{form.name} {case}"
            x = [kind(rng, form, shape) for kind, shape in zip(kinds, shapes)]
            x_dot = [draw(rng, form, shape) for shape in shapes]
            for i, argument in enumerate(names):
                out.input(case, argument, x[i])
                out.input(case, argument + "_dot", x_dot[i])
            components(out, case, given)
            exact, exact_dot = [real(a) for a in x], [real(a) for a in x_dot]
            results = {"y": (f, exact), "y_scale": (scale, exact)}
            results |= {"y_dot": (tangent, exact + exact_dot), "y_dot_scale": (tangent_scale, exact + exact_dot)}
            results |= {quantity: (function, exact + exact_dot) for quantity, function in more}
            for quantity, (function, arguments) in results.items():
                out.output(case, quantity, by_matrix(lambda *a: function(*a, **given), *arguments))
    out.write()
