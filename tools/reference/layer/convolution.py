"""Golden values of layer convolution."""

import torch
from torch_layers import draw, layer, new

out = new(__file__, "y = sum over window and channels of x w, plus b, PyTorch's Conv2d")
for case, channels, made, window, stride, padding, bias, shape in (
    ("window 1", 3, 4, 1, 1, 0, True, (2, 3, 3, 2)),
    ("window 1 stride 2", 2, 3, 1, 2, 0, False, (2, 2, 3, 4)),
    ("window 3", 2, 3, 3, 1, 1, True, (2, 2, 4, 3)),
    ("window 3 stride 2", 2, 2, 3, 2, 1, False, (1, 2, 5, 4)),
    ("window 4 stride 2", 2, 2, 4, 2, 1, True, (1, 2, 5, 6)),
    ("window 4 without padding", 1, 2, 4, 1, 0, False, (1, 1, 5, 4)),
    ("window 7 stride 2", 1, 2, 7, 2, 3, False, (1, 1, 7, 6)),
    ("window 7", 1, 1, 7, 1, 3, True, (1, 1, 4, 3)),
):
    module = torch.nn.Conv2d(channels, made, window, stride=stride, padding=padding, bias=bias)
    out.input(case, "stride", stride)
    out.input(case, "padding", padding)
    layer(out, case, module, draw(case + " x", shape), image=True)
out.write()
