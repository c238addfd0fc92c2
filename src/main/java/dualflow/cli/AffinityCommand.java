package dualflow.cli;

import dualflow.data.RunRecord;
import dualflow.data.ShortestDecimal;
import dualflow.jacobian.FirstOrder;
import dualflow.jacobian.FlowLinearity;
import dualflow.jacobian.FlowLinearity.Subject;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code affinity}: how affine a flow is (paper, sections 7.1 and 7.2). */
@Command(
        name = "affinity",
        mixinStandardHelpOptions = true,
        description = {
            "How affine a flow is: the remainder |f(x + e z) - f(x) - e J z| of first order, its leading term e^2/2 |d2f[z, z]| by two"
                    + " nested dual numbers, and the radius, the smallest e at which the remainder is a fraction of e |J z|.",
            "",
            "At random points x0 of the source and along z ~ N(0, I); of the flow from 0 to each of --times, or of the velocity there."
                    + " For a mixture also by the largest responsibility at x_t. Where rounding decides, that is said and there is no"
                    + " radius. With --out, samples.csv, remainders.csv, affinity.png and run.json are written."
        })
final class AffinityCommand extends Subcommand {
    private static final int MOST_SAMPLES = 100_000;

    @Mixin
    private DeviceOptions deviceOptions;

    @Mixin
    private RowFlowOptions flow;

    @Option(
            names = "--of",
            paramLabel = "MAP",
            defaultValue = "FLOW",
            description = "flow: the map from x_0 to x_t. velocity: v(t, .), at x_t (default: flow).")
    private Subject subject;

    @Option(
            names = "--times",
            split = ",",
            paramLabel = "T",
            defaultValue = "0.25,0.5,0.75,1",
            description = "The times, above 0 and at most 1 (default: ${DEFAULT-VALUE}).")
    private List<Double> times;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many points (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--fraction",
            paramLabel = "Q",
            defaultValue = "0.1",
            description =
                    "The fraction of e |J z| that the remainder reaches at the radius (default: ${DEFAULT-VALUE}).")
    private double fraction;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of points and directions (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private PictureFolder folder;

    private AffinityCommand() {}

    @Override
    public Integer call() {
        requireOptions();
        folder.requireWritable();
        RunRecord record = new RunRecord(words());
        RowFlowOptions.Chosen chosen = flow.choose(this);
        chosen.files().forEach(record::input);
        DType dtype = deviceOptions.dtype(chosen.format());
        double[] steps =
                FirstOrder.Settings.tenth(dtype == DType.FLOAT64 ? -8 : -4, 1).epsilons();
        FlowLinearity.Settings settings = new FlowLinearity.Settings(
                subject,
                times.stream().mapToDouble(t -> t).distinct().sorted().toArray(),
                samples,
                chosen.chunk(),
                seed,
                new FirstOrder.Settings(fraction, steps));
        try (Device device = deviceOptions.open(chosen.format(), chosen.workload())) {
            FlowLinearity measured = measure(chosen, settings, device, dtype);
            AffinityReport report =
                    new AffinityReport(chosen.description(), flow.map(), settings, measured, device + ", " + dtype);
            report.print(out());
            if (folder.isGiven()) {
                report.write(folder, record, out(), err());
            }
        }
        out().flush();
        return ExitCode.OK;
    }

    private FlowLinearity measure(
            RowFlowOptions.Chosen chosen, FlowLinearity.Settings settings, Device device, DType dtype) {
        long total = (long) settings.samples() * settings.times().length;
        Arena weights = device.arena();
        try (RunProgress progress = new RunProgress(err(), "samples", total)) {
            return chosen.guarded(() ->
                    FlowLinearity.measure(chosen.on(device, dtype, err()), settings, device, dtype, progress::at));
        } finally {
            weights.close();
        }
    }

    private void requireOptions() {
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw usage("--samples is " + samples + "; 1 to " + MOST_SAMPLES + " points can be measured.");
        }
        if (!(fraction > 0) || Double.isInfinite(fraction)) {
            throw usage("--fraction is " + ShortestDecimal.of(fraction) + "; it is a positive number.");
        }
        for (double t : times) {
            if (!(t > 0 && t <= 1)) {
                throw usage("--times has " + ShortestDecimal.of(t) + "; a flow goes to times above 0 and at most 1.");
            }
        }
    }
}
