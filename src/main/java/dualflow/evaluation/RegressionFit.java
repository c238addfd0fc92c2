package dualflow.evaluation;

import dualflow.data.Images;
import dualflow.nn.AttributeRegressor;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well a regressor measures an attribute of images that it was not trained on.
 *
 * @param name the attribute
 * @param rSquared 1 - the sum of squared errors by that of the deviations from the mean; empty if the attribute never varies
 * @param rootMeanSquaredError in the attribute's units
 */
public record RegressionFit(String name, OptionalDouble rSquared, double rootMeanSquaredError) {
    private static final int BATCH = 100;

    /**
     * Measures the attributes.
     *
     * @param model the regressor
     * @param parameters its parameters and buffers, on the device
     * @param device where to compute
     * @param dtype the format of the parameters
     * @param images the images
     * @param first the first of them
     * @param targets the attributes of that image and those after it, [n, names], row-major; n is at least 1
     * @param names the attributes
     * @return a fit for each attribute
     */
    public static List<RegressionFit> of(
            AttributeRegressor model,
            Parameters parameters,
            Device device,
            DType dtype,
            Images images,
            int first,
            double[] targets,
            List<String> names) {
        int columns = names.size();
        double[] measured = measure(model, parameters, device, dtype, images, first, targets.length / columns, columns);
        return IntStream.range(0, columns)
                .mapToObj(c -> of(names.get(c), column(measured, c, columns), column(targets, c, columns)))
                .toList();
    }

    /** The fit of one attribute. */
    static RegressionFit of(String name, double[] measured, double[] targets) {
        SampleMean mean = SampleMean.of(targets);
        double errors = 0;
        double deviations = 0;
        boolean varies = false;
        for (int i = 0; i < targets.length; i++) {
            errors += Math.pow(targets[i] - measured[i], 2);
            deviations += Math.pow(targets[i] - mean.value(), 2);
            varies |= targets[i] != targets[0];
        }
        return new RegressionFit(
                name,
                varies ? OptionalDouble.of(1 - errors / deviations) : OptionalDouble.empty(),
                Math.sqrt(errors / targets.length));
    }

    private static double[] measure(
            AttributeRegressor model,
            Parameters parameters,
            Device device,
            DType dtype,
            Images images,
            int first,
            int count,
            int columns) {
        int size = images.shape().size();
        double[] measured = new double[count * columns];
        Pass pass = Pass.evaluation(parameters);
        for (int done = 0; done < count; done += BATCH) {
            int n = Math.min(BATCH, count - done);
            double[] pixels = new double[n * size];
            for (int i = 0; i < n; i++) {
                System.arraycopy(images.image(first + done + i), 0, pixels, i * size, size);
            }
            Arena arena = device.arena();
            try {
                double[] part = model.apply(
                                pass, device.tensor(dtype, images.shape().withFirst(n), pixels))
                        .value()
                        .toDoubles();
                System.arraycopy(part, 0, measured, done * columns, part.length);
            } finally {
                arena.close();
            }
        }
        return measured;
    }

    private static double[] column(double[] rows, int c, int columns) {
        return IntStream.range(0, rows.length / columns)
                .mapToDouble(i -> rows[i * columns + c])
                .toArray();
    }
}
