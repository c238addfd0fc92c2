package dualflow.images;

import dualflow.nn.Classifier;
import dualflow.nn.Linear;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/** A classifier whose logits are linear in the pixels, or bounded by a tanh. */
record LinearClassifier(Shape image, int outputs, boolean isBounded) implements Classifier {
    private Linear layer() {
        return new Linear(image.size(), outputs);
    }

    @Override
    public Specification specification() {
        return layer().specification();
    }

    @Override
    public Tensor apply(Pass pass, Tensor x) {
        Tensor rows = Ops.reshape(x, x.shape().leading(3).then(Shape.of(image.size())));
        Tensor logits = layer().apply(pass, rows);
        return isBounded ? Ops.tanh(logits) : logits;
    }
}
