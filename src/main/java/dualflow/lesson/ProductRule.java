package dualflow.lesson;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * If y = u v, then y' = u' v + u v'. The rule holds for every operation that is linear in each of two arguments: products of numbers and of
 * matrices, scalar products, convolutions. So an engine states it once, and makes it of the operation itself.
 */
public final class ProductRule {
    private ProductRule() {}

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## Numbers
        //
        // Take u = x^2 and v = x^3 at x = 2. Their product is x^5, whose derivative is 5 x^4 = 80.
        double x = 2;
        double u = x * x;
        double uDot = 2 * x;
        double v = x * x * x;
        double vDot = 3 * x * x;
        page.show("wrong, u' v'", uDot * vDot);
        page.show("right, u' v + u v'", uDot * v + u * vDot);

        // ## Matrices
        //
        // Matrices do not commute, so each factor keeps its place when its tangent takes its turn.
        try (Device device = new HostDevice()) {
            Tensor a = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 2, 3, 4);
            Tensor aDot = device.tensor(DType.FLOAT64, Shape.of(2, 2), 0, 1, 0, 0);
            Tensor b = device.tensor(DType.FLOAT64, Shape.of(2, 2), 2, 0, 1, 1);
            Tensor bDot = device.tensor(DType.FLOAT64, Shape.of(2, 2), 0, 0, 1, 0);
            page.show("wrong, A' B + B' A", Ops.add(Ops.matmul(aDot, b), Ops.matmul(bDot, a)));
            page.show("right, A' B + A B'", Ops.add(Ops.matmul(aDot, b), Ops.matmul(a, bDot)));

            // A product is of second degree, so here a central difference is exact, whatever the step. Half of what (A
            // + A')(B + B') differs from (A - A')(B - B'):
            Tensor ahead = Ops.matmul(Ops.add(a, aDot), Ops.add(b, bDot));
            Tensor behind = Ops.matmul(Ops.subtract(a, aDot), Ops.subtract(b, bDot));
            page.show("central difference", Ops.scale(Ops.subtract(ahead, behind), 0.5));

            // The engine's matrix product says nothing about derivatives in forward direction. It says that it is
            // linear in each argument, and forward mode makes the rule of it. Null marks an argument that is held
            // fixed: then only one of the two terms is computed.
            page.show(
                    "both move",
                    Autodiff.jvp(ab -> Ops.matmul(ab.get(0), ab.get(1)), List.of(a, b), List.of(aDot, bDot))
                            .tangent());
            page.show(
                    "only A moves",
                    Autodiff.jvp(ab -> Ops.matmul(ab.get(0), ab.get(1)), List.of(a, b), Arrays.asList(aDot, null))
                            .tangent());

            // ## Twice the same argument
            //
            // In x' A x the vector occurs twice, and so does its tangent: the gradient is (A + A') x. Often 2 A x is
            // written, which holds for symmetric matrices only.
            Tensor point = device.tensor(DType.FLOAT64, Shape.of(2), 1, -1);
            Tensor gradient = Autodiff.jacobian(
                    p -> {
                        Tensor row = Ops.reshape(p, Shape.of(1, 2));
                        return Ops.sum(Ops.matmul(row, Ops.matmul(a, Ops.transpose(row))));
                    },
                    point);
            Tensor column = Ops.reshape(point, Shape.of(2, 1));
            page.show("wrong, 2 A x", Ops.reshape(Ops.scale(Ops.matmul(a, column), 2), Shape.of(2)));
            page.show("right, (A + A') x", Ops.reshape(Ops.matmul(Ops.add(a, Ops.transpose(a)), column), Shape.of(2)));
            page.show("by dualflow", gradient);

            // ## Quotients
            //
            // The product rule also gives the rule of its inverse. From y b = a follows y' b + y b' = a', and so y' =
            // (a' - y b') / b. At a = 1, b = 4, both moving at the speed 1:
            double y = 1.0 / 4;
            page.show("right, (a' - y b') / b", (1 - y * 1) / 4);
            page.show(
                    "by dualflow",
                    Autodiff.jvp(
                                    ab -> Ops.divide(ab.get(0), ab.get(1)),
                                    List.of(device.scalar(DType.FLOAT64, 1), device.scalar(DType.FLOAT64, 4)),
                                    List.of(device.scalar(DType.FLOAT64, 1), device.scalar(DType.FLOAT64, 1)))
                            .tangent());
        }

        // ## Exercises
        //
        // 1. What is the derivative of a product of three matrices A B C? Try it on numbers that do not commute.
        // 2. The determinant of [[a, b], [c, d]] is a d - b c. Apply the product rule, and compare with
        //    `Ops.determinant`.
        // 3. From A X = 1 find the derivative of the inverse X, and compare with `Ops.inverse`. Which sign does it
        //    have?
    }
}
