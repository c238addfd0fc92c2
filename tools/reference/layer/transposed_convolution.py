"""Golden values of layer transposed_convolution."""

import torch
from torch_layers import draw, layer, new

out = new(__file__, "the transpose of a convolution, plus b, PyTorch's ConvTranspose2d")
for case, channels, made, window, stride, padding, shape in (
    ("window 1", 3, 2, 1, 1, 0, (2, 3, 2, 3)),
    ("window 1 stride 2", 2, 3, 1, 2, 0, (1, 2, 2, 3)),
    ("window 2 stride 2", 4, 2, 2, 2, 0, (2, 4, 2, 1)),
    ("window 3", 2, 3, 3, 1, 1, (2, 2, 3, 2)),
    ("window 3 stride 2", 2, 2, 3, 2, 1, (1, 2, 3, 2)),
    ("window 4 stride 2", 2, 2, 4, 2, 1, (1, 2, 2, 3)),
    ("window 7 stride 2", 1, 2, 7, 2, 3, (1, 1, 3, 2)),
):
    module = torch.nn.ConvTranspose2d(channels, made, window, stride=stride, padding=padding)
    out.input(case, "stride", stride)
    out.input(case, "padding", padding)
    layer(out, case, module, draw(case + " x", shape), image=True)
out.write()
