package dualflow.rounding;

import dualflow.autodiff.Autodiff;
import dualflow.op.Add;
import dualflow.op.Broadcast;
import dualflow.op.Concat;
import dualflow.op.Convolution;
import dualflow.op.ConvolutionWeights;
import dualflow.op.CumulativeSum;
import dualflow.op.Divide;
import dualflow.op.Fold;
import dualflow.op.Gather;
import dualflow.op.MatMul;
import dualflow.op.Multiply;
import dualflow.op.Ops;
import dualflow.op.OverlapAdd;
import dualflow.op.Pad;
import dualflow.op.Permute;
import dualflow.op.Reshape;
import dualflow.op.Scale;
import dualflow.op.ScatterAdd;
import dualflow.op.Select;
import dualflow.op.Slice;
import dualflow.op.SlidingWindows;
import dualflow.op.Subtract;
import dualflow.op.Sum;
import dualflow.op.TransposedConvolution;
import dualflow.op.TriangularMatMul;
import dualflow.op.Unfold;
import dualflow.random.Draws;
import dualflow.tensor.Blocks;
import dualflow.tensor.IndexedOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The magnitude of an op's result, from its arguments x and their magnitudes m; u is one unit in the last place of 1:
 *
 * <ul>
 *   <li>what moves or adds elements does the same to magnitudes: m_a + m_b of a sum and of a difference, |c| m of c x, m + |c| of x + c;
 *   <li>of products, |a| m_b + m_a |b| + u m_a m_b;
 *   <li>of quotients, (m_a + |a| m_b / |b|) / |b|, with |b| at least u m_b;
 *   <li>of functions f entry by entry, |f'(x)| m + |f(x)|, with x at least u m away from where a root, also of a matrix, a logarithm or a power has no derivative;
 *   <li>of derivatives of e^(x^2) erfc x and ln Phi besides, the terms that cancel in them;
 *   <li>of what selects elements, the greatest magnitude of those that may be the right ones in view of their rounding errors;
 *   <li>of an eigenvalue of symmetric matrices, which may be multiple, the norm of m (Weyl's inequality), and |f(x)|;
 *   <li>of others, for each block the greatest |J (+-m)| over three draws of signs, and |f(x)|.
 * </ul>
 *
 * <p>The terms in u count where values vanish, as in the square of what is zero but for rounding. A constant has its absolute value as
 * magnitude; only in a function of several arguments, such as the exponent of a power, it is exact.
 */
final class MagnitudeRules {
    /** Linear with coefficients 0 and 1. */
    private static final Set<Class<? extends Op>> MOVES = Set.of(
            Broadcast.class,
            Concat.class,
            CumulativeSum.class,
            Fold.class,
            Gather.class,
            OverlapAdd.class,
            Pad.class,
            Permute.class,
            Reshape.class,
            ScatterAdd.class,
            Slice.class,
            SlidingWindows.class,
            Sum.class,
            Unfold.class);

    /** Sums of products, without other coefficients. */
    private static final Set<Class<? extends Op>> PRODUCTS = Set.of(
            Convolution.class,
            ConvolutionWeights.class,
            MatMul.class,
            Multiply.class,
            TransposedConvolution.class,
            TriangularMatMul.class);

    private static final Draws SIGNS = new Draws(7);
    private static final int DRAWS = 3;

    private MagnitudeRules() {}

    static Tensor magnitude(Application a) {
        Op op = a.op();
        if (MOVES.contains(op.getClass())) {
            return op.on(a.allMagnitudes());
        }
        if (op instanceof IndexedOp) {
            return op.on(a.magnitude(0), a.x().get(1)); // indices are exact
        }
        if (op instanceof Add || op instanceof Subtract) {
            return Ops.add(a.magnitude(0), a.magnitude(1));
        }
        if (op instanceof Scale scale) {
            return Ops.scale(a.magnitude(0), Math.abs(scale.c()));
        }
        if (op instanceof Select) {
            return Ops.select(a.absolute(0), a.magnitude(1)); // a mask is exact
        }
        if (PRODUCTS.contains(op.getClass())) {
            return product(a);
        }
        if (op instanceof Divide) {
            Tensor divisor = Ops.maximum(a.absolute(1), a.rounding(1));
            Tensor moved = Ops.multiply(a.absolute(0), Ops.divide(a.magnitude(1), divisor));
            return Ops.divide(Ops.add(a.magnitude(0), moved), divisor);
        }
        return op instanceof NonlinearOp nonlinear ? NonlinearMagnitude.of(nonlinear, a) : drawn(a);
    }

    private static Tensor product(Application a) {
        Op op = a.op();
        if (a.isConstant(0)) {
            return op.on(a.absolute(0), Ops.add(a.magnitude(1), a.absolute(1)));
        }
        if (a.isConstant(1)) {
            return op.on(Ops.add(a.magnitude(0), a.absolute(0)), a.absolute(1));
        }
        Tensor left = op.on(a.magnitude(0), a.absolute(1));
        return Ops.add(left, op.on(Ops.add(a.absolute(0), a.rounding(0)), a.magnitude(1)));
    }

    /** For each block, the greatest |J (+-m)| over draws of signs, and |y|. */
    static Tensor drawn(Application a) {
        return drawn(a, a.x());
    }

    /** The same with the derivative at other arguments, from which rounding cannot tell the own ones. */
    static Tensor drawn(Application a, List<Tensor> at) {
        List<Tensor> directions = new ArrayList<>();
        for (int k = 0; k < a.x().size(); k++) {
            directions.add(Ops.multiply(signs(a, k), a.magnitude(k)));
        }
        Tensor moved = Autodiff.vmap(
                direction -> Autodiff.jvp(a.op()::on, at, direction).tangent(),
                directions,
                Collections.nCopies(directions.size(), true));
        List<Shape> shapes = a.x().stream().map(Tensor::shape).toList();
        int axes = Blocks.of(a.op(), shapes).result().rank();
        Shape leading = a.y().shape().leading(axes);
        Shape block = a.y().shape().trailing(axes);
        Tensor draws = Ops.reshape(Ops.abs(moved), Shape.of(DRAWS, leading.size(), block.size()));
        Tensor greatest = Ops.reshape(Ops.max(Ops.permute(draws, 1, 0, 2), 2), leading);
        return Ops.add(Ops.insertAxes(greatest, leading.rank(), axes), Ops.abs(a.y()));
    }

    /** Signs for each draw and each element of an argument's block, the same for all blocks. */
    private static Tensor signs(Application a, int k) {
        Shape shape = a.x().get(k).shape();
        Shape block = shape.trailing(a.op().trailing(k));
        int[] ones = new int[shape.rank() - block.rank()];
        Arrays.fill(ones, 1);
        Shape all = Shape.of(ones).then(block).withFirst(DRAWS);
        return a.y().device().tensor(a.y().dtype(), all, SIGNS.signs(k, 0, all.size()));
    }
}
