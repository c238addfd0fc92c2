package dualflow.normalizing;

import dualflow.nn.Initialisation;
import dualflow.nn.Layout;
import dualflow.nn.Parameter;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * The affine coupling of Real NVP (Dinh, Sohl-Dickstein and Bengio, ICLR 2017, equation (9); ENM5310's equation (3)): with the mask b of the coordinates
 * that stay, y = b x + (1 - b) (x e^s(b x) + t(b x)). The Jacobian is triangular, log det = sum of s, and the inverse is as cheap, x = (y - t) e^-s.
 * s = scale tanh(...), with a trained scale of each coordinate, bounds the factor.
 *
 * @param dimension d, at least 2
 * @param kept the coordinates that stay, which s and t are functions of
 * @param width the width of the network's hidden layers
 * @param depth the number of its hidden layers
 */
public record AffineCoupling(int dimension, Parity kept, int width, int depth) implements Bijection {
    private static final String NET = "net";
    private static final String SCALE = "scale";

    /** s and t, [..., d], zero at the coordinates that stay. */
    private record Affine(Tensor s, Tensor t) {}

    /**
     * Checks the sizes.
     *
     * @param dimension d, at least 2
     * @param kept the coordinates that stay, which s and t are functions of
     * @param width the width of the network's hidden layers
     * @param depth the number of its hidden layers
     * @throws dualflow.tensor.ShapeException if one is too small
     */
    public AffineCoupling {
        Bijection.requireDimension("a coupling", dimension, 2);
        Perceptron.requireSize(width, depth);
    }

    private Perceptron net() {
        return new Perceptron(dimension, width, depth, 2 * dimension);
    }

    @Override
    public Specification specification() {
        return Specification.of(Parameter.trained(SCALE, Layout.IDENTITY, new Initialisation.Constant(1), dimension))
                .and(NET, net());
    }

    private Affine affine(Pass pass, Tensor x) {
        Bijection.requirePoints(this, x);
        Tensor stays = kept.mask(x);
        Tensor moves = kept.other().mask(x);
        Tensor both = net().apply(pass.under(NET), Ops.select(stays, x));
        Tensor s = Ops.multiply(pass.get(SCALE), Ops.tanh(Ops.slice(both, -1, 0, dimension)));
        return new Affine(Ops.select(moves, s), Ops.select(moves, Ops.slice(both, -1, dimension, dimension)));
    }

    @Override
    public Mapped forward(Pass pass, Tensor x) {
        Affine affine = affine(pass, x);
        return new Mapped(
                Ops.add(Ops.multiply(x, Ops.exp(affine.s())), affine.t()), // e^0 = 1 where x stays
                Ops.sum(affine.s(), 1));
    }

    @Override
    public Mapped inverse(Pass pass, Tensor y) {
        Affine affine = affine(pass, y);
        Tensor minus = Ops.negate(affine.s());
        return new Mapped(Ops.multiply(Ops.subtract(y, affine.t()), Ops.exp(minus)), Ops.sum(minus, 1));
    }
}
