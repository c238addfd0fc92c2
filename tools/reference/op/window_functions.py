"""Golden values of convolutions and pooling of sequences, images and volumes with all options, which are no ops but composed of them."""

import torch
from composed import Functions

functions = Functions(
    __file__,
    "PyTorch's conv, conv_transpose, max_pool, avg_pool in 1, 2 and 3 dimensions, and unfold, with channels last; x_bar and w_bar are the gradients of sum(y y_bar)",
)
F = torch.nn.functional
numbers = functions.numbers
CONVOLUTION = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}
TRANSPOSED = {1: F.conv_transpose1d, 2: F.conv_transpose2d, 3: F.conv_transpose3d}
MAX = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}
AVERAGE = {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d}


def first(x, axes):
    """Channels before the axes, one leading axis before them."""
    return x.reshape((-1, *x.shape[-axes - 1 :])).movedim(-1, 1)


def last(y, x, axes):
    return y.movedim(1, -1).reshape((*x.shape[: x.ndim - axes - 1], *y.shape[2:], y.shape[1]))


def floats(numbers):
    return [float(n) for n in numbers]


def options(stride, padding, dilation):
    return {"stride": floats(stride), "padding": floats(padding), "dilation": floats(dilation)}


# shape of x, of the weights [k ..., in / groups, out], stride, padding, dilation, groups
for x, w, stride, padding, dilation, groups in (
    ((7, 2), (3, 2, 4), (1,), (0,), (1,), 1),
    ((2, 9, 2), (3, 2, 3), (2,), (1,), (1,), 1),
    ((9, 4), (3, 2, 6), (2,), (2,), (2,), 2),
    ((8, 3), (2, 1, 3), (1,), (1,), (3,), 3),
    ((6, 7, 2), (3, 2, 2, 3), (1, 2), (1, 0), (1, 1), 1),
    ((5, 6, 2), (3, 3, 2, 3), (1, 1), (1, 2), (1, 1), 1),
    ((2, 7, 8, 4), (3, 2, 2, 2), (2, 1), (2, 1), (2, 3), 2),
    ((6, 6, 3), (3, 3, 1, 6), (1, 1), (1, 1), (1, 1), 3),
    ((9, 8, 2), (3, 3, 2, 2), (1, 1), (2, 2), (2, 2), 1),
    ((4, 5, 3, 2), (2, 3, 2, 2, 3), (1, 2, 1), (0, 1, 1), (1, 1, 1), 1),
    ((2, 3, 4, 5, 2), (2, 2, 2, 1, 4), (1, 1, 2), (1, 0, 1), (2, 1, 2), 2),
):
    axes = len(stride)
    functions.case(
        f"convolution {x} by {w} groups {groups}".replace(",", ""),
        lambda a, b: last(
            CONVOLUTION[axes](first(a, axes), b.permute((axes + 1, axes, *range(axes))), None, stride, padding, dilation, groups), a, axes
        ),
        numbers(*x),
        numbers(*w),
        groups=groups,
        **options(stride, padding, dilation),
    )

# weights [k ..., in, out / groups]
for x, w, stride, padding, dilation, extra, groups in (
    ((5, 2), (3, 2, 4), (1,), (0,), (1,), (0,), 1),
    ((2, 5, 4), (3, 4, 3), (3,), (1,), (1,), (2,), 2),
    ((5, 2), (2, 2, 1), (1,), (0,), (3,), (2,), 1),
    ((4, 3, 2), (3, 2, 2, 3), (2, 1), (1, 0), (1, 2), (1, 1), 1),
    ((2, 3, 4, 4), (3, 3, 4, 1), (2, 2), (1, 1), (1, 1), (1, 0), 2),
    ((2, 3, 2, 2), (2, 2, 3, 2, 2), (1, 2, 2), (0, 1, 1), (2, 1, 1), (1, 0, 1), 1),
):
    axes = len(stride)
    functions.case(
        f"transposed {x} by {w} groups {groups}".replace(",", ""),
        lambda a, b: last(
            TRANSPOSED[axes](first(a, axes), b.permute((axes, axes + 1, *range(axes))), None, stride, padding, extra, groups, dilation), a, axes
        ),
        numbers(*x),
        numbers(*w),
        groups=groups,
        output_padding=floats(extra),
        **options(stride, padding, dilation),
    )

for x, window, stride, padding, dilation, ceil in (
    ((7, 2), (2,), (2,), (0,), (1,), 1),
    ((2, 8, 1), (3,), (3,), (1,), (1,), 1),
    ((9, 2), (3,), (2,), (1,), (2,), 0),
    ((6, 7, 2), (2, 3), (2, 1), (1, 1), (1, 1), 0),
    ((6, 7, 2), (3, 2), (2, 3), (1, 0), (1, 2), 1),
    ((5, 5, 1), (2, 2), (2, 2), (0, 0), (1, 1), 1),
    ((2, 4, 5, 5, 2), (2, 2, 3), (2, 1, 2), (0, 1, 1), (1, 1, 1), 1),
    ((5, 4, 6, 1), (2, 2, 2), (1, 2, 1), (1, 0, 1), (2, 1, 3), 0),
):
    axes = len(stride)
    name = f"{x} window {window} ceil {ceil}".replace(",", "")
    given = {"window": floats(window), "ceil": ceil}
    functions.case(
        f"max {name}", lambda a: last(MAX[axes](first(a, axes), window, stride, padding, dilation, bool(ceil)), a, axes), numbers(*x), **given, **options(stride, padding, dilation)
    )
    for counts in (0, 1):
        functions.case(
            f"average {name} counts {counts}",
            lambda a: last(AVERAGE[axes](first(a, axes), window, stride, padding, bool(ceil), bool(counts)), a, axes),
            numbers(*x),
            counts=counts,
            **given,
            **options(stride, padding, (1,) * axes),
        )


def unfolded(a, window, stride, padding, dilation):
    y = F.unfold(first(a, 2), window, dilation, padding, stride)
    rows, columns = ((n + 2 * p - d * (k - 1) - 1) // s + 1 for n, p, d, k, s in zip(a.shape[-3:-1], padding, dilation, window, stride))
    return y.reshape((-1, a.shape[-1], window[0] * window[1], rows, columns)).permute((0, 3, 4, 2, 1)).reshape((*a.shape[:-3], rows, columns, window[0] * window[1], a.shape[-1]))


for x, window, stride, padding, dilation in (((5, 6, 2), (2, 3), (1, 2), (1, 0), (2, 1)), ((2, 6, 4, 1), (3, 2), (2, 1), (0, 1), (1, 2))):
    functions.case(
        f"unfold {x}".replace(",", ""), lambda a: unfolded(a, window, stride, padding, dilation), numbers(*x), window=floats(window), **options(stride, padding, dilation)
    )
functions.write()
