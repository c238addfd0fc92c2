package dualflow.lesson;

import dualflow.dependency.JvpEstimator;
import dualflow.dependency.SecondMoment;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/**
 * Push random directions through a generator by JVPs, multiply the tangents of two outputs, and average over noise and directions: the result
 * is E[J J'], the mean of the Jacobian times its transpose. It is tempting to call it the covariance of what is generated. It is, for an
 * affine generator; for others it is something else, which bounds the covariance from above.
 */
public final class WhatTheEstimatorMeasures {
    private WhatTheEstimatorMeasures() {}

    /** A generator from one number of noise to two outputs, x and x^3; a row for each sample. */
    static Tensor cubic(Tensor x) {
        return Ops.concat(x, Ops.multiply(Ops.multiply(x, x), x), -1);
    }

    /** An affine one, from two numbers of noise: x0 + x1 and x0 - 2 x1 + 3. */
    static Tensor affine(Tensor x) {
        Tensor first = Ops.slice(x, -1, 0, 1);
        Tensor second = Ops.slice(x, -1, 1, 1);
        return Ops.concat(Ops.add(first, second), Ops.shift(Ops.subtract(first, Ops.scale(second, 2)), 3), -1);
    }

    /** The correlation that belongs to a matrix of second moments. */
    static double correlation(double[][] s) {
        return s[0][1] / Math.sqrt(s[0][0] * s[1][1]);
    }

    /** The entries of a symmetric matrix. */
    static String text(double[][] s) {
        return LessonPage.rounded(s[0][0]) + ", " + LessonPage.rounded(s[0][1]) + ", " + LessonPage.rounded(s[1][1]);
    }

    /** The covariance of two outputs by plain sampling. */
    static double[][] covariance(double[] outputs) {
        int n = outputs.length / 2;
        double[] mean = new double[2];
        double[][] moment = new double[2][2];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < 2; a++) {
                mean[a] += outputs[2 * i + a] / n;
                for (int b = 0; b < 2; b++) {
                    moment[a][b] += outputs[2 * i + a] * outputs[2 * i + b] / n;
                }
            }
        }
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 2; b++) {
                moment[a][b] -= mean[a] * mean[b];
            }
        }
        return moment;
    }

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## Where it is right
        //
        // The affine generator has one Jacobian everywhere, and J J' is the covariance of its outputs: 2, -1 and 5.
        try (Device device = new HostDevice()) {
            SecondMoment straight = new JvpEstimator(x -> affine(x), 2, 1).secondMoment(device, DType.FLOAT64, 50_000);
            page.show("E[J J'], estimated", text(straight.matrix()));
            double[] noise = new Draws(2).normals(0, 0, 100_000);
            Tensor rows = device.tensor(DType.FLOAT64, Shape.of(50_000, 2), noise);
            page.show(
                    "covariance, sampled", text(covariance(affine(rows).value().toDoubles())));

            // ## Where it is not
            //
            // Of x and x^3 the covariance is E[x^4] = 3, and the variances are 1 and E[x^6] = 15. The Jacobian is (1, 3
            // x^2), so E[J J'] has the entries 1, E[3 x^2] = 3 and E[9 x^4] = 27.
            SecondMoment curved = new JvpEstimator(x -> cubic(x), 1, 1).secondMoment(device, DType.FLOAT64, 50_000);
            Tensor points = device.tensor(DType.FLOAT64, Shape.of(50_000, 1), new Draws(2).normals(0, 0, 50_000));
            double[][] sampled = covariance(cubic(points).value().toDoubles());
            page.row("", "entries xx, xy, yy", "correlation", "exact");
            page.row(
                    "E[J J'], estimated",
                    text(curved.matrix()),
                    LessonPage.rounded(correlation(curved.matrix())),
                    LessonPage.rounded(3 / Math.sqrt(27)));
            page.row(
                    "covariance, sampled",
                    text(sampled),
                    LessonPage.rounded(correlation(sampled)),
                    LessonPage.rounded(3 / Math.sqrt(15)));

            // The product 3 agrees, and not by accident: for an output that is x itself, Stein's lemma says E[x g(x)] =
            // E[g'(x)]. The variance does not: E[g'^2] is larger than Var g unless g is affine. So the correlation of
            // JVPs is too small here; in general it may be either.

            // ## How it is estimated
            //
            // From one direction for each sample. The estimator also says how far it may be off, by its own variance.
            page.show(
                    "standard error of the product",
                    LessonPage.rounded(curved.entry(0, 1).orElseThrow().standardError()));
        }

        // ## Exercises
        //
        // 1. For x and sin(x), E[cos x] = e^(-1/2) and E[cos^2 x] = (1 + e^-2) / 2. What does the estimator give, and
        //    which is the correlation?
        // 2. Find two outputs that depend on each other wholly, and of which both correlations are 0.
        // 3. Let the noise have the variance 4, as z = 2 x. Does the estimator's matrix change, and what must be done
        //    with the directions?
    }
}
