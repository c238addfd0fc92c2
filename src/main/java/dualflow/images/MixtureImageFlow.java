package dualflow.images;

import dualflow.data.IdxImages;
import dualflow.data.LabelledImages;
import dualflow.flow.DiagonalizedMixtureVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * The flow from N(0, I) to a mixture of one Gaussian for each label (paper, equations (2) and (3)): the weights are the label frequencies,
 * the means and covariances those of each label's images, the latter shrunk by {@link Shrinkage}, since pixels that are always black make
 * them singular. Its map is linear only if all components are equal, as with one label.
 */
public final class MixtureImageFlow implements ImageFlow {
    private final List<Integer> labels = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final List<ImageStatistics> statistics = new ArrayList<>();
    private final List<Shrinkage> shrinkages = new ArrayList<>();
    private final List<PrincipalAxes> axes = new ArrayList<>();
    private final int dimension;

    /**
     * Fits one component for each label.
     *
     * @param images the images, at least two per label
     */
    public MixtureImageFlow(LabelledImages images) {
        dimension = images.images().height() * images.images().width();
        images.countByLabel().forEach((label, count) -> {
            IdxImages chosen = images.withLabels(label).images();
            ImageStatistics ofLabel = new ImageStatistics(chosen);
            Shrinkage shrinkage = Shrinkage.of(chosen, ofLabel);
            labels.add(label);
            weights.add((double) count / images.images().count());
            statistics.add(ofLabel);
            shrinkages.add(shrinkage);
            axes.add(PrincipalAxes.of(shrinkage.covariance()));
        });
    }

    @Override
    public UnaryOperator<Tensor> map(Device device, DType dtype, OdeSolver solver, TimeGrid grid, int... pixels) {
        int k = labels.size();
        int d = dimension;
        double[] logits = new double[k];
        double[] means = new double[k * d];
        double[] vectors = new double[k * d * d];
        double[] lambdas = new double[k * d];
        for (int c = 0; c < k; c++) {
            logits[c] = StrictMath.log(weights.get(c));
            System.arraycopy(statistics.get(c).mean(), 0, means, c * d, d);
            System.arraycopy(axes.get(c).flat(), 0, vectors, c * d * d, d * d);
            System.arraycopy(axes.get(c).values(), 0, lambdas, c * d, d);
        }
        double[] choice = new double[d * pixels.length];
        for (int p = 0; p < pixels.length; p++) {
            choice[pixels[p] * pixels.length + p] = 1;
        }
        Tensor w = device.tensor(dtype, Shape.of(k, d, d), vectors);
        DiagonalizedMixtureVelocity field = new DiagonalizedMixtureVelocity(
                device.tensor(dtype, Shape.of(k), logits),
                device.tensor(dtype, Shape.of(k, d), means),
                device.fill(dtype, Shape.of(d), 0),
                w,
                Ops.transpose(w),
                device.tensor(dtype, Shape.of(k, d), lambdas));
        Tensor chosen = device.tensor(dtype, Shape.of(d, pixels.length), choice);
        return x -> Ops.matmul(solver.solve(field, x, grid), chosen);
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
        for (int c = 0; c < labels.size(); c++) {
            double[] mean = statistics.get(c).mean();
            sum += weights.get(c) * (shrinkages.get(c).covariance()[a][b] + mean[a] * mean[b]);
            meanA += weights.get(c) * mean[a];
            meanB += weights.get(c) * mean[b];
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
        return List.copyOf(shrinkages);
    }

    @Override
    public String description() {
        StringBuilder text = new StringBuilder("N(0, I) to a mixture of one Gaussian for each label");
        for (int c = 0; c < labels.size(); c++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s %d (weight %.3f, shrinkage %.4f)",
                    c == 0 ? ":" : ",",
                    labels.get(c),
                    weights.get(c),
                    shrinkages.get(c).intensity()));
        }
        return text.append("; each covariance is (1 - shrinkage) S + shrinkage tr(S)/d I, by Ledoit and Wolf's rule")
                .toString();
    }
}
