package dualflow.normalizing;

import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/** Every other coordinate, counted from 0: the part of a point that a coupling leaves as it is. */
public enum Parity {
    /** Coordinates 0, 2, ... */
    EVEN,
    /** Coordinates 1, 3, ... */
    ODD;

    /**
     * The other coordinates.
     *
     * @return the other parity
     */
    public Parity other() {
        return this == EVEN ? ODD : EVEN;
    }

    /** The mask b [d] of x's format: 1 at these coordinates, 0 at the others. */
    Tensor mask(Tensor x) {
        double[] mask = new double[x.shape().dim(-1)];
        for (int i = this == EVEN ? 0 : 1; i < mask.length; i += 2) {
            mask[i] = 1;
        }
        return x.device().tensor(x.dtype(), Shape.of(mask.length), mask);
    }
}
