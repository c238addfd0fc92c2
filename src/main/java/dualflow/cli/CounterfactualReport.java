package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.RunRecord;
import dualflow.digits.DigitVariable;
import dualflow.experiment.ImageCounterfactuals;
import dualflow.picture.SampleSheet;
import dualflow.tensor.Shape;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The output of the command counterfactual.
 *
 * @param table the errors of each method
 * @param image the shape of an image
 */
record CounterfactualReport(ImageCounterfactuals table, Shape image) {
    private static final int COLUMNS = 16;

    private List<DigitVariable> variables() {
        return List.copyOf(table.rows().get(0).errors().keySet());
    }

    void print(PrintWriter text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("method"));
        variables().forEach(variable -> header.addAll(List.of(variable + " off by", "on average")));
        header.addAll(List.of("image distance", "noise moved by"));
        lines.add(header);
        for (ImageCounterfactuals.Row row : table.rows()) {
            List<String> line = new ArrayList<>(List.of(row.method()));
            for (DigitVariable variable : variables()) {
                line.add(four(row.errors().get(variable)));
                line.add(four(row.shifts().get(variable)));
            }
            line.add(four(row.distance()));
            line.add(row.move().isPresent() ? four(row.move().getAsDouble()) : "");
            lines.add(line);
        }
        Table.print(text, lines);
        text.println(
                "Off by: the mean distance of the measured attribute from what the model assigns under do; image distance: root mean"
                        + " square of the difference from the model's image, brightness from 0 to 1.");
        text.flush();
    }

    private static String four(double x) {
        return String.format(Locale.ROOT, "%.4g", x);
    }

    /** Writes table.csv, counterfactuals.png and run.json. */
    void write(PictureFolder folder, RunRecord record, PrintWriter out, PrintWriter err) {
        List<String> header = new ArrayList<>(List.of("method"));
        variables().forEach(variable -> header.addAll(List.of(variable + "_error", variable + "_shift")));
        header.addAll(List.of("image_distance", "noise_moved", "unmeasured"));
        List<List<Object>> lines = new ArrayList<>();
        for (ImageCounterfactuals.Row row : table.rows()) {
            List<Object> line = new ArrayList<>(List.of(row.method()));
            variables().forEach(variable -> {
                line.add(row.errors().get(variable));
                line.add(row.shifts().get(variable));
            });
            line.add(row.distance());
            line.add(row.move().isPresent() ? row.move().getAsDouble() : null);
            line.add(row.unmeasured());
            lines.add(line);
        }
        Csv.write(folder.file("table.csv"), header, lines);
        List<String> written = new ArrayList<>(List.of(folder.file("table.csv").toString()));
        written.addAll(folder.draw("counterfactuals", () -> SampleSheet.draw(sheet(), image, columns()), err));
        record.write(folder.file("run.json"));
        written.add(folder.file("run.json").toString());
        out.println("Written: " + String.join(", ", written) + ".");
    }

    private int columns() {
        return Math.min(COLUMNS, table.rows().get(0).images().length / image.size());
    }

    /** The first images of each method, a line for each. */
    private double[] sheet() {
        int length = columns() * image.size();
        return table.rows().stream()
                .flatMapToDouble(row -> Arrays.stream(row.images(), 0, length))
                .toArray();
    }
}
