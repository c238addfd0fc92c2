package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.Npy;
import dualflow.data.NumericArray;
import dualflow.data.RunRecord;
import dualflow.data.ShortestDecimal;
import dualflow.jacobian.FlowSketch;
import dualflow.jacobian.RandomizedSvd;
import dualflow.jacobian.SketchAccuracy;
import dualflow.picture.SampleSheet;
import dualflow.tensor.DType;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The output of the command sketch.
 *
 * @param chosen the flow
 * @param map its steps in words
 * @param settings the point, and how it was sketched
 * @param sketch the result
 * @param accuracy the errors against the dense decomposition
 * @param device the device and the format
 * @param dtype the format
 */
record SketchReport(
        RowFlowOptions.Chosen chosen,
        String map,
        FlowSketch.Settings settings,
        FlowSketch sketch,
        Optional<SketchAccuracy> accuracy,
        String device,
        DType dtype) {
    void print(PrintWriter text) {
        RandomizedSvd svd = sketch.svd();
        text.println("flow     " + chosen.description());
        text.println("map      x_0 to x_t at t = " + ShortestDecimal.of(settings.t()) + ", " + map + ", at sample "
                + settings.sample());
        text.println("sketch   " + settings.probes() + " probes, " + settings.power() + " power steps, "
                + svd.products() + " products with J or its transpose, seed " + settings.seed() + ", " + device);
        text.println("|J|_F^2  " + brief(sketch.squaredNorm()) + " by Hutch++");
        text.println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("i", "singular value", "square", "share of |J|_F^2 up to it"));
        double sum = 0;
        for (int i = 0; i < svd.values().length; i++) {
            double square = svd.values()[i] * svd.values()[i];
            sum += square;
            rows.add(List.of(
                    Integer.toString(i + 1), brief(svd.values()[i]), brief(square), brief(sum / sketch.squaredNorm())));
        }
        Table.print(text, rows);
        accuracy.ifPresent(errors -> print(errors, text));
    }

    private void print(SketchAccuracy errors, PrintWriter text) {
        text.println();
        text.println(
                "Against the dense decomposition, medians of repeated draws: the largest relative error of the first "
                        + settings.rank() + " singular");
        text.println("values, and the sine of the largest angle between the spans of their right vectors:");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("probes", "power", "products", "values", "angle"));
        for (SketchAccuracy.Svd at : errors.svds()) {
            rows.add(List.of(
                    Integer.toString(at.probes()),
                    Integer.toString(at.power()),
                    Integer.toString(2 * at.probes() * (at.power() + 1)),
                    brief(at.valueError()),
                    brief(at.angle())));
        }
        Table.print(text, rows);
        text.println();
        text.println(
                "The trace |J|_F^2 of J'J, relative errors (root mean square) beside theory; the last column falls as 1/products:");
        rows.clear();
        rows.add(List.of("products with J'J", "Hutchinson", "theory", "Hutch++", "1/products"));
        double first =
                errors.traces().get(0).hutchPlusPlus() * errors.traces().get(0).products();
        for (SketchAccuracy.Trace at : errors.traces()) {
            rows.add(List.of(
                    Integer.toString(at.products()),
                    brief(at.hutchinson()),
                    brief(at.hutchinsonTheory()),
                    brief(at.hutchPlusPlus()),
                    brief(first / at.products())));
        }
        Table.print(text, rows);
    }

    private static String brief(double x) {
        return String.format(Locale.ROOT, "%.4g", x);
    }

    void write(PictureFolder folder, RunRecord record, PrintWriter out, PrintWriter err) {
        RandomizedSvd svd = sketch.svd();
        List<String> written = new ArrayList<>(Stream.of("singular_values.csv", "right.npy", "left.npy")
                .map(name -> folder.file(name).toString())
                .toList());
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < svd.values().length; i++) {
            rows.add(List.of(i + 1, svd.values()[i]));
        }
        Csv.write(folder.file("singular_values.csv"), List.of("i", "singularValue"), rows);
        vectors(folder, "right", svd.right(), written, err);
        vectors(folder, "left", svd.left(), written, err);
        accuracy.ifPresent(errors -> {
            Csv.write(
                    folder.file("accuracy.csv"),
                    List.of("probes", "power", "valueError", "angle"),
                    errors.svds().stream()
                            .map(at -> List.of(at.probes(), at.power(), at.valueError(), at.angle()))
                            .toList());
            Csv.write(
                    folder.file("traces.csv"),
                    List.of("products", "hutchinson", "hutchinsonTheory", "hutchPlusPlus"),
                    errors.traces().stream()
                            .map(at ->
                                    List.of(at.products(), at.hutchinson(), at.hutchinsonTheory(), at.hutchPlusPlus()))
                            .toList());
            written.add(folder.file("accuracy.csv").toString());
            written.add(folder.file("traces.csv").toString());
        });
        record.seed(settings.seed())
                .device(device)
                .put("flow", chosen.description())
                .put("map", map)
                .put("t", settings.t())
                .put("sample", settings.sample())
                .put("probes", settings.probes())
                .put("power", settings.power())
                .put("squared Frobenius norm", sketch.squaredNorm())
                .write(folder.file("run.json"));
        written.add(folder.file("run.json").toString());
        out.println("Written: " + String.join(", ", written) + ".");
    }

    private void vectors(PictureFolder folder, String name, double[][] rows, List<String> written, PrintWriter err) {
        double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        int d = sketch.value().length;
        Npy.write(folder.file(name + ".npy"), NumericArray.of(dtype, all, rows.length, d));
        chosen.image().ifPresent(image -> {
            if (rows.length > 0) {
                written.addAll(folder.draw(name, () -> SampleSheet.draw(shown(rows), image), err));
            }
        });
    }

    /** Directions as pictures: 0 is grey, and the largest component of each black or white. */
    private static double[] shown(double[][] rows) {
        return Arrays.stream(rows)
                .flatMapToDouble(row -> {
                    double largest = Arrays.stream(row).map(Math::abs).max().orElse(1);
                    return Arrays.stream(row).map(x -> 0.5 + 0.5 * x / largest);
                })
                .toArray();
    }
}
