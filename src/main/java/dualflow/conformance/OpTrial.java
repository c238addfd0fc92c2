package dualflow.conformance;

import dualflow.launch.Launch;
import dualflow.launch.Launcher;
import dualflow.launch.Replay;
import dualflow.tensor.Arena;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Op;
import dualflow.tensor.Part;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * One op.
 *
 * @param op the op
 * @param shapes its arguments' shapes
 * @param numbers gives their elements, which are not kept: there may be many
 * @param way how it runs
 */
record OpTrial(Op op, List<Shape> shapes, Supplier<List<double[]>> numbers, Way way) implements Trial {
    /** How an op runs. */
    enum Way {
        /** Eagerly. */
        EAGER,
        /** Recorded, on slices of one buffer that begin at the device's minimum alignment, and not at a larger one. */
        REPLAYED
    }

    OpTrial {
        shapes = List.copyOf(shapes);
    }

    static OpTrial usual(OpCase c) {
        return new OpTrial(c.op(), c.shapes(), c::usual, Way.EAGER);
    }

    static OpTrial special(OpCase c) {
        return new OpTrial(c.op(), c.shapes(), c::special, Way.EAGER);
    }

    static OpTrial replayed(OpCase c) {
        return new OpTrial(c.op(), c.shapes(), c::special, Way.REPLAYED);
    }

    @Override
    public String name() {
        return op.name();
    }

    @Override
    public List<double[]> inputs() {
        return numbers.get();
    }

    @Override
    public List<double[]> results(Device device, DType dtype, List<double[]> values) {
        try (Arena arena = device.arena()) {
            // A replay has its arguments in slices of one tensor, where a device has such.
            Optional<Launcher> launcher =
                    Launcher.of(device).filter(each -> each.target().partAlignment() > 0);
            double[] result = way == Way.REPLAYED && launcher.isPresent() && !op.isView()
                    ? replayed(device, launcher.get(), dtype, values)
                    : eager(device, dtype, values);
            if (arena.size() == 0) {
                throw new IllegalStateException(this + " left nothing to release");
            }
            return List.of(result);
        }
    }

    private double[] eager(Device device, DType dtype, List<double[]> values) {
        return op.on(tensors(device, dtype, values)).value().toDoubles();
    }

    private List<Tensor> tensors(Device device, DType dtype, List<double[]> values) {
        List<Tensor> tensors = new ArrayList<>();
        for (int k = 0; k < shapes.size(); k++) {
            tensors.add(device.tensor(dtype, shapes.get(k), values.get(k)));
        }
        return tensors;
    }

    private double[] replayed(Device device, Launcher launcher, DType dtype, List<double[]> values) {
        int step = launcher.target().partAlignment() / dtype.bytes();
        List<Part> parts = new ArrayList<>();
        int end = step;
        List<Integer> begins = new ArrayList<>();
        for (Shape shape : shapes) {
            begins.add(end);
            end += (shape.size() + 2 * step - 1) / (2 * step) * 2 * step; // every slice begins at an odd multiple
        }
        double[] all = new double[end];
        for (int k = 0; k < shapes.size(); k++) {
            System.arraycopy(values.get(k), 0, all, begins.get(k), values.get(k).length);
        }
        DeviceTensor buffer = device.tensor(dtype, Shape.of(end), all);
        for (int k = 0; k < shapes.size(); k++) {
            parts.add(new Part(buffer, begins.get(k), shapes.get(k)));
        }
        Shape shape = op.shape(shapes);
        DeviceTensor result = device.fill(dtype, Shape.of(step + shape.size()), 12345);
        Part output = new Part(result, step, shape);
        try (Replay replay = launcher.prepare(List.of(new Launch.One(op, parts, output)))) {
            replay.run();
            replay.run();
            return device.copy(output).toDoubles();
        }
    }

    @Override
    public List<double[]> flushed(Device host, DType dtype) {
        try (Arena arena = host.arena()) {
            Tensor y = Flushing.on(op, tensors(host, dtype, inputs()), host);
            if (arena.size() == 0) {
                throw new IllegalStateException(this + " left nothing to release");
            }
            return List.of(y.value().toDoubles());
        }
    }

    @Override
    public long terms() {
        long outputs = Math.max(1, op.shape(shapes).size());
        long terms = op.multiplyAdds(Blocks.of(op, shapes)) / outputs;
        for (Shape shape : shapes) {
            terms = Math.max(terms, shape.size() / outputs);
        }
        return Math.max(1, terms);
    }

    @Override
    public OptionalInt source(int argument, int index) {
        return op instanceof ElementwiseOp
                ? OptionalInt.of(Blocks.of(op, shapes).start(argument, index))
                : OptionalInt.empty();
    }

    @Override
    public String toString() {
        return op + " of " + shapes + (way == Way.REPLAYED ? ", replayed" : "");
    }
}
