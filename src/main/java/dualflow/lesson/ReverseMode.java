package dualflow.lesson;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.LinearMap;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * Reverse mode needs no second set of rules. Linearize, then run the linear program backwards, with each step replaced by its transpose: that
 * is all of back-propagation. It gives a whole gradient at the price of a few evaluations, however many inputs there are.
 */
public final class ReverseMode {
    private ReverseMode() {}

    /** The program of this lesson: from n numbers to one, the sum of tanh(x)^2. */
    static Tensor f(Tensor x) {
        Tensor y = Ops.tanh(x);
        return Ops.sum(Ops.multiply(y, y));
    }

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## Backwards means in the other order
        //
        // Of y = A (B x) the transpose is x' = B' (A' y'), as (A B)' = B' A'. Whoever transposes the steps and keeps
        // their order gets another map.
        try (Device device = new HostDevice()) {
            Tensor a = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 2, 3, 4);
            Tensor b = device.tensor(DType.FLOAT64, Shape.of(2, 2), 0, 1, 1, 1);
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(2, 1), 1, 1);
            Tensor cotangent = device.tensor(DType.FLOAT64, Shape.of(2, 1), 1, 0);
            LinearMap map =
                    Autodiff.linearize(p -> Ops.matmul(a, Ops.matmul(b, p)), x).map();
            Tensor inOrder = Ops.matmul(Ops.transpose(a), Ops.matmul(Ops.transpose(b), cotangent));
            Tensor inReverse = Ops.matmul(Ops.transpose(b), Ops.matmul(Ops.transpose(a), cotangent));
            page.show("wrong, A' B' w", inOrder);
            page.show("right, B' A' w", inReverse);
            page.show("by dualflow", map.applyTranspose(cotangent).get(0));

            // ## What was copied is summed
            //
            // The sum of a batch [2, 3] and a bias [3] copies the bias to both samples. The transpose of a copy is a
            // sum, so the bias gets the cotangents of both. Whoever passes on the first row alone, or the mean, has the
            // right shape and the wrong gradient.
            Tensor batch = device.tensor(DType.FLOAT64, Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
            Tensor bias = device.tensor(DType.FLOAT64, Shape.of(3), 0, 0, 0);
            Tensor bar = device.tensor(DType.FLOAT64, Shape.of(2, 3), 1, 2, 3, 10, 20, 30);
            page.show("wrong, the first row", Ops.slice(bar, -2, 0, 1));
            page.show(
                    "right, the sum of the rows",
                    Autodiff.vjp(p -> Ops.add(p.get(0), p.get(1)), List.of(batch, bias), bar)
                            .get(1));

            // ## The check that needs no second opinion
            //
            // Forward and reverse are one map and its transpose: the products (J v) w and v (J' w) agree for all v and
            // w, to the last digit or so.
            Tensor point = device.tensor(DType.FLOAT64, Shape.of(3), 0.5, -1, 2);
            Tensor v = device.tensor(DType.FLOAT64, Shape.of(3), 1, 2, -0.5);
            Tensor w = device.tensor(DType.FLOAT64, Shape.of(3), -1, 0.25, 3);
            LinearMap slope = Autodiff.linearize(p -> Ops.tanh(Ops.multiply(p, Ops.sum(p))), point)
                    .map();
            Tensor left = Ops.sum(Ops.multiply(slope.apply(List.of(v)), w));
            Tensor right = Ops.sum(Ops.multiply(v, slope.applyTranspose(w).get(0)));
            page.show("(J v) w", left);
            page.show("v (J' w)", right);

            // ## What it saves
            //
            // The gradient of a function of 1000 numbers, once along each axis by forward mode and once by reverse
            // mode.
            Tensor many = device.fill(DType.FLOAT64, Shape.of(1000), 0.5);
            long start = device.launches();
            for (int i = 0; i < 1000; i++) {
                double[] axis = new double[1000];
                axis[i] = 1;
                Autodiff.jvp(p -> f(p), many, device.tensor(DType.FLOAT64, Shape.of(1000), axis));
            }
            long forward = device.launches() - start;
            start = device.launches();
            Tensor gradient = Autodiff.grad(p -> f(p), many);
            page.say(forward + " operations forward, " + (device.launches() - start) + " in reverse");
            page.show("its first number", gradient.value().toDoubles()[0]);

            // ## Both at once
            //
            // A gradient is a program, and forward mode differentiates it: the Hessian times a vector, at the price of
            // a few gradients, and no Hessian is made. For f it is diagonal, so v = 1 shows the diagonal.
            Tensor few = device.tensor(DType.FLOAT64, Shape.of(3), 0, 0.5, 1);
            Tensor ones = device.fill(DType.FLOAT64, Shape.of(3), 1);
            page.show(
                    "Hessian times v",
                    Autodiff.jvp(q -> Autodiff.grad(p -> f(p), q), few, ones).tangent());
        }

        // ## Exercises
        //
        // 1. Which is the transpose of x -> the sum of x, and which that of taking a slice?
        // 2. By hand, the derivative of tanh(x)^2 is 2 tanh(x) (1 - tanh(x)^2). Which second derivative follows, and do
        //    the three numbers above agree?
        // 3. Find the Hessian of x0^2 x1 at (1, 2) from two products with vectors. Is it symmetric?
        // 4. Which of forward and reverse mode would you take for a map from 3 numbers to 1000?
    }
}
