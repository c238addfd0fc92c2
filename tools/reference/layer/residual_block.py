"""Golden values of layer residual_block: in x, the first pixel of the channels after the image's is the embedding of the time."""

from attention_parts import Residual, __file__ as parts
from torch_layers import draw, layer, new

out = new(__file__, "conv2(silu(norm2(conv1(silu(norm1(x))) + L silu(e)))) + S x, the attention UNet's block of two convolutions", uses=[parts])
for case, inner, outer, time, groups, shape in (
    ("other channels", 4, 6, 3, 2, (2, 7, 3, 4)),
    ("same channels", 4, 4, 2, 2, (1, 6, 2, 3)),
    ("one pixel", 2, 4, 1, 1, (2, 3, 1, 1)),
):
    layer(out, case, Residual(inner, outer, time, groups), draw(case + " x", shape), image=True, call=lambda m, x, n=inner: m(x[:, :n], x[:, n:, 0, 0]))
out.write()
