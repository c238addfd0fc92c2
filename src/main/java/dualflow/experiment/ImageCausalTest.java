package dualflow.experiment;

import dualflow.dependency.Estimate;
import dualflow.dependency.SecondMoment;
import dualflow.digits.DigitDraw;
import dualflow.digits.DigitVariable;
import dualflow.digits.Morphometry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The paper's causal test on images of digits whose causal structure is known: the correlation of the two ends of a structure, before and after
 * conditioning on the middle, as it is in the model, in the images that the networks were trained on, in the images that the flow makes, and as
 * Jacobian-vector products of attributes estimate it. Attributes are standard scores throughout.
 *
 * @param triple the structure
 * @param rows the table
 * @param unmeasured how many generated images have no ink to measure
 * @param rowVariation for each regressor the coefficient of variation of the size of the middle's row
 */
public record ImageCausalTest(CausalTriple triple, List<Row> rows, int unmeasured, List<Double> rowVariation) {
    private static final List<Double> FRACTIONS = List.of(0.5, 0.1);

    /** What a row is of. */
    public enum Quantity {
        /** Images from the model. */
        TRAINING_IMAGES("training images"),
        /** Images that the flow makes. */
        GENERATED_IMAGES("generated images"),
        /** Products J u. */
        PRODUCTS("products J u");

        private final String words;

        Quantity(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** What is done about the middle variable k. */
    public enum Conditioning {
        /** Nothing. */
        NONE("all"),
        /** The partial correlation. */
        PARTIAL("given the middle"),
        /** Directions along which it hardly changes, the paper's conditioning. */
        SLAB("|(Ju)_k| < tau"),
        /** Points with a small row. */
        ROW_NORM("|J^k| smallest"),
        /** Directions along which it does not change. */
        DO_DIRECTION("(Ju)_k = 0");

        private final String words;

        Conditioning(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * One correlation of the ends.
     *
     * @param quantity what it is of
     * @param conditioning what is done about the middle
     * @param tau the threshold, in units of the root mean square of (J u)_k; of a row norm the fraction of points
     * @param measuredBy who measured the attributes: assigned, morphometry, or a regressor with its number
     * @param kept the fraction of directions or points that are kept
     * @param truth what the model has: the correlation, or the partial one given the middle
     * @param estimate with its interval; empty where it is undefined
     */
    public record Row(
            Quantity quantity,
            Conditioning conditioning,
            OptionalDouble tau,
            String measuredBy,
            double kept,
            double truth,
            Optional<Estimate> estimate) {}

    /**
     * What a flow made, as one network measures it.
     *
     * @param scores [n, variables] row-major, in the order of the structure's variables
     * @param grams of the same points
     */
    public record Measured(double[] scores, AttributeGrams grams) {}

    /**
     * The sweep and its draws.
     *
     * @param taus the thresholds of the slab
     * @param directions how many directions are drawn at each point
     * @param seed the seed of the draws
     */
    public record Sweep(List<Double> taus, int directions, long seed) {
        /**
         * Copies the thresholds.
         *
         * @param taus the thresholds of the slab
         * @param directions how many directions are drawn at each point
         * @param seed the seed of the draws
         */
        public Sweep {
            taus = List.copyOf(taus);
        }
    }

    /**
     * Copies the lists.
     *
     * @param triple the structure
     * @param rows the table
     * @param unmeasured how many generated images have no ink
     * @param rowVariation of each regressor
     */
    public ImageCausalTest {
        rows = List.copyOf(rows);
        rowVariation = List.copyOf(rowVariation);
    }

    /**
     * The table of one structure.
     *
     * @param triple the structure
     * @param training the images that the networks were trained on
     * @param generated the measures of the images that the flow made; empty for those without ink
     * @param regressors what each regressor measures of the same images
     * @param sweep thresholds and draws
     * @return the table
     */
    public static ImageCausalTest compute(
            CausalTriple triple,
            List<DigitDraw> training,
            List<Optional<Morphometry>> generated,
            List<Measured> regressors,
            Sweep sweep) {
        List<Row> rows = new ArrayList<>();
        samples(
                rows,
                triple,
                Quantity.TRAINING_IMAGES,
                "assigned",
                variable -> training.stream()
                        .mapToDouble(draw -> draw.scores().get(variable))
                        .toArray());
        List<Morphometry> ofTraining =
                training.stream().map(DigitDraw::measured).toList();
        samples(
                rows,
                triple,
                Quantity.TRAINING_IMAGES,
                "morphometry",
                variable -> DigitScores.column(triple.structure(), variable, ofTraining));
        List<Morphometry> measured =
                generated.stream().flatMap(Optional::stream).toList();
        samples(
                rows,
                triple,
                Quantity.GENERATED_IMAGES,
                "morphometry",
                variable -> DigitScores.column(triple.structure(), variable, measured));
        for (int r = 0; r < regressors.size(); r++) {
            double[] scores = regressors.get(r).scores();
            samples(rows, triple, Quantity.GENERATED_IMAGES, name(r), variable -> column(triple, scores, variable));
        }
        for (int r = 0; r < regressors.size(); r++) {
            products(rows, triple, name(r), regressors.get(r).grams(), sweep);
        }
        int k = triple.column(triple.middle());
        return new ImageCausalTest(
                triple,
                rows,
                generated.size() - measured.size(),
                regressors.stream().map(each -> each.grams().variationOfRow(k)).toList());
    }

    /** The scores of a variable over some images. */
    private interface Columns {
        double[] of(DigitVariable variable);
    }

    private static void samples(
            List<Row> rows, CausalTriple triple, Quantity quantity, String measuredBy, Columns columns) {
        double[] a = columns.of(triple.first());
        double[] b = columns.of(triple.second());
        double[] k = columns.of(triple.middle());
        boolean areEnough = a.length > 3;
        rows.add(new Row(
                quantity,
                Conditioning.NONE,
                OptionalDouble.empty(),
                measuredBy,
                1,
                triple.correlation(),
                areEnough ? SampleCorrelation.pearson(a, b) : Optional.empty()));
        rows.add(new Row(
                quantity,
                Conditioning.PARTIAL,
                OptionalDouble.empty(),
                measuredBy,
                1,
                triple.partial(),
                areEnough ? SampleCorrelation.partial(a, b, k) : Optional.empty()));
    }

    private static void products(
            List<Row> rows, CausalTriple triple, String regressor, AttributeGrams grams, Sweep sweep) {
        int k = triple.column(triple.middle());
        rows.add(product(triple, Conditioning.NONE, OptionalDouble.empty(), regressor, grams.secondMoment(), 1));
        for (double tau : sweep.taus()) {
            SecondMoment moment = grams.slab(k, tau, sweep.directions(), sweep.seed());
            rows.add(product(
                    triple, Conditioning.SLAB, OptionalDouble.of(tau), regressor, moment, moment.keptFraction()));
        }
        for (double fraction : FRACTIONS) {
            rows.add(product(
                    triple,
                    Conditioning.ROW_NORM,
                    OptionalDouble.of(fraction),
                    regressor,
                    grams.smallestRows(k, fraction),
                    fraction));
        }
        rows.add(product(triple, Conditioning.DO_DIRECTION, OptionalDouble.empty(), regressor, grams.held(k), 1));
    }

    private static Row product(
            CausalTriple triple,
            Conditioning conditioning,
            OptionalDouble tau,
            String regressor,
            SecondMoment moment,
            double kept) {
        return new Row(
                Quantity.PRODUCTS,
                conditioning,
                tau,
                regressor,
                kept,
                conditioning == Conditioning.NONE ? triple.correlation() : triple.partial(),
                moment.correlation().uncentred(triple.column(triple.first()), triple.column(triple.second())));
    }

    private static double[] column(CausalTriple triple, double[] scores, DigitVariable variable) {
        int columns = triple.structure().variables().size();
        int at = triple.column(variable);
        double[] column = new double[scores.length / columns];
        Arrays.setAll(column, i -> scores[i * columns + at]);
        return column;
    }

    private static String name(int regressor) {
        return "regressor " + (regressor + 1);
    }

    /**
     * Who measured, in the order of the table's columns.
     *
     * @return assigned, morphometry and the regressors
     */
    public List<String> measurers() {
        List<String> names = new ArrayList<>(List.of("assigned", "morphometry"));
        IntStream.range(0, rowVariation.size()).forEach(r -> names.add(name(r)));
        return names;
    }
}
