"""Golden values of the model flow_unet."""

import flow_unet_module
import torch
from flow_unet_module import FlowUNet
from torch_layers import draw
from torch_models import model, new, times

out = new(
    __file__,
    "the flow UNet of the published code, and the same with transposed convolutions, at the published width of 64 and narrow",
    uses=flow_unet_module.USES,
)


def case(name, module, batch, height, width, **more):
    channels = module.outc.out_channels
    inputs = {"t": times(name, (batch, 1, 1, 1)), "x": draw(name + " x", (batch, channels, height, width))}
    model(out, name, module, inputs, unused=flow_unet_module.UNUSED, bounds={"t": 2.0**-13}, **more)


case("published 1 channel", FlowUNet(1, 64), 2, 28, 28, moving=False)
case("published 3 channels", FlowUNet(3, 64), 1, 64, 64, moving=False)
case("transposed 1 channel", FlowUNet(1, 64, bilinear=False), 1, 28, 28, moving=False)
case("narrow", FlowUNet(2, 8), 2, 28, 19, moving=True)
case("narrow transposed", FlowUNet(2, 8, bilinear=False), 2, 17, 30, moving=True)
case("narrow in training", FlowUNet(2, 8), 3, 32, 32, training=True)
case("narrow transposed in training", FlowUNet(2, 8, bilinear=False), 3, 32, 32, training=True)
case("file", FlowUNet(3, 8), 2, 16, 19, file="layer/flow_unet_file")
case("file transposed", FlowUNet(3, 8, bilinear=False), 1, 17, 16, file="layer/flow_unet_file_transposed")

# PyTorch gives the label tables no gradient, and its AdamW does not let them decay.
module = FlowUNet(1, 2)
optimizer = torch.optim.AdamW(module.parameters(), lr=0.125, weight_decay=0.5)
before = {name: value.clone() for name, value in module.state_dict().items()}
module(torch.tensor([0.25, 0.5]), draw("step x", (2, 1, 16, 16))).square().mean().backward()
optimizer.step()
for name, parameter in module.named_parameters():
    unused = name in flow_unet_module.UNUSED
    assert (parameter.grad is None) == unused and torch.equal(parameter.detach(), before[name]) == unused, name
out.write()
