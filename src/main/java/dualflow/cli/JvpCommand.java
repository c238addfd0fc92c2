package dualflow.cli;

import dualflow.data.Npy;
import dualflow.data.NumericArray;
import dualflow.data.RunRecord;
import dualflow.data.ShortestDecimal;
import dualflow.device.Workload;
import dualflow.evaluation.ModelJvp;
import dualflow.nn.Architecture;
import dualflow.nn.ArchitectureException;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.train.RunFolder;
import dualflow.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The command {@code jvp}: evaluates a network from a file at points from a file, along directions from a file. */
@Command(
        name = "jvp",
        mixinStandardHelpOptions = true,
        description = {
            "The output of a trained network and its exact Jacobian-vector products in x, at the points and along the directions"
                    + " of npy files.",
            "",
            "Arrays are in PyTorch's axis order: x is [B, C, H, W] for networks of images, else [B, n]; the directions are of"
                    + " x's shape, or [K, ...] with K of them, which share one evaluation. With --out, primal.npy, tangent.npy in"
                    + " the same order and run.json are written. A file that dualflow wrote says which network it is of; for"
                    + " another name it by --model, and its sizes where they are not the published ones. Of mlp.safetensors,"
                    + " mlp.json beside it may list the layers of a perceptron."
        })
final class JvpCommand extends Subcommand {
    private static final int MOST_NORMS = 8;

    @Mixin
    private DeviceOptions deviceOptions;

    @Parameters(
            paramLabel = "CKPT",
            description = "The weights, a safetensors file under PyTorch's names, or the folder of a training run.")
    private Path checkpoint;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The network: ${bundle:list.networks} (default: as the file says).")
    private String model;

    @Mixin
    private ModelSettings settings;

    @Option(names = "--x", required = true, paramLabel = "X.npy", description = "The points.")
    private Path points;

    @Option(
            names = "--t",
            paramLabel = "T",
            description =
                    "The time, from 0 at the source to 1 at the data: a number, or an npy file of one for each point."
                            + " Needed for all networks but ${bundle:list.classifiers}.")
    private String time;

    @Option(names = "--along", required = true, paramLabel = "V.npy", description = "The directions.")
    private Path along;

    @Mixin
    private OutputFolder folder; // for primal.npy, tangent.npy and run.json

    private JvpCommand() {}

    @Override
    public Integer call() {
        RunRecord runRecord = new RunRecord(words());
        folder.requireWritable();
        Path file = RunFolder.model(checkpoint);
        Architecture architecture = architecture(file);
        DType dtype = deviceOptions.dtype(DType.FLOAT64);
        ArrayFile x = ArrayFile.read(points, dtype);
        ArrayFile v = ArrayFile.read(along, dtype);
        ModelJvp jvp = jvp(architecture, dtype, x, v);
        try (Device device = deviceOptions.open(DType.FLOAT64, Workload.of(jvp.multiplyAdds()))) {
            Weights weights = Weights.read(file, architecture.model().specification(), device, dtype);
            weights.skipped().ifPresent(skipped -> err().println(file + ": " + skipped));
            long start = System.nanoTime();
            ModelJvp.Result result = computed(jvp, device, weights, v);
            double seconds = (System.nanoTime() - start) / 1e9;
            Finite.require("primal", result.primal(), result.shape(), dtype);
            Finite.require("tangent", result.tangents(), result.shape().withFirst(jvp.directions()), dtype);
            print(architecture, file, jvp, result, device, seconds);
            if (folder.isGiven()) {
                boolean several = v.shape().size() > x.shape().size();
                write(result, dtype, several ? new int[] {jvp.directions()} : new int[0]);
                runRecord
                        .device(device + ", " + dtype)
                        .input(file)
                        .input(points)
                        .input(along)
                        .put("model", architecture.metadata())
                        .put("skipped", weights.unused())
                        .put("t", jvp.t())
                        .put("x shape", x.shape())
                        .put("directions", jvp.directions())
                        .put("peak bytes on the device", device.account().peak())
                        .write(folder.file("run.json"));
                out().println("Written: " + folder.file("primal.npy") + ", " + folder.file("tangent.npy") + ", "
                        + folder.file("run.json") + ".");
            }
        }
        out().flush();
        return ExitCode.OK;
    }

    private Architecture architecture(Path file) {
        try {
            return settings.of(file, model, () -> {
                throw usage("The metadata of the file " + file + " name no network: say which it is of by --model, and"
                        + " its sizes where they are not the published ones; or list its layers in a JSON file of the same"
                        + " name beside it.");
            });
        } catch (ArchitectureException e) {
            throw usage(e.getMessage());
        }
    }

    private ModelJvp jvp(Architecture architecture, DType dtype, ArrayFile x, ArrayFile v) {
        if (x.shape().isEmpty()) {
            throw x.refused(
                    "holds a single number without axes; points need an axis of samples in front: give them as [1, ...].");
        }
        boolean several = v.shape().size() == x.shape().size() + 1;
        if (!v.shape().subList(several ? 1 : 0, v.shape().size()).equals(x.shape())) {
            throw v.refused("has the shape " + v.shape() + " and does not fit the points of the shape " + x.shape()
                    + ": give directions of that shape, or several with an axis before it.");
        }
        double[] t = times(architecture, dtype, x.shape().get(0));
        int[] dims = x.shape().stream().mapToInt(Math::toIntExact).toArray();
        int directions = several ? Math.toIntExact(v.shape().get(0)) : 1;
        try {
            ModelJvp jvp = new ModelJvp(architecture, dtype, Shape.of(dims), x.values(), t, directions, v.values());
            jvp.requireFit();
            return jvp;
        } catch (ShapeException e) {
            throw x.refused("does not fit: " + e.getMessage() + ".");
        }
    }

    private static ModelJvp.Result computed(ModelJvp jvp, Device device, Weights weights, ArrayFile v) {
        try {
            return jvp.on(device, weights.parameters());
        } catch (ShapeException e) {
            throw v.refused("has too many directions at once: " + e.getMessage() + ".");
        }
    }

    private double[] times(Architecture architecture, DType dtype, long count) {
        if (!architecture.givesVelocity()) {
            if (time != null) {
                throw usage("The network " + architecture.name() + " knows no time: leave --t out.");
            }
            return new double[] {0};
        }
        if (time == null) {
            throw usage(
                    "The network " + architecture.name() + " gives a velocity, which depends on the time: say which by"
                            + " --t, from 0 at the source to 1 at the data.");
        }
        return time(time).orElseGet(() -> timesOfFile(dtype, count));
    }

    private Optional<double[]> time(String text) {
        try {
            double t = Double.parseDouble(text.strip());
            if (!Double.isFinite(t)) {
                throw usage("--t is a finite number, not " + text + ".");
            }
            return Optional.of(new double[] {t});
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private double[] timesOfFile(DType dtype, long count) {
        Path file;
        try {
            file = Values.path(time);
        } catch (TypeConversionException e) {
            throw usage("--t is a number or the name of an npy file: " + e.getMessage() + ".");
        }
        if (!Files.exists(file)) {
            throw usage("--t is a number or the name of an npy file, and '" + time + "' is neither.");
        }
        ArrayFile times = ArrayFile.read(file, dtype);
        boolean each = times.shape().equals(List.of(count));
        if (!each && times.values().length != 1) {
            throw times.refused(
                    "has the shape " + times.shape() + ": give one time, or [" + count + "], one for each point.");
        }
        return times.values();
    }

    private void print(
            Architecture architecture, Path file, ModelJvp jvp, ModelJvp.Result result, Device device, double seconds) {
        List<String> norms = new ArrayList<>();
        for (int k = 0; k < Math.min(MOST_NORMS, jvp.directions()); k++) {
            norms.add(norm(result.tangentNorm(k)));
        }
        String t = !architecture.givesVelocity()
                ? ""
                : jvp.t().length > 1 ? ", a time for each" : ", t = " + ShortestDecimal.of(jvp.t()[0]);
        out().printf(Locale.ROOT, "model    %s, %s%n", architecture, file);
        out().printf(Locale.ROOT, "points   %s%s%n", jvp.samples(), t);
        out().printf(Locale.ROOT, "primal   %s, norm %s%n", result.shape(), norm(result.primalNorm()));
        out().printf(
                        Locale.ROOT,
                        "tangent  %d direction%s, norm %s%s%n",
                        jvp.directions(),
                        jvp.directions() == 1 ? "" : "s",
                        String.join(", ", norms),
                        jvp.directions() > MOST_NORMS ? ", ..." : "");
        out().printf(Locale.ROOT, "run      %s on %s: %.1f s%n", jvp.dtype(), device.id(), seconds);
    }

    private static String norm(double norm) {
        return String.format(Locale.ROOT, "%.6g", norm);
    }

    private void write(ModelJvp.Result result, DType dtype, int... directions) {
        Shape shape = result.shape();
        Npy.write(folder.file("primal.npy"), NumericArray.of(dtype, result.primal(), shape.dims()));
        Npy.write(
                folder.file("tangent.npy"),
                NumericArray.of(
                        dtype,
                        result.tangents(),
                        Shape.of(directions).then(shape).dims()));
    }
}
