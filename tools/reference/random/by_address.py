"""Golden values of the random numbers by address: streams of names, uniform and normal numbers."""

import pathlib
import sys

import mpmath as mp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import draws
import golden

mp.mp.dps = 50
out = golden.Golden(
    "random/by_address",
    __file__,
    "Philox 4x32-10 by (seed, stream, index); uniforms are exact, normals are sqrt(-2 ln(u + 2^-53)) times cos and sin of 2 pi w",
    precision="uniforms exact; normals by mpmath, 50 digits, but for 2 pi w, whose product is that of float64",
    uses=[draws.__file__],
)
for number, (seed, name, first, count) in enumerate(
    [(3, "parameter net.0.weight", 0, 12), (-1, "dropout ", 5 << 31, 8), (2**62 + 5, "", 7, 9), (0, "\u00e9", 2**40 + 1, 6)]
):
    case = f"case {number}"
    stream = draws.stream(name)
    out.input(case, "seed", [seed >> 32, seed & 0xFFFFFFFF])
    out.input(case, "name", list(name.encode()) or [0])
    out.input(case, "first", first)
    out.output(case, "stream", [stream >> 32, stream & 0xFFFFFFFF])
    u = draws.uniforms(seed, stream, first, count)
    out.output(case, "uniforms", u)
    begin = first - first % 2
    pairs = draws.uniforms(seed, stream, begin, count + 2).reshape(-1)[: (count + 2) // 2 * 2].reshape(-1, 2)
    normals = []
    for a, w in pairs:
        radius, angle = mp.sqrt(-2 * mp.log(mp.mpf(a) + mp.mpf(2) ** -53)), mp.mpf(float(2 * mp.pi) * w)
        normals += [radius * mp.cos(angle), radius * mp.sin(angle)]
    out.output(case, "normals", normals[first - begin :][:count])
out.write()
