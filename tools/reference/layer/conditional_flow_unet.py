"""Golden values of the model conditional_flow_unet."""

import flow_unet_module
import torch
from torch import nn
from torch_layers import draw
from torch_models import model, new, times

out = new(
    __file__,
    "the flow UNet with a table of labels: the embedding is that of the time plus sum_k label_k (row k of label_emb), a row of the table where label is one-hot",
    uses=flow_unet_module.USES,
)


class ConditionalFlowUNet(flow_unet_module.FlowUNet):
    """label holds weights of the table's rows, [B, rows, 1, 1]."""

    def __init__(self, channels, base, rows, bilinear=True, dimension=256):
        super().__init__(channels, base, bilinear, dimension)
        del self.source_label_emb, self.target_label_emb
        self.label_emb = nn.Embedding(rows, dimension)

    def embedding(self, t, label):
        return self.time_mlp(t.reshape(-1, 1)) + label[:, :, 0, 0] @ self.label_emb.weight

    def forward(self, t, x, label):
        time = self.embedding(t, label)
        x1 = self.inc(x, time)
        x2 = self.down1(x1, time)
        x3 = self.down2(x2, time)
        x4 = self.down3(x3, time)
        y = self.up1(self.down4(x4, time), x4, time)
        y = self.up2(y, x3, time)
        y = self.up3(y, x2, time)
        return self.outc(self.up4(y, x1, time))


def case(name, module, batch, height, width, labels=None, **more):
    rows = module.label_emb.num_embeddings
    inputs = {"t": times(name, (batch, 1, 1, 1)), "x": draw(name + " x", (batch, module.outc.out_channels, height, width))}
    inputs["label"] = draw(name + " label", (batch, rows, 1, 1))
    if labels is not None:
        inputs["label"] = nn.functional.one_hot(torch.tensor(labels), rows).double()[:, :, None, None]
        looked_up = module.time_mlp(inputs["t"].reshape(-1, 1)) + module.label_emb(torch.tensor(labels))
        torch.testing.assert_close(module.embedding(inputs["t"], inputs["label"]), looked_up)
    model(out, name, module, inputs, bounds={"t": 2.0**-13}, **more)


case("labels", ConditionalFlowUNet(1, 4, 4), 3, 16, 19, labels=[2, 0, 3])
case("weights of rows", ConditionalFlowUNet(2, 8, 3), 2, 28, 19)
case("transposed", ConditionalFlowUNet(2, 8, 3, bilinear=False), 2, 17, 30)
case("in training", ConditionalFlowUNet(2, 8, 3), 3, 32, 32, training=True)
out.write()
