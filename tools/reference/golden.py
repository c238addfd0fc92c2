"""Writes golden CSV files: reference values that tests compare against.

A golden file is a block of header lines `# key: value`, then the columns `case,quantity,index,value`.
A scalar has an empty index, a vector the indices 0, 1, ..., a matrix 0:0, 0:1, ... in row-major order, and
so on for more axes. Inputs must be binary floating-point numbers, so that no test starts from a rounded
input; every value is written with 17 significant digits, which a double survives unchanged.

The header carries the SHA-256 of the generator, so that a test notices a generator that was changed without
being run again. A generator never calls dualflow: it is an independent witness.
"""

import hashlib
import math
import pathlib
import platform

import mpmath

ROOT = pathlib.Path(__file__).resolve().parents[2]


def digits(x):
    """x, rounded to 17 significant digits."""
    if isinstance(x, (bool, str)):
        raise TypeError(f"{x!r} is not a number")
    if isinstance(x, float) and (math.isinf(x) or math.isnan(x) or x == 0):
        return "NaN" if math.isnan(x) else ("-" if math.copysign(1, x) < 0 else "") + ("0.0" if x == 0 else "Infinity")
    x = mpmath.mpmathify(x)
    if mpmath.isnan(x):
        return "NaN"
    if mpmath.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    return mpmath.nstr(x, 17, min_fixed=-5, max_fixed=17)


def entries(value, index=()):
    """All (index, number) pairs of a number, a nested sequence, an mpmath matrix or a numpy array, row-major."""
    if isinstance(value, mpmath.matrix):
        value = value.tolist()
    elif hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        for i, part in enumerate(value):
            yield from entries(part, index + (i,))
    else:
        yield index, value


class Golden:
    """One golden file, written by `write()`.

    name       where it goes and its id: "closedform/gaussian_flow" is reference-data/closedform/gaussian_flow.csv
    generator  the generator's __file__
    equation   what the values are, with the equation and its source
    seed       the seed of any random inputs, or None
    precision  how the outputs were computed, for example "mpmath, 50 digits"
    versions   libraries that decided the values, beside Python and mpmath
    uses       further files of tools/reference that decide the values; their hashes are kept too
    nonfinite  whether NaN and infinities may occur
    """

    def __init__(self, name, generator, equation, *, seed=None, precision, versions=None, uses=(), nonfinite=False):
        self.name = name
        self.nonfinite = nonfinite
        libraries = {"Python": platform.python_version(), "mpmath": mpmath.__version__} | (versions or {})
        self.header = [("id", name), ("equation", equation)]
        for file in [generator, *uses]:
            path = pathlib.Path(file).resolve()
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            self.header.append(("generator", f"{path.relative_to(ROOT).as_posix()} {sha256}"))
        self.header += [
            ("versions", ", ".join(f"{library} {version}" for library, version in libraries.items())),
            ("seed", "none" if seed is None else str(seed)),
            ("precision", precision),
            ("nonfinite", "allowed" if nonfinite else "none"),
        ]
        self.rows = []
        self.seen = set()

    def input(self, case, quantity, value):
        """Adds an exact input: ints, floats and numpy floats, each equal to a double."""
        for index, x in entries(value):
            if not isinstance(x, (int, float)) or (isinstance(x, int) and int(float(x)) != x):
                raise ValueError(f"{case} {quantity}: the input {x!r} is not a double")
        self._add(case, quantity, value)

    def output(self, case, quantity, value):
        """Adds a reference value of any precision."""
        self._add(case, quantity, value)

    def _add(self, case, quantity, value):
        if (case, quantity) in self.seen:
            raise ValueError(f"{case} {quantity} is there twice")
        self.seen.add((case, quantity))
        for index, x in entries(value):
            text = digits(x)
            if not self.nonfinite and text in ("NaN", "Infinity", "-Infinity"):
                raise ValueError(f"{case} {quantity} {index} is {text}")
            self.rows.append(f"{case},{quantity},{':'.join(map(str, index))},{text}")

    def write(self):
        """Writes the file and says so."""
        for field in (field for row in self.rows for field in row.split(",")):
            if not field.isascii() or set(field) & set("\"#\n\r"):
                raise ValueError(f"{field!r} cannot stand in a golden file")
        if any(row.count(",") != 3 for row in self.rows):
            raise ValueError("a case or quantity has a comma in its name")
        path = ROOT / "reference-data" / (self.name + ".csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"# {key}: {' '.join(value.split())}" for key, value in self.header]
        lines += ["case,quantity,index,value", *self.rows]
        path.write_bytes(("\n".join(lines) + "\n").encode())
        print(f"{path.relative_to(ROOT)}: {len(self.rows)} values")
