"""Golden values of the model resnet50. A derivative jumps at the kinks of ReLU and max pool, so in float32 it can be compared only where no
number lies as near to one as float32 rounds; there is such an x for small images, which is the draw of the number in the case's name."""

import residual
import torch_models
from torch_layers import draw
from torch_models import model, new

out = new(
    __file__,
    "torchvision's resnet50 with 40 outputs, of evaluation at 64 and 224 pixels; and narrow ones",
    uses=residual.USES,
)


def case(name, module, shape, *, training=False, kinks=None, **more):
    x = draw(name + " x", shape)
    if kinks:
        module.load_state_dict(torch_models.weights(module))
        assert residual.distance_from_kinks(module.train(training), x) >= kinks
    model(out, name, module, {"x": x}, training=training, **more)


if __name__ == "__main__":
    case("published 64 pixels 231", residual.ResNet50(40, 64), (1, 3, 64, 64), moving=False, kinks=8e-6)
    case("published 224 pixels", residual.ResNet50(40, 64), (1, 3, 224, 224), moving=False)
    case("narrow 97", residual.ResNet50(3, 4), (2, 3, 33, 40), kinks=8e-5)
    case("narrow in training 36", residual.ResNet50(3, 4), (4, 3, 64, 64), training=True, kinks=2e-5)
    case("file 31", residual.ResNet50(3, 4), (2, 3, 40, 33), file="layer/resnet50_file_31")
    out.write()
