package dualflow.train;

import dualflow.nn.Parameters;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * Clipping of a gradient by its norm over all parameters: g := g min(1, most / (|g| + 1e-6)), PyTorch's {@code
 * clip_grad_norm_}. Pascanu, Mikolov and Bengio, ICML 2013.
 *
 * @param most the largest norm that is left unchanged
 */
public record NormClipping(double most) {
    /**
     * A clipped gradient.
     *
     * @param gradient the clipped gradient
     * @param norm the norm before clipping, a scalar
     */
    public record Clipped(Parameters gradient, Tensor norm) {}

    /**
     * Checks the component.
     *
     * @param most the largest norm that is left unchanged
     * @throws IllegalArgumentException if it is not positive
     */
    public NormClipping {
        if (!(most > 0)) {
            throw new IllegalArgumentException("a gradient is clipped to a positive norm, got " + most);
        }
    }

    /**
     * Clips a gradient; nothing is read back from the device.
     *
     * @param gradient the gradient, of at least one parameter
     * @return the clipped gradient and the norm
     * @throws IllegalArgumentException if there is no parameter
     */
    public Clipped apply(Parameters gradient) {
        Tensor squares = gradient.tensors().stream()
                .map(g -> Ops.sum(Ops.multiply(g, g)))
                .reduce(Ops::add)
                .orElseThrow(() -> new IllegalArgumentException("a gradient of no parameter has no norm to clip"));
        Tensor norm = Ops.sqrt(squares);
        Tensor bound = norm.device().scalar(norm.dtype(), most);
        Tensor one = norm.device().scalar(norm.dtype(), 1);
        Tensor factor = Ops.minimum(one, Ops.divide(bound, Ops.shift(norm, 1e-6)));
        return new Clipped(gradient.combine(gradient, (g, same) -> Ops.multiply(g, factor)), norm);
    }
}
