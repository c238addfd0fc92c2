package dualflow.flow;

import java.util.Arrays;

/**
 * The states within a step, x(t + theta h) = x + h sum_i b_i(theta) k_i, over the step's own stages and further ones.
 *
 * @param c the times of the further stages
 * @param a the weights of the stages before each of the further stages
 * @param polynomials the coefficients of each b_i, that of theta first; there is no constant one
 */
@SuppressWarnings("ArrayRecordComponent") // a table of numbers
record ContinuousExtension(double[] c, double[][] a, double[][] polynomials) {
    /** Hermite's cubic from states and velocities at both ends; a line where no stage is at the start. */
    static ContinuousExtension cubic(ButcherTableau tableau) {
        return tableau.c(0) == 0
                ? quartic(tableau, new double[tableau.stages()])
                : new ContinuousExtension(
                        new double[0],
                        new double[0][],
                        Arrays.stream(tableau.b())
                                .mapToObj(b -> new double[] {b})
                                .toArray(double[][]::new));
    }

    /** Hermite's cubic, and theta^2 (1 - theta)^2 times further weights of the stages. */
    static ContinuousExtension quartic(ButcherTableau tableau, double... weights) {
        int stages = tableau.stages();
        boolean endsInStage = tableau.lastStageIsFirstOfNext();
        int end = endsInStage ? stages - 1 : stages;
        double[][] polynomials = new double[end + 1][];
        for (int i = 0; i <= end; i++) {
            double b = i < stages ? tableau.b()[i] : 0;
            double w = i < stages ? weights[i] : 0;
            double atStart = i == 0 ? 1 : 0;
            double atEnd = i == end ? 1 : 0;
            polynomials[i] =
                    new double[] {atStart, 3 * b - 2 * atStart - atEnd + w, -2 * b + atStart + atEnd - 2 * w, w};
        }
        return endsInStage
                ? new ContinuousExtension(new double[0], new double[0][], polynomials)
                : new ContinuousExtension(new double[] {1}, new double[][] {tableau.b()}, polynomials);
    }
}
