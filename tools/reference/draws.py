"""Random numbers by address, equal to dualflow.random.Draws to the bit: Philox 4x32-10 with the seed as key and
(block, stream) as counter; a uniform number is the upper 53 of 64 bits. Written from the published algorithm (Salmon,
Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011), so that weights need not stand in a golden file."""

import numpy as np

MASK = np.uint64(0xFFFFFFFF)


def stream(name):
    """The stream of a name: FNV-1a of 64 bits."""
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def philox(blocks, stream_number, seed):
    """The four words of each block, as an array [blocks, 4] of uint64."""
    blocks = np.asarray(blocks, dtype=np.uint64)
    words = [blocks & MASK, blocks >> np.uint64(32)]
    words += [np.full_like(blocks, stream_number >> shift & 0xFFFFFFFF) for shift in (0, 32)]
    key = [seed & 0xFFFFFFFF, seed >> 32 & 0xFFFFFFFF]
    for _ in range(10):
        product = words[0] * np.uint64(0xD2511F53), words[2] * np.uint64(0xCD9E8D57)
        words = [
            product[1] >> np.uint64(32) ^ words[1] ^ np.uint64(key[0]),
            product[1] & MASK,
            product[0] >> np.uint64(32) ^ words[3] ^ np.uint64(key[1]),
            product[0] & MASK,
        ]
        key = [key[0] + 0x9E3779B9 & 0xFFFFFFFF, key[1] + 0xBB67AE85 & 0xFFFFFFFF]
    return np.stack(words, axis=-1)


def uniforms(seed, stream_number, first, count):
    """Draws first .. first + count - 1 of a stream, in [0, 1)."""
    begin, end = first // 2, (first + count + 1) // 2
    words = philox(np.arange(begin, end, dtype=np.uint64), stream_number, seed)
    pairs = (words[:, 0::2] << np.uint64(32) | words[:, 1::2]) >> np.uint64(11)
    return (pairs.reshape(-1).astype(np.float64) * 2.0**-53)[first - 2 * begin :][:count]


def symmetric(seed, name, shape, bound=1.0):
    """Uniform numbers from -bound up to bound of a named stream: bound (2 u - 1)."""
    return bound * (2 * uniforms(seed, stream(name), 0, int(np.prod(shape))).reshape(shape) - 1)
