package dualflow.claim;

import dualflow.closedform.MixtureAtTime;
import dualflow.closedform.PublishedMixture;
import dualflow.experiment.Table4Data;
import dualflow.flow.VelocityField;
import dualflow.tensor.DType;
import java.util.Arrays;

/** Table 4's first column does not fall where one component dominates. */
final class TableFourOverlap implements Claim {
    @Override
    public String id() {
        return "table4-overlap";
    }

    @Override
    public String statement() {
        return "Where components overlap the methods' differences are larger, and where one dominates they are low.";
    }

    @Override
    public Source source() {
        return Source.paper("section 6.2, of Table 4's first column");
    }

    @Override
    public Outcome check(Setting setting) {
        // As published: in float32, with the published matrices and epsilon = 1e-6.
        Setting float32 = new Setting(setting.device(), DType.FLOAT32);
        VelocityField published = float32.velocity(TableFour.data().flow()).asPublished();
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (String time : Table4Data.TIMES) {
            MixtureAtTime at = TableFour.data().flow().at(Double.parseDouble(time));
            double[][] points = TableFour.data().points(time);
            double[][][] numerical =
                    TableFourNumerical.differences(float32, published, at.time(), points, TableFourNumerical.EPSILON);
            for (int i = 0; i < points.length; i++) {
                double largest =
                        Arrays.stream(at.responsibilities(points[i])).max().orElseThrow();
                int kind = largest > 0.99 ? 1 : 0;
                sums[kind] += Distance.frobenius(numerical[i], new PublishedMixture(at).jacobian(points[i]));
                counts[kind]++;
            }
        }
        double dominated = sums[1] / counts[1];
        double overlapping = sums[0] / counts[0];
        return Outcome.refuted(
                dominated / overlapping,
                0.1,
                "Being round-off, the first column is as large where one responsibility exceeds 0.99 as elsewhere; it is the"
                        + " second column, the difference from the intervention, that vanishes there.");
    }
}
