package dualflow.cli;

import dualflow.bench.ModelBenchmark;
import dualflow.bench.ModelFigures;
import dualflow.bench.OpTime;
import dualflow.bench.Spread;
import dualflow.bench.Timing;
import dualflow.data.AtomicFile;
import dualflow.data.Json;
import dualflow.data.Version;
import dualflow.device.Devices;
import dualflow.device.Workload;
import dualflow.device.calibration.Rates;
import dualflow.nn.Architecture;
import dualflow.nn.ArchitectureException;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bench}: measures the speed of a network and its JVP on a device. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "How long a network takes on this device, alone and with its exact Jacobian-vector products, and where the"
                    + " time goes: each op's launches, milliseconds, arithmetic against the device's measured peak, and"
                    + " bytes a second.",
            "",
            "Weights and points are drawn. The program is recorded once and replayed; \"unrecorded\" is the same op by"
                    + " op. The peak (fma on numbers in registers) and the memory's rate (STREAM) are measured before and"
                    + " after; if they drift by more than 5 %% all is measured again, three times at most, and where that"
                    + " does not help the figures with the least drift are marked unsteady (the exit code is 0: they have"
                    + " their quartiles). Ops are timed one by one, so that together they take longer than the whole."
                    + " Errors are relative to the largest number of the same computation in float64. tools/bench compares"
                    + " with PyTorch and JAX."
        })
final class BenchCommand extends Subcommand {
    @Mixin
    private DeviceOptions deviceOptions;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "flow-unet",
            description = "${bundle:list.networks} (default: ${DEFAULT-VALUE}).")
    private String model;

    @Mixin
    private ModelSettings settings;

    @Option(
            names = "--size",
            paramLabel = "S",
            description = "Height and width of the images (default: 28 for flow-unet of one channel, else 64).")
    private Integer size;

    @Option(
            names = "--batch",
            paramLabel = "B",
            defaultValue = "16",
            description = "How many samples at once (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--tangents",
            paramLabel = "K",
            defaultValue = "1",
            description = "Along how many directions the derivative is taken (default: ${DEFAULT-VALUE}).")
    private int tangents;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many runs are timed, after a warm-up (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Mixin
    private AttributeBench attributes;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    private BenchCommand() {}

    @Override
    public Integer call() {
        requirePositive("--batch", batch);
        requirePositive("--tangents", tangents);
        requirePositive("--runs", runs);
        if (json != null) {
            AtomicFile.requireWritable(json);
        }
        DType dtype = deviceOptions.dtype(DType.FLOAT32);
        if (attributes.isWanted()) {
            return attributes.run(settings, model, size, batch, tangents, runs, json, deviceOptions);
        }
        ModelBenchmark benchmark = benchmark(dtype);
        try (Device device = deviceOptions.open(DType.FLOAT32, Workload.LARGE)) {
            ModelFigures figures = Finite.require(run(benchmark, device), dtype);
            print(benchmark, device, figures);
            if (json != null) {
                Json.write(json, fields(benchmark, device, figures));
            }
            out().flush();
            return ExitCode.OK;
        }
    }

    private ModelBenchmark benchmark(DType dtype) {
        try {
            Architecture architecture = settings.architecture(model, size);
            Shape samples = ModelSettings.sample(architecture, size).withFirst(batch);
            return new ModelBenchmark(architecture, samples, tangents, dtype, runs);
        } catch (ArchitectureException | ShapeException e) {
            throw usage(e.getMessage());
        }
    }

    private ModelFigures run(ModelBenchmark benchmark, Device device) {
        try {
            return benchmark.run(
                    device,
                    drift -> err().printf(
                                    Locale.ROOT,
                                    "Measured again, as the device's own best drifted by %.0f %% meanwhile, more than"
                                            + " 5 %%.%n",
                                    100 * drift));
        } catch (ShapeException e) {
            throw usage(e.getMessage());
        }
    }

    private void print(ModelBenchmark benchmark, Device device, ModelFigures figures) {
        out().println("model    " + benchmark.architecture());
        out().println("points   " + benchmark.samples() + ", " + directions() + ", " + benchmark.dtype());
        out().println("device   " + device
                + (device.id().equals(Devices.HOST) ? ": the peak is that of Java's loops, not the machine's" : ""));
        out().println("peak     " + rates(figures.before()) + " before");
        out().println("         " + rates(figures.after()) + " after");
        out().println("primal   " + milliseconds(figures.primal()) + ", " + figures.primalLaunches() + " launches");
        Spread ratio = figures.dualOverPrimal();
        out().printf(
                        Locale.ROOT,
                        "JVP      %s, %.2f times the primal (%.2f to %.2f), %d launches%n",
                        milliseconds(figures.dual()),
                        ratio.median(),
                        ratio.low(),
                        ratio.high(),
                        figures.dualLaunches());
        out().printf(
                        Locale.ROOT,
                        "unrecorded %.3f ms, JVP %.3f ms%n",
                        figures.unrecordedPrimal().median(),
                        figures.unrecordedDual().median());
        figures.error()
                .ifPresent(error -> out().printf(
                                Locale.ROOT,
                                "error    primal %.1e, tangent %.1e against float64%n",
                                error.primal(),
                                error.tangent()));
        out().printf(
                        Locale.ROOT,
                        "memory   %.1f MiB at most, weights included; %d bytes asked for after the warm-up%n",
                        figures.peakBytes() / (double) (1 << 20),
                        figures.allocatedBytes());
        if (!figures.isSteady()) {
            out().printf(
                            Locale.ROOT,
                            "unsteady the device's best drifted by %.0f %%, and by no less in any of %d attempts%n",
                            100 * figures.drift(),
                            figures.attempts());
        }
        out().println();
        Table.print(out(), rows(figures));
        if (!device.timesItself()) {
            out().println("The device has no clock: the times of ops are by the host's, with what launching takes.");
        }
    }

    private static String milliseconds(Timing timing) {
        Spread spread = timing.spread();
        return String.format(
                Locale.ROOT,
                "%.3f ms (%.3f to %.3f, least %.3f)",
                spread.median(),
                spread.low(),
                spread.high(),
                timing.least());
    }

    private String directions() {
        return tangents == 1 ? "1 direction" : tangents + " directions";
    }

    private static String rates(Rates rates) {
        return String.format(
                Locale.ROOT,
                "%.1f GFLOP/s, copy %.1f GB/s, triad %.1f GB/s",
                rates.flops() / 1e9,
                rates.copy() / 1e9,
                rates.triad() / 1e9);
    }

    private static List<List<String>> rows(ModelFigures figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("op", cell("launches"), cell("ms"), cell("GFLOP/s"), cell("of peak"), cell("GB/s")));
        for (OpTime op : figures.ops()) {
            boolean products = op.multiplyAdds() > 0;
            rows.add(List.of(
                    op.op(),
                    cell("%.0f", op.launches()),
                    cell("%.3f", op.milliseconds()),
                    products ? cell("%.1f", op.gigaflops()) : "",
                    products ? cell("%.0f %%", 100 * figures.share(op)) : "",
                    cell("%.1f", op.gigabytes())));
        }
        return rows;
    }

    private static String cell(String format, double value) {
        return cell(String.format(Locale.ROOT, format, value));
    }

    /** Right-aligned text for a column of numbers. */
    private static String cell(String text) {
        return String.format(Locale.ROOT, "%9s", text);
    }

    private Map<String, Object> fields(ModelBenchmark benchmark, Device device, ModelFigures figures) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dualflow", Version.current());
        fields.put("device", device.toString());
        fields.put("model", benchmark.architecture().metadata());
        fields.put("batch", batch);
        fields.put("samples", benchmark.samples().toString());
        fields.put("tangents", tangents);
        fields.put("dtype", benchmark.dtype().toString());
        fields.put("runs", runs);
        fields.putAll(figures.fields());
        return fields;
    }
}
