package dualflow.lesson;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * One JVP gives one column's worth of a Jacobian. Several at one point share the values of the program, and only their tangents differ: K
 * directions are one more axis in front of the tangents. The art is to put that axis where it meets no other by accident.
 */
public final class ManyDirections {
    private ManyDirections() {}

    /** A layer of a network, tanh(x W + b): x is [4], W is [4, 3] and b is [3]. */
    static Tensor layer(Tensor x, Tensor weights, Tensor bias) {
        Tensor row = Ops.reshape(x, Shape.of(1, 4));
        return Ops.tanh(Ops.add(Ops.reshape(Ops.matmul(row, weights), Shape.of(3)), bias));
    }

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## The wrong way
        //
        // A bias b of 3 numbers is added to a batch x of 2 samples: y = x + b. We want the tangents of y for 2
        // directions of b, which are (1, 0, 0) and (0, 1, 0), and put them into one matrix. The rule of a sum is the
        // sum of the tangents, and the shapes fit:
        try (Device device = new HostDevice()) {
            Tensor directions = device.tensor(DType.FLOAT64, Shape.of(2, 3), 1, 0, 0, 0, 1, 0);
            Tensor batch = device.tensor(DType.FLOAT64, Shape.of(2, 3), 0, 0, 0, 0, 0, 0);
            page.show("wrong", Ops.add(Ops.zerosLike(batch), directions));

            // The axis of directions met the axis of samples: the first sample moved along the first direction, the
            // second along the second. Had there been 5 samples, an error would have told; with as many samples as
            // directions nothing does.
            //
            // ## The right way
            //
            // The engine maps over the directions. Inside, b has 3 numbers, as the program says, and the axis of
            // directions stands in front of all others: the tangents [2, 3] meet the batch as [2, 1, 3]. For each
            // direction all samples move alike.
            Tensor bias = device.tensor(DType.FLOAT64, Shape.of(3), 1, 2, 3);
            page.show(
                    "right",
                    Autodiff.jvps(b -> Ops.add(batch, b), bias, directions).tangent());

            // A single JVP refuses the matrix for what it is, a tangent of another shape than its argument's.
            try {
                Autodiff.jvp(b -> Ops.add(batch, b), bias, directions);
            } catch (ShapeException refusal) {
                page.say("refused: " + refusal.getMessage());
            }

            // ## What it saves
            //
            // Four directions through a layer of a network, one by one and at once. The device counts what it runs; the
            // bits are the same.
            Tensor weights = device.tensor(DType.FLOAT64, Shape.of(4, 3), 1, 0, 2, -1, 1, 0, 0, 3, 1, 2, -2, 1);
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(4), 0.1, 0.2, -0.3, 0.4);
            long start = device.launches();
            for (int i = 0; i < 4; i++) {
                double[] direction = new double[4];
                direction[i] = 1;
                Tensor v = device.tensor(DType.FLOAT64, Shape.of(4), direction);
                page.show(
                        "along axis " + i,
                        Autodiff.jvp(a -> layer(a, weights, bias), x, v).tangent());
            }
            long oneByOne = device.launches() - start;

            Tensor axes = device.tensor(DType.FLOAT64, Shape.of(4, 4), 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
            start = device.launches();
            page.show(
                    "at once",
                    Autodiff.jvps(a -> layer(a, weights, bias), x, axes).tangent());
            page.say(oneByOne + " operations one by one, " + (device.launches() - start) + " at once");

            // The four axes give the whole Jacobian, transposed: a row for each direction. `jacobian` turns it around.
            page.show("Jacobian", Autodiff.jacobian(a -> layer(a, weights, bias), x));
        }

        // ## Exercises
        //
        // 1. With 5 samples and 2 directions, which shape has the tangent? And what did the wrong way say?
        // 2. Map over points in place of directions: `vmap` of the derivative of x^3 at 1, 2 and 3.
        // 3. For a map from n numbers to m, when is forward mode along n directions cheaper than reverse mode along m?
    }
}
