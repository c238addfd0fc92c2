package dualflow.cli;

import dualflow.dependency.Estimate;
import dualflow.images.PixelPair;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The output of the command correlate about two pixels; undefined values are empty.
 *
 * @param a one pixel
 * @param b the other
 * @param pair the results
 */
record PixelPairReport(Pixel a, Pixel b, PixelPair pair) {
    /** Prints the results in human-readable form, which differ between linear and other flows. */
    void print(PrintWriter text, boolean linear) {
        text.printf(Locale.ROOT, "%npixels %s and %s%n", a, b);
        line(text, "Corr, un-centred, of the derivatives", interval(pair.uncentred()));
        line(text, "Pearson, centred, of the derivatives", interval(pair.pearson()));
        line(text, "Pearson, centred, of the images", point("%.4f", pair.empirical()));
        if (linear) {
            line(text, "Corr of the discretised map, exactly", point("%.4f", pair.discretized()));
        } else {
            pair.covariance()
                    .ifPresent(c -> line(text, "Pearson, centred, of the mixture", point("%.4f", c.correlation())));
            line(text, "Pearson, centred, of the samples", interval(pair.generated()));
            line(text, "second moments of the derivatives", matrix(pair.secondMoment()));
            pair.covariance().ifPresent(c -> line(text, "covariance of the mixture", matrix(c)));
        }
        line(text, "effective count", point("%.0f", pair.effectiveCount()));
    }

    /** The numbers for the files, by name; undefined values are null. */
    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("first", a.toString());
        row.put("second", b.toString());
        row.put("estimate", pair.uncentred().map(Estimate::value).orElse(null));
        row.put("halfWidth", pair.uncentred().map(Estimate::halfWidth).orElse(null));
        row.put("low", pair.uncentred().map(Estimate::low).orElse(null));
        row.put("high", pair.uncentred().map(Estimate::high).orElse(null));
        row.put("standardError", pair.uncentred().map(Estimate::standardError).orElse(null));
        row.put("effectiveCount", boxed(pair.effectiveCount()));
        row.put("pearsonEstimate", pair.pearson().map(Estimate::value).orElse(null));
        row.put("pearsonHalfWidth", pair.pearson().map(Estimate::halfWidth).orElse(null));
        row.put("empirical", boxed(pair.empirical()));
        row.put(
                "fitted",
                boxed(pair.covariance().map(PixelPair.Moments::correlation).orElse(OptionalDouble.empty())));
        row.put("discretized", boxed(pair.discretized()));
        row.put("generated", pair.generated().map(Estimate::value).orElse(null));
        row.put("generatedHalfWidth", pair.generated().map(Estimate::halfWidth).orElse(null));
        put("secondMoment", pair.secondMoment(), row);
        pair.covariance().ifPresent(c -> put("covariance", c, row));
        return row;
    }

    private static void put(String name, PixelPair.Moments moments, Map<String, Object> row) {
        row.put(name + "First", moments.first());
        row.put(name + "Both", moments.both());
        row.put(name + "Second", moments.second());
    }

    private static String matrix(PixelPair.Moments moments) {
        return String.format(
                Locale.ROOT,
                "[[%.5f, %.5f], [%.5f, %.5f]]",
                moments.first(),
                moments.both(),
                moments.both(),
                moments.second());
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
