package dualflow.semantics;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The mean over a standard normal vector of a body that is a polynomial but for functions of affine numbers c + b' xi: along b it is one integral, by
 * the trapezoidal rule, or, where a function has kinks, by Gauss and Legendre's nodes between them; across b it is a polynomial, which Gauss and
 * Hermite's nodes average exactly. So E[relu(a' z)] and E[z exp(a' z)] are one-dimensional, whatever the dimension of z.
 */
final class RidgeMean {
    private static final int[] TRAPEZOIDAL = {121, 181}; // nodes, by resolution
    private static final int[] LEGENDRE = {40, 60}; // nodes between kinks, by resolution
    private static final double MOST_SHIFT = 9; // by which an exponential moves the bulk of the integrand
    private static final int MOST_KINKS = 2;
    private static final int MOST_DIRECTIONS = 3;
    private static final double[][] STEPS = {{0.3, 0.2}, {0.6, 0.45}}; // of two and three directions, by resolution
    private static final double LEAST_NEW_PART = 1e-7; // of a slope, below which it counts as one of those before it

    private final Context context;
    private final Function<Tensor, Tensor> body;
    private final int dimension;
    private final int rest;

    /**
     * A mean of f(center + P xi).
     *
     * @param projection P; null for the identity
     * @param rest the degree of f in xi where its functions of affine numbers are held fixed
     */
    RidgeMean(Context context, Function<Tensor, Tensor> f, Tensor center, Tensor projection, int rest) {
        this.context = context;
        this.dimension = center.shape().size();
        this.rest = rest;
        body = xi -> f.apply(Ops.add(
                center,
                projection == null ? xi : ValueArithmetic.flat(Ops.matmul(projection, ValueArithmetic.asColumn(xi)))));
    }

    /** The mean; nothing if the functions are of more numbers than one integral can take. */
    Optional<Tensor> mean() {
        if (context.resolution() == Context.TYPES_ONLY) {
            return Optional.of(body.apply(zero()));
        }
        Ridges[] found = new Ridges[1];
        Dual numbers = Autodiff.jvps(
                xi -> {
                    found[0] = new Ridges();
                    context.collecting(found[0], () -> body.apply(xi));
                    return found[0].count() == 0 ? context.fill(Shape.of(1), 0) : found[0].all();
                },
                zero(),
                context.identity(dimension));
        Ridges ridges = found[0];
        long kinks = ridges.kinks().stream().filter(kink -> kink).count();
        boolean isSeveral = dimension > 1 && ridges.count() > 1;
        if (ridges.count() == 0 || kinks > MOST_KINKS || (isSeveral && kinks > 0)) {
            return Optional.empty();
        }
        Tensor slopes = Ops.transpose(numbers.tangent()); // [ridges, dimension]
        if (isSeveral) {
            return alongSeveral(slopes);
        }
        context.uses.approximations().add("quadrature");
        Tensor direction = direction(slopes);
        Tensor along = ValueArithmetic.flat(Ops.matmul(slopes, ValueArithmetic.asColumn(direction)));
        Rule rule = rule(ridges.kinks(), numbers.primal(), along);
        Tensor sum = null;
        Nodes across =
                dimension == 1 || rest <= 1 ? null : Nodes.hermite(rest / 2 + 1).grid(dimension);
        int count = across == null ? 1 : across.weights().length;
        for (int j = 0; j < count; j++) {
            Tensor offset = across == null ? zero() : across(direction, across, j);
            Tensor all = Autodiff.vmap(eta -> body.apply(Ops.add(offset, Ops.multiply(eta, direction))), rule.points());
            Tensor part = IndexSums.weighted(rule.weights(), all);
            part = across == null ? part : Ops.scale(part, across.weights()[j]);
            sum = sum == null ? part : Ops.add(sum, part);
        }
        return Optional.of(sum);
    }

    /** Along the span of up to three directions; in two dimensions there is a grid already. */
    private Optional<Tensor> alongSeveral(Tensor slopes) {
        int count = Math.min(slopes.shape().dim(-2), dimension);
        if (dimension == 2 || count > MOST_DIRECTIONS || (count < dimension && rest > 1)) {
            return Optional.empty();
        }
        context.uses.approximations().add("quadrature");
        Tensor basis = count == dimension ? context.identity(dimension) : basis(slopes);
        Nodes nodes = Nodes.ball(STEPS[count - 2][context.resolution()], Nodes.reach(context.resolution()), count);
        return Optional.of(Quadrature.sum(
                context,
                nodes,
                count,
                eta -> body.apply(
                        ValueArithmetic.flat(Ops.matmul(Ops.transpose(basis), ValueArithmetic.asColumn(eta))))));
    }

    /** An orthonormal basis of the rows' span, [rows, dimension], by Gram and Schmidt; a row that depends on those before it becomes 0. */
    private Tensor basis(Tensor rows) {
        Tensor basis = null;
        for (int i = 0; i < rows.shape().dim(-2); i++) {
            Tensor row = Ops.slice(rows, -2, i, 1);
            Tensor length = length(row);
            if (basis != null) {
                for (int again = 0; again < 2; again++) { // twice is enough
                    row = Ops.subtract(row, Ops.matmul(Ops.matmul(row, Ops.transpose(basis)), basis));
                }
            }
            Tensor left = length(row);
            Tensor isNew = Ops.relu(Ops.compare(left, Ops.scale(length, LEAST_NEW_PART)));
            Tensor unit = Ops.divide(row, Ops.where(isNew, left, context.number(1)));
            Tensor next = Ops.where(isNew, unit, Ops.scale(unit, 0));
            basis = basis == null ? next : Ops.concat(basis, next, -2);
        }
        return basis;
    }

    private static Tensor length(Tensor row) {
        return Ops.sqrt(Ops.sum(Ops.multiply(row, row)));
    }

    private Tensor zero() {
        return context.fill(Shape.of(dimension), 0);
    }

    /** b / |b|, or 0 where b is 0; in one dimension 1. */
    private Tensor direction(Tensor slopes) {
        if (dimension == 1) {
            return context.fill(Shape.of(1), 1);
        }
        Tensor b = Ops.reshape(slopes, Shape.of(dimension));
        Tensor length = Ops.sqrt(Ops.sum(Ops.multiply(b, b)));
        Tensor isZero = Ops.compare(length, context.number(0)); // 1 where there is a direction
        return Ops.where(isZero, Ops.divide(b, Ops.where(isZero, length, context.number(1))), zero());
    }

    /** A node of the directions across b. */
    private Tensor across(Tensor direction, Nodes nodes, int j) {
        double[] point = Arrays.copyOfRange(nodes.points(), j * dimension, (j + 1) * dimension);
        Tensor zeta = context.tensor(Shape.of(dimension), point);
        Tensor along = Ops.sum(Ops.multiply(direction, zeta));
        return Ops.subtract(zeta, Ops.multiply(along, direction));
    }

    /** Nodes and weights of the mean over one standard normal number, of which each draw has its own. */
    private record Rule(Tensor points, Tensor weights) {
        Rule and(Rule other) {
            return new Rule(Ops.concat(points, other.points, -1), Ops.concat(weights, other.weights, -1));
        }
    }

    private Rule rule(List<Boolean> kinks, Tensor constants, Tensor slopes) {
        Tensor shift =
                Ops.minimum(Ops.sum(Ops.abs(slopes)), context.number(MOST_SHIFT)); // exponentials may be multiplied
        Tensor reach = Ops.shift(shift.stopGradient(), Nodes.reach(context.resolution()));
        Tensor least = Ops.negate(reach);
        Tensor first = null;
        Tensor second = null;
        for (int i = 0; i < kinks.size(); i++) {
            if (kinks.get(i)) {
                Tensor root = root(number(constants, i), number(slopes, i), reach);
                second = first == null ? null : Ops.maximum(first, root);
                first = first == null ? root : Ops.minimum(first, root);
            }
        }
        if (first == null) {
            return trapezoidal(least, reach);
        }
        Rule rule = between(least, first);
        return second == null
                ? rule.and(between(first, reach))
                : rule.and(between(first, second)).and(between(second, reach));
    }

    private static Tensor number(Tensor all, int i) {
        return Ops.reshape(Ops.slice(all, -1, i, 1), Shape.SCALAR);
    }

    /** Where c + s eta is 0, within the reach. */
    private Tensor root(Tensor c, Tensor s, Tensor reach) {
        Tensor moves = Ops.abs(Ops.sign(s));
        Tensor root = Ops.where(moves, Ops.negate(Ops.divide(c, Ops.where(moves, s, context.number(1)))), reach);
        return Ops.maximum(Ops.negate(reach), Ops.minimum(reach, root));
    }

    private Rule trapezoidal(Tensor from, Tensor to) {
        int count = TRAPEZOIDAL[context.resolution()];
        double[] points = new double[count];
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) {
            points[i] = i / (count - 1.0);
            weights[i] = 1 / (count - 1.0);
        }
        return scaled(new Nodes(points, weights), from, to);
    }

    private Rule between(Tensor from, Tensor to) {
        return scaled(Nodes.legendre(LEGENDRE[context.resolution()]), from, to);
    }

    /** Nodes on [0, 1] moved to an interval, weighted by the normal density. */
    private Rule scaled(Nodes nodes, Tensor from, Tensor to) {
        Shape shape = Shape.of(nodes.count());
        Tensor length = Ops.subtract(to, from);
        Tensor points = Ops.add(from, Ops.multiply(length, context.tensor(shape, nodes.points())));
        Tensor density =
                Ops.scale(Ops.exp(Ops.scale(Ops.multiply(points, points), -0.5)), 1 / StrictMath.sqrt(2 * Math.PI));
        return new Rule(points, Ops.multiply(Ops.multiply(length, context.tensor(shape, nodes.weights())), density));
    }
}
