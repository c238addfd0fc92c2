"""Golden values of Table 5 on made images: the losses of 100 steps of a flow UNet of width 4, then both estimators through it."""

import flow_unet_training as reference
import golden
import numpy as np
import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
SEED, COUNT, SIDE, WIDTH, BATCH, STEPS, SAMPLES = 7, 20, 16, 4, 8, 100, 4

# Blots that lie elsewhere in each image, of whole numbers from 0 to 255.
i, row, column = np.meshgrid(np.arange(COUNT), np.arange(SIDE), np.arange(SIDE), indexing="ij")
images = np.maximum(0, 255 - 20 * abs(column - 9 - i % 7) - 16 * abs(row - 5 - i * 3 % 8)) / 255

out = golden.Golden(
    "experiment/table5",
    __file__,
    "losses of a flow UNet by AdamW, then J u and (f(x0 + 1e-3 u) - f(x0)) / 1e-3 of the pixels 8:14 and 8:15 of f, 99 Euler steps through it",
    seed=SEED,
    precision="PyTorch in float64",
    versions={"numpy": np.__version__, "PyTorch": torch.__version__.split("+")[0]},
    uses=reference.USES,
)
model = reference.draw_weights(reference.network(WIDTH, torch.float64), SEED)
out.output("training", "losses", reference.train(model, reference.addressed(images, SEED, BATCH), STEPS))
pixels = [8 * SIDE + 14, 8 * SIDE + 15]
made, products, differences = reference.estimates(model, (SIDE, SIDE), SAMPLES, SEED, pixels)
out.output("estimates", "generated", made)
out.output("estimates", "products", products)
out.output("estimates", "differences", differences)
out.write()
