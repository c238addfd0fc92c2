package dualflow.claim;

import dualflow.closedform.PublishedMixture;
import dualflow.flow.MixtureVelocity;

/** Table 4's second column is 1 - t times what it should be. */
final class TableFourIntervention implements Claim {
    @Override
    public String id() {
        return "table4-intervention";
    }

    @Override
    public String statement() {
        return "The Jacobians under intervention and observation differ by <0.001, 0.284, 0.300, 0.039 and <0.001 on average.";
    }

    @Override
    public Source source() {
        return Source.paper("Table 4, second column");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureVelocity field = setting.velocity(TableFour.data().flow());
        double asPrinted = TableFour.worst((time, at, points) -> TableFour.outside(
                TableFour.mean(points, TableFour.jacobians(setting, field, at.time(), points), at::responsibilityBlend),
                TableFour.data().printedIntervention(time)));
        // Corrected: the printed numbers are those of the published matrices, and those are 1 - t times the true ones.
        double error = TableFour.worst((time, at, points) -> {
            PublishedMixture published = new PublishedMixture(at);
            double exact = TableFour.mean(
                    points, TableFour.jacobians(setting, field, at.time(), points), at::responsibilityBlend);
            double code = TableFour.mean(
                    points,
                    TableFour.jacobians(setting, field.asPublished(), at.time(), points),
                    published::responsibilityBlend);
            return Math.max(
                    TableFour.outside(code, TableFour.data().printedIntervention(time)),
                    Math.abs(code - (1 - at.time()) * exact));
        });
        return Outcome.corrected(
                asPrinted,
                error,
                setting.tolerance(1e-13, 1e-5),
                "They are computed with A_k = t Sigma_k S_k^(-1), which gives the printed digits and is 1 - t times too small;"
                        + " with the term -(1-t) Sigma0 they are 0, 0.378, 0.600, 0.154 and 0.002.");
    }
}
