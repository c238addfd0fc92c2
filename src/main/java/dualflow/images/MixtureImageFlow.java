package dualflow.images;

import dualflow.data.IdxImages;
import dualflow.data.LabelledImages;
import dualflow.flow.BlockMixtureVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.RecordedField;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The flow from N(0, I) to a mixture of one Gaussian for each label (paper, equations (2) and (3)): the weights are the label frequencies,
 * the means and covariances those of each label's images, the latter shrunk by {@link Shrinkage}, since pixels that are always black make
 * them singular. Its map is linear only if all components are equal, as with one label.
 */
public final class MixtureImageFlow implements ImageFlow {
    private final List<Component> components;
    private final int dimension;

    /**
     * One label. Pixels that are the same in all of its images are independent of the others and have the variance that shrinkage gives
     * them; so there are eigenvectors of the pixels that vary alone.
     */
    private record Component(
            int label,
            double weight,
            ImageStatistics statistics,
            Shrinkage shrinkage,
            List<Integer> varying,
            PrincipalAxes axes) {
        static Component of(int label, double weight, IdxImages images) {
            ImageStatistics statistics = new ImageStatistics(images);
            Shrinkage shrinkage = Shrinkage.of(images, statistics);
            double[][] covariance = statistics.covariance();
            List<Integer> varying = IntStream.range(0, covariance.length)
                    .filter(i -> covariance[i][i] > 0)
                    .boxed()
                    .toList();
            return new Component(
                    label, weight, statistics, shrinkage, varying, PrincipalAxes.of(block(shrinkage, varying)));
        }

        private static double[][] block(Shrinkage shrinkage, List<Integer> chosen) {
            double[][] block = new double[chosen.size()][chosen.size()];
            for (int i = 0; i < block.length; i++) {
                for (int j = 0; j < block.length; j++) {
                    block[i][j] = shrinkage.covariance()[chosen.get(i)][chosen.get(j)];
                }
            }
            return block;
        }

        /** The variance of a pixel that does not vary. */
        double noise() {
            return shrinkage.intensity() * shrinkage.level();
        }
    }

    /**
     * Fits one component for each label.
     *
     * @param images the images, at least two per label
     */
    public MixtureImageFlow(LabelledImages images) {
        dimension = images.images().height() * images.images().width();
        components = images.countByLabel().entrySet().parallelStream()
                .map(label -> Component.of(
                        label.getKey(),
                        (double) label.getValue() / images.images().count(),
                        images.withLabels(label.getKey()).images()))
                .toList();
    }

    @Override
    public UnaryOperator<Tensor> map(Device device, DType dtype, OdeSolver solver, TimeGrid grid, int... pixels) {
        BlockMixtureVelocity velocity = velocity(device, dtype);
        // The check of a singular component depends on values, which a recording would not look at again.
        VelocityField field = velocity.isSingular() ? velocity : new RecordedField(velocity, device.currentArena());
        double[] choice = new double[dimension * pixels.length];
        for (int p = 0; p < pixels.length; p++) {
            choice[pixels[p] * pixels.length + p] = 1;
        }
        Tensor chosen = device.tensor(dtype, Shape.of(dimension, pixels.length), choice);
        return x -> Ops.matmul(solver.solve(field, x, grid), chosen);
    }

    /**
     * The velocity (3), and the responsibilities, of rows of pixels.
     *
     * @param device the device
     * @param dtype the format
     * @return the velocity; its parameters live in the arena that is open now
     */
    public BlockMixtureVelocity velocity(Device device, DType dtype) {
        int k = components.size();
        int d = dimension;
        List<Integer> sizes = components.stream().map(c -> c.varying().size()).toList();
        int r = sizes.stream().mapToInt(Integer::intValue).sum();
        double[] logits = new double[k];
        double[] means = new double[k * d];
        double[] others = new double[k * d];
        double[] noises = new double[k];
        double[] lambdas = new double[r];
        double[] vectors = new double[d * r];
        Arrays.fill(others, 1);
        int column = 0;
        for (int c = 0; c < k; c++) {
            Component component = components.get(c);
            logits[c] = StrictMath.log(component.weight());
            System.arraycopy(component.statistics().mean(), 0, means, c * d, d);
            noises[c] = component.noise();
            System.arraycopy(component.axes().values(), 0, lambdas, column, sizes.get(c));
            for (int i = 0; i < sizes.get(c); i++) {
                int pixel = component.varying().get(i);
                others[c * d + pixel] = 0;
                System.arraycopy(component.axes().vectors()[i], 0, vectors, pixel * r + column, sizes.get(c));
            }
            column += sizes.get(c);
        }
        return new BlockMixtureVelocity(
                device.tensor(dtype, Shape.of(k), logits),
                device.tensor(dtype, Shape.of(k, d), means),
                device.tensor(dtype, Shape.of(k, d), others),
                device.tensor(dtype, Shape.of(k), noises),
                sizes,
                device.tensor(dtype, Shape.of(r), lambdas),
                device.tensor(dtype, Shape.of(d, r), vectors));
    }

    @Override
    public int dimension() {
        return dimension;
    }

    /** The covariance within components plus that between their means: sum_k pi_k (Sigma_k + mu_k mu_k^T) - mu mu^T. */
    @Override
    public OptionalDouble covariance(int a, int b) {
        double sum = 0;
        double meanA = 0;
        double meanB = 0;
        for (Component component : components) {
            double[] mean = component.statistics().mean();
            sum += component.weight() * (component.shrinkage().covariance()[a][b] + mean[a] * mean[b]);
            meanA += component.weight() * mean[a];
            meanB += component.weight() * mean[b];
        }
        return OptionalDouble.of(sum - meanA * meanB);
    }

    @Override
    public int chunk() {
        return 128;
    }

    /**
     * The shrinkage of each component.
     *
     * @return one for each label, in ascending order; not to be modified
     */
    public List<Shrinkage> shrinkages() {
        return components.stream().map(Component::shrinkage).toList();
    }

    @Override
    public String description() {
        return components.stream()
                .map(component -> String.format(
                        Locale.ROOT,
                        "%d (weight %.3f, shrinkage %.4f)",
                        component.label(),
                        component.weight(),
                        component.shrinkage().intensity()))
                .collect(Collectors.joining(
                        ", ",
                        "N(0, I) to a mixture of one Gaussian for each label: ",
                        "; each covariance is (1 - shrinkage) S + shrinkage tr(S)/d I, by Ledoit and Wolf's rule"));
    }
}
