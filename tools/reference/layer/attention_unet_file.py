"""Golden values of an attention UNet of one level whose weights stand in a safetensors file in half precision, which PyTorch's side writes here."""

import attention_parts
import sinusoidal
import torch
import torch_models
from safetensors.torch import save_file
from torch_layers import draw, golden
from torch_models import new, times, weights

out = new(__file__, "an attention UNet of one level with the weights of attention_unet_file.safetensors, at images of odd size", uses=[attention_parts.__file__, sinusoidal.__file__])
sizes = {"channels": 2, "base": 32, "multipliers": (1,), "resolutions": (6,), "size": 6, "labels": 1, "time": 5, "summed": True}
module = attention_parts.AttentionUNet(**sizes)
state = {name: value.half() for name, value in weights(module).items()}
save_file(state, golden.ROOT / "reference-data/layer/attention_unet_file.safetensors")
module.load_state_dict(state)
t = times("file", (2, 1, 1, 1))
x = draw("file x", (2, 2, 5, 7))
out.input("file", "t", t)
out.input("file", "x", x.movedim(1, -1))
with torch.no_grad():
    out.output("file", "y", module(t, x).movedim(1, -1))
out.write()
