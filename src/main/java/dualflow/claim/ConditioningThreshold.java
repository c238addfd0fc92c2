package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.dependency.Directions;
import dualflow.dependency.JvpEstimator;
import dualflow.dependency.SecondMoment;
import dualflow.dependency.Slab;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.special.Beta;

/** The published threshold is on one product J u, not on the norm of J. */
final class ConditioningThreshold implements Claim {
    private static final int LATENTS = 16;
    private static final int SAMPLES = 20_000;
    /** |J| of the attribute, the same everywhere, and so small that 17 % of the samples are kept, as in the paper. */
    private static final double NORM = 0.1776;
    /** |delta logit| < 1e-4 at epsilon = 1e-2. */
    private static final double THRESHOLD = 1e-4 / 1e-2;

    @Override
    public String id() {
        return "conditioning-threshold";
    }

    @Override
    public String statement() {
        return "The conditioned subset, 17 % of the samples, is that with a Jacobian norm ||J^19|| below 1e-4.";
    }

    @Override
    public Source source() {
        return Source.paper("section 6.4; the code keeps samples with |delta logit| < 1e-4");
    }

    @Override
    public Outcome check(Setting setting) {
        double[] gradient = new double[LATENTS];
        Arrays.fill(gradient, NORM / Math.sqrt(LATENTS));
        Tensor weights = setting.tensor(gradient, LATENTS, 1);
        UnaryOperator<Tensor> attribute = x -> Ops.matmul(x, weights);
        SecondMoment moment = new SecondMoment(1);
        new JvpEstimator(attribute, LATENTS, 63)
                .withDirections(Directions.UNIT, 1)
                .withLargestChunk(SAMPLES)
                .run(setting.device(), setting.dtype(), 0, SAMPLES, chunk -> moment.add(chunk, new Slab(0, THRESHOLD)));
        double kept = moment.keptFraction();
        double[] j = Autodiff.grad(x -> Ops.sum(attribute.apply(x)), setting.tensor(new double[LATENTS], 1, LATENTS))
                .value()
                .toDoubles();
        double norm = Math.sqrt(Arrays.stream(j).map(a -> a * a).sum());
        double byNorm = norm < THRESHOLD ? 1 : 0;
        // The square of one coordinate of a unit vector is distributed as Beta(1/2, (d-1)/2).
        double ratio = THRESHOLD / norm;
        double expected = Beta.regularizedBeta(ratio * ratio, 0.5, (LATENTS - 1) / 2.0);
        return Outcome.corrected(
                Math.abs(kept - byNorm),
                Math.abs(kept - expected),
                // Four standard errors of a fraction of 0.17 in 20,000.
                0.011,
                "One probe's product J u is small for 17 % of the directions also where the norm is 18 times the threshold and the"
                        + " same for all samples: the subset is one of directions almost orthogonal to the gradient.");
    }
}
