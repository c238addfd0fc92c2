package dualflow.lesson;

import dualflow.autodiff.Autodiff;
import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureAtTime;
import dualflow.closedform.MixtureFlow;
import dualflow.device.host.HostDevice;
import dualflow.flow.MixtureVelocity;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * Where the data are a mixture of Gaussians, the velocity of the flow is known: v(x) = sum_k g_k(x) b_k(x). The g_k are the probabilities that
 * component k is under way at x, and b_k is the affine velocity of that component alone, with the matrix A_k. Its Jacobian follows by
 * the product rule; the paper's equation (4) has it, with two factors exchanged.
 */
public final class VelocityJacobian {
    private VelocityJacobian() {}

    /** The matrix with the entries a_i b_j: column a times row b. */
    static double[][] outer(double[] a, double[] b) {
        double[][] matrix = new double[a.length][b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                matrix[i][j] = a[i] * b[j];
            }
        }
        return matrix;
    }

    /** The sum of a matrix and a multiple of another one. */
    static double[][] plus(double[][] a, double factor, double[][] b) {
        double[][] sum = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                sum[i][j] = a[i][j] + factor * b[i][j];
            }
        }
        return sum;
    }

    /** A matrix with three decimals. */
    static String text(double[][] matrix) {
        StringBuilder text = new StringBuilder();
        for (double[] row : matrix) {
            text.append(text.isEmpty() ? "[" : "; ");
            text.append(LessonPage.rounded(row[0])).append(' ').append(LessonPage.rounded(row[1]));
        }
        return text.append(']').toString();
    }

    /** The flow of this lesson, from a Gaussian whose axes differ to two components. */
    static MixtureFlow flow() {
        return new MixtureFlow(
                new Gaussian(new double[] {0, 0}, new double[][] {{1, 0}, {0, 4}}),
                new GaussianMixture(
                        new double[] {0.5, 0.5},
                        List.of(
                                new Gaussian(new double[] {2, 0}, new double[][] {{1, 0.5}, {0.5, 1}}),
                                new Gaussian(new double[] {-1, 1}, new double[][] {{0.5, 0}, {0, 0.5}}))));
    }

    /** The same flow as a program of tensors, which forward mode differentiates. */
    static MixtureVelocity program(Device device) {
        return new MixtureVelocity(
                device.tensor(DType.FLOAT64, Shape.of(2), 0, 0),
                device.tensor(DType.FLOAT64, Shape.of(2, 2), 2, 0, -1, 1),
                device.tensor(DType.FLOAT64, Shape.of(2, 2, 2), 1, 0.5, 0.5, 1, 0.5, 0, 0, 0.5),
                device.tensor(DType.FLOAT64, Shape.of(2), 0, 0),
                device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 0, 0, 4));
    }

    /** The Jacobian by forward mode, which knows no formula for it. */
    static double[][] byForwardMode(double time, double[] point) {
        try (Device device = new HostDevice()) {
            MixtureVelocity velocity = program(device);
            Tensor t = device.scalar(DType.FLOAT64, time);
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(2), point);
            double[] j = Autodiff.jacobian(
                            p -> Ops.reshape(velocity.velocity(t, Ops.reshape(p, Shape.of(1, 2))), Shape.of(2)), x)
                    .value()
                    .toDoubles();
            return new double[][] {{j[0], j[1]}, {j[2], j[3]}};
        }
    }

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## What goes in
        //
        // At half the time and the point (0.5, 1): the probabilities, their gradients, and the velocities of the
        // components.
        double[] x = {0.5, 1};
        MixtureAtTime at = flow().at(0.5);
        double[] g = at.responsibilities(x);
        double[][] gradients = at.responsibilityGradients(x);
        for (int k = 0; k < 2; k++) {
            double[] b = at.componentDrift(k, x);
            page.say("component " + k + ": g " + LessonPage.rounded(g[k]) + ", grad g ("
                    + LessonPage.rounded(gradients[k][0])
                    + ", " + LessonPage.rounded(gradients[k][1]) + "), b (" + LessonPage.rounded(b[0]) + ", "
                    + LessonPage.rounded(b[1]) + "), A " + text(at.driftMatrix(k)));
        }

        // ## Wrong beside right
        //
        // Entry (i, j) of the Jacobian is the derivative of v_i in x_j. By the product rule it is the sum of g_k A_k
        // and of b_k's entry i times the derivative of g_k in x_j: the column b_k times the row grad g_k. The paper
        // prints the column grad g_k times the row b_k.
        double[][] blend = new double[2][2];
        double[][] printed = new double[2][2];
        double[][] corrected = new double[2][2];
        for (int k = 0; k < 2; k++) {
            double[] b = at.componentDrift(k, x);
            blend = plus(blend, g[k], at.driftMatrix(k));
            printed = plus(printed, 1, outer(gradients[k], b));
            corrected = plus(corrected, 1, outer(b, gradients[k]));
        }
        page.show("as printed", text(plus(blend, 1, printed)));
        page.show("corrected", text(plus(blend, 1, corrected)));
        page.show("by forward mode", text(byForwardMode(0.5, x)));

        // In numbers: how far each is from forward mode, in the entry where row and column differ.
        double exact = byForwardMode(0.5, x)[0][1];
        page.show("printed, off by", LessonPage.about(blend[0][1] + printed[0][1] - exact));
        page.show(
                "corrected, off by less than 1e-14",
                Boolean.toString(Math.abs(blend[0][1] + corrected[0][1] - exact) < 1e-14));

        // ## Why it could go unnoticed
        //
        // With the source N(0, I), each b_k is a gradient, and the second sum is symmetric: then both forms agree. An
        // example with unequal axes tells them apart.
        MixtureAtTime round = new MixtureFlow(Gaussian.standard(2), flow().target()).at(0.5);
        page.show("source N(0, I), as printed", text(round.jacobianAsPrinted(x)));
        page.show("source N(0, I), corrected", text(round.jacobian(x)));

        // ## Exercises
        //
        // 1. The gradients of the two probabilities add to 0. Why, and what does it change if each b_k is replaced by
        //    b_k - v?
        // 2. Where component k alone is held fixed, the Jacobian is A_k. What is A_k at t = 0 and at t = 1?
        // 3. The trace of both forms is the same. Does the divergence, and so the likelihood, suffer from the misprint?
    }
}
