package dualflow.device.opencl.lowering;

import dualflow.launch.Target;
import dualflow.op.JacobiRotations;
import dualflow.op.Sum;
import dualflow.tensor.DeviceException;

/**
 * Upper bounds of the rounds that the loops of a work-item make where it works through a whole d by d matrix, or through a whole block. A loop makes one
 * more than its body has, which ends it.
 */
final class Rounds {
    private Rounds() {}

    /** Whether a device ends loops before they have done their work. */
    static boolean areLimited(Target target) {
        return target.mostRounds() < Long.MAX_VALUE;
    }

    /** Of {@code lu_factors}: to copy, to find pivots, to exchange rows, and to eliminate. */
    static long ofFactors(long d) {
        return (d * d + 1) + (d + 1) + 2 * d * (d + 1) + (d - 1) * d * (d + 1) / 3;
    }

    /** Of {@code cholesky}: to set entries to 0, and to sum. */
    static long ofCholesky(long d) {
        return (d + 1) + d * (d + 2) + d * (d + 1) / 2 + (d - 1) * d * (d + 1) / 6;
    }

    /** Of {@code symmetric_eigen}: to copy, and to rotate each pair of rows and columns in each sweep. */
    static long ofEigen(long d) {
        long sweep = (d + 1) + d * (d + 1) / 2 + (d - 1) * d / 2 * (d + 1);
        return (d + 1) * (d + 1) + 1 + JacobiRotations.SWEEPS * (1 + sweep);
    }

    /** Of {@code triangular_inverse}, for a column: to set entries to 0, and to sum. */
    static long ofColumn(long d) {
        return 3 * d + 1 + (d - 1) * d / 2;
    }

    /** Of a row of so many numbers, which is read or written so many times, once of them in partial sums. */
    static long ofReduction(int passes, long length) {
        return passes * (length + 1) + 2 * (length / Sum.PARTIAL + 2);
    }

    /**
     * Refuses what a device would leave unfinished.
     *
     * @throws DeviceException if a work-item may not make so many rounds
     */
    static void require(Target target, String op, int d, long rounds) {
        require(target, op + " of " + d + "x" + d + " matrices", rounds);
    }

    /**
     * Refuses what a device would leave unfinished.
     *
     * @throws DeviceException if a work-item may not make so many rounds
     */
    static void require(Target target, String application, long rounds) {
        if (rounds > target.mostRounds()) {
            throw new DeviceException("this device ends the loops of a work-item after " + target.mostRounds()
                    + " rounds, and " + application + " may need " + rounds
                    + ": choose --device host, or another device");
        }
    }
}
