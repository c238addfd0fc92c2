package dualflow.train;

import dualflow.op.Ops;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The binary cross entropy with logits: the mean over all elements of -y ln s(x) - (1 - y) ln(1 - s(x)) with s(x) = 1 /
 * (1 + e^-x), PyTorch's {@code BCEWithLogitsLoss}. Its minimiser is the log odds of y = 1.
 */
public final class BinaryCrossEntropy {
    private BinaryCrossEntropy() {}

    /**
     * The loss of a batch, computed as y softplus(-x) + (1 - y) softplus(x): without overflow, and without loss of digits where the answer is
     * right and confident; a term with weight 0 counts nothing, even where it is infinite.
     *
     * @param logits x
     * @param targets y, 0 or 1 or a probability in between, of the logits' shape
     * @return the loss, a scalar
     * @throws ShapeException if the shapes differ
     */
    public static Tensor loss(Tensor logits, Tensor targets) {
        if (!logits.shape().equals(targets.shape())) {
            throw new ShapeException("a cross entropy has one target for each logit, got targets of shape "
                    + targets.shape() + " for logits of shape " + logits.shape() + "; give both the same shape");
        }
        Tensor yes = Ops.select(targets, Ops.softplus(Ops.negate(logits)));
        Tensor no = Ops.select(Ops.shift(Ops.negate(targets), 1), Ops.softplus(logits));
        return Ops.mean(Ops.add(yes, no), logits.shape().rank());
    }
}
