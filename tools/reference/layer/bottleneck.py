"""Golden values of layer bottleneck."""

import residual
from torch_layers import draw, layer, new

out = new(
    __file__,
    "relu(x' + c3(relu(c2(relu(c1(x)))))), torchvision's Bottleneck: convolutions of 1x1, 3x3 with the stride and 1x1, each with batch norm; x' = x or a 1x1 convolution of it with batch norm",
    uses=residual.USES,
)
for case, channels, stride, training in (
    ("same shape", 8, 1, False),
    ("more channels", 3, 1, False),
    ("stride", 8, 2, False),
    ("training", 3, 2, True),
):
    x = draw(case + " x", (2, channels, 4, 3), 2.0)
    layer(out, case, residual.Bottleneck(channels, 2, stride), x, image=True, training=training)
out.write()
