package dualflow.check;

import dualflow.semantics.Quantity;
import java.util.Map;

/**
 * A restriction of quantities under which a wrong equation may hold.
 *
 * @param text such as "S diagonal"
 * @param family what is restricted, and in what way: of the restrictions of a family the most general one that holds is reported
 * @param rank lower is more general
 * @param change makes a draw fulfil it
 */
record SpecialCase(String text, String family, double rank, Change change) {
    /** Changes a draw. */
    interface Change {
        Map<String, Quantity> apply(Map<String, Quantity> row, RandomNumbers random);
    }

    /** Both. */
    SpecialCase and(SpecialCase other) {
        return new SpecialCase(
                text + " and " + other.text,
                family + " " + other.family,
                rank + other.rank,
                (row, random) -> other.change.apply(change.apply(row, random), random));
    }

    /** What is restricted. */
    String quantity() {
        return family.split(":", -1)[0];
    }
}
