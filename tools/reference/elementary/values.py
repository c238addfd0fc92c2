"""What the generators of the elementary functions' reference values share: at 50 digits, for both formats.

A file has one case per format. Beside the inputs x (and y of pow) stand two quantities: `nearest`, the number of the format that is
nearest to the true result, and `remainder`, the true result less the nearest, in units in the last place of the format at the true
result. The error of a computed number is then its distance from `nearest` in these units, less `remainder`, with no rounding of
the reference in it. The values at 0, at the infinities and at NaN are those of C99, Annex F.
"""

import math
import pathlib
import random
import struct
import sys

import mpmath as mp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import golden  # noqa: E402

mp.mp.dps = 50

INF = math.inf
SEED = 20240601


class Format:
    def __init__(self, name, bits, lowest, highest):
        self.name = name
        self.bits = bits
        self.lowest = lowest  # exponent of the smallest normal number
        self.highest = highest  # exponent of the largest number
        self.smallest = math.ldexp(1.0, lowest - bits + 1)
        self.least_normal = math.ldexp(1.0, lowest)
        self.largest = math.ldexp(2.0 - math.ldexp(1.0, 1 - bits), highest)

    def round(self, value):
        """The double that is the nearest number of the format; ties go to the even one."""
        value = mp.mpf(value)
        if value == 0:
            return 0.0
        unit = self.unit(value)
        result = mp.nint(value / unit) * unit
        if abs(result) > self.largest:
            return math.copysign(INF, value)
        return float(result)

    def unit(self, value):
        """The unit in the last place at a real number."""
        mantissa, exponent = mp.frexp(abs(value))
        exponent = min(max(int(exponent) - 1, self.lowest), self.highest)
        return mp.mpf(2) ** (exponent - self.bits + 1)

    def beside(self, x, steps):
        """The number so many places above x."""
        for _ in range(abs(steps)):
            toward = INF if steps > 0 else -INF
            if self.bits == 53:
                x = math.nextafter(x, toward)
            elif x == 0:
                x = math.copysign(self.smallest, toward)
            else:
                bits = struct.unpack("<i", struct.pack("<f", x))[0]
                bits += 1 if (x > 0) == (toward > 0) else -1
                x = struct.unpack("<f", struct.pack("<i", bits))[0]
        return x


DOUBLE = Format("float64", 53, -1022, 1023)
FLOAT = Format("float32", 24, -126, 127)

# Where the computations change course.
LN2 = mp.log(2)
HALF_PI = mp.pi / 2
REDUCTIONS = [k * LN2 / 2 for k in (1, 3, 5, 7, 21, 101, -1, -3, -5, -7, -21, -101)]
MULTIPLES = [k * LN2 for k in (1, 2, 3, 10, 60, 100, -1, -2, -3, -10, -30, -60)]


def overflow(form):
    """The logarithm of the first power of two that the format does not hold."""
    return mp.log(mp.mpf(2) ** (form.highest + 1))


def underflow(form):
    """The logarithm of half the smallest number."""
    return mp.log(mp.mpf(form.smallest) / 2)


def least_normal(form):
    return mp.log(mp.mpf(form.least_normal))


def unit_limit(form):
    """Where e^-x is below the last place of 1."""
    return form.bits * LN2


def turns(form):
    """Arguments of sine and cosine: near multiples of a quarter and an eighth turn, and large ones."""
    wholes = list(range(1, 33)) + [100, 1000, 6366, 63662, 10**6, 10**9, 10**15]
    eighths = [1, 3, 5, 7, 9, 101, 10001]
    # The arguments of the format that are closest to a multiple of pi/2.
    closest = mp.ldexp(6381956970095103, 797) if form.bits == 53 else mp.ldexp(16367173, 72)
    powers = [mp.mpf(2) ** k for k in range(0, form.highest, 7 if form.bits == 24 else 53)]
    return [k * HALF_PI for k in wholes] + [k * HALF_PI / 2 for k in eighths] + [closest] + powers


def arguments(name, form, start, edges, moderate):
    """At least 300 arguments: special ones, both sides of every edge, and random ones in several ranges."""
    rng = random.Random(f"{SEED} {name} {form.name}")
    points = [0.0, -0.0, INF, -INF, math.nan]
    for x in (form.smallest, 5 * form.smallest, form.least_normal, form.beside(form.least_normal, -1), form.largest, 1.0):
        points += [x, -x]
    for edge in edges(form):
        nearest = form.round(edge)
        points += [form.beside(nearest, step) for step in (-1, 0, 1)]
    low, high = moderate
    points += [form.round(rng.uniform(low, high)) for _ in range(140)]
    points += [form.round(rng.uniform(-2.0, 2.0)) for _ in range(60)]
    points += [form.round(rng.uniform(0.5, 2.0)) for _ in range(30)]
    # Every magnitude, subnormal numbers among them.
    span = range(form.lowest - form.bits + 1, form.highest + 1)
    for k in range(70):
        x = math.ldexp(rng.uniform(1.0, 2.0), span[k * len(span) // 70])
        points.append(form.round(x if rng.random() < 0.5 else -x))
    # Small arguments, where the result is nearly linear.
    points += [form.round(math.ldexp(rng.uniform(-2.0, 2.0), -rng.randrange(1, form.bits + 4))) for _ in range(40)]
    if start is not None:
        points = [x for x in points if not x < start or rng.random() < 0.1]
    return list(dict.fromkeys((x.hex(), x) for x in points))


def sampled(name, function, at_minus_inf, at_minus_zero, at_zero, at_inf, start, edges, moderate, form):
    xs, results = [], []
    for _, x in arguments(name, form, start, edges, moderate):
        if math.isnan(x) or (start is not None and x < start):
            result = math.nan
        elif math.isinf(x):
            result = at_inf if x > 0 else at_minus_inf
            result = math.nan if result is None else result
        elif x == 0 and at_zero != "finite":
            result = at_minus_zero if math.copysign(1, x) < 0 else at_zero
        elif start is not None and x == start:
            result = -INF
        else:
            result = function(mp.mpf(x))
        xs.append(x)
        results.append(result)
    return xs, results


def add(file, form, inputs, results):
    nearest, remainder = [], []
    for result in results:
        if isinstance(result, float):
            nearest.append(result)
            remainder.append(0.0)
            continue
        rounded = form.round(result)
        nearest.append(math.copysign(rounded, result))
        remainder.append(mp.mpf(0) if math.isinf(rounded) else (result - rounded) / form.unit(result))
    for quantity, values in inputs.items():
        file.input(form.name, quantity, values)
    file.output(form.name, "nearest", nearest)
    file.output(form.name, "remainder", remainder)


def start_file(file, equation):
    name = pathlib.Path(file).stem
    return golden.Golden(
        f"elementary/{name}",
        file,
        equation + "; C99, Annex F, at the special values",
        seed=SEED,
        precision="mpmath, 50 digits",
        uses=[__file__, golden.__file__],
        nonfinite=True,
    )


def unary(file, equation, function, special, *, edges, moderate, start=None):
    """Writes a function of one argument.

    function   the function on the finite numbers of its domain
    special    its values at -inf, -0, +0 and inf; None where there is none, "finite" where the function itself is to be asked
    edges      from a format to the real numbers where the computation changes course or the result leaves the format's range
    moderate   from a format to the bounds between which the function is neither trivial nor out of range
    start      the end of the domain; below it the result is NaN, at it minus infinity
    """
    out = start_file(file, equation)
    for form in (DOUBLE, FLOAT):
        xs, results = sampled(pathlib.Path(file).stem, function, *special, start, edges, moderate(form), form)
        assert len(xs) >= 300, (file, form.name, len(xs))
        add(out, form, {"x": xs}, results)
    out.write()


def wide(form):
    """e^x and e^-x fill the format's range between minus this and this."""
    return 720.0 if form.bits == 53 else 90.0
