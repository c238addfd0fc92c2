package dualflow.normalizing;

import dualflow.nn.Activation;
import dualflow.nn.Layer;
import dualflow.nn.Linear;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * A multilayer perceptron with silu between its linear maps, which are named 0 to depth.
 *
 * @param in the number of inputs
 * @param width the width of the hidden layers
 * @param depth the number of hidden layers, at least 1
 * @param out the number of outputs
 */
record Perceptron(int in, int width, int depth, int out) implements Layer {
    Perceptron {
        requireSize(width, depth);
    }

    /** Refuses a network without a hidden layer. */
    static void requireSize(int width, int depth) {
        if (width < 1 || depth < 1) {
            throw new ShapeException("a network of a bijection has one hidden layer of width 1 or more, got " + depth
                    + " of width " + width);
        }
    }

    @Override
    public Specification specification() {
        Specification all = Specification.NONE;
        for (int i = 0; i <= depth; i++) {
            all = all.and(Integer.toString(i), linear(i));
        }
        return all;
    }

    /**
     * The outputs.
     *
     * @param x [..., in]
     * @return [..., out]
     */
    Tensor apply(Pass pass, Tensor x) {
        Tensor h = x;
        for (int i = 0; i <= depth; i++) {
            h = linear(i).apply(pass.under(Integer.toString(i)), i == 0 ? h : Activation.SILU.apply(h));
        }
        return h;
    }

    private Linear linear(int i) {
        return new Linear(i == 0 ? in : width, i == depth ? out : width);
    }
}
