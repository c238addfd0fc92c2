package dualflow.causal;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.LinearMap;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A do-flow: a velocity changed as little as possible so that attributes stay constant along its paths (paper, section 7.2, "methods that modify the
 * generative flow itself", whose text gives no equation). With the attributes a(x, t) in R^m and their gradients as the rows of B, [m, d],
 *
 * <pre>
 *   v' = v - B^T (B B^T)^-1 (a_t + B v)
 * </pre>
 *
 * <p>so that da/dt = a_t + B v' = 0; for one attribute v' = v - grad a (a_t + grad a . v) / |grad a|^2. Whether that is a do() is another question:
 * {@link GaussianDoFlow} answers it.
 */
public final class DoFlow implements VelocityField {
    /** A pivot of fewer units of rounding than this, beside its diagonal, is rounding: the gradient depends on those before. */
    private static final double DEPENDENT = 100;

    private final VelocityField field;
    private final UnaryOperator<Tensor> attributes;
    private final Reading reading;

    /** What is held. */
    public enum Reading {
        /** a(x, t) = C(x): the attributes of the state on its way. */
        STATE,
        /**
         * a(x, t) = C(x + (1-t) v(x, t)): the attributes of E[x1 | x_t = x], the expected end. Its gradient is 0 at t = 0, where the expected end is
         * the same for all x: start later.
         */
        EXPECTED_END
    }

    /**
     * A do-flow.
     *
     * @param field v, that of the path x_t = (1-t) x0 + t x1
     * @param attributes C, from [n, d] to [n, m], each row independently, differentiable
     * @param reading what is held
     */
    public DoFlow(VelocityField field, UnaryOperator<Tensor> attributes, Reading reading) {
        this.field = field;
        this.attributes = attributes;
        this.reading = reading;
    }

    /**
     * What is held.
     *
     * @param t the time, [] or [n, 1]
     * @param x the state, [n, d]
     * @return a(x, t), [n, m]
     */
    public Tensor attributes(Tensor t, Tensor x) {
        return attributes.apply(reading == Reading.STATE ? x : expectedEnd(t, x));
    }

    private Tensor expectedEnd(Tensor t, Tensor x) {
        return Ops.add(x, Ops.multiply(Ops.shift(Ops.negate(t), 1), field.velocity(t, x)));
    }

    /**
     * The changed velocity.
     *
     * @param t the time, [] or [n, 1]
     * @param x the state, [n, d]
     * @return v', [n, d]
     * @throws UnholdableAttributeException if a gradient is 0, or depends on those of the attributes before
     */
    @Override
    public Tensor velocity(Tensor t, Tensor x) {
        if (x.shape().rank() != 2) {
            throw new ShapeException("a do-flow takes rows [n, d], got " + x.shape());
        }
        Tensor v = field.velocity(t, x);
        Tensor one = Ops.shift(Ops.zerosLike(t), 1);
        Dual along = Autodiff.jvp(at -> attributes(at.get(0), at.get(1)), List.of(t, x), List.of(one, v));
        Tensor b = gradients(t, x, along.primal().shape());
        Tensor gram = Ops.matmul(b, Ops.transpose(b));
        requireIndependent(gram, t);
        Tensor rate = Ops.insertAxes(along.tangent(), 2, 1);
        Tensor correction = Ops.matmul(Ops.transpose(b), Ops.solve(gram, rate));
        return Ops.subtract(v, Ops.reshape(correction, x.shape()));
    }

    /** B, [n, m, d]: for each attribute the transposed derivative of a column of ones. */
    private Tensor gradients(Tensor t, Tensor x, Shape result) {
        LinearMap derivative = Autodiff.linearize(at -> attributes(t, at), x).map();
        int n = x.shape().dim(-2);
        int m = result.dim(-1);
        Tensor rows = null;
        for (int j = 0; j < m; j++) {
            double[] column = new double[n * m];
            for (int i = 0; i < n; i++) {
                column[i * m + j] = 1;
            }
            Tensor row = derivative
                    .applyTranspose(x.device().tensor(x.dtype(), result, column))
                    .get(0);
            Tensor apart = Ops.insertAxes(row, 1, 1);
            rows = rows == null ? apart : Ops.concat(rows, apart, -2);
        }
        return rows;
    }

    /** Cholesky's pivots of B B^T on the host: one that is 0 beside its diagonal belongs to a row that those before determine. */
    private static void requireIndependent(Tensor gram, Tensor t) {
        DeviceTensor numbers = Autodiff.primalValue(gram);
        double[] all = numbers.toDoubles();
        int m = gram.shape().dim(-1);
        for (int i = 0; i < all.length / (m * m); i++) {
            double[][] s = new double[m][m];
            for (int j = 0; j < m; j++) {
                System.arraycopy(all, (i * m + j) * m, s[j], 0, m);
            }
            for (int j = 0; j < m; j++) {
                double size = all[(i * m + j) * m + j];
                if (!(s[j][j] > DEPENDENT * gram.dtype().ulp() * size)) {
                    double time = Autodiff.primalValue(t).toDoubles()[0];
                    throw new UnholdableAttributeException(String.format(
                            Locale.ROOT,
                            size > 0
                                    ? "attribute %d cannot be held at t = %.6g: at sample %d its gradient depends on those of"
                                            + " the attributes before it"
                                    : "attribute %d cannot be held at t = %.6g: at sample %d its gradient is 0, so no"
                                            + " velocity keeps it; start the do-flow at another time, or hold another attribute",
                            j,
                            time,
                            i));
                }
                for (int k = j + 1; k < m; k++) {
                    for (int l = j + 1; l < m; l++) {
                        s[k][l] -= s[k][j] * s[j][l] / s[j][j];
                    }
                }
            }
        }
    }

    /**
     * Runs the field to t0 and the do-flow from there on.
     *
     * @param solver the solver
     * @param x0 the state at t = 0, [n, d]
     * @param t0 when the do-flow begins, at least 0 and below 1; above 0 in the second reading
     * @param steps the steps of the grid from 0 to 1, shared by the two parts, at least 2
     * @return the state at t = 1, [n, d]
     * @throws IllegalArgumentException if t0 or the steps are outside their ranges
     * @throws UnholdableAttributeException if an attribute cannot be held
     */
    public Tensor transport(OdeSolver solver, Tensor x0, double t0, int steps) {
        requireStart(reading, t0);
        if (steps < 2) {
            throw new IllegalArgumentException("a do-flow takes two steps or more, got " + steps);
        }
        int before = t0 == 0 ? 0 : (int) Math.max(1, Math.min(steps - 1, Math.round(t0 * steps)));
        Tensor begun = before == 0 ? x0 : solver.solve(field, x0, TimeGrid.uniform(0, t0, before));
        return solver.solve(this, begun, TimeGrid.uniform(t0, 1, steps - before));
    }

    /** Refuses a time at which a do-flow cannot begin. */
    static void requireStart(Reading reading, double t0) {
        boolean early = reading == Reading.STATE ? t0 >= 0 : t0 > 0;
        if (!(early && t0 < 1)) {
            throw new IllegalArgumentException("the do-flow of the reading " + reading + " begins at a t0 "
                    + (reading == Reading.STATE ? "from 0" : "above 0, where its gradient is 0,") + " and below 1, got "
                    + t0);
        }
    }
}
