package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.closedform.MixtureAtTime;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of lesson 12. */
class VelocityJacobianTest {
    private static final double[] X = {0.5, 1};

    /** The probabilities add to 1. So v times the sum of the gradients is 0, and may be subtracted. */
    @Test
    void driftsMayBeTakenFromTheVelocity() {
        MixtureAtTime at = VelocityJacobian.flow().at(0.5);
        double[][] gradients = at.responsibilityGradients(X);
        double[] v = at.velocity(X);
        double[][] whole = new double[2][2];
        double[][] less = new double[2][2];
        for (int k = 0; k < 2; k++) {
            double[] b = at.componentDrift(k, X);
            whole = VelocityJacobian.plus(whole, 1, VelocityJacobian.outer(b, gradients[k]));
            double[] deviation = {b[0] - v[0], b[1] - v[1]};
            less = VelocityJacobian.plus(less, 1, VelocityJacobian.outer(deviation, gradients[k]));
            assertThat(gradients[0][k] + gradients[1][k]).isCloseTo(0, within(1e-15));
        }
        assertThat(VelocityJacobian.plus(whole, -1, less)[0]).containsExactly(new double[] {0, 0}, within(1e-14));
        assertThat(VelocityJacobian.plus(whole, -1, less)[1]).containsExactly(new double[] {0, 0}, within(1e-14));
    }

    /** -I, where all pairs still start at their noise, and I, where they have arrived at their data. */
    @Test
    void componentsMatricesBeginAndEndWithTheIdentity() {
        for (int k = 0; k < 2; k++) {
            assertIsDiagonal(VelocityJacobian.flow().at(0).driftMatrix(k), -1);
            assertIsDiagonal(VelocityJacobian.flow().at(1).driftMatrix(k), 1);
        }
    }

    private static void assertIsDiagonal(double[][] matrix, double value) {
        assertThat(matrix[0]).containsExactly(new double[] {value, 0}, within(1e-14));
        assertThat(matrix[1]).containsExactly(new double[] {0, value}, within(1e-14));
    }

    /** No: a transposition keeps the trace. */
    @Test
    void divergenceDoesNotSuffer() {
        MixtureAtTime at = VelocityJacobian.flow().at(0.5);
        double[][] printed = at.jacobianAsPrinted(X);
        double[][] exact = VelocityJacobian.byForwardMode(0.5, X);
        assertThat(printed[0][0] + printed[1][1]).isCloseTo(exact[0][0] + exact[1][1], within(1e-14));
        assertThat(Math.abs(printed[0][1] - exact[0][1])).isGreaterThan(1);
    }
}
