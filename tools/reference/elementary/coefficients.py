"""Computes the polynomial coefficients and split constants of the elementary functions.

Every polynomial is a minimax approximation found here by Remez exchange in 60-digit arithmetic: it
makes the largest weighted error max |w(x) (f(x) - p(x))| as small as its degree allows. The weight
turns the error of the polynomial into a relative error of the function that is built on it. The
coefficients are then rounded to the format.

Writes reference-data/elementary/coefficients.csv. The literals there are the ones that stand in
Elementary*.java and opencl/elementary.cl; a test compares them.

Usage: python3 coefficients.py            (a few seconds)
"""

import hashlib
import os
import struct
import sys

import mpmath as mp

mp.mp.dps = 60

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "..", "..", "..", "reference-data", "elementary", "coefficients.csv")


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

# Functions of the reduced argument; see the Javadoc of Elementary for the formulas they serve.
EXP = near_zero(mp.mpf(1) / 2, lambda r: (mp.expm1(r) - r) / r**2, TINY)
LOG = near_zero(
    mp.mpf(2) / 3, lambda z: (2 * mp.atanh(mp.sqrt(z)) / mp.sqrt(z) - 2) / z, TINY
)
POW_LOG = near_zero(
    mp.mpf(2) / 5,
    lambda z: ((2 * mp.atanh(mp.sqrt(z)) / mp.sqrt(z) - 2) / z - mp.mpf(2) / 3) / z,
    TINY,
)
SIN = near_zero(-mp.mpf(1) / 6, lambda z: (mp.sin(mp.sqrt(z)) / mp.sqrt(z) - 1) / z, TINY)
COS = near_zero(mp.mpf(1) / 24, lambda z: (mp.cos(mp.sqrt(z)) - 1 + z / 2) / z**2, TINY)
TANH = near_zero(-mp.mpf(1) / 3, lambda z: (mp.tanh(mp.sqrt(z)) / mp.sqrt(z) - 1) / z, TINY)
ERF = near_zero(
    2 / mp.sqrt(mp.pi) - 1, lambda z: mp.erf(mp.sqrt(z)) / mp.sqrt(z) - 1, TINY
)

HALF_LN2 = mp.log(2) / 2 + mp.mpf(2) ** -10
ATANH_MAX = ((mp.sqrt(2) - 1) / (mp.sqrt(2) + 1)) ** 2 + mp.mpf(2) ** -20
EIGHTH_TURN = (mp.pi / 4) ** 2 + mp.mpf(2) ** -20
TANH_SPLIT = mp.mpf("0.5625")
ERFC_CENTRE = {53: mp.mpf("1.5"), 24: mp.mpf("2.25")}
ERFC_END = {53: mp.mpf("5.9375"), 24: mp.mpf("3.9375")}


def polynomials(bits):
    """(name, f, weight, degree, a, b) for one format."""
    double = bits == 53
    centre = ERFC_CENTRE[bits]
    return [
        ("exp", EXP, lambda r: 1 if abs(r) < TINY else abs(r**2 / mp.expm1(r)),
         10 if double else 5, -HALF_LN2, HALF_LN2),
        ("log", LOG, lambda z: z / 2 + TINY, 6 if double else 3, 0, ATANH_MAX),
        ("pow_log", POW_LOG, lambda z: z**2 / 2 + TINY, 6 if double else 2, 0, ATANH_MAX),
        ("sin", SIN, lambda z: z + TINY, 5 if double else 2, 0, EIGHTH_TURN),
        ("cos", COS, lambda z: z**2 + TINY, 5 if double else 2, 0, EIGHTH_TURN),
        ("tanh", TANH, lambda z: z + TINY, 10 if double else 5, 0, TANH_SPLIT**2),
        ("erf", ERF, lambda z: mp.mpf(1), 11 if double else 6, 0, mp.mpf(1)),
        # Beyond 1: erf x = 1 - exp(p(x - centre)), p near log(erfc x); an error of p counts erfc x.
        ("log_erfc", lambda u: mp.log(mp.erfc(u + centre)), lambda u: mp.erfc(u + centre),
         19 if double else 8, 1 - centre, ERFC_END[bits] - centre),
    ]


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


def main():
    rows = []
    for bits, kind in ((53, "float64"), (24, "float32")):
        wanted = sys.argv[1:]
        for name, f, weight, degree, a, b in polynomials(bits):
            if wanted and name not in wanted:
                continue
            coefficients, best, error = rounded_minimax(f, weight, degree, a, b, bits)
            print(kind, name, degree, "minimax 2^%.2f" % mp.log(best, 2),
                  "rounded 2^%.2f" % mp.log(error, 2), file=sys.stderr, flush=True)
            for k, c in enumerate(coefficients):
                rows.append((kind, name, k, literal(c, bits)))
        ln2 = split(mp.log(2), [41 if bits == 53 else 15], bits)
        half_pi = split(mp.pi / 2, [bits], bits)
        for name, values in (
            ("ln2", ln2),
            ("one_over_ln2", [to_format(1 / mp.log(2), bits)]),
            ("half_pi", half_pi),
            ("two_thirds", [to_format(mp.mpf(2) / 3, bits),
                            to_format(mp.mpf(2) / 3 - to_format(mp.mpf(2) / 3, bits), bits)]),
        ):
            for k, c in enumerate(values):
                rows.append((kind, name, k, literal(c, bits)))
    # The bits of 2/pi after the binary point, with zeros in front for arguments near 1.
    for kind, word, zeros, words in (("float64", 64, 1, 20), ("float32", 32, 1, 8)):
        fraction_bits = word * (words - zeros)
        with mp.workdps(500):
            digits = int(mp.floor(mp.mpf(2) / mp.pi * mp.mpf(2) ** fraction_bits))
        for k in range(words):
            value = (digits >> (word * (words - 1 - k))) & ((1 << word) - 1)
            rows.append((kind, "two_over_pi", k, "0x%0*x" % (word // 4, value)))
    if sys.argv[1:]:
        for row in rows:
            print(*row)
        return
    with open(os.path.abspath(__file__), "rb") as program:
        digest = hashlib.sha256(program.read()).hexdigest()
    with open(TARGET, "w", newline="\n") as out:
        out.write("# id: elementary/coefficients\n")
        out.write("# equation: minimax polynomials and split constants of the elementary functions\n")
        out.write(f"# generator: tools/reference/elementary/coefficients.py {digest}\n")
        out.write(f"# versions: Python {sys.version.split()[0]}, mpmath {mp.__version__}\n")
        out.write("# seed: none\n")
        out.write(f"# precision: mpmath, {mp.mp.dps} digits, rounded to the format\n")
        out.write("# nonfinite: none\n")
        out.write("case,quantity,index,value\n")
        for row in rows:
            out.write(",".join(str(part) for part in row) + "\n")


if __name__ == "__main__":
    main()
