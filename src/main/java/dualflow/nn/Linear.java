package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The affine map y = x W + b of the last axis, PyTorch's {@code Linear}.
 *
 * @param in length of the last axis of x, at least 1
 * @param out length of the last axis of y
 * @param bias whether there is a b
 */
public record Linear(int in, int out, boolean bias) implements Layer {
    /**
     * Checks the components.
     *
     * @param in length of the last axis of x, at least 1
     * @param out length of the last axis of y
     * @param bias whether there is a b
     * @throws ShapeException if a length is not positive
     */
    public Linear {
        if (in < 1 || out < 1) {
            throw new ShapeException("a linear layer has at least one input and output, got " + in + " and " + out);
        }
    }

    /**
     * A map with a bias.
     *
     * @param in length of the last axis of x
     * @param out length of the last axis of y
     */
    public Linear(int in, int out) {
        this(in, out, true);
    }

    @Override
    public Specification specification() {
        Initialisation initialisation = Initialisation.fanIn(in);
        Parameter weight = Parameter.trained("weight", Layout.LINEAR, initialisation, in, out);
        return bias
                ? Specification.of(weight, Parameter.trained("bias", Layout.IDENTITY, initialisation, out))
                : Specification.of(weight);
    }

    /**
     * Applies the map.
     *
     * @param pass has the weight [in, out] and the bias [out]
     * @param x [..., in]
     * @return [..., out]
     * @throws ShapeException if the last axis has another length
     */
    public Tensor apply(Pass pass, Tensor x) {
        Tensor y = rows(x, pass.get("weight"));
        return bias ? Ops.add(y, pass.get("bias")) : y;
    }

    /**
     * x W as one product of two matrices, whose transpose in W is also one product and needs no extra memory.
     *
     * @param x [..., in]
     * @param weight W, [in, out]
     * @return [..., out]
     * @throws ShapeException if the last axis has another length
     */
    public static Tensor rows(Tensor x, Tensor weight) {
        int in = weight.shape().dim(-2);
        int out = weight.shape().dim(-1);
        if (x.shape().rank() == 0 || x.shape().dim(-1) != in) {
            throw new ShapeException("a linear layer of " + in + " inputs got the shape " + x.shape()
                    + "; the last axis must have length " + in);
        }
        Tensor rows = Ops.reshape(x, Shape.of(x.shape().size() / in, in));
        return Ops.reshape(Ops.matmul(rows, weight), x.shape().leading(1).then(Shape.of(out)));
    }
}
