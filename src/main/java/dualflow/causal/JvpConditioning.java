package dualflow.causal;

import dualflow.autodiff.Autodiff;
import dualflow.dependency.Estimate;
import dualflow.dependency.JvpEstimator;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.SecondMoment;
import dualflow.dependency.Slab;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * The estimates of a causal test that are made of Jacobian-vector products through one map: all directions, slabs, small row norms, do-directions. Two
 * passes over the samples.
 */
public final class JvpConditioning {
    /** The passes over the samples that {@link #run} takes. */
    public static final int PASSES = 2;

    private static final int CHUNK = 1 << 14;

    private final SecondMoment all;
    private final List<SecondMoment> slabs;
    private final List<SecondMoment> smallRows;
    private final SecondMoment held;

    private JvpConditioning(
            SecondMoment all, List<SecondMoment> slabs, List<SecondMoment> smallRows, SecondMoment held) {
        this.all = all;
        this.slabs = slabs;
        this.smallRows = smallRows;
        this.held = held;
    }

    /**
     * Runs the products.
     *
     * @param map f, from [n, inputs] to [n, outputs], each row independently
     * @param inputs the number of latents
     * @param outputs the number of outputs
     * @param k the output that is conditioned on and held
     * @param rms the root mean square of (J v)_k, the unit of the thresholds
     * @param settings samples, seed, device, thresholds
     * @param progress called with the samples of both passes that are done
     * @return the sums
     */
    public static JvpConditioning run(
            UnaryOperator<Tensor> map,
            int inputs,
            int outputs,
            int k,
            double rms,
            TestSettings settings,
            LongConsumer progress) {
        JvpConditioning result = new JvpConditioning(
                new SecondMoment(outputs), new ArrayList<>(), new ArrayList<>(), new SecondMoment(outputs));
        settings.thresholds().forEach(tau -> {
            result.slabs.add(new SecondMoment(outputs));
            result.smallRows.add(new SecondMoment(outputs));
        });
        JvpEstimator estimator = new JvpEstimator(map, inputs, settings.seed()).withLargestChunk(CHUNK);
        estimator.run(settings.device(), settings.dtype(), 0, settings.samples(), chunk -> {
            double[] norms = rowNorms(map, inputs, k, settings, chunk);
            result.all.add(chunk);
            for (int i = 0; i < settings.thresholds().size(); i++) {
                double tau = settings.thresholds().get(i) * rms;
                result.slabs.get(i).add(chunk, new Slab(k, tau));
                addWhere(result.smallRows.get(i), chunk, norms, tau);
            }
            progress.accept(chunk.first() + chunk.samples());
        });
        estimator.withHeld(k).run(settings.device(), settings.dtype(), 0, settings.samples(), chunk -> {
            result.held.add(chunk);
            progress.accept(settings.samples() + chunk.first() + chunk.samples());
        });
        return result;
    }

    /** The norm of the row J^k at each point of a chunk, by one transposed product. */
    private static double[] rowNorms(
            UnaryOperator<Tensor> map, int inputs, int k, TestSettings settings, JvpSamples chunk) {
        int n = chunk.samples();
        double[] points = new Draws(settings.seed())
                .normals(JvpEstimator.POINTS, chunk.first() * inputs, Math.multiplyExact(n, inputs));
        double[] ones = new double[n * chunk.outputs()];
        for (int i = 0; i < n; i++) {
            ones[i * chunk.outputs() + k] = 1;
        }
        Arena arena = settings.device().arena();
        try {
            Tensor x = settings.device().tensor(settings.dtype(), Shape.of(n, inputs), points);
            double[] rows = Autodiff.linearize(map, x)
                    .map()
                    .applyTranspose(settings.device().tensor(settings.dtype(), Shape.of(n, chunk.outputs()), ones))
                    .get(0)
                    .value()
                    .toDoubles();
            double[] norms = new double[n];
            for (int i = 0; i < n; i++) {
                double square = 0;
                for (int j = 0; j < inputs; j++) {
                    square += rows[i * inputs + j] * rows[i * inputs + j];
                }
                norms[i] = Math.sqrt(square);
            }
            return norms;
        } finally {
            arena.close();
        }
    }

    /** Adds the samples at whose points the row norm is below tau. */
    private static void addWhere(SecondMoment moment, JvpSamples chunk, double[] norms, double tau) {
        int m = chunk.outputs();
        double[] values = new double[chunk.values().length];
        double[] tangents = new double[chunk.tangents().length];
        int kept = 0;
        for (int i = 0; i < chunk.samples(); i++) {
            if (norms[i] < tau) {
                System.arraycopy(chunk.values(), i * m, values, kept * m, m);
                System.arraycopy(chunk.tangents(), i * m, tangents, kept * m, m);
                kept++;
            }
        }
        moment.add(new JvpSamples(
                chunk.first(), kept, 1, m, Arrays.copyOf(values, kept * m), Arrays.copyOf(tangents, kept * m)));
    }

    /**
     * The estimate under a treatment.
     *
     * @param treatment any but the intervention, which is not made of products
     * @param threshold the index of tau among the settings' thresholds; not read where the treatment has none
     * @param a an output
     * @param b another
     * @return the un-centred correlation; empty where it is undefined, as too few directions are kept or an output does not change along them
     */
    public Optional<Estimate> correlation(Treatment treatment, int threshold, int a, int b) {
        return moment(treatment, threshold).correlation().uncentred(a, b);
    }

    /**
     * The fraction of the directions that a treatment keeps.
     *
     * @param treatment any but the intervention
     * @param threshold the index of tau among the settings' thresholds
     * @return from 0 to 1
     */
    public double kept(Treatment treatment, int threshold) {
        return (double) moment(treatment, threshold).directions() / all.directions();
    }

    private SecondMoment moment(Treatment treatment, int threshold) {
        return switch (treatment) {
            case OBSERVED -> all;
            case SLAB -> slabs.get(threshold);
            case ROW_NORM -> smallRows.get(threshold);
            case DO_DIRECTION -> held;
            case INTERVENTION -> throw new IllegalArgumentException("an intervention is not made of products");
        };
    }
}
