package dualflow.bench;

import dualflow.autodiff.Autodiff;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.images.AttributeFlow;
import dualflow.images.LearnedImageFlow;
import dualflow.nn.Architecture;
import dualflow.nn.Classifier;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What it costs to take the JVP of classifier after flow as one program, beside the JVPs of its two parts: in turn in the same run, so that a slowdown
 * of the machine affects all three. Weights, points and directions are random.
 *
 * @param flow a network that gives a velocity of images
 * @param classifier a network that classifies or measures such images
 * @param image the shape of an image, [rows, columns, channels]
 * @param batch the number of samples
 * @param steps the number of Euler steps of the flow
 * @param dtype the format of the computation
 * @param runs the number of timed runs, at least 1
 */
public record AttributeBenchmark(
        Architecture flow, Architecture classifier, Shape image, int batch, int steps, DType dtype, int runs) {
    private static final long SEED = 1;
    private static final int WARM_UP = 3;

    /**
     * The times.
     *
     * @param flow of the flow's JVP
     * @param classifier of the classifier's JVP
     * @param together of that of classifier after flow
     * @param ratio of the last to the sum of the others, run by run
     */
    public record Times(Timing flow, Timing classifier, Timing together, Spread ratio) {
        /**
         * The times as plain values.
         *
         * @return milliseconds and ratios by name
         */
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            Map.of(
                            "flow",
                            flow.spread(),
                            "classifier",
                            classifier.spread(),
                            "together",
                            together.spread(),
                            "ratio",
                            ratio)
                    .forEach((name, spread) -> {
                        fields.put(name + " median", spread.median());
                        fields.put(name + " low", spread.low());
                        fields.put(name + " high", spread.high());
                    });
            return fields;
        }
    }

    /**
     * Measures.
     *
     * @param device the device; nothing else should run there
     * @return the times
     * @throws dualflow.tensor.ShapeException if a network does not take such images
     */
    public Times run(Device device) {
        Arena arena = device.arena();
        try {
            LearnedImageFlow learned = new LearnedImageFlow(
                    flow.velocityModel(),
                    ModelProgram.drawn(flow.model().specification(), device, dtype),
                    image,
                    "drawn");
            AttributeFlow both = new AttributeFlow(
                    learned,
                    image,
                    (Classifier) classifier.model(),
                    ModelProgram.drawn(classifier.model().specification(), device, dtype));
            OdeSolver solver = OdeSolver.fixed(ButcherTableau.EULER);
            TimeGrid grid = TimeGrid.uniform(0, 1, steps);
            int d = image.size();
            UnaryOperator<Tensor> made = learned.map(
                    device, dtype, solver, grid, IntStream.range(0, d).toArray());
            UnaryOperator<Tensor> attributes = both.attributes(device, dtype);
            UnaryOperator<Tensor> together =
                    both.estimator(device, dtype, solver, grid, SEED).map();
            Shape rows = Shape.of(batch, d);
            Tensor x = normals(device, rows, "x");
            Tensor z = normals(device, rows, "z");
            Runnable[] work = {
                () -> run(device, made, x, z), () -> run(device, attributes, x, z), () -> run(device, together, x, z)
            };
            Timing.inTurn(WARM_UP, work);
            double[][] times = Timing.inTurn(runs, work);
            double[] sum = IntStream.range(0, runs)
                    .mapToDouble(run -> times[0][run] + times[1][run])
                    .toArray();
            return new Times(
                    Timing.of(times[0]), Timing.of(times[1]), Timing.of(times[2]), Spread.ofRatios(times[2], sum));
        } finally {
            arena.close();
        }
    }

    private Tensor normals(Device device, Shape shape, String name) {
        return device.tensor(dtype, shape, new Draws(SEED).normals(Draws.stream("bench " + name), 0, shape.size()));
    }

    private static void run(Device device, UnaryOperator<Tensor> map, Tensor x, Tensor z) {
        Arena arena = device.arena();
        try {
            Autodiff.jvp(map, x, z);
            device.finish();
        } finally {
            arena.close();
        }
    }
}
