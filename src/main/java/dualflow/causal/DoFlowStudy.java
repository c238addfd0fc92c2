package dualflow.causal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The exact laws of do-flows that hold the middle variable of linear structures, beside what they might be: conditioning, which is also what do-directions give,
 * and the true do().
 *
 * @param rows a row for each structure, reading and time
 */
public record DoFlowStudy(List<Row> rows) {
    /** Times at which do-flows begin. */
    private static final double[] STARTS = {0, 0.001, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9};

    /** How near the correlation must be to that under do(), and the remaining variance of Z to 0, which it is under do(Z). */
    private static final double MET = 1e-3;

    /** Below this fraction of its variance the held variable is constant but for rounding. */
    private static final double CONSTANT = 1e-9;

    /**
     * The law of one do-flow at t = 1.
     *
     * @param structure the structure
     * @param reading what is held
     * @param t0 from when on
     * @param correlation the correlation of the ends
     * @param given the correlation of the ends given the held variable; empty where that no longer varies
     * @param remaining the variance of the middle variable, over what it was
     * @param observed the correlation of the ends without the do-flow
     * @param conditioned the partial correlation given the middle variable, which is that along do-directions too
     * @param intervened the correlation of the ends under do(Z)
     */
    public record Row(
            Structure structure,
            DoFlow.Reading reading,
            double t0,
            double correlation,
            OptionalDouble given,
            double remaining,
            double observed,
            double conditioned,
            double intervened) {
        /**
         * Whether this is the law of do(Z), as far as Z and the correlation of the ends tell.
         *
         * @return whether Z is constant and the correlation that under do(Z)
         */
        public boolean isDo() {
            return Math.abs(correlation - intervened) <= MET && remaining <= MET;
        }
    }

    /**
     * Copies the rows.
     *
     * @param rows the rows
     */
    public DoFlowStudy {
        rows = List.copyOf(rows);
    }

    /**
     * Computes the laws.
     *
     * @param structures the structures
     * @return the laws in both readings, from several times on
     */
    public static DoFlowStudy of(List<Structure> structures) {
        List<Row> rows = new ArrayList<>();
        for (Structure structure : structures) {
            for (DoFlow.Reading reading : DoFlow.Reading.values()) {
                for (double t0 : STARTS) {
                    if (t0 > 0 || reading == DoFlow.Reading.STATE) {
                        rows.add(row(structure, reading, t0));
                    }
                }
            }
        }
        return new DoFlowStudy(rows);
    }

    private static Row row(Structure structure, DoFlow.Reading reading, double t0) {
        int a = structure.column(Structure.FIRST);
        int b = structure.column(Structure.SECOND);
        int k = structure.column(Structure.MIDDLE);
        LinearModel model = structure.linear();
        double[][] sigma = model.covariance();
        double[][] end = new GaussianDoFlow(sigma, k, reading).covariance(t0);
        double remaining = end[k][k] / sigma[k][k];
        return new Row(
                structure,
                reading,
                t0,
                LinearLaw.correlation(end, a, b).orElseThrow(),
                remaining > CONSTANT ? LinearLaw.correlation(LinearLaw.given(end, k), a, b) : OptionalDouble.empty(),
                remaining,
                LinearLaw.correlation(sigma, a, b).orElseThrow(),
                LinearLaw.correlation(LinearLaw.given(sigma, k), a, b).orElseThrow(),
                LinearLaw.correlation(model.intervene(Structure.MIDDLE, 0).covariance(), a, b)
                        .orElseThrow());
    }

    /**
     * What the laws say: which do-flow is a do(), and where one meets the do() of a single structure.
     *
     * @return sentences
     */
    public List<String> findings() {
        List<String> findings = new ArrayList<>();
        List<Structure> structures =
                rows.stream().map(Row::structure).distinct().toList();
        for (DoFlow.Reading reading : DoFlow.Reading.values()) {
            List<Double> everywhere = rows.stream()
                    .filter(row -> row.reading() == reading)
                    .map(Row::t0)
                    .distinct()
                    .filter(t0 -> rows.stream()
                            .filter(row -> row.reading() == reading && row.t0() == t0)
                            .allMatch(Row::isDo))
                    .toList();
            findings.add("Reading " + name(reading) + ": "
                    + (everywhere.isEmpty()
                            ? "from no t0 of the table is the do-flow a do(Z) in all these structures"
                            : "the do-flow has the correlations of do(Z) from t0 = " + everywhere));
            for (Structure structure : structures) {
                crossing(structure, reading)
                        .ifPresent(row -> findings.add(String.format(
                                Locale.ROOT,
                                "In the %s its correlation passes that of do(Z) at t0 = %.3f, where Z still has %.3f of its"
                                        + " variance",
                                structure.id(),
                                row.t0(),
                                row.remaining())));
            }
        }
        if (structures.contains(Structure.FORK) && structures.contains(Structure.CHAIN)) {
            findings.add(String.format(
                    Locale.ROOT,
                    "Between fork and chain the do-flows differ by at most %.0e: they depend on Sigma alone, and so cannot know which"
                            + " arrows a do() would cut",
                    difference(Structure.FORK, Structure.CHAIN)));
        }
        return findings;
    }

    private double difference(Structure one, Structure other) {
        List<Double> first = correlations(one);
        List<Double> second = correlations(other);
        double most = 0;
        for (int i = 0; i < first.size(); i++) {
            most = Math.max(most, Math.abs(first.get(i) - second.get(i)));
        }
        return most;
    }

    private List<Double> correlations(Structure structure) {
        return rows.stream()
                .filter(row -> row.structure() == structure)
                .map(Row::correlation)
                .collect(Collectors.toList());
    }

    /** Where the correlation passes that under do(), by bisection between two times of the table. */
    private Optional<Row> crossing(Structure structure, DoFlow.Reading reading) {
        List<Row> course = rows.stream()
                .filter(row -> row.structure() == structure && row.reading() == reading)
                .toList();
        for (int i = 1; i < course.size(); i++) {
            double low = course.get(i - 1).t0();
            double high = course.get(i).t0();
            double before = excess(course.get(i - 1));
            if (before * excess(course.get(i)) < 0) {
                while (high - low > 1e-4) {
                    double middle = (low + high) / 2;
                    if (before * excess(row(structure, reading, middle)) > 0) {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                return Optional.of(row(structure, reading, (low + high) / 2));
            }
        }
        return Optional.empty();
    }

    private static double excess(Row row) {
        return row.correlation() - row.intervened();
    }

    /**
     * A reading in a few words.
     *
     * @param reading the reading
     * @return such as C(x)
     */
    public static String name(DoFlow.Reading reading) {
        return reading == DoFlow.Reading.STATE ? "C(x)" : "C(E[x1|x])";
    }
}
