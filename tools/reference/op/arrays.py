"""What the generators of goldens share for ops on whole arrays: layout ops, sums, products, reductions."""

import pathlib

import numpy as np
from sampling import FORMATS, SEED, USES, golden, mp, random, uniform


def draw(rng, form, shape):
    values = [uniform(rng, form, -2, 2) for _ in range(int(np.prod(shape)))]
    return np.array(values, dtype=object).reshape(shape)


def components(out, case, values):
    for name, value in values.items():
        out.input(case, name, value)


def arrays(file, equation, cases, f, *, precision, versions=None, names=("x",), scale=None, tangent=None, tangent_scale=None, extra=()):
    """Cases list (name, shapes of the arguments, components). f, and tangent if it is not f itself, map object arrays of numbers, then the
    components, to a result; tangent is given the arguments, then their tangents. `extra` lists (name, arguments, y, components) for both formats."""
    name = pathlib.Path(file).stem
    out = golden.Golden(
        f"op/{name}", file, equation, seed=SEED, precision=precision, versions=versions, uses=[__file__, *USES], nonfinite=True
    )
    tangent = tangent or (lambda *parts, **given: f(*parts[len(names) :], **given))
    for form in FORMATS:
        rng = random.Random(SEED)
        for case, shapes, given in cases:
            case = f"{form.name} {case}"
            x = [draw(rng, form, shape) for shape in shapes]
            x_dot = [draw(rng, form, shape) for shape in shapes]
            for i, argument in enumerate(names):
                out.input(case, argument, x[i])
                out.input(case, argument + "_dot", x_dot[i])
            components(out, case, given)
            exact = [real(a) for a in x]
            exact_dot = [real(a) for a in x_dot]
            out.output(case, "y", f(*exact, **given))
            out.output(case, "y_dot", tangent(*exact, *exact_dot, **given))
            if scale:
                out.output(case, "y_scale", scale(*exact, **given))
            if tangent_scale:
                out.output(case, "y_dot_scale", tangent_scale(*exact, *exact_dot, **given))
        for case, x, y, given in extra:
            case = f"{form.name} {case}"
            for i, argument in enumerate(names):
                out.input(case, argument, x[i])
            components(out, case, given)
            out.output(case, "y", y)
            if scale:
                out.output(case, "y_scale", np.zeros_like(np.array(y, dtype=object)))
    out.write()


def real(a):
    """The same numbers at 50 digits."""
    return np.array([mp.mpf(v) for v in a.ravel()], dtype=object).reshape(a.shape)


def layout(file, equation, cases, f, names=("x",)):
    """An op that moves numbers; numpy says where to."""
    arrays(file, equation, cases, f, precision="exact", versions={"numpy": np.__version__}, names=names)


def blocks(a, axes):
    """The array as rows, each a block of the last axes, and the shape of the axes before them."""
    leading = a.shape[: a.ndim - axes]
    return a.reshape((int(np.prod(leading)), -1)), leading


def by_block(f, axes, *arrays_):
    """f of each block of the last axes; f gives one number, or as many as the block has."""
    rows = [blocks(a, axes) for a in arrays_]
    leading = rows[0][1]
    values = [f(*(list(r[0][i]) for r in rows)) for i in range(rows[0][0].shape[0])]
    out = np.array(values, dtype=object)
    return out.reshape(leading if out.ndim == 1 else arrays_[0].shape)


def matrices(file, equation, f, derivative):
    """An op on square matrices whose diagonal outweighs the rest, given as mpmath matrices; errors are counted in a matrix's largest number."""
    name = pathlib.Path(file).stem
    out = golden.Golden(f"op/{name}", file, equation, seed=SEED, precision="mpmath, 50 digits", uses=[__file__, *USES])
    for form in FORMATS:
        rng = random.Random(SEED)
        for shape in ((1, 1), (2, 2), (3, 3), (5, 5), (2, 3, 3)):
            case = f"{form.name} " + " by ".join(map(str, shape))
            d = shape[-1]
            count = int(np.prod(shape[:-2]))
            x = draw(rng, form, (count, d, d)) / 4
            for block in x:
                for i in range(d):
                    block[i, i] = uniform(rng, form, 2, 4)
            v = draw(rng, form, (count, d, d))
            results = {"y": [], "y_dot": []}
            for block, direction in zip(x, v):
                a, b = mp.matrix(block.tolist()), mp.matrix(direction.tolist())
                results["y"].append(f(a))
                results["y_dot"].append(derivative(a, b))
            out.input(case, "x", x.reshape(shape))
            out.input(case, "x_dot", v.reshape(shape))
            for quantity, blocks_ in results.items():
                values = np.array([m.tolist() for m in blocks_], dtype=object)
                largest = [max(abs(e) for e in m.ravel()) for m in values]
                scale = np.array([np.full((d, d), l, dtype=object) for l in largest])
                out.output(case, quantity, values.reshape(shape))
                out.output(case, quantity + "_scale", scale.reshape(shape))
    out.write()
