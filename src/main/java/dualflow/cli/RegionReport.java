package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.RunRecord;
import dualflow.dependency.Estimate;
import dualflow.images.PixelPair;
import dualflow.picture.CorrelationMaps;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The correlations of all pairs of pixels of a region, estimated against those of the images.
 *
 * @param region the region
 * @param pairs all pairs of its pixels
 */
record RegionReport(Region region, List<PixelPair> pairs) {
    /** A pair whose correlation is defined in the derivatives and in the images. */
    private record Compared(PixelPair pair, Estimate estimate, double empirical) {
        double difference() {
            return estimate.value() - empirical;
        }
    }

    /** How far some correlations are from those of the images. */
    private record Distance(double mean, double rms, double largest) {
        static Distance of(List<Compared> all, ToDoubleFunction<Compared> difference) {
            double sum = 0;
            double squares = 0;
            double largest = 0;
            for (Compared one : all) {
                double size = Math.abs(difference.applyAsDouble(one));
                sum += size;
                squares += size * size;
                largest = Math.max(largest, size);
            }
            return new Distance(sum / all.size(), Math.sqrt(squares / all.size()), largest);
        }

        String told() {
            return String.format(Locale.ROOT, "mean %.4f, root mean square %.4f, largest %.4f", mean, rms, largest);
        }
    }

    private List<Compared> compared() {
        return pairs.stream()
                .filter(p -> p.uncentred().isPresent() && p.empirical().isPresent())
                .map(p -> new Compared(p, p.uncentred().get(), p.empirical().getAsDouble()))
                .toList();
    }

    private static long covered(List<Compared> all) {
        return all.stream().filter(c -> c.estimate().covers(c.empirical())).count();
    }

    void print(PrintWriter text) {
        List<Compared> all = compared();
        text.printf(
                Locale.ROOT,
                "%nregion   %s: %d pixels, %d pairs%n",
                region,
                region.pixels().size(),
                pairs.size());
        if (all.size() < pairs.size()) {
            text.printf(
                    Locale.ROOT,
                    "         %d pairs have a pixel that never changes and no correlation%n",
                    pairs.size() - all.size());
        }
        if (all.isEmpty()) {
            return;
        }
        text.printf(
                Locale.ROOT,
                "|Corr of the derivatives - Pearson of the images|: %s%n",
                Distance.of(all, Compared::difference).told());
        if (all.stream().allMatch(c -> c.pair().generated().isPresent())) {
            text.printf(
                    Locale.ROOT,
                    "|Pearson of the samples - Pearson of the images|:  %s%n",
                    Distance.of(all, c -> c.pair().generated().get().value() - c.empirical())
                            .told());
        }
        Compared worst = all.stream()
                .max(Comparator.comparingDouble(c -> Math.abs(c.difference())))
                .orElseThrow();
        List<Pixel> pixels = region.pixels();
        text.printf(
                Locale.ROOT,
                "The largest difference is that of %s and %s: %.4f (95 %%: %.4f to %.4f) against %.4f.%n",
                pixels.get(worst.pair().a()),
                pixels.get(worst.pair().b()),
                worst.estimate().value(),
                worst.estimate().low(),
                worst.estimate().high(),
                worst.empirical());
        text.printf(
                Locale.ROOT,
                "Of the 95 %% intervals, %d of %d contain the correlation of the images; half their width is %.4f on average.%n",
                covered(all),
                all.size(),
                all.stream()
                        .mapToDouble(c -> c.estimate().halfWidth())
                        .average()
                        .orElseThrow());
    }

    /** Writes the matrices and their picture. */
    void write(PictureFolder folder, RunRecord record, PrintWriter err) {
        Double[][] estimated = matrix(p -> p.uncentred().map(Estimate::value));
        Double[][] empirical = matrix(p -> boxed(p.empirical()));
        write(folder, "estimated.csv", estimated);
        write(folder, "empirical.csv", empirical);
        write(folder, "generated.csv", matrix(p -> p.generated().map(Estimate::value)));
        folder.draw("region", () -> CorrelationMaps.draw(estimated, empirical), err);
        List<Compared> all = compared();
        record.put("region", region.toString()).put("compared pairs", all.size());
        if (!all.isEmpty()) {
            Distance distance = Distance.of(all, Compared::difference);
            record.put("mean difference", distance.mean())
                    .put("rms difference", distance.rms())
                    .put("largest difference", distance.largest())
                    .put("intervals that contain the correlation of the images", covered(all));
        }
    }

    private static Optional<Double> boxed(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    /** The matrix of a correlation, null where it is undefined; its diagonal is 1 where the pixel has a correlation with any other. */
    private Double[][] matrix(Function<PixelPair, Optional<Double>> correlation) {
        int m = region.pixels().size();
        Double[][] matrix = new Double[m][m];
        for (PixelPair pair : pairs) {
            correlation.apply(pair).ifPresent(r -> {
                matrix[pair.a()][pair.b()] = r;
                matrix[pair.b()][pair.a()] = r;
                matrix[pair.a()][pair.a()] = 1.0;
                matrix[pair.b()][pair.b()] = 1.0;
            });
        }
        return matrix;
    }

    private void write(OutputFolder folder, String name, Double[][] matrix) {
        List<String> pixels = region.pixels().stream().map(Pixel::toString).toList();
        List<String> header = new ArrayList<>(List.of("pixel"));
        header.addAll(pixels);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < matrix.length; i++) {
            List<Object> row = new ArrayList<>(List.of(pixels.get(i)));
            for (Double r : matrix[i]) {
                row.add(r);
            }
            rows.add(row);
        }
        Csv.write(folder.file(name), header, rows);
    }
}
