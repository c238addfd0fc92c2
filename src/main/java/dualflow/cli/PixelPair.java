package dualflow.cli;

import dualflow.dependency.Estimate;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the command correlate found out about two pixels; what is undefined is empty.
 *
 * @param a one pixel
 * @param b the other
 * @param uncentred Corr(D) of the derivatives
 * @param pearson Pearson's correlation of the derivatives
 * @param effectiveCount how many independent Gaussian pairs the estimate is worth
 * @param discretized the exact correlation of the discretised map, where it is linear
 * @param empirical Pearson's correlation in the images
 * @param generated Pearson's correlation in the images that the flow made
 * @param secondMoment S(D)
 * @param covariance the fitted model's covariance, where a formula gives it
 */
record PixelPair(
        Pixel a,
        Pixel b,
        Optional<Estimate> uncentred,
        Optional<Estimate> pearson,
        OptionalDouble effectiveCount,
        OptionalDouble discretized,
        OptionalDouble empirical,
        Optional<Estimate> generated,
        Moments secondMoment,
        Optional<Moments> covariance) {

    /** A symmetric matrix of two pixels. */
    record Moments(double first, double both, double second) {
        boolean moves() {
            return first > 0 && second > 0;
        }

        OptionalDouble correlation() {
            return moves() ? OptionalDouble.of(both / (Math.sqrt(first) * Math.sqrt(second))) : OptionalDouble.empty();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "[[%.5f, %.5f], [%.5f, %.5f]]", first, both, both, second);
        }

        private void put(String name, Map<String, Object> row) {
            row.put(name + "First", first);
            row.put(name + "Both", both);
            row.put(name + "Second", second);
        }
    }

    /** Prints the numbers for people; those of a linear flow are not those of another. */
    void print(PrintWriter text, boolean linear) {
        text.printf(Locale.ROOT, "%npixels %s and %s%n", a, b);
        line(text, "Corr, un-centred, of the derivatives", interval(uncentred));
        line(text, "Pearson, centred, of the derivatives", interval(pearson));
        line(text, "Pearson, centred, of the images", point("%.4f", empirical));
        if (linear) {
            line(text, "Corr of the discretised map, exactly", point("%.4f", discretized));
        } else {
            covariance.ifPresent(c -> line(text, "Pearson, centred, of the mixture", point("%.4f", c.correlation())));
            line(text, "Pearson, centred, of the samples", interval(generated));
            line(text, "second moments of the derivatives", secondMoment.toString());
            covariance.ifPresent(c -> line(text, "covariance of the mixture", c.toString()));
        }
        line(text, "effective count", point("%.0f", effectiveCount));
    }

    /** The numbers for the files, by name; null is undefined. */
    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("first", a.toString());
        row.put("second", b.toString());
        row.put("estimate", uncentred.map(Estimate::value).orElse(null));
        row.put("halfWidth", uncentred.map(Estimate::halfWidth).orElse(null));
        row.put("low", uncentred.map(Estimate::low).orElse(null));
        row.put("high", uncentred.map(Estimate::high).orElse(null));
        row.put("standardError", uncentred.map(Estimate::standardError).orElse(null));
        row.put("effectiveCount", boxed(effectiveCount));
        row.put("pearsonEstimate", pearson.map(Estimate::value).orElse(null));
        row.put("pearsonHalfWidth", pearson.map(Estimate::halfWidth).orElse(null));
        row.put("empirical", boxed(empirical));
        row.put("fitted", boxed(covariance.map(Moments::correlation).orElse(OptionalDouble.empty())));
        row.put("discretized", boxed(discretized));
        row.put("generated", generated.map(Estimate::value).orElse(null));
        row.put("generatedHalfWidth", generated.map(Estimate::halfWidth).orElse(null));
        secondMoment.put("secondMoment", row);
        covariance.ifPresent(c -> c.put("covariance", row));
        return row;
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static void line(PrintWriter text, String name, String value) {
        text.printf(Locale.ROOT, "  %-37s %s%n", name, value);
    }

    private static String interval(Optional<Estimate> estimate) {
        return estimate.map(e -> String.format(
                        Locale.ROOT,
                        "%.4f +- %.4f  (95 %%: %.4f to %.4f)",
                        e.value(),
                        e.halfWidth(),
                        e.low(),
                        e.high()))
                .orElse("undefined");
    }

    private static String point(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "undefined";
    }
}
