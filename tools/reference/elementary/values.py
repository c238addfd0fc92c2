"""Reference values of the elementary functions, at 50 digits, for both formats.

A file has one case per format. Beside the inputs x (and y of pow) stand two quantities: `nearest`, the number of the format that is
nearest to the true result, and `remainder`, the true result less the nearest, in units in the last place of the format at the true
result. The error of a computed number is then its distance from `nearest` in these units, less `remainder`, with no rounding of
the reference in it. The values at 0, at the infinities and at NaN are those of C99, Annex F.

Usage: python3 values.py
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


def sigmoid(x):
    return 1 / (1 + mp.exp(-x)) if x > -1000 else mp.exp(x)


def softplus(x):
    return (x if x > 0 else 0) + mp.log1p(mp.exp(-abs(x)))


# name, function on the finite numbers of its domain, the values at -inf, -0, +0 and inf, and the end of its domain
FUNCTIONS = [
    ("exp", mp.exp, 0.0, 1.0, 1.0, INF, None),
    ("expm1", mp.expm1, -1.0, -0.0, 0.0, INF, None),
    ("log", mp.log, None, -INF, -INF, INF, 0),
    ("log1p", mp.log1p, None, -0.0, 0.0, INF, -1),
    ("sin", mp.sin, None, -0.0, 0.0, None, None),
    ("cos", mp.cos, None, 1.0, 1.0, None, None),
    ("tanh", mp.tanh, -1.0, -0.0, 0.0, 1.0, None),
    ("sigmoid", sigmoid, 0.0, 0.5, 0.5, 1.0, None),
    ("erf", mp.erf, -1.0, -0.0, 0.0, 1.0, None),
    ("softplus", softplus, 0.0, "finite", "finite", INF, None),
]

EQUATIONS = {
    "exp": "e^x",
    "expm1": "e^x - 1",
    "log": "ln x",
    "log1p": "ln(1 + x)",
    "sin": "sin x",
    "cos": "cos x",
    "tanh": "tanh x",
    "sigmoid": "1 / (1 + e^-x)",
    "erf": "2 / sqrt(pi) times the integral of e^-s^2 over s from 0 to x",
    "softplus": "ln(1 + e^x)",
    "pow": "x^y",
}


def edges(name, form):
    """Real numbers where the computation changes course, or the result leaves the range of the format."""
    ln2, half_pi = mp.log(2), mp.pi / 2
    overflow = mp.log(mp.mpf(2) ** (form.highest + 1))
    smallest = mp.log(mp.mpf(form.smallest) / 2)
    normal = mp.log(mp.mpf(form.least_normal))
    reductions = [k * ln2 / 2 for k in (1, 3, 5, 7, 21, 101, -1, -3, -5, -7, -21, -101)]
    multiples = [k * ln2 for k in (1, 2, 3, 10, 60, 100, -1, -2, -3, -10, -30, -60)]
    unit_limit = form.bits * ln2
    if name == "exp":
        return reductions + multiples + [overflow, normal, smallest, smallest + 1]
    if name == "expm1":
        return reductions + multiples + [overflow, -unit_limit, -unit_limit - ln2]
    if name == "log":
        powers = [mp.mpf(2) ** k for k in (-140, -126, -50, -1, 0, 1, 50, 127)]
        return [mp.sqrt(2) * p for p in powers] + powers + [mp.mpf(form.least_normal)]
    if name == "log1p":
        return [mp.sqrt(2) - 1, mp.sqrt(0.5) - 1, 2 * mp.sqrt(2) - 1, -0.5, -0.75, mp.mpf(2) ** form.bits, 1, 2, 3]
    if name in ("sin", "cos"):
        wholes = list(range(1, 33)) + [100, 1000, 6366, 63662, 10**6, 10**9, 10**15]
        eighths = [1, 3, 5, 7, 9, 101, 10001]
        # The arguments of the format that are closest to a multiple of pi/2.
        closest = mp.ldexp(6381956970095103, 797) if form.bits == 53 else mp.ldexp(16367173, 72)
        powers = [mp.mpf(2) ** k for k in range(0, form.highest, 7 if form.bits == 24 else 53)]
        return [k * half_pi for k in wholes] + [k * half_pi / 2 for k in eighths] + [closest] + powers
    if name == "tanh":
        return [mp.mpf("0.5625"), unit_limit / 2, (unit_limit + ln2) / 2]
    if name == "sigmoid":
        return multiples[6:] + [unit_limit, -unit_limit, normal, smallest]
    if name == "erf":
        return [mp.mpf(1), mp.mpf("3.9375"), mp.mpf("5.9375"), mp.mpf("2.25"), mp.mpf("2.75")]
    return multiples[6:] + [unit_limit, -unit_limit, normal, smallest]


def moderate(name, form):
    """The range in which the function is neither trivial nor out of range."""
    wide = 720.0 if form.bits == 53 else 90.0
    return {
        "exp": (-1.05 * wide, wide),
        "expm1": (-40.0, wide),
        "log": (0.0, 10.0),
        "log1p": (-1.0, 10.0),
        "sin": (-1e5, 1e5),
        "cos": (-1e5, 1e5),
        "tanh": (-20.0, 20.0),
        "sigmoid": (-1.05 * wide, 40.0),
        "erf": (-6.0, 6.0),
        "softplus": (-1.05 * wide, 60.0),
    }[name]


def arguments(name, form, start):
    """At least 300 arguments: special ones, both sides of every edge, and random ones in several ranges."""
    rng = random.Random(f"{SEED} {name} {form.name}")
    points = [0.0, -0.0, INF, -INF, math.nan]
    for x in (form.smallest, 5 * form.smallest, form.least_normal, form.beside(form.least_normal, -1), form.largest, 1.0):
        points += [x, -x]
    for edge in edges(name, form):
        nearest = form.round(edge)
        points += [form.beside(nearest, step) for step in (-1, 0, 1)]
    low, high = moderate(name, form)
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


def unary(name, function, at_minus_inf, at_minus_zero, at_zero, at_inf, start, form):
    xs, results = [], []
    for _, x in arguments(name, form, start):
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


def special_power(x, y):
    """C99's F.9.4.4 where x or y is 0, 1, infinite or NaN, or x is negative; None where it is a plain power."""
    if y == 0 or x == 1:
        return 1.0
    if math.isnan(x) or math.isnan(y):
        return math.nan
    if math.isinf(y):
        if abs(x) == 1:
            return 1.0
        return INF if (abs(x) > 1) == (y > 0) else 0.0
    whole = y == math.floor(y)
    odd = whole and int(y) % 2 == 1
    sign = -1.0 if math.copysign(1, x) < 0 and odd else 1.0
    if x == 0 or math.isinf(x):
        return math.copysign(INF if (x == 0) == (y < 0) else 0.0, sign)
    if x < 0 and not whole:
        return math.nan
    return None


def power(x, y):
    result = special_power(x, y)
    if result is not None:
        return result
    exponent = y * mp.log(abs(mp.mpf(x)))
    sign = -1 if x < 0 and int(y) % 2 == 1 else 1
    if abs(exponent) > 10000:
        return math.copysign(INF if exponent > 0 else 0.0, sign)
    return sign * mp.exp(exponent)


def power_arguments(form):
    rng = random.Random(f"{SEED} pow {form.name}")
    special_x = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 3.0, -3.0, INF, -INF, math.nan, form.smallest, form.largest, -form.largest]
    special_y = [0.0, -0.0, 1.0, -1.0, 2.0, 3.0, -3.0, 0.5, -2.5, INF, -INF, math.nan, form.largest, 2.0**form.bits, 2.0**form.bits - 1]
    pairs = [(x, y) for x in special_x for y in special_y]
    log_range = (form.highest + 30) * math.log(2)
    for k in range(420):
        if k % 3 == 0:
            x = form.round(math.ldexp(rng.uniform(1, 2), rng.randrange(form.lowest - form.bits + 1, form.highest + 1)))
        else:
            x = form.round(math.ldexp(rng.uniform(1, 2), rng.randrange(-2, 2)))
        if k % 5 == 0:
            y = float(rng.randrange(-40, 41))
            x = -x if rng.random() < 0.5 else x
        else:
            y = form.round(rng.uniform(-1, 1) * log_range / math.log(x))
        pairs.append((x, y))
    # A base near 1 and a large exponent; results near the limits of the range, the subnormal numbers among them.
    for k in range(60):
        x = form.beside(1.0, rng.choice((-3, -2, -1, 1, 2, 3, 100, -100)))
        pairs.append((x, form.round(rng.uniform(-1, 1) * log_range / abs(math.log(x)))))
    for k in range(60):
        x = form.round(rng.uniform(0.01, 100))
        limit = rng.choice((form.highest + 1, form.lowest, form.lowest - form.bits + 1, form.lowest - form.bits // 2))
        pairs.append((x, form.beside(form.round(limit * math.log(2) / math.log(x)), rng.randrange(-2, 3))))
    return list(dict.fromkeys((x.hex(), y.hex(), x, y) for x, y in pairs))


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


def start_file(name):
    return golden.Golden(
        f"elementary/{name}",
        __file__,
        EQUATIONS[name] + "; C99, Annex F, at the special values",
        seed=SEED,
        precision="mpmath, 50 digits",
        uses=[golden.__file__],
        nonfinite=True,
    )


def main():
    for name, *definition in FUNCTIONS:
        file = start_file(name)
        for form in (DOUBLE, FLOAT):
            xs, results = unary(name, *definition, form)
            assert len(xs) >= 300, (name, form.name, len(xs))
            add(file, form, {"x": xs}, results)
        file.write()
    file = start_file("pow")
    for form in (DOUBLE, FLOAT):
        pairs = [(x, y) for _, _, x, y in power_arguments(form)]
        add(file, form, {"x": [x for x, _ in pairs], "y": [y for _, y in pairs]}, [power(x, y) for x, y in pairs])
    file.write()


if __name__ == "__main__":
    main()
