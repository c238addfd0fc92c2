package dualflow.check;

import dualflow.autodiff.Operation;
import dualflow.check.CheckSettings.Depth;
import dualflow.semantics.Quantity;
import dualflow.semantics.UndecidedException;
import dualflow.syntax.Statement;
import dualflow.syntax.Statement.Relation;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operations that compute both sides of a claim in one draw.
 *
 * @param text the draw, in the notation of claim files
 * @param relations for each relation of the equation its operations, the last of which subtracts the right side from the left
 */
public record ClaimOperations(String text, List<Listed> relations) {
    private static final int FIRST = 60;
    private static final int LAST = 20;
    private static final int MOST_NUMBERS = 12;

    /**
     * Operations of a relation.
     *
     * @param first the first ones, each its name, what is done, and its value
     * @param leftOut the number of those that follow and are not listed
     * @param last the last ones
     */
    public record Listed(List<Row> first, int leftOut, List<Row> last) {}

    /**
     * An operation.
     *
     * @param operation such as v2 = x * v1
     * @param value its value, or of many numbers the shape and the range
     */
    public record Row(String operation, String value) {}

    /**
     * Lists the operations at the counterexample, or, where there is none, in the first generic draw.
     *
     * @param claim the claim
     * @param device where; must support float64
     * @param settings with the seed of all draws
     * @param counterexample of the report
     * @return the operations; none if no draw is admissible, or a value cannot be computed exactly
     */
    public static Optional<ClaimOperations> of(
            Statement claim, Device device, CheckSettings settings, Optional<Counterexample> counterexample) {
        CheckSettings quick = new CheckSettings(settings.seed(), settings.draws(), Depth.QUICK);
        try (Examination examination = new Examination(claim, device, quick)) {
            if (counterexample.isPresent()) {
                return Optional.of(of(
                        examination,
                        device,
                        counterexample.get().sizes(),
                        counterexample.get().row()));
            }
            Map<String, Integer> sizes = examination.tuples().get(0);
            return examination
                    .admissibleDraws(sizes, new int[1])
                    .map(batch -> of(examination, device, sizes, batch.rows().get(batch.generic()[0])));
        } catch (UndecidedException e) {
            return Optional.empty();
        }
    }

    private static ClaimOperations of(
            Examination examination, Device device, Map<String, Integer> sizes, Map<String, Quantity> row) {
        List<Listed> relations = new ArrayList<>();
        for (Relation relation : examination.claim().equation()) {
            List<Row> first = new ArrayList<>();
            Deque<Row> last = new ArrayDeque<>();
            int[] leftOut = {0};
            examination.program().explain(device, sizes, relation, row, operation -> {
                if (first.size() < FIRST) {
                    first.add(row(operation));
                    return;
                }
                last.add(row(operation));
                if (last.size() > LAST) {
                    last.remove();
                    leftOut[0]++;
                }
            });
            relations.add(new Listed(List.copyOf(first), leftOut[0], List.copyOf(last)));
        }
        return new ClaimOperations(QuantityText.row(examination.inputs(), sizes, row), List.copyOf(relations));
    }

    private static Row row(Operation operation) {
        Shape shape = operation.value().shape();
        double[] values = operation.value().value().toDoubles();
        return new Row(operation.name() + " = " + operation.formula(), text(shape, values));
    }

    private static String text(Shape shape, double... values) {
        if (values.length <= MOST_NUMBERS && shape.rank() <= 2) {
            return QuantityText.of(shape, values);
        }
        return shape + " from "
                + QuantityText.number(Arrays.stream(values).min().orElseThrow()) + " to "
                + QuantityText.number(Arrays.stream(values).max().orElseThrow());
    }
}
