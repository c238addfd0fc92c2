package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.dependency.DoDirections;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A second derivative bends a projected direction so that the output is constant to second order. */
final class ProjectionSecondOrder implements Claim {
    private static final int LATENTS = 6;

    @Override
    public String id() {
        return "projection-second-order";
    }

    @Override
    public String statement() {
        return "A second-order correction by a nested JVP keeps the constrained output still beyond first order.";
    }

    @Override
    public Source source() {
        return Source.publishedCode("v_ak");
    }

    @Override
    public Outcome check(Setting setting) {
        Draws draws = new Draws(65);
        double[] x = draws.normals(1, 0, LATENTS);
        UnaryOperator<Tensor> f = v -> Ops.sum(Ops.exp(v));
        Tensor point = setting.tensor(x, 1, LATENTS);
        double[] a = Autodiff.grad(f, point).value().toDoubles();
        double[] v = DoDirections.project(draws.normals(2, 0, LATENTS), a, 1, LATENTS);
        Tensor direction = setting.tensor(v, 1, LATENTS);
        double curvature = Autodiff.jvp(y -> Autodiff.jvp(f, y, direction).tangent(), point, direction)
                .tangent()
                .value()
                .toDouble();
        double squared = 0;
        for (double number : a) {
            squared += number * number;
        }
        // x + epsilon v - epsilon^2 / 2 (v . H v) / |a|^2 a changes f by order epsilon^3, x + epsilon v by order
        // epsilon^2.
        double bend = -curvature / 2 / squared;
        double epsilon = setting.dtype() == DType.FLOAT64 ? 0x1p-9 : 0x1p-2;
        // The orders are those of the limit; float32 needs larger steps, where round-off is smaller.
        double straight = order(setting, f, x, v, a, 0, epsilon);
        double bent = order(setting, f, x, v, a, bend, epsilon);
        return Outcome.holds(Math.max(Math.abs(straight - 2), Math.abs(bent - 3)), setting.tolerance(0.02, 0.1));
    }

    /** The order in epsilon by which f changes along x + epsilon v + epsilon^2 bend a. */
    private static double order(
            Setting setting, UnaryOperator<Tensor> f, double[] x, double[] v, double[] a, double bend, double epsilon) {
        double base = f.apply(setting.tensor(x, 1, LATENTS)).value().toDouble();
        double[] moved = new double[2];
        for (int i = 0; i < 2; i++) {
            double step = i == 0 ? epsilon : epsilon / 2;
            double[] at = new double[LATENTS];
            for (int j = 0; j < LATENTS; j++) {
                at[j] = x[j] + step * v[j] + step * step * bend * a[j];
            }
            moved[i] = Math.abs(f.apply(setting.tensor(at, 1, LATENTS)).value().toDouble() - base);
        }
        return StrictMath.log(moved[0] / moved[1]) / StrictMath.log(2);
    }
}
