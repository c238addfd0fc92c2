package dualflow.normalizing;

import dualflow.nn.Activation;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The masked autoregressive map (Papamakarios, Pavlakou and Murray, NeurIPS 2017, equations (3) to (5)): x_i = u_i e^alpha_i + mu_i, with mu_i and alpha_i
 * functions of x_1 ... x_(i-1) by a masked network (MADE). Forward, from noise u to data x, takes d passes through the network, since each
 * coordinate needs those before it; the inverse, and so the density, takes one. {@link Inverse} of it is an inverse autoregressive map (Kingma et al.,
 * NeurIPS 2016), which samples in one pass.
 *
 * @param dimension d
 * @param width the width of the network's hidden layers
 * @param depth the number of its hidden layers
 */
public record MaskedAutoregressive(int dimension, int width, int depth) implements Bijection {
    private static final String NET = "net";

    /** mu and alpha, [..., d]. */
    private record Affine(Tensor mu, Tensor alpha) {}

    /**
     * Checks the sizes.
     *
     * @param dimension d
     * @param width the width of the network's hidden layers
     * @param depth the number of its hidden layers
     * @throws dualflow.tensor.ShapeException if one is not positive
     */
    public MaskedAutoregressive {
        Bijection.requireDimension("an autoregressive map", dimension, 1);
        Perceptron.requireSize(width, depth);
    }

    /** Inputs and outputs have the degrees 1 to d, hidden units 1 to d - 1 in turn. */
    private MaskedLinear linear(int i) {
        List<Integer> inputs = IntStream.rangeClosed(1, dimension).boxed().toList();
        List<Integer> hidden = IntStream.range(0, width)
                .mapToObj(unit -> 1 + unit % Math.max(1, dimension - 1))
                .toList();
        List<Integer> outputs = new ArrayList<>(inputs);
        outputs.addAll(inputs); // mu, then alpha
        boolean last = i == depth;
        return new MaskedLinear(i == 0 ? inputs : hidden, last ? outputs : hidden, last);
    }

    @Override
    public Specification specification() {
        Specification all = Specification.NONE;
        for (int i = 0; i <= depth; i++) {
            all = all.and(NET + "." + i, linear(i));
        }
        return all;
    }

    private Affine affine(Pass pass, Tensor x) {
        Tensor h = x;
        for (int i = 0; i <= depth; i++) {
            h = linear(i).apply(pass.under(NET).under(Integer.toString(i)), i == 0 ? h : Activation.SILU.apply(h));
        }
        return new Affine(Ops.slice(h, -1, 0, dimension), Ops.slice(h, -1, dimension, dimension));
    }

    @Override
    public Mapped forward(Pass pass, Tensor u) {
        Bijection.requirePoints(this, u);
        Tensor x = Ops.zerosLike(u);
        Tensor alpha = Ops.zerosLike(u);
        for (int i = 0; i < dimension; i++) {
            Affine affine = affine(pass, x);
            Tensor only = coordinate(u, i);
            x = Ops.add(x, Ops.select(only, Ops.add(Ops.multiply(u, Ops.exp(affine.alpha())), affine.mu())));
            alpha = Ops.add(alpha, Ops.select(only, affine.alpha()));
        }
        return new Mapped(x, Ops.sum(alpha, 1));
    }

    @Override
    public Mapped inverse(Pass pass, Tensor x) {
        Bijection.requirePoints(this, x);
        Affine affine = affine(pass, x);
        Tensor minus = Ops.negate(affine.alpha());
        return new Mapped(Ops.multiply(Ops.subtract(x, affine.mu()), Ops.exp(minus)), Ops.sum(minus, 1));
    }

    private Tensor coordinate(Tensor x, int i) {
        double[] unit = new double[dimension];
        unit[i] = 1;
        return x.device().tensor(x.dtype(), Shape.of(dimension), unit);
    }
}
