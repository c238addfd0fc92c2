"""Golden values of the model attention_unet."""

import attention_parts
import sinusoidal
from torch_layers import draw
from torch_models import model, new, times

out = new(
    __file__,
    "the attention UNet: at the size of Table 2 for images of 64 pixels and three channels, and small ones of two levels for odd sizes, with scores summed over the heads and not, and with weights from a file",
    uses=[attention_parts.__file__, sinusoidal.__file__],
)
small = {"channels": 1, "base": 32, "multipliers": (1, 2), "resolutions": (26,), "size": 52, "labels": 3, "time": 6}
published = {"channels": 3, "base": 64, "multipliers": (1, 1, 2, 2, 4), "resolutions": (8, 16, 32), "size": 64, "labels": 1, "time": 256}


def case(name, sizes, shape, *, summed=True, **more):
    module = attention_parts.AttentionUNet(**sizes, summed=summed)
    inputs = {"t": times(name, (shape[0], 1, 1, 1)), "x": draw(name + " x", shape)}
    # Group norms keep the signal's size, and larger weights make attention sharp: with a gain of 6 PyTorch's own JVP in float32 is wrong by 2e-5.
    model(out, name, module, inputs, unused=["class_embedding.embedding.weight"], gain=1, **more)


case("summed heads", small, (2, 1, 7, 9))
case("separate heads", small, (2, 1, 7, 9), summed=False)
case("file", small, (2, 1, 6, 5), file="layer/attention_unet_file")
case("published", published, (1, 3, 64, 64), moving=False)
out.write()
