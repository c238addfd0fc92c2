package dualflow.check;

import dualflow.semantics.ClaimProgram;
import dualflow.semantics.Evaluated;
import dualflow.semantics.Quantity;
import dualflow.semantics.Variant;
import dualflow.syntax.Statement;
import dualflow.syntax.Statement.Comparison;
import dualflow.tensor.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A claim whose types have been checked, with all that its draws and measurements need. */
final class Examination implements AutoCloseable {
    private static final int LATTICE = 12;
    private static final int EDGES = 12;
    /** So many further batches are drawn for the inequalities behind {@code where}. */
    private static final int MOST_BATCHES = 40;

    private static final int BATCHES_AT_A_TIME = 4;

    private final Statement claim;
    private final ClaimProgram program;
    private final Device device;
    private final CheckSettings settings;
    private final List<Map<String, Integer>> tuples;
    private final ClaimInputs inputs;
    private final ClaimDraws draws;
    private final DrawEvaluator evaluator;
    private final Measurement measurement;

    /**
     * Checks the types at all sizes that will be tried.
     *
     * @throws dualflow.syntax.FormulaException if a type does not fit
     * @throws dualflow.semantics.UndecidedException if something cannot be evaluated exactly
     */
    Examination(Statement claim, Device device, CheckSettings settings) {
        this.claim = claim;
        this.device = device;
        this.settings = settings;
        program = new ClaimProgram(claim);
        tuples = SizeTuples.tried(program.sizes());
        for (Map<String, Integer> sizes : tuples) {
            program.check(sizes, variants());
        }
        inputs = ClaimInputs.of(claim, program);
        draws = new ClaimDraws(settings.seed(), inputs);
        evaluator = new DrawEvaluator(program, device);
        measurement = new Measurement(evaluator, draws, inputs);
    }

    Statement claim() {
        return claim;
    }

    ClaimProgram program() {
        return program;
    }

    CheckSettings settings() {
        return settings;
    }

    ClaimInputs inputs() {
        return inputs;
    }

    ClaimDraws draws() {
        return draws;
    }

    DrawEvaluator evaluator() {
        return evaluator;
    }

    Measurement measurement() {
        return measurement;
    }

    /** The sizes that are tried, the lowest first. */
    List<Map<String, Integer>> tuples() {
        return tuples;
    }

    /** The equation as printed. */
    Variant printed() {
        return Variant.of(claim.equation());
    }

    /** The equation as printed, and the corrected one. */
    List<Variant> variants() {
        List<Variant> variants = new ArrayList<>(List.of(printed()));
        claim.instead().map(Variant::of).ifPresent(variants::add);
        return variants;
    }

    boolean isInequality() {
        return claim.equation().stream().anyMatch(relation -> !relation.isEquality());
    }

    /** The same claim under other conditions. */
    Examination where(List<Statement.Restriction> conditions) {
        Statement changed = new Statement(
                claim.id(),
                claim.span(),
                claim.title(),
                claim.source(),
                claim.section(),
                claim.equation(),
                conditions,
                Optional.empty(),
                claim.expected(),
                claim.scope());
        return new Examination(changed, device, settings);
    }

    /** The modes of the draws at each tuple of sizes. */
    List<DrawMode> modes() {
        List<DrawMode> modes = new ArrayList<>();
        for (int i = 0; i < LATTICE; i++) {
            modes.add(DrawMode.LATTICE);
        }
        for (int i = 0; i < settings.draws(); i++) {
            modes.add(DrawMode.GENERIC);
        }
        for (int i = 0; i < EDGES; i++) {
            modes.add(DrawMode.EDGE);
        }
        return modes;
    }

    /**
     * The draws at a tuple of sizes. Inequalities behind {@code where} are met by drawing again, so that the generic draws are admissible; the ones that
     * were found are repeated where they are too few.
     *
     * @param tried counts the generic draws that were needed
     * @return nothing if none is admissible
     */
    Optional<Batch> admissibleDraws(Map<String, Integer> sizes, int[] tried) {
        Batch batch = draws.batch(sizes, "main", modes());
        tried[0] += settings.draws();
        if (claim.where().stream().allMatch(condition -> condition.comparison() == Comparison.EQUAL)) {
            return Optional.of(batch);
        }
        List<Map<String, Quantity>> found = admissible(sizes, batch.only(DrawMode.GENERIC));
        for (int k = 0; k < MOST_BATCHES && found.size() < settings.draws(); k += BATCHES_AT_A_TIME) {
            List<DrawMode> generic =
                    modes().stream().map(mode -> DrawMode.GENERIC).toList();
            for (int j = k; j < k + BATCHES_AT_A_TIME; j++) {
                found.addAll(admissible(sizes, draws.batch(sizes, "more|" + j, generic)));
                tried[0] += generic.size();
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<Map<String, Quantity>> rows = new ArrayList<>(batch.rows());
        int[] generic = batch.generic();
        for (int i = 0; i < generic.length; i++) {
            rows.set(generic[i], found.get(i < found.size() ? i : 0));
        }
        return Optional.of(new Batch(rows, batch.modes()));
    }

    private List<Map<String, Quantity>> admissible(Map<String, Integer> sizes, Batch batch) {
        Evaluated evaluated = evaluator.values(sizes, List.of(printed()), batch.rows());
        List<Map<String, Quantity>> rows = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (evaluated.admissible()[i]) {
                rows.add(batch.rows().get(i));
            }
        }
        return rows;
    }

    @Override
    public void close() {
        program.close();
    }
}
