package dualflow.experiment;

import dualflow.dependency.Estimate;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.SecondMoment;
import java.util.Arrays;
import java.util.Optional;

/** Pearson's correlation of two columns of independent samples, and the partial one given a third, with intervals that assume no distribution. */
final class SampleCorrelation {
    private SampleCorrelation() {}

    /** The correlation; empty if a column is constant. */
    static Optional<Estimate> pearson(double[] a, double[] b) {
        double[] x = centred(a);
        double[] y = centred(b);
        double[] pairs = new double[2 * x.length];
        for (int i = 0; i < x.length; i++) {
            pairs[2 * i] = x[i];
            pairs[2 * i + 1] = y[i];
        }
        SecondMoment moment = new SecondMoment(2);
        moment.add(new JvpSamples(0, x.length, 1, 2, pairs, pairs));
        return moment.correlation().pearson(0, 1);
    }

    /** The correlation of what the linear regression on a third column leaves of both; that one may be constant. */
    static Optional<Estimate> partial(double[] a, double[] b, double[] given) {
        double[] z = centred(given);
        return pearson(residual(centred(a), z), residual(centred(b), z));
    }

    private static double[] residual(double[] x, double[] z) {
        double xz = 0;
        double zz = 0;
        for (int i = 0; i < x.length; i++) {
            xz += x[i] * z[i];
            zz += z[i] * z[i];
        }
        double slope = zz == 0 ? 0 : xz / zz;
        double[] rest = new double[x.length];
        Arrays.setAll(rest, i -> x[i] - slope * z[i]);
        return rest;
    }

    private static double[] centred(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        return Arrays.stream(x).map(v -> v - mean).toArray();
    }
}
