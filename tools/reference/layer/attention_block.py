"""Golden values of layer attention_block."""

from attention_parts import PixelAttention, __file__ as parts
from torch_layers import draw, layer, new

out = new(__file__, "x + P attend(Q n, K n, V n) with n = groupnorm(x), attention between pixels with each head's own scores, or with scores summed over the heads", uses=[parts])
for case, channels, groups, heads, summed, shape in (
    ("summed heads", 8, 2, 4, True, (2, 8, 2, 3)),
    ("separate heads", 8, 2, 4, False, (2, 8, 2, 3)),
    ("one summed head", 4, 2, 1, True, (1, 4, 3, 2)),
    ("one separate head", 4, 2, 1, False, (1, 4, 3, 2)),
    ("one pixel", 4, 1, 2, True, (2, 4, 1, 1)),
):
    layer(out, case, PixelAttention(channels, groups, heads, summed), draw(case + " x", shape), image=True)
out.write()
