"""What the generators of ops on images share: plain loops over the documented sums, checked against PyTorch.

Images are [..., H, W, C], weights [..., h, w, in, out]. The values are sums at 50 digits; PyTorch, in float64 and with its own layouts,
must agree to 1e-12, so that the conventions (which way a kernel points, where padding stands) are its conventions.
"""

import itertools

import numpy as np
import torch

VERSIONS = {"numpy": np.__version__, "torch": torch.__version__}


def positions(length, kernel, stride, padding):
    return (length + 2 * padding - kernel) // stride + 1


def taps(larger, kernel, stride, padding):
    """All (i, j, k, l, row, column): position i, j of the smaller image meets row, column of the larger one through tap k, l."""
    for i, k in itertools.product(range(positions(larger[0], kernel[0], stride, padding)), range(kernel[0])):
        for j, l in itertools.product(range(positions(larger[1], kernel[1], stride, padding)), range(kernel[1])):
            row, column = i * stride - padding + k, j * stride - padding + l
            if 0 <= row < larger[0] and 0 <= column < larger[1]:
                yield i, j, k, l, row, column


def zeros(*shape):
    return np.array([0 for _ in range(int(np.prod(shape)))], dtype=object).reshape(shape)


def over_leading(f, axes_a, axes_b, a, b):
    """f of each pair of blocks, where the leading axes broadcast."""
    leading = np.broadcast_shapes(a.shape[: a.ndim - axes_a], b.shape[: b.ndim - axes_b])
    a = np.broadcast_to(a, leading + a.shape[a.ndim - axes_a :])
    b = np.broadcast_to(b, leading + b.shape[b.ndim - axes_b :])
    results = {index: f(a[index], b[index]) for index in np.ndindex(*leading)}
    out = zeros(*leading, *results[(0,) * len(leading)].shape)
    for index, result in results.items():
        out[index] = result
    return out


def channels_first(image):
    return torch.tensor(np.moveaxis(image.astype(np.float64), -1, -3).copy())


def channels_last(image):
    return np.moveaxis(image.numpy(), -3, -1)


def agree(ours, torchs):
    """Holds a block against PyTorch's."""
    assert ours.shape == torchs.shape, (ours.shape, torchs.shape)
    scale = max([1.0, *abs(torchs).ravel()])
    worst = max([0.0, *abs(ours.astype(np.float64) - torchs).ravel()])
    assert worst <= 1e-12 * scale, worst
    return ours


def by_image(f, trailing, x, *more):
    """f of each block of the last axes; further arrays have the same leading axes."""
    leading = x.shape[: x.ndim - trailing]
    results = {index: f(x[index], *(a[index] for a in more)) for index in np.ndindex(*leading)}
    out = zeros(*leading, *results[(0,) * len(leading)].shape)
    for index, result in results.items():
        out[index] = result
    return out


def window_positions(x, window, stride, padding):
    """PyTorch's own answer where in each window of [H, W, C] the greatest number stands, and the numbers at these places of others."""
    y, at = torch.nn.functional.max_pool2d(channels_first(x)[None], window, stride, padding, return_indices=True)
    y, at = channels_last(y[0]), channels_last(at[0])
    i, j, _ = np.indices(at.shape)
    row, column = at // x.shape[1] - (i * stride - padding), at % x.shape[1] - (j * stride - padding)
    return y, at, (row * window + column).astype(np.float64)
