package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.dependency.Correlation;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.SecondMoment;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Tensor;
import java.util.Arrays;

/** Corr(D) is un-centred; the published figures are centred. */
final class UncentredCorrelation implements Claim {
    private static final int LATENTS = 6;
    private static final int SAMPLES = 320;

    @Override
    public String id() {
        return "uncentred-correlation";
    }

    @Override
    public String statement() {
        return "The reported correlations are Corr(D) = D^(-1/2) S(D) D^(-1/2), the un-centred second moment normalised.";
    }

    @Override
    public Source source() {
        return Source.paper("section 5.3; the code uses corrcoef, which subtracts the mean");
    }

    @Override
    public Outcome check(Setting setting) {
        Draws draws = new Draws(57);
        Tensor weights = setting.tensor(draws.normals(0, 0, LATENTS * 2), LATENTS, 2);
        Tensor x = setting.tensor(draws.normals(1, 0, SAMPLES * LATENTS), SAMPLES, LATENTS);
        Tensor z = setting.tensor(draws.normals(2, 0, SAMPLES * LATENTS), SAMPLES, LATENTS);
        Dual dual = Autodiff.jvp(v -> Ops.tanh(Ops.matmul(v, weights)), x, z);
        double[] values = dual.primal().value().toDoubles();
        double[] once = dual.tangent().value().toDoubles();
        // With -z paired with z the mean vanishes, as it does in expectation: E[J z] = 0.
        double[] both = Arrays.copyOf(once, 2 * once.length);
        for (int i = 0; i < once.length; i++) {
            both[once.length + i] = -once[i];
        }
        return Outcome.corrected(
                difference(values, once, 1),
                difference(values, both, 2),
                setting.tolerance(1e-14, 1e-14),
                "The published figures subtract the sample mean of the JVPs; both agree in expectation, since E[J z] = 0,"
                        + " and differ for 320 samples.");
    }

    /** The difference between Corr(D) and the centred Pearson correlation of the same products. */
    private static double difference(double[] values, double[] products, int directions) {
        SecondMoment moment = new SecondMoment(2);
        moment.add(new JvpSamples(0, SAMPLES, directions, 2, values, products));
        Correlation correlation = moment.correlation();
        return Math.abs(correlation.uncentred(0, 1).orElseThrow().value()
                - correlation.pearson(0, 1).orElseThrow().value());
    }
}
