package dualflow.lesson;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.LinearMap;
import dualflow.autodiff.Linearized;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The derivative at a point is a linear map. A JVP runs the program anew for each direction; `linearize` runs it once and keeps the map, as
 * a program of its own: what was done with the tangents, and the values that it needed.
 */
public final class Linearize {
    private Linearize() {}

    /** The program of this lesson: x sin(x), number by number. */
    static Tensor f(Tensor x) {
        return Ops.multiply(x, Ops.sin(x));
    }

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## The wrong way
        //
        // What the program does to a step is not linear in the step: twice the step does not give twice the change. So
        // a difference is no linear map, however small, and no matrix can be made of it.
        try (Device device = new HostDevice()) {
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(2), 0.5, 2);
            Tensor v = device.tensor(DType.FLOAT64, Shape.of(2), 0.25, -1);
            Tensor step = Ops.subtract(f(Ops.add(x, v)), f(x));
            Tensor twice = Ops.subtract(f(Ops.add(x, Ops.scale(v, 2))), f(x));
            page.show("change by a step, twice", Ops.scale(step, 2));
            page.show("change by twice the step", twice);

            // ## The right way
            //
            // The linear map of the point x: four operations. One multiplies the tangent by cos(x), a number that the
            // forward run has left behind, two are the product rule's, and one adds.
            Linearized linearized = Autodiff.linearize(a -> f(a), x);
            LinearMap map = linearized.map();
            page.show("f(x)", linearized.primal());
            page.show("operations", Integer.toString(map.size()));

            Tensor w = device.tensor(DType.FLOAT64, Shape.of(2), 1, 0.5);
            page.show("map of v, twice", Ops.scale(map.apply(List.of(v)), 2));
            page.show("map of 2 v", map.apply(List.of(Ops.scale(v, 2))));
            page.show("map of v + map of w", Ops.add(map.apply(List.of(v)), map.apply(List.of(w))));
            page.show("map of v + w", map.apply(List.of(Ops.add(v, w))));

            // Applied to v it gives what the JVP gives, to the bit: it is the JVP, recorded.
            page.show("JVP along v", Autodiff.jvp(a -> f(a), x, v).tangent());
            page.show("map of v", map.apply(List.of(v)));

            // ## What it saves
            //
            // A hundred directions one after the other, say those that an iterative method asks for: the sine is
            // computed once.
            long start = device.launches();
            for (int i = 0; i < 100; i++) {
                Autodiff.jvp(a -> f(a), x, v);
            }
            long jvps = device.launches() - start;
            start = device.launches();
            LinearMap kept = Autodiff.linearize(a -> f(a), x).map();
            for (int i = 0; i < 100; i++) {
                kept.apply(List.of(v));
            }
            page.say(jvps + " operations by JVPs, " + (device.launches() - start) + " by the map");

            // ## A map belongs to its point
            //
            // Wrong beside right: kept while the point moves, the map gives the derivative where the point was.
            Tensor moved = Ops.add(x, v);
            page.show("wrong, the map of x at x + v", map.apply(List.of(v)));
            page.show(
                    "right, the map of x + v",
                    Autodiff.linearize(a -> f(a), moved).map().apply(List.of(v)));
        }

        // ## Exercises
        //
        // 1. How many operations has the map of e^x at a point? And that of 3 x + 1? Count before you run.
        // 2. Find the largest stretch of the map from x to (x0 x1, x0 + x1) at (2, 1), by applying it and its transpose
        //    to a vector again and again.
        // 3. Newton's method in two dimensions needs the solution of J s = -f. Make J from the map, two directions at a
        //    time.
    }
}
