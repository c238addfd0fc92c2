package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

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
        double[] once = Autodiff.jvp(v -> Ops.tanh(Ops.matmul(v, weights)), x, z)
                .tangent()
                .value()
                .toDoubles();
        // With -z beside z the mean vanishes, as it does in expectation: E[J z] = 0.
        double[] both = Arrays.copyOf(once, 2 * once.length);
        for (int i = 0; i < once.length; i++) {
            both[once.length + i] = -once[i];
        }
        return Outcome.corrected(
                Math.abs(uncentred(once) - centred(once)),
                Math.abs(uncentred(both) - centred(both)),
                setting.tolerance(1e-14, 1e-14),
                "The published figures subtract the sample mean of the JVPs; both agree in expectation, since E[J z] = 0,"
                        + " and differ for 320 samples.");
    }

    private static double uncentred(double[] pairs) {
        double[] s = new double[3];
        for (int i = 0; i < pairs.length; i += 2) {
            s[0] += pairs[i] * pairs[i];
            s[1] += pairs[i] * pairs[i + 1];
            s[2] += pairs[i + 1] * pairs[i + 1];
        }
        return s[1] / Math.sqrt(s[0] * s[2]);
    }

    private static double centred(double[] pairs) {
        double[] a = new double[pairs.length / 2];
        double[] b = new double[pairs.length / 2];
        for (int i = 0; i < a.length; i++) {
            a[i] = pairs[2 * i];
            b[i] = pairs[2 * i + 1];
        }
        return new PearsonsCorrelation().correlation(a, b);
    }
}
