package dualflow.conformance;

import dualflow.launch.Launch;
import dualflow.launch.Launcher;
import dualflow.launch.Replay;
import dualflow.op.Concat;
import dualflow.op.WinogradConvolution;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Op;
import dualflow.tensor.Part;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An op whose first argument is two tensors joined along their last axis: in one launch where the device has one, else after a concatenation.
 *
 * @param op the op
 * @param shapes of the two tensors, and of its other argument
 * @param inputs their elements
 */
public record JoinTrial(Op op, List<Shape> shapes, List<double[]> inputs) implements Trial {
    /**
     * Copies the components.
     *
     * @param op the op
     * @param shapes of the two tensors, and of its other argument
     * @param inputs their elements
     */
    public JoinTrial {
        shapes = List.copyOf(shapes);
        inputs = List.copyOf(inputs);
    }

    /**
     * Convolutions of images in two parts, with sizes that are no multiple of any tile.
     *
     * @return the trials
     */
    public static List<JoinTrial> all() {
        return List.of(
                of(1, Shape.of(1, 5, 6), 16, 16, 16),
                of(0, Shape.of(2, 2, 7, 5), 16, 80, 48), // split among channels that are read together
                of(2, Shape.of(3, 4, 9), 16, 16, 80), // panels of several widths, and tiles of six rows
                of(1, Shape.of(2, 1, 11, 10), 112, 32, 16));
    }

    private static JoinTrial of(int padding, Shape images, int first, int second, int results) {
        Op op = new WinogradConvolution(padding);
        Shape weights = Shape.of(36, first + second, results);
        OpCase c = OpCase.of(op, images.then(Shape.of(first)), images.then(Shape.of(second)), weights);
        return new JoinTrial(op, c.shapes(), c.usual());
    }

    @Override
    public String name() {
        return "joined " + op.name();
    }

    @Override
    public List<double[]> results(Device device, DType dtype, List<double[]> numbers) {
        try (Arena arena = device.arena()) {
            List<DeviceTensor> x = new ArrayList<>();
            for (int k = 0; k < shapes.size(); k++) {
                x.add(device.tensor(dtype, shapes.get(k), numbers.get(k)));
            }
            Optional<Launcher> launcher = Launcher.of(device).filter(each -> each.joins(op, shapes));
            double[] result = launcher.isPresent()
                    ? inOneLaunch(device, launcher.get(), dtype, x)
                    : op.on(new Concat(1).on(x.get(0), x.get(1)), x.get(2))
                            .value()
                            .toDoubles();
            if (arena.size() == 0) {
                throw new IllegalStateException(this + " left nothing to release");
            }
            return List.of(result);
        }
    }

    private double[] inOneLaunch(Device device, Launcher launcher, DType dtype, List<DeviceTensor> x) {
        DeviceTensor result =
                device.fill(dtype, Launch.Joined.blocks(op, shapes).shape(), 0);
        Launch launch = new Launch.Joined(op, x.stream().map(Part::new).toList(), new Part(result));
        try (Replay replay = launcher.prepare(List.of(launch))) {
            replay.run();
            return result.toDoubles();
        }
    }

    @Override
    public long terms() {
        return shapes.get(2).size() / shapes.get(2).dim(-1);
    }

    @Override
    public String toString() {
        return op + " of " + shapes + " joined";
    }
}
