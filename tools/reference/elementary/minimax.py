"""What the generators of the elementary functions' coefficients share.

Every polynomial is a minimax approximation found here by Remez exchange in 60-digit arithmetic: it
makes the largest weighted error max |w(x) (f(x) - p(x))| as small as its degree allows. The weight
turns the error of the polynomial into a relative error of the function that is built on it. The
coefficients are then rounded to the format.

The literals in the files written are the ones that stand in Elementary*.java and opencl/include/elementary*.cl; a test compares them.
"""

import hashlib
import pathlib
import struct
import sys

import mpmath as mp

DIGITS = 60

ROOT = pathlib.Path(__file__).resolve().parents[3]


def to_format(value, bits):
    """The nearest number with a significand of the given number of bits, as an mpf."""
    return mp.mpf(value) if value == 0 else round_significand(value, bits)


def round_significand(value, bits):
    exponent = int(mp.floor(mp.log(abs(value), 2)))
    scale = mp.mpf(2) ** (bits - 1 - exponent)
    return mp.nint(value * scale) / scale


def literal(value, bits):
    """A hexadecimal floating-point literal that Java and C both read; float literals end in f."""
    text = float(value).hex()
    assert mp.mpf(float(value)) == value
    mantissa, exponent = text.split("p")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0")
        if mantissa.endswith("."):
            mantissa += "0"
    exponent = str(int(exponent))
    if bits == 24:
        assert struct.unpack("f", struct.pack("f", float(value)))[0] == float(value)
        return f"{mantissa}p{exponent}f"
    return f"{mantissa}p{exponent}"


def solve_levelled(f, weight, powers, nodes):
    """Coefficients and level E with w(x_i) (f(x_i) - p(x_i)) = (-1)^i E at the nodes."""
    size = len(nodes)
    matrix = mp.matrix(size, size)
    right = mp.matrix(size, 1)
    for i, x in enumerate(nodes):
        for j, power in enumerate(powers):
            matrix[i, j] = x**power
        matrix[i, size - 1] = (-1) ** i / weight(x)
        right[i] = f(x)
    solution = mp.lu_solve(matrix, right)
    return [solution[j] for j in range(size - 1)], solution[size - 1]


def remez(f, weight, powers, a, b):
    """Weighted minimax coefficients of the given powers on [a, b], and the largest weighted error."""
    a, b = mp.mpf(a), mp.mpf(b)
    count = len(powers) + 1
    nodes = [
        (a + b) / 2 - (b - a) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * count)) for i in range(count)
    ]
    samples = 24 * count
    grid = [(a + b) / 2 - (b - a) / 2 * mp.cos(mp.pi * i / samples) for i in range(samples + 1)]
    values = [(weight(x), f(x)) for x in grid]
    for _ in range(30):
        coefficients, level = solve_levelled(f, weight, powers, nodes)

        def error(w, fx, x):
            return w * (fx - sum(c * x**k for c, k in zip(coefficients, powers)))

        errors = [error(w, fx, x) for (w, fx), x in zip(values, grid)]
        # One extremum per run of equal sign, the largest of it.
        extrema = []
        for x, e in zip(grid, errors):
            if e == 0:
                continue
            if extrema and (extrema[-1][1] > 0) == (e > 0):
                if abs(e) > abs(extrema[-1][1]):
                    extrema[-1] = (x, e)
            else:
                extrema.append((x, e))
        while len(extrema) > count:
            extrema.pop(0 if abs(extrema[0][1]) < abs(extrema[-1][1]) else -1)
        largest = max(abs(e) for e in errors)
        if len(extrema) < count or largest < abs(level) * mp.mpf("1.01"):
            break
        nodes = [x for x, _ in extrema]
    return coefficients, largest


def rounded_minimax(f, weight, degree, a, b, bits):
    """Minimax coefficients rounded to the format, with the largest error before and after."""
    coefficients, best = remez(f, weight, list(range(degree + 1)), a, b)
    rounded = [to_format(c, bits) for c in coefficients]
    grid = [mp.mpf(a) + (mp.mpf(b) - mp.mpf(a)) * i / 400 for i in range(401)]
    error = max(
        abs(weight(x) * (f(x) - sum(c * x**k for k, c in enumerate(rounded)))) for x in grid
    )
    return rounded, best, error


def near_zero(series_value, function, tiny):
    """The function with its limit at 0 in place of the 0/0 there."""
    return lambda x: series_value if abs(x) < tiny else function(x)


TINY = mp.mpf(10) ** -25


def atanh_max():
    """Beyond the largest square of s = f / (2 + f) in a logarithm."""
    return ((mp.sqrt(2) - 1) / (mp.sqrt(2) + 1)) ** 2 + mp.mpf(2) ** -20


def eighth_turn():
    """Beyond the square of the largest reduced argument of sine and cosine."""
    return (mp.pi / 4) ** 2 + mp.mpf(2) ** -20


def split(value, sizes, final_bits):
    """value as an unevaluated sum: heads of the given significand sizes, then one full number."""
    parts = []
    for size in sizes:
        # Cut towards zero, so that the parts share a sign.
        exponent = int(mp.floor(mp.log(abs(value), 2)))
        scale = mp.mpf(2) ** (size - 1 - exponent)
        head = mp.floor(abs(value) * scale) / scale * mp.sign(value)
        parts.append(head)
        value = value - head
    parts.append(to_format(value, final_bits))
    return parts


BITS = {"float64": 53, "float32": 24}


def write(file, polynomials, constants=lambda bits: {}, words=None):
    """Writes reference-data/elementary/coefficients/NAME.csv, NAME that of the generator.

    polynomials  from the bits of a format's significand to a list of (name, f, weight, degree, a, b)
    constants    from the bits to numbers of the format, by name
    words        from a format's name to hexadecimal words, by name
    """
    rows = []
    with mp.workdps(DIGITS):
        for kind, bits in BITS.items():
            for name, f, weight, degree, a, b in polynomials(bits):
                coefficients, best, error = rounded_minimax(f, weight, degree, a, b, bits)
                print(kind, name, degree, "minimax 2^%.2f" % mp.log(best, 2), "rounded 2^%.2f" % mp.log(error, 2), file=sys.stderr, flush=True)
                rows += [(kind, name, k, literal(c, bits)) for k, c in enumerate(coefficients)]
            for name, values in constants(bits).items():
                rows += [(kind, name, k, literal(c, bits)) for k, c in enumerate(values)]
    if words:
        rows += [(kind, name, k, word) for kind in BITS for name, values in words(kind).items() for k, word in enumerate(values)]
    name = pathlib.Path(file).stem
    target = ROOT / "reference-data" / "elementary" / "coefficients" / f"{name}.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"# id: elementary/coefficients/{name}", f"# equation: minimax polynomials and split constants of {name}"]
    for used in (file, __file__):
        path = pathlib.Path(used).resolve()
        lines.append(f"# generator: {path.relative_to(ROOT).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}")
    lines += [
        f"# versions: Python {sys.version.split()[0]}, mpmath {mp.__version__}",
        "# seed: none",
        f"# precision: mpmath, {DIGITS} digits, rounded to the format",
        "# nonfinite: none",
        "case,quantity,index,value",
    ]
    lines += [",".join(str(part) for part in row) for row in rows]
    target.write_bytes(("\n".join(lines) + "\n").encode())
    print(f"{target.relative_to(ROOT)}: {len(rows)} values")
