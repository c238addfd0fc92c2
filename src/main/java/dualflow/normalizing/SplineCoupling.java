package dualflow.normalizing;

import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/**
 * A coupling whose coordinates that move are each mapped by a {@link RationalQuadraticSpline rational-quadratic spline} (Durkan et al., Neural spline flows, NeurIPS
 * 2019), shaped by a network of the coordinates that stay. Its inverse is closed; outside [-B, B] it is the identity.
 *
 * @param dimension d, at least 2
 * @param kept the coordinates that stay, of which the splines are functions
 * @param bins the number of bins K, from 2 to 999
 * @param bound B
 * @param width the width of the network's hidden layers
 * @param depth the number of its hidden layers
 */
public record SplineCoupling(int dimension, Parity kept, int bins, double bound, int width, int depth)
        implements Bijection {
    private static final String NET = "net";

    /**
     * Checks the sizes.
     *
     * @param dimension d, at least 2
     * @param kept the coordinates that stay, of which the splines are functions
     * @param bins the number of bins K, from 2 to 999
     * @param bound B
     * @param width the width of the network's hidden layers
     * @param depth the number of its hidden layers
     * @throws dualflow.tensor.ShapeException if one is out of range
     */
    public SplineCoupling {
        Bijection.requireDimension("a coupling", dimension, 2);
        Perceptron.requireSize(width, depth);
        new RationalQuadraticSpline(bins, bound).parameters(); // which refuses them out of range
    }

    private RationalQuadraticSpline spline() {
        return new RationalQuadraticSpline(bins, bound);
    }

    private Perceptron net() {
        return new Perceptron(dimension, width, depth, dimension * spline().parameters());
    }

    @Override
    public Specification specification() {
        return Specification.NONE.and(NET, net());
    }

    @Override
    public Mapped forward(Pass pass, Tensor x) {
        return moved(x, spline().forward(shapes(pass, x), x));
    }

    @Override
    public Mapped inverse(Pass pass, Tensor y) {
        return moved(y, spline().inverse(shapes(pass, y), y));
    }

    /** What shapes the splines, [..., d, 3 K - 1], from the coordinates that stay. */
    private Tensor shapes(Pass pass, Tensor x) {
        Bijection.requirePoints(this, x);
        Tensor raw = net().apply(pass.under(NET), Ops.select(kept.mask(x), x));
        return Ops.reshape(raw, x.shape().then(Shape.of(spline().parameters())));
    }

    private Mapped moved(Tensor x, Mapped spline) {
        Tensor stays = kept.mask(x);
        Tensor moves = kept.other().mask(x);
        return new Mapped(Ops.where(stays, x, spline.value()), Ops.sum(Ops.select(moves, spline.logDeterminant()), 1));
    }
}
