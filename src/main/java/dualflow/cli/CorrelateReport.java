package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.RunRecord;
import dualflow.data.ShortestDecimal;
import dualflow.dependency.Derivative;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.Nonlinearity;
import dualflow.flow.ButcherTableau;
import dualflow.images.PixelCorrelations;
import dualflow.picture.DerivativeImage;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The output of the command correlate.
 *
 * @param kind the flow's kind
 * @param chosen the images
 * @param correlations the estimator and its settings
 * @param method the method of the solver
 * @param pairs the pairs of pixels
 * @param region the region of which these are all pairs, if one was named
 * @param nonlinearity the nonlinearity of the flow
 * @param device the device of the computation
 * @param dtype the format of the computation
 * @param seconds the duration of the estimates
 */
record CorrelateReport(
        FlowKind kind,
        ChosenImages chosen,
        PixelCorrelations correlations,
        ButcherTableau method,
        List<PixelPairReport> pairs,
        Optional<Region> region,
        Nonlinearity nonlinearity,
        Device device,
        DType dtype,
        double seconds) {
    void print(PrintWriter text) {
        chosen.print(text);
        text.printf(Locale.ROOT, "flow     %s%n", correlations.flow().description());
        text.printf(
                Locale.ROOT,
                "map      %d steps of the method %s, %s%n",
                correlations.grid().steps(),
                method,
                correlations.derivative() instanceof Derivative.Difference difference
                        ? "central differences, epsilon " + ShortestDecimal.of(difference.epsilon())
                        : "exact JVPs through the solver");
        text.printf(
                Locale.ROOT,
                "samples  %d, %d Gaussian direction%s each, seed %d, %s on %s: %s s%n",
                correlations.samples(),
                correlations.directions(),
                correlations.directions() == 1 ? "" : "s",
                correlations.seed(),
                dtype,
                device.id(),
                String.format(Locale.ROOT, "%.1f", seconds));
        ofRegion()
                .ifPresentOrElse(
                        matrices -> matrices.print(text),
                        () -> pairs.forEach(pair -> pair.print(text, kind == FlowKind.GAUSSIAN)));
        text.println();
        text.println(
                nonlinearity.isLinear()
                        ? "The flow is linear: the second moment of its derivatives is the covariance, so the estimate should"
                                + " agree with the " + kind.made() + "."
                        : "The flow is not linear: the second moment of its derivatives bounds the covariance from above"
                                + " (Gaussian Poincare inequality) and need not equal it, so the correlations need not agree."
                                + " The second moments are those of the map as the solver computes it.");
        text.printf(
                Locale.ROOT,
                "That is measured: between %d points its derivatives along one direction differ by %s of their size.%n",
                nonlinearity.points(),
                Decimals.brief(nonlinearity.relative()));
        text.flush();
    }

    private Optional<RegionReport> ofRegion() {
        return region.map(named -> new RegionReport(
                named, pairs.stream().map(PixelPairReport::pair).toList()));
    }

    /** Writes pairs.csv and run.json, and derivative.png of the picture; reports it if the picture cannot be drawn. */
    void write(PictureFolder folder, RunRecord record, JvpSamples picture, PrintWriter err) {
        List<Map<String, Object>> rows =
                pairs.stream().map(PixelPairReport::row).toList();
        Csv.write(
                folder.file("pairs.csv"),
                List.copyOf(rows.get(0).keySet()),
                rows.stream().map(row -> new ArrayList<>(row.values())).toList());
        folder.draw(
                "derivative",
                () -> DerivativeImage.draw(
                        picture.values(), picture.tangents(), chosen.images().shape()),
                err);
        record.put("nonlinearity", nonlinearity.relative());
        ofRegion().ifPresentOrElse(matrices -> matrices.write(folder, record, err), () -> record.put("pairs", rows));
        chosen.write(record);
        record.seed(correlations.seed())
                .device(device + ", " + dtype)
                .put("flow", correlations.flow().description())
                .put("solver", method.toString())
                .put("steps", correlations.grid().steps())
                .put("samples", correlations.samples())
                .put("directions", correlations.directions())
                .put(
                        "method",
                        correlations.derivative() instanceof Derivative.Difference difference
                                ? "central difference, epsilon " + ShortestDecimal.of(difference.epsilon())
                                : "jvp")
                .write(folder.file("run.json"));
    }
}
