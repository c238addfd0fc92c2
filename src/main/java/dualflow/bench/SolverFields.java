package dualflow.bench;

import dualflow.flow.StateRows;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The fields in the plane that solvers are compared on, in float64; {@code tools/benchmark/solvers.py} has the same of the same arrays. */
final class SolverFields {
    private static final int WIDTH = 64;
    private static final long SEED = 1;

    private final Map<String, Tensor> arrays = new TreeMap<>();
    private final VelocityField field;

    SolverFields(String name, Device device) {
        field = switch (name) {
            case "mixture" -> mixture(device);
            case "mlp" -> network(device);
            default -> throw new IllegalArgumentException("there is no field '" + name + "'");
        };
    }

    /** The arrays that make it up, by name. */
    Map<String, Tensor> arrays() {
        return arrays;
    }

    VelocityField field() {
        return field;
    }

    private Tensor array(Device device, String name, Shape shape, double... numbers) {
        Tensor array = device.tensor(DType.FLOAT64, shape, numbers);
        arrays.put(name, array);
        return array;
    }

    /**
     * From N(0, I) to sum_k w_k N(m_k, s_k^2 I) on the linear path: v = sum_k r_k(t, x) (m_k + c_k (x - t m_k)), where var_k = (1 - t)^2 + t^2 s_k^2,
     * c_k = (t s_k^2 - (1 - t))/var_k and r is the softmax of log w_k - log var_k - |x - t m_k|^2/(2 var_k).
     */
    private VelocityField mixture(Device device) {
        Tensor means = array(device, "means", Shape.of(3, 1, 2), 1.5, 0, -1, 1, -0.5, -1.5);
        Tensor squares = array(device, "squares", Shape.of(3, 1, 1), 0.25, 0.16, 0.36);
        Tensor logs = array(device, "logs", Shape.of(3, 1, 1), Math.log(0.5), Math.log(0.3), Math.log(0.2));
        return (t, x) -> {
            Tensor rest = Ops.shift(Ops.negate(t), 1);
            Tensor variances = Ops.add(Ops.multiply(Ops.multiply(t, t), squares), Ops.multiply(rest, rest));
            Tensor from = Ops.subtract(StateRows.withComponentAxis(x), Ops.multiply(t, means)); // [3, n, 2]
            Tensor distances = Ops.divide(Ops.sum(Ops.multiply(from, from), 1), last(Ops.scale(variances, 2)));
            Tensor logits = Ops.subtract(last(Ops.subtract(logs, Ops.log(variances))), distances); // [3, n]
            Tensor factors = Ops.divide(Ops.subtract(Ops.multiply(t, squares), rest), variances);
            Tensor parts = Ops.add(means, Ops.multiply(factors, from));
            return StateRows.blend(Ops.softmax(Ops.transpose(logits), 1), parts);
        };
    }

    /** [3, 1, 1] as [3, 1]. */
    private static Tensor last(Tensor x) {
        return Ops.reshape(x, x.shape().leading(1));
    }

    /** v = silu(silu(x A + t a) B + b) C, of {@value #WIDTH} numbers in each hidden layer. */
    private VelocityField network(Device device) {
        Tensor first = drawn(device, "first", 2, WIDTH);
        Tensor time = drawn(device, "time", 1, WIDTH);
        Tensor second = drawn(device, "second", WIDTH, WIDTH);
        Tensor bias = drawn(device, "bias", 1, WIDTH);
        Tensor third = drawn(device, "third", WIDTH, 2);
        return (t, x) -> {
            Tensor h = Ops.silu(Ops.add(Ops.matmul(x, first), Ops.multiply(t, time)));
            return Ops.matmul(Ops.silu(Ops.add(Ops.matmul(h, second), bias)), third);
        };
    }

    private Tensor drawn(Device device, String name, int rows, int columns) {
        double[] normals = new Draws(SEED).normals(Draws.stream("bench solver " + name), 0, rows * columns);
        double scale = 2 / Math.sqrt(rows);
        return array(
                device,
                name,
                Shape.of(rows, columns),
                IntStream.range(0, normals.length)
                        .mapToDouble(i -> scale * normals[i])
                        .toArray());
    }
}
