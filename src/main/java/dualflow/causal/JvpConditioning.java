package dualflow.causal;

import dualflow.dependency.Estimate;
import dualflow.dependency.JvpEstimator;
import dualflow.dependency.RowNormBelow;
import dualflow.dependency.SecondMoment;
import dualflow.dependency.Slab;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
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
        estimator.withRowNorms(k).run(settings.device(), settings.dtype(), 0, settings.samples(), chunk -> {
            result.all.add(chunk);
            for (int i = 0; i < settings.thresholds().size(); i++) {
                double tau = settings.thresholds().get(i) * rms;
                result.slabs.get(i).add(chunk, new Slab(k, tau));
                result.smallRows.get(i).add(chunk, new RowNormBelow(k, tau));
            }
            progress.accept(chunk.first() + chunk.samples());
        });
        estimator.withHeld(k).run(settings.device(), settings.dtype(), 0, settings.samples(), chunk -> {
            result.held.add(chunk);
            progress.accept(settings.samples() + chunk.first() + chunk.samples());
        });
        return result;
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
        return moment(treatment, threshold).keptFraction();
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
