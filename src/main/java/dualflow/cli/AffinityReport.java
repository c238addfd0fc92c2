package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.RunRecord;
import dualflow.data.ShortestDecimal;
import dualflow.figure.Drawing;
import dualflow.figure.Look;
import dualflow.figure.Palette;
import dualflow.figure.Plot;
import dualflow.figure.Sheet;
import dualflow.jacobian.FirstOrder;
import dualflow.jacobian.FirstOrder.Limit;
import dualflow.jacobian.FlowLinearity;
import dualflow.jacobian.FlowLinearity.AtTime;
import dualflow.jacobian.FlowLinearity.Sample;
import dualflow.jacobian.FlowLinearity.Subject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The output of the command affinity.
 *
 * @param flow the flow in words
 * @param map its steps in words
 * @param settings what was measured
 * @param measured the result
 * @param device the device and the format
 */
record AffinityReport(String flow, String map, FlowLinearity.Settings settings, FlowLinearity measured, String device) {
    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};
    private static final double[] RESPONSIBILITIES = {0, 0.5, 0.9, 0.99, 0.999, 1};

    void print(PrintWriter text) {
        double fraction = settings.firstOrder().fraction();
        text.println("flow     " + flow);
        text.println("map      " + (settings.subject() == Subject.FLOW ? "f from x_0 to x_t" : "f = v(t, .) at x_t")
                + ", " + map);
        text.println("samples  " + settings.samples() + " at each time, seed " + settings.seed() + ", " + device);
        text.println();
        text.println("Radius: the smallest e at which |f(x + e z) - f(x) - e J z| is " + ShortestDecimal.of(fraction)
                + " e |J z|, for z ~ N(0, I). Quantiles, the median");
        text.println("by the leading term alone, and samples of which there is no radius up to "
                + ShortestDecimal.of(largest()) + ", or rounding hides it:");
        List<List<String>> rows = new ArrayList<>();
        rows.add(header("t"));
        for (AtTime at : measured.times()) {
            rows.add(row(ShortestDecimal.of(at.t()), at.samples()));
        }
        Table.print(text, rows);
        List<Sample> all =
                measured.times().stream().flatMap(at -> at.samples().stream()).toList();
        if (Double.isNaN(all.get(0).responsibility())) {
            return;
        }
        text.println();
        text.println("By the largest responsibility at x_t, all times together:");
        rows.clear();
        rows.add(header("gamma"));
        for (int k = 0; k + 1 < RESPONSIBILITIES.length; k++) {
            double low = RESPONSIBILITIES[k];
            double high = RESPONSIBILITIES[k + 1];
            List<Sample> within = all.stream()
                    .filter(s -> s.responsibility() >= low && (s.responsibility() < high || high == 1))
                    .toList();
            if (!within.isEmpty()) {
                rows.add(row(ShortestDecimal.of(low) + " to " + ShortestDecimal.of(high), within));
            }
        }
        Table.print(text, rows);
    }

    private static List<String> header(String by) {
        return List.of(by, "samples", "5%", "25%", "50%", "75%", "95%", "leading 50%", "beyond", "rounding");
    }

    private List<String> row(String name, List<Sample> samples) {
        double[] radii = numbers(samples, at -> at.radius().number());
        double[] leading =
                numbers(samples, at -> at.leadingRadius(settings.firstOrder().fraction()));
        List<String> row = new ArrayList<>(List.of(name, Integer.toString(samples.size())));
        for (double p : QUANTILES) {
            row.add(radius(FlowLinearity.quantile(radii, p)));
        }
        double median = FlowLinearity.quantile(leading, 0.5);
        row.add(median > largest() ? "> " + ShortestDecimal.of(largest()) : radius(median));
        row.add(Long.toString(count(samples, Limit.BEYOND)));
        row.add(Long.toString(count(samples, Limit.ROUNDING)));
        return row;
    }

    private String radius(double number) {
        if (Double.isNaN(number)) {
            return "undefined";
        }
        if (number == 0) {
            return "rounding";
        }
        return Double.isInfinite(number)
                ? "> " + ShortestDecimal.of(largest())
                : String.format(Locale.ROOT, "%.3g", number);
    }

    private double largest() {
        double[] epsilons = settings.firstOrder().epsilons();
        return epsilons[epsilons.length - 1];
    }

    private static long count(List<Sample> samples, Limit limit) {
        return samples.stream()
                .filter(s -> s.firstOrder().radius().limit() == limit)
                .count();
    }

    private static double[] numbers(List<Sample> samples, ToDoubleFunction<FirstOrder> of) {
        return samples.stream()
                .mapToDouble(s -> of.applyAsDouble(s.firstOrder()))
                .toArray();
    }

    void write(PictureFolder folder, RunRecord record, PrintWriter out, PrintWriter err) {
        List<String> written = new ArrayList<>(Stream.of("samples.csv", "remainders.csv")
                .map(name -> folder.file(name).toString())
                .toList());
        Csv.write(
                folder.file("samples.csv"),
                List.of(
                        "t",
                        "sample",
                        "responsibility",
                        "first",
                        "second",
                        "floor",
                        "radius",
                        "limit",
                        "leadingRadius"),
                samples());
        Csv.write(
                folder.file("remainders.csv"),
                List.of("t", "epsilon", "remainder5", "remainder50", "remainder95", "leading50", "floor50"),
                remainders());
        written.addAll(folder.draw("affinity", this::draw, err));
        record.seed(settings.seed())
                .device(device)
                .put("flow", flow)
                .put("map", map)
                .put("of", Values.written(settings.subject()))
                .put("samples", settings.samples())
                .put("fraction", settings.firstOrder().fraction())
                .put("median radius", medians())
                .write(folder.file("run.json"));
        written.add(folder.file("run.json").toString());
        out.println("Written: " + String.join(", ", written) + ".");
    }

    private Map<String, Object> medians() {
        Map<String, Object> medians = new LinkedHashMap<>();
        measured.times()
                .forEach(at -> medians.put(
                        "t = " + ShortestDecimal.of(at.t()),
                        radius(FlowLinearity.quantile(
                                numbers(at.samples(), s -> s.radius().number()), 0.5))));
        return medians;
    }

    private List<List<Object>> samples() {
        List<List<Object>> rows = new ArrayList<>();
        for (AtTime at : measured.times()) {
            for (int i = 0; i < at.samples().size(); i++) {
                Sample sample = at.samples().get(i);
                FirstOrder order = sample.firstOrder();
                boolean isReached = order.radius().limit() == Limit.REACHED;
                rows.add(Arrays.asList(
                        at.t(),
                        i,
                        cell(sample.responsibility()),
                        order.first(),
                        order.second(),
                        order.floor(),
                        isReached ? order.radius().epsilon() : null,
                        Values.written(order.radius().limit()),
                        cell(order.leadingRadius(settings.firstOrder().fraction()))));
            }
        }
        return rows;
    }

    private static Double cell(double number) {
        return Double.isFinite(number) ? number : null;
    }

    private List<List<Object>> remainders() {
        double[] epsilons = settings.firstOrder().epsilons();
        List<List<Object>> rows = new ArrayList<>();
        for (AtTime at : measured.times()) {
            for (int e = 0; e < epsilons.length; e++) {
                double[] r = remainders(at, e);
                rows.add(List.of(
                        at.t(),
                        epsilons[e],
                        FlowLinearity.quantile(r, 0.05),
                        FlowLinearity.quantile(r, 0.5),
                        FlowLinearity.quantile(r, 0.95),
                        leading(at, epsilons[e]),
                        FlowLinearity.quantile(numbers(at.samples(), FirstOrder::floor), 0.5)));
            }
        }
        return rows;
    }

    private static double[] remainders(AtTime at, int e) {
        return numbers(at.samples(), s -> s.remainders()[e]);
    }

    private static double leading(AtTime at, double epsilon) {
        return FlowLinearity.quantile(numbers(at.samples(), s -> s.leadingTerm(epsilon)), 0.5);
    }

    /** Median remainders against epsilon, with the 5 % and 95 % quantiles, and dashed their leading terms: slope 2, until rounding. */
    private Drawing draw() {
        Plot plot = new Plot("", "step ε", "|f(x + ε z) − f(x) − ε J z|")
                .logarithmicX()
                .logarithmicY();
        double[] epsilons = settings.firstOrder().epsilons();
        for (int k = 0; k < measured.times().size(); k++) {
            AtTime at = measured.times().get(k);
            Look look = Look.line(Palette.series(k));
            plot.add(
                    "t = " + ShortestDecimal.of(at.t()),
                    epsilons,
                    quantiles(at, 0.05),
                    positive(quantiles(at, 0.5)),
                    quantiles(at, 0.95),
                    look.with(Look.Mark.series(k)));
            double[] leading = Arrays.stream(epsilons).map(e -> leading(at, e)).toArray();
            plot.add("", epsilons, positive(leading), look.wide(1.2).dashed());
        }
        plot.legend("leading terms", Look.line(Palette.BLACK).wide(1.2).dashed());
        return new Sheet("Remainder of first order")
                .row(List.of(plot))
                .note("Medians over the samples, with the quantiles of 5 % and 95 %.")
                .draw();
    }

    private double[] quantiles(AtTime at, double part) {
        return IntStream.range(0, settings.firstOrder().epsilons().length)
                .mapToDouble(e -> FlowLinearity.quantile(remainders(at, e), part))
                .toArray();
    }

    /** A logarithmic axis has no place for 0. */
    private static double[] positive(double[] numbers) {
        return Arrays.stream(numbers).map(x -> x > 0 ? x : Double.NaN).toArray();
    }
}
