package dualflow.causal;

import java.util.OptionalDouble;

/** Weighted sums of the two ends of a structure, of their squares and of their product. */
final class EndMoments {
    private final int a;
    private final int b;
    private final int d;
    private double weight;
    private double sumA;
    private double sumB;
    private double sumAa;
    private double sumAb;
    private double sumBb;

    EndMoments(Structure structure) {
        a = structure.column(Structure.FIRST);
        b = structure.column(Structure.SECOND);
        d = structure.graph().nodes().size();
    }

    /** Adds rows [n, d] with weights [n]. */
    EndMoments add(double[] rows, double[] weights) {
        for (int n = 0; n < weights.length; n++) {
            double x = rows[n * d + a];
            double y = rows[n * d + b];
            weight += weights[n];
            sumA += weights[n] * x;
            sumB += weights[n] * y;
            sumAa += weights[n] * x * x;
            sumAb += weights[n] * x * y;
            sumBb += weights[n] * y * y;
        }
        return this;
    }

    /** Adds the covariance within a group, with the group's weight. */
    void addCentred(EndMoments group) {
        if (group.weight > 0) {
            weight += group.weight;
            sumAa += group.sumAa - group.sumA * group.sumA / group.weight;
            sumAb += group.sumAb - group.sumA * group.sumB / group.weight;
            sumBb += group.sumBb - group.sumB * group.sumB / group.weight;
        }
    }

    /** The correlation; where groups were added, that within them. */
    OptionalDouble correlation() {
        double aa = sumAa - sumA * sumA / weight;
        double ab = sumAb - sumA * sumB / weight;
        double bb = sumBb - sumB * sumB / weight;
        return aa > 0 && bb > 0 ? OptionalDouble.of(ab / Math.sqrt(aa * bb)) : OptionalDouble.empty();
    }
}
