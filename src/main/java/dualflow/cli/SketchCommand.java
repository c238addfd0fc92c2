package dualflow.cli;

import dualflow.data.RunRecord;
import dualflow.data.ShortestDecimal;
import dualflow.device.Workload;
import dualflow.device.host.HostDevice;
import dualflow.jacobian.FlowSketch;
import dualflow.jacobian.RowFlow;
import dualflow.jacobian.SketchAccuracy;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code sketch}: leading singular directions of a flow's Jacobian (paper, section 7.2). */
@Command(
        name = "sketch",
        mixinStandardHelpOptions = true,
        description = {
            "The leading singular values and directions of the Jacobian J of a flow's map from 0 to --t at a point, by products with J and"
                    + " its transpose alone: a randomized range finder with power steps (Halko, Martinsson and Tropp 2011); and |J|_F^2 by"
                    + " Hutch++.",
            "",
            "The map is linearized once. With --accuracy J is computed too, column by column, and the errors against its dense"
                    + " decomposition are printed for several numbers of probes and power steps. With --out, singular_values.csv, right.npy"
                    + " and left.npy (a direction a row), of images right.png and left.png, accuracy.csv and run.json are written."
        })
final class SketchCommand extends Subcommand {
    private static final int OVERSAMPLING = 5;
    private static final int MOST_DENSE = 4096;
    private static final int REPEATS = 20;

    @Mixin
    private DeviceOptions deviceOptions;

    @Mixin
    private RowFlowOptions flow;

    @Option(
            names = "--t",
            paramLabel = "T",
            defaultValue = "1",
            description = "The time at which the map ends, above 0 and at most 1 (default: ${DEFAULT-VALUE}).")
    private double t;

    @Option(
            names = "--sample",
            paramLabel = "I",
            defaultValue = "0",
            description = "The number of the point x0 among the draws of the seed (default: ${DEFAULT-VALUE}).")
    private int sample;

    @Option(names = "--rank", paramLabel = "K", description = "How many singular values (default: 8, or all).")
    private Integer rank;

    @Option(
            names = "--probes",
            paramLabel = "L",
            description = "How many random directions J is multiplied by (default: 5 more than the rank, or all).")
    private Integer probes;

    @Option(
            names = "--power",
            paramLabel = "Q",
            defaultValue = "1",
            description = "How many power steps, each of 2 more products for a probe (default: ${DEFAULT-VALUE}).")
    private int power;

    @Option(names = "--accuracy", description = "Print the errors against the dense decomposition.")
    private boolean accuracy;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of the point and of all probes (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private PictureFolder folder;

    private SketchCommand() {}

    @Override
    public Integer call() {
        if (!(t > 0 && t <= 1)) {
            throw usage("--t is " + ShortestDecimal.of(t) + "; a flow goes to times above 0 and at most 1.");
        }
        if (sample < 0 || power < 0) {
            throw usage("--sample and --power are 0 or more, not " + sample + " and " + power + ".");
        }
        folder.requireWritable();
        RunRecord record = new RunRecord(words());
        RowFlowOptions.Chosen chosen = flow.choose(this);
        chosen.files().forEach(record::input);
        DType dtype = deviceOptions.dtype(chosen.format());
        Workload workload = accuracy ? Workload.LARGE : chosen.workload();
        try (Device device = deviceOptions.open(chosen.format(), workload)) {
            SketchReport report = report(chosen, device, dtype);
            report.print(out());
            if (folder.isGiven()) {
                report.write(folder, record, out(), err());
            }
        }
        out().flush();
        return ExitCode.OK;
    }

    private SketchReport report(RowFlowOptions.Chosen chosen, Device device, DType dtype) {
        Arena weights = device.arena();
        try {
            return chosen.guarded(() -> {
                RowFlow of = chosen.on(device, dtype, err());
                FlowSketch.Settings settings = settings(of.dimension());
                FlowSketch sketch = Finite.require(FlowSketch.of(of, settings, device, dtype), dtype);
                Optional<SketchAccuracy> errors =
                        accuracy ? Optional.of(accuracy(of, settings, device, dtype)) : Optional.empty();
                return new SketchReport(chosen, flow.map(), settings, sketch, errors, device + ", " + dtype, dtype);
            });
        } finally {
            weights.close();
        }
    }

    private FlowSketch.Settings settings(int d) {
        int k = rank == null ? Math.min(8, d) : rank;
        int l = probes == null ? Math.min(k + OVERSAMPLING, d) : probes;
        if (k < 1 || l < k || l > d) {
            throw usage("--rank and --probes are " + k + " and " + l
                    + "; the rank is 1 or more, and there are as many probes at least and at most " + d
                    + ", the numbers of a point.");
        }
        return new FlowSketch.Settings(t, sample, k, l, power, seed);
    }

    private SketchAccuracy accuracy(RowFlow of, FlowSketch.Settings settings, Device device, DType dtype) {
        int d = of.dimension();
        if (d > MOST_DENSE) {
            throw usage("--accuracy decomposes J densely, of at most " + MOST_DENSE + " columns; it has " + d + ".");
        }
        double[][] dense = FlowSketch.dense(of, settings, device, dtype);
        int k = settings.rank();
        int[] tried = IntStream.of(k, k + 2, k + 5, 2 * k, 4 * k)
                .map(l -> Math.min(l, d))
                .distinct()
                .sorted()
                .toArray();
        int[] products = {3, 6, 12, 24, 48, 96};
        try (Device host = new HostDevice()) {
            return SketchAccuracy.of(
                    dense, new SketchAccuracy.Settings(k, tried, new int[] {0, 1, 2}, products, REPEATS, seed), host);
        }
    }
}
