package dualflow.normalizing;

import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.tensor.Tensor;

/**
 * A bijection turned round: of a {@link MaskedAutoregressive} map it is an inverse autoregressive one; of a {@link Planar} or {@link
 * InvertibleResidual} map, whose forward direction is the quick one, it is what maximum likelihood trains.
 *
 * @param of the bijection whose inverse is forward here
 */
public record Inverse(Bijection of) implements Bijection {
    @Override
    public int dimension() {
        return of.dimension();
    }

    @Override
    public Specification specification() {
        return of.specification();
    }

    @Override
    public Mapped forward(Pass pass, Tensor x) {
        return of.inverse(pass, x);
    }

    @Override
    public Mapped inverse(Pass pass, Tensor y) {
        return of.forward(pass, y);
    }
}
