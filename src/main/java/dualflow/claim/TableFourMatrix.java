package dualflow.claim;

import dualflow.closedform.PublishedMixture;
import dualflow.flow.MixtureVelocity;

/** Table 4's intervention is a blend of the A_k, not Table 1's A_K. */
final class TableFourMatrix implements Claim {
    @Override
    public String id() {
        return "table4-intervention-is-a-k";
    }

    @Override
    public String statement() {
        return "The Jacobian under intervention is A_K(t), the matrix of the component held fixed.";
    }

    @Override
    public Source source() {
        return Source.paper("Table 1, as Table 4 should apply it");
    }

    @Override
    public Outcome check(Setting setting) {
        MixtureVelocity field = setting.velocity(TableFour.data().flow());
        double asPrinted = TableFour.worst((time, at, points) -> TableFour.outside(
                TableFour.mean(
                        points,
                        TableFour.jacobians(setting, field.asPublished(), at.time(), points),
                        new PublishedMixture(at)::mostProbableDriftMatrix),
                TableFour.data().printedIntervention(time)));
        double error = TableFour.worst((time, at, points) -> TableFour.outside(
                TableFour.mean(
                        points,
                        TableFour.jacobians(setting, field.asPublished(), at.time(), points),
                        new PublishedMixture(at)::responsibilityBlend),
                TableFour.data().printedIntervention(time)));
        return Outcome.corrected(
                asPrinted,
                error,
                // Zero means: to within the rounding of the printed digits.
                setting.tolerance(1e-13, 1e-5),
                "The printed column follows with sum_k gamma_k A_k, which no intervention on the component gives, and does not"
                        + " with A_K, K the most probable component.");
    }
}
