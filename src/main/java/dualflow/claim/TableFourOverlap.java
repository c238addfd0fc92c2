package dualflow.claim;

import dualflow.closedform.MixtureAtTime;
import dualflow.closedform.PublishedMixture;
import dualflow.experiment.Table4Data;
import dualflow.flow.VelocityField;
import dualflow.tensor.DType;
import java.util.Arrays;

/** Table 4 does not say that differences are large where components overlap. */
final class TableFourOverlap implements Claim {
    @Override
    public String id() {
        return "table4-overlap";
    }

    @Override
    public String statement() {
        return "The differences are larger where components overlap, and low later, when it is clear which component dominates.";
    }

    @Override
    public Source source() {
        return Source.paper("section 6.2, of Table 4");
    }

    @Override
    public Outcome check(Setting setting) {
        // As published: in float32, with the published matrices and epsilon = 1e-6.
        Setting float32 = new Setting(setting.device(), DType.FLOAT32);
        VelocityField published = float32.velocity(TableFour.data().flow()).asPublished();
        double[] column = Table4Data.TIMES.stream()
                .mapToDouble(time -> {
                    MixtureAtTime at = TableFour.data().flow().at(Double.parseDouble(time));
                    double[][] points = TableFour.data().points(time);
                    return TableFour.mean(
                            points,
                            TableFourNumerical.differences(
                                    float32, published, at.time(), points, TableFourNumerical.EPSILON),
                            new PublishedMixture(at)::jacobian);
                })
                .toArray();
        String last = Table4Data.TIMES.get(column.length - 1);
        MixtureAtTime end = TableFour.data().flow().at(Double.parseDouble(last));
        double dominance = Arrays.stream(TableFour.data().points(last))
                .mapToDouble(x -> Arrays.stream(end.responsibilities(x)).max().orElseThrow())
                .average()
                .orElseThrow();
        double low = column[column.length - 1] / Arrays.stream(column).max().orElseThrow();
        // It would be true if at t = 0.99 the difference were low relative to the largest, and the largest
        // responsibility near 1.
        return Outcome.refuted(
                Math.min(low, 1 - dominance),
                0.1,
                "At t = 0.99 the first column, round-off, is of the size it has elsewhere, and no component dominates: the largest"
                        + " responsibility averages 0.74 there; the second column vanishes because at t = 1 all components have the"
                        + " same drift, x - mu0.");
    }
}
