package dualflow.cli;

import dualflow.data.RunRecord;
import dualflow.device.Workload;
import dualflow.experiment.PenaltyTable;
import dualflow.experiment.PenaltyTable.Penalty;
import dualflow.experiment.PenaltyTable.Row;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.JacobianPenalty.Subject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code reproduce penalties}. */
@Command(
        name = "penalties",
        mixinStandardHelpOptions = true,
        description = {
            "What penalties on the Jacobian do to S(D): the flow to two normal numbers of correlation 0.55, trained with each penalty,"
                    + " weight and seed (paper, 7.2: Jacobian regularization).",
            "",
            "A network of 2 layers of 32, batches of 128 new samples; S(D) is that of exact products through 99 Euler steps. For the Frobenius"
                    + " penalty of the velocity the best velocity is known, and what it gives is printed beside."
        })
final class PenaltyTableCommand extends Reproduction<PenaltyTable> {
    private static final int MOST_SAMPLES = 10_000_000;

    @Option(
            names = "--weights",
            split = ",",
            paramLabel = "W",
            defaultValue = "0.01,0.1,1",
            description = "The weights of each penalty (default: ${DEFAULT-VALUE}).")
    private List<Double> weights;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "S",
            defaultValue = "1,2,3",
            description = "The seeds (default: ${DEFAULT-VALUE}).")
    private List<Long> seeds;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many steps each training takes (default: ${DEFAULT-VALUE}).")
    private long steps;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "4000",
            description = "How many points S(D) is estimated from (default: ${DEFAULT-VALUE}).")
    private int samples;

    private PenaltyTableCommand() {}

    @Override
    PenaltyTable compute(DeviceOptions options) {
        options.refuseDtype("A training");
        if (samples < 2 || samples > MOST_SAMPLES) {
            throw usage("--samples is " + samples + "; a correlation takes 2 to " + MOST_SAMPLES + " of them.");
        }
        if (steps < 1) {
            throw usage("--steps is at least 1, not " + steps + ".");
        }
        for (double weight : weights) {
            if (!(weight >= 0 && weight <= Double.MAX_VALUE)) {
                throw usage("--weights has " + Decimals.of(weight) + "; a weight is 0 or more.");
            }
        }
        PenaltyTable.Settings settings = new PenaltyTable.Settings(Penalty.ALL, weights, seeds, steps, samples);
        long total = PenaltyTable.trainings(settings) * steps;
        try (Device device = options.open(DType.FLOAT32, Workload.SMALL);
                RunProgress progress = new RunProgress(err(), "steps", total)) {
            return PenaltyTable.compute(settings, device, progress::at);
        }
    }

    @Override
    void print(PenaltyTable table, PrintWriter text) {
        text.println(
                "S(D) of a flow to correlation 0.55, trained with a penalty of weight W on the Jacobian; each number for the seeds "
                        + seeds);
        text.println();
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("penalty", "W", "diagonal of S(D)", "exact", "Corr(D)", "exact", "generated"));
        table.rows().stream()
                .map(row -> Arrays.asList(row.penalty(), row.weight()))
                .distinct()
                .forEach(key -> {
                    List<Row> same = table.rows().stream()
                            .filter(row ->
                                    Arrays.asList(row.penalty(), row.weight()).equals(key))
                            .toList();
                    Row first = same.get(0);
                    lines.add(List.of(
                            name(first),
                            Decimals.of(first.weight()),
                            numbers(same.stream().mapToDouble(Row::variance).toArray()),
                            number(first.exactVariance()),
                            numbers(same.stream().mapToDouble(Row::correlation).toArray()),
                            number(first.exactCorrelation()),
                            numbers(same.stream().mapToDouble(Row::generated).toArray())));
                });
        Table.print(text, lines);
    }

    @Override
    void record(PenaltyTable table, RunRecord record) {
        record.put("seeds", seeds).put("weights", weights).put("steps", steps).put("samples", samples);
    }

    private static String name(Row row) {
        return row.penalty()
                .map(p -> Values.written(p.kind()) + " of " + (isFlow(p) ? "flow" : "velocity"))
                .orElse("none");
    }

    private static boolean isFlow(Penalty penalty) {
        return penalty.subject() instanceof Subject.Flow;
    }

    private static String numbers(double... all) {
        return String.join(
                " ",
                Arrays.stream(all)
                        .mapToObj(x -> String.format(Locale.ROOT, "%.3f", x))
                        .toList());
    }

    private static String number(OptionalDouble x) {
        return x.isPresent() ? numbers(x.getAsDouble()) : "";
    }

    @Override
    void write(PenaltyTable table) {
        List<List<Object>> rows = new ArrayList<>();
        for (Row row : table.rows()) {
            rows.add(Arrays.asList(
                    name(row),
                    row.weight(),
                    row.seed(),
                    row.variance(),
                    row.correlation(),
                    row.generated(),
                    row.exactVariance().isPresent() ? row.exactVariance().getAsDouble() : null,
                    row.exactCorrelation().isPresent() ? row.exactCorrelation().getAsDouble() : null));
        }
        writeTable(
                "penalties.csv",
                List.of(
                        "penalty",
                        "weight",
                        "seed",
                        "variance",
                        "correlation",
                        "generated",
                        "exact_variance",
                        "exact_correlation"),
                rows);
    }
}
