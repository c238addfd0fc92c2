package dualflow.lesson;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.FiniteDifference;
import dualflow.device.host.HostDevice;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;

/**
 * A flow is the solution of dx/dt = v(t, x), and a solver is a program: a loop of additions and evaluations of v. So a JVP goes through it
 * like through any other. It is the exact derivative of what was computed, of the steps that the solver took.
 */
public final class ThroughAnOde {
    private ThroughAnOde() {}

    /**
     * The velocity of the flow from N(0, 1) to N(1, 9) along straight paths: 1 + A(t) (x - t) with A(t) = (9 t - (1 - t)) / ((1 - t)^2 + 9 t^2).
     * It carries x0 to 1 + 3 x0, so the derivative of the whole flow is 3, wherever one starts.
     */
    static Tensor velocity(Tensor t, Tensor x) {
        Tensor rest = Ops.shift(Ops.negate(t), 1);
        Tensor slope = Ops.divide(
                Ops.subtract(Ops.scale(t, 9), rest),
                Ops.add(Ops.multiply(rest, rest), Ops.scale(Ops.multiply(t, t), 9)));
        return Ops.shift(Ops.multiply(slope, Ops.subtract(x, t)), 1);
    }

    /** The flow from time 0 to time 1 in equal steps. */
    static Tensor flow(ButcherTableau method, int steps, Tensor x0) {
        return OdeSolver.fixed(method).solve((t, x) -> velocity(t, x), x0, TimeGrid.uniform(0, 1, steps));
    }

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## The wrong way
        //
        // The velocity's derivative at the start is A(0) = -1: a neighbour of x0 seems to come nearer, and after the
        // time 1 to have met it, as 1 + A(0) = 0. At the end A(1) = 1, which gives 2. The derivative of a flow is not
        // that of its velocity at any one time: it gathers along the way.
        try (Device device = new HostDevice()) {
            Tensor x0 = device.scalar(DType.FLOAT64, 0.5);
            Tensor one = device.scalar(DType.FLOAT64, 1);
            Tensor zero = device.scalar(DType.FLOAT64, 0);
            Tensor atStart = Autodiff.jvp(x -> velocity(zero, x), x0, one).tangent();
            Tensor atEnd = Autodiff.jvp(x -> velocity(one, x), x0, one).tangent();
            page.show("wrong, 1 + A(0)", Ops.shift(atStart, 1));
            page.show("wrong, 1 + A(1)", Ops.shift(atEnd, 1));

            // ## The right way
            //
            // The solver runs on dual numbers. Each row: the end point, which should be 2.5, and its derivative in x0,
            // which should be 3.
            page.row("method and steps", "end", "derivative");
            for (int steps : new int[] {10, 100, 1000}) {
                Dual end = Autodiff.jvp(x -> flow(ButcherTableau.EULER, steps, x), x0, one);
                page.row(
                        "Euler, " + steps,
                        end.primal().value().toDouble(),
                        end.tangent().value().toDouble());
            }
            for (int steps : new int[] {10, 100}) {
                Dual end = Autodiff.jvp(x -> flow(ButcherTableau.RUNGE_KUTTA_4, steps, x), x0, one);
                page.row(
                        "Runge-Kutta 4, " + steps,
                        end.primal().value().toDouble(),
                        end.tangent().value().toDouble());
            }

            // What is missing is the solver's error, in the derivative as in the value. The JVP itself has none: of
            // Euler's method in ten steps it is the exact derivative, as the difference quotient of the same ten steps
            // confirms.
            Tensor tenSteps = Autodiff.jvp(x -> flow(ButcherTableau.EULER, 10, x), x0, one)
                    .tangent();
            Tensor quotient = FiniteDifference.CENTRAL.along(x -> flow(ButcherTableau.EULER, 10, x), x0, one, 1e-5);
            page.show("JVP through ten steps", tenSteps);
            page.show("quotient of ten steps", quotient);

            // ## What gathers along the way
            //
            // In a step of Euler's method the tangent is multiplied by 1 + h A(t). The product of these factors is the
            // derivative, here by hand, in plain numbers.
            double tangent = 1;
            for (int i = 0; i < 10; i++) {
                double t = i / 10.0;
                double slope = (9 * t - (1 - t)) / ((1 - t) * (1 - t) + 9 * t * t);
                tangent *= 1 + 0.1 * slope;
            }
            page.show("product of the factors", tangent);
        }

        // ## Exercises
        //
        // 1. The error of Euler's derivative falls with the number of steps; how fast, and how fast does that of
        //    Runge-Kutta 4?
        // 2. The factors multiply to exp of the integral of A over [0, 1]. Check that this integral is log 3.
        // 3. The density of the end point is that of x0 divided by the derivative. Compare it with the density of N(1,
        //    4) at 2.
    }
}
