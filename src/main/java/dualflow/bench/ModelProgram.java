package dualflow.bench;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.nn.Architecture;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.random.Draws;
import dualflow.recording.RecordedFunction;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A model with random weights at random points, ready to run: its primal, and its primal with tangents along random directions. Equal
 * settings give equal values, up to the rounding of the format, on every device.
 */
final class ModelProgram {
    private static final long SEED = 1;

    private final Device device;
    private final Architecture.Program program;
    private final Parameters parameters;
    private final Pass pass;
    private final RecordedFunction recorded;
    private final Tensor x;
    private final Tensor t;
    private final Tensor v;

    /**
     * Draws weights, points and directions, in the innermost arena, which must stay open.
     *
     * @param samples the batch's shape, [B, H, W, C] or [B, n]
     * @param tangents the number of directions, at least 1
     * @param inference whether weights are prepared once for many evaluations; else each evaluation follows the definition
     */
    ModelProgram(
            Architecture architecture, Shape samples, int tangents, Device device, DType dtype, boolean inference) {
        this.device = device;
        this.program = architecture.program();
        this.parameters = drawn(architecture.model().specification(), device, dtype);
        this.pass = inference ? Pass.inference(parameters, device.currentArena()) : Pass.evaluation(parameters);
        this.recorded = new RecordedFunction(
                arguments -> List.of(velocity(arguments.get(0), arguments.get(1))), device.currentArena());
        this.x = device.tensor(dtype, samples, normals("x", samples.size()));
        int[] one = samples.dims();
        Arrays.fill(one, 1, one.length, 1);
        double[] times = rounded(new Draws(SEED).uniforms(Draws.stream("bench t"), 0, one[0]));
        this.t = device.tensor(dtype, Shape.of(one), times);
        Shape directions = tangents == 1 ? samples : samples.withFirst(tangents);
        this.v = device.tensor(dtype, directions, normals("v", directions.size()));
    }

    /** Weights; float32 values in float64 too. */
    static Parameters drawn(Specification specification, Device device, DType dtype) {
        Parameters drawn = specification.draw(device, DType.FLOAT32, SEED);
        if (dtype == DType.FLOAT32) {
            return drawn;
        }
        return drawn.withTensors(drawn.tensors().stream()
                .map(w -> device.tensor(dtype, w.shape(), w.value().toDoubles()))
                .toList());
    }

    private static double[] normals(String name, int count) {
        return rounded(new Draws(SEED).normals(Draws.stream("bench " + name), 0, count));
    }

    /** As float32, so that both formats compute with the same values. */
    private static double[] rounded(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) values[i];
        }
        return values;
    }

    Parameters parameters() {
        return parameters;
    }

    Tensor x() {
        return x;
    }

    Tensor t() {
        return t;
    }

    Tensor v() {
        return v;
    }

    /** The output at another time and other points, in the innermost arena. */
    Tensor velocity(Tensor time, Tensor at) {
        return program.apply(pass, time, at);
    }

    private Tensor replayed(Tensor at) {
        return recorded.apply(List.of(t, at)).get(0);
    }

    /** The output, in the innermost arena, by a recorded program. */
    Tensor primal() {
        return replayed(x);
    }

    /** Output and tangents, in the innermost arena, by a recorded program; for several directions, the tangents are [K, ...]. */
    Dual dual() {
        return dual(this::replayed);
    }

    private Dual dual(UnaryOperator<Tensor> f) {
        return v.shape().rank() > x.shape().rank() ? Autodiff.jvps(f, x, v) : Autodiff.jvp(f, x, v);
    }

    /** Runs the primal to completion, and discards it. */
    void runPrimal() {
        run(this::primal);
    }

    /** Runs primal and tangents to completion, and discards them. */
    void runDual() {
        run(this::dual);
    }

    /** Runs the primal op by op to completion, without recording, and discards it. */
    void runUnrecordedPrimal() {
        run(() -> velocity(t, x));
    }

    /** Runs primal and tangents op by op to completion, without recording, and discards them. */
    void runUnrecordedDual() {
        run(() -> dual(at -> velocity(t, at)));
    }

    private void run(Runnable work) {
        Arena arena = device.arena();
        try {
            work.run();
            device.finish();
        } finally {
            arena.close();
        }
    }
}
