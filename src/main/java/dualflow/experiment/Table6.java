package dualflow.experiment;

import dualflow.association.BinaryColumns;
import dualflow.association.FirstOrderPartial;
import dualflow.association.FourfoldTable;
import dualflow.association.Tetrachoric;
import dualflow.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The labels' part of the paper's Table 6: how far two labels of images go together, and given a third. Each with two coefficients: phi,
 * which is Pearson's correlation of the labels as numbers, and the tetrachoric one, which is that of normal variables whose signs the labels
 * would be, and so the one to set beside an estimate from logits.
 *
 * @param rows what was measured: each of the four with phi and then the tetrachoric coefficient
 * @param largestPhi the largest phi that labels as frequent as these can have; empty if one is constant
 * @param resamples the number of resamples behind each bootstrap error
 */
public record Table6(List<Row> rows, OptionalDouble largestPhi, int resamples) {
    /** The correlation of the labels that the paper prints. */
    public static final double PRINTED =
            PrintedNumber.of("Table 6", "empirical").value();

    /** What the paper prints of its estimate from derivatives, and of that after conditioning. */
    public static final List<Double> PRINTED_ESTIMATES = List.of(
            PrintedNumber.of("Table 6", "estimated").value(),
            PrintedNumber.of("Table 6", "conditional").value());

    /** Half a unit of the printed digits. */
    private static final double ROUNDING = 0.005;

    /** The 97.5 % point of the standard normal distribution. */
    private static final double QUANTILE = 1.959963984540054;

    private static final long STREAM = Draws.stream("bootstrap of labels");

    /** What a coefficient is of. */
    public enum Subject {
        /** All rows. */
        LABELS("the labels"),
        /** All rows, the third label's part taken out by the formula of partial correlation. */
        PARTIAL("partial"),
        /** The rows where the third label is absent. */
        ABSENT("where absent"),
        /** The rows where the third label is present. */
        PRESENT("where present");

        private final String words;

        Subject(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** A coefficient of association. */
    public enum Coefficient {
        /** Pearson's correlation of the labels as numbers. */
        PHI,
        /** Pearson's correlation of normal variables whose signs they would be. */
        TETRACHORIC;

        @Override
        public String toString() {
            return this == PHI ? "phi" : "tetrachoric";
        }
    }

    /**
     * A coefficient.
     *
     * @param subject what it is of
     * @param coefficient which it is
     * @param images the number of images
     * @param value its value; empty where it is undefined, since a label is constant or determined by the third
     * @param standardError by the delta method; empty for partial correlations and where the coefficient is 1 or -1
     * @param bootstrapError the deviation over resamples of the rows; empty where a resample leaves the coefficient undefined
     */
    public record Row(
            Subject subject,
            Coefficient coefficient,
            int images,
            OptionalDouble value,
            OptionalDouble standardError,
            OptionalDouble bootstrapError) {

        /**
         * Whether the printed correlation is this one to its digits, within 1.96 standard errors of a list of this length.
         *
         * @return true if it is; false if it is not, or this is undefined
         */
        public boolean agreesWithPrinted() {
            double error = standardError.orElse(0);
            return value.isPresent() && Math.abs(value.getAsDouble() - PRINTED) <= ROUNDING + QUANTILE * error;
        }
    }

    /** The counts of all three labels: of images with number 4 c + 2 a + b. */
    @SuppressWarnings("ArrayRecordComponent") // counted, read and dropped
    private record Counts(int[] counts) {
        FourfoldTable where(int given) {
            return new FourfoldTable(
                    counts[4 * given + 3], counts[4 * given + 2], counts[4 * given + 1], counts[4 * given]);
        }

        FourfoldTable table() {
            return new FourfoldTable(
                    counts[3] + counts[7], counts[2] + counts[6], counts[1] + counts[5], counts[0] + counts[4]);
        }

        FourfoldTable firstAndGiven() {
            return new FourfoldTable(
                    counts[6] + counts[7], counts[2] + counts[3], counts[4] + counts[5], counts[0] + counts[1]);
        }

        FourfoldTable secondAndGiven() {
            return new FourfoldTable(
                    counts[5] + counts[7], counts[1] + counts[3], counts[4] + counts[6], counts[0] + counts[2]);
        }

        FourfoldTable table(Subject subject) {
            return switch (subject) {
                case LABELS, PARTIAL -> table();
                case ABSENT -> where(0);
                case PRESENT -> where(1);
            };
        }

        OptionalDouble value(Subject subject, Coefficient coefficient) {
            OptionalDouble value = of(coefficient, table(subject));
            return subject == Subject.PARTIAL
                    ? FirstOrderPartial.given(
                            value, of(coefficient, firstAndGiven()), of(coefficient, secondAndGiven()))
                    : value;
        }
    }

    /**
     * Measures labels.
     *
     * @param labels the labels, an image in each row
     * @param first one label
     * @param second another
     * @param given the third
     * @param resamples how often the rows are drawn anew, with replacement
     * @param seed the seed of these draws
     * @return the table
     */
    public static Table6 compute(BinaryColumns labels, int first, int second, int given, int resamples, long seed) {
        byte[] cells = new byte[labels.rows()];
        for (int row = 0; row < cells.length; row++) {
            cells[row] = (byte) ((labels.at(row, given) ? 4 : 0)
                    + (labels.at(row, first) ? 2 : 0)
                    + (labels.at(row, second) ? 1 : 0));
        }
        int[] all = new int[8];
        for (byte cell : cells) {
            all[cell]++;
        }
        Counts counts = new Counts(all);
        List<Counts> drawn = IntStream.range(0, resamples)
                .parallel()
                .mapToObj(resample -> resampled(cells, resample, new Draws(seed)))
                .toList();
        List<Row> rows = new ArrayList<>();
        for (Coefficient coefficient : Coefficient.values()) {
            for (Subject subject : Subject.values()) {
                FourfoldTable table = counts.table(subject);
                rows.add(new Row(
                        subject,
                        coefficient,
                        table.rows(),
                        counts.value(subject, coefficient),
                        subject == Subject.PARTIAL ? OptionalDouble.empty() : error(coefficient, table),
                        deviation(drawn.stream()
                                .parallel()
                                .map(c -> c.value(subject, coefficient))
                                .toList())));
            }
        }
        return new Table6(List.copyOf(rows), counts.table().largestPhi(), resamples);
    }

    private static Counts resampled(byte[] cells, int resample, Draws draws) {
        int[] counts = new int[8];
        for (double u : draws.uniforms(STREAM, (long) resample * cells.length, cells.length)) {
            counts[cells[(int) (u * cells.length)]]++;
        }
        return new Counts(counts);
    }

    private static OptionalDouble of(Coefficient coefficient, FourfoldTable table) {
        return coefficient == Coefficient.PHI
                ? table.phi()
                : Tetrachoric.of(table).map(t -> OptionalDouble.of(t.value())).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble error(Coefficient coefficient, FourfoldTable table) {
        return coefficient == Coefficient.PHI
                ? table.phiStandardError()
                : Tetrachoric.of(table).map(Tetrachoric::standardError).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble deviation(List<OptionalDouble> values) {
        if (values.size() < 2 || values.stream().anyMatch(OptionalDouble::isEmpty)) {
            return OptionalDouble.empty();
        }
        double[] numbers =
                values.stream().mapToDouble(OptionalDouble::getAsDouble).toArray();
        double mean = Arrays.stream(numbers).average().orElseThrow();
        double squares =
                Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
        return OptionalDouble.of(Math.sqrt(squares / (numbers.length - 1)));
    }

    /**
     * A row.
     *
     * @param subject what it is of
     * @param coefficient which coefficient
     * @return the row
     */
    public Row row(Subject subject, Coefficient coefficient) {
        return rows.stream()
                .filter(row -> row.subject() == subject && row.coefficient() == coefficient)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Whether the printed correlation is not phi but agrees with the tetrachoric coefficient.
     *
     * @return true if so
     */
    public boolean isExplained() {
        return !row(Subject.LABELS, Coefficient.PHI).agreesWithPrinted()
                && row(Subject.LABELS, Coefficient.TETRACHORIC).agreesWithPrinted();
    }
}
