package dualflow.cli;

import dualflow.closedform.ClosedFormException;
import dualflow.closedform.MixtureFlow;
import dualflow.data.BadFileException;
import dualflow.data.Safetensors;
import dualflow.evaluation.MixtureLaw;
import dualflow.evaluation.PathLaw;
import dualflow.evaluation.PointFlow;
import dualflow.evaluation.ToyData;
import dualflow.evaluation.ToyLaw;
import dualflow.evaluation.ToyPosterior;
import dualflow.flow.NotPositiveDefiniteException;
import dualflow.flow.VelocityField;
import dualflow.nn.Architecture;
import dualflow.nn.VelocityModel;
import dualflow.path.NoiseSchedule;
import dualflow.path.UndefinedAtTimeException;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.RunFolder;
import dualflow.weights.Weights;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A file of a flow of points: a mixture (.json), or what a training of points wrote. */
final class PointFlowFile {
    private final Path file;
    private final Optional<MixtureFlow> mixture;
    private final Optional<Architecture> network;

    private PointFlowFile(Path file, Optional<MixtureFlow> mixture, Optional<Architecture> network) {
        this.file = file;
        this.mixture = mixture;
        this.network = network;
    }

    /**
     * Opens a file.
     *
     * @param path the file, or the folder of a training
     * @return the flow; nothing if it is that of a network of something else, or does not say which
     * @throws BadFileException if the file cannot be read
     */
    static Optional<PointFlowFile> at(Path path) {
        if (path.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
            return Optional.of(new PointFlowFile(path, Optional.of(new MixtureInput(path).read()), Optional.empty()));
        }
        Path file = RunFolder.model(path);
        return Weights.architecture(file)
                .filter(network -> network.givesVelocity() && network.sampleAxes() == 1)
                .map(network -> new PointFlowFile(file, Optional.empty(), Optional.of(network)));
    }

    Path file() {
        return file;
    }

    /** Mixtures are exact formulas, and are computed in float64 unless the user says otherwise; networks are trained in float32. */
    DType usualFormat() {
        return mixture.isPresent() ? DType.FLOAT64 : DType.FLOAT32;
    }

    int dimension() {
        return mixture.map(flow -> flow.source().dimension())
                .orElseGet(() -> network.orElseThrow().channels());
    }

    /** One line about the flow, for the record of a run. */
    String description() {
        if (network.isPresent()) {
            return "the network " + network.get();
        }
        int components = mixture.orElseThrow().target().size();
        return components == 1 ? "a Gaussian" : "a mixture of " + components + " Gaussians";
    }

    /** Whether a network gives the velocity. */
    boolean isLearned() {
        return network.isPresent();
    }

    /** What the flow leads to, in words. */
    String target() {
        return mixture.isPresent()
                ? description() + " in " + file.getFileName()
                : toyData().map(Values::written).orElse("data that are not named") + ", learned";
    }

    /**
     * The law of the path in closed form.
     *
     * @throws BadFileException if it is not known: of a network that has learned other than toy data along the linear path
     */
    PathLaw law() {
        if (mixture.isPresent()) {
            return new MixtureLaw(mixture.get());
        }
        Map<String, String> about = metadata();
        boolean isPlain = about.getOrDefault(ToyTraining.PATH, "").equals(Values.written(PathName.LINEAR))
                && about.getOrDefault(ToyTraining.COUPLING, "").equals(Values.written(CouplingName.INDEPENDENT));
        return toyData()
                .filter(data -> isPlain && ToyPosterior.isOf(data))
                .map(data -> new ToyLaw(ToyPosterior.of(data)))
                .orElseThrow(() -> new BadFileException("The path that the network of " + file
                        + " learned has no closed form here; it takes one of train toy to eight-gaussians, two-moons, circles"
                        + " or spirals, linear, with independent pairs."));
    }

    private Optional<ToyData> toyData() {
        String name = metadata().getOrDefault("data", "");
        return Arrays.stream(ToyData.values())
                .filter(data -> Values.written(data).equals(name))
                .findFirst();
    }

    /**
     * The flow on a device; weights live in the arena that is open now.
     *
     * @throws BadFileException if the mixture or the weights do not fit the format
     */
    PointFlow on(Device device, DType dtype, PrintWriter err) {
        try {
            return mixture.map(flow -> PointFlow.of(flow, device, dtype)).orElseGet(() -> learned(device, dtype, err));
        } catch (ClosedFormException | NotPositiveDefiniteException e) {
            throw refused(e);
        }
    }

    private PointFlow learned(Device device, DType dtype, PrintWriter err) {
        Map<String, String> about = metadata();
        NoiseSchedule schedule = schedule(about.getOrDefault(ToyTraining.PATH, Values.written(PathName.LINEAR)));
        VelocityModel model = network.orElseThrow().velocityModel();
        Weights weights = Weights.read(file, model.specification(), device, dtype);
        weights.skipped().ifPresent(skipped -> err.println(file + ": " + skipped));
        PointFlow flow = PointFlow.learned(model, weights.parameters(), schedule, dimension(), device, dtype);
        if (about.getOrDefault("prediction", "velocity").equals("x1")) {
            VelocityField velocity = PointFlow.ofDataMean(schedule, flow.velocity());
            return PointFlow.of(schedule, velocity, dimension(), device, dtype);
        }
        boolean isOfPath = !about.getOrDefault(ToyTraining.LOSS, "").equals(Values.written(ToyLoss.LIKELIHOOD));
        String independent = Values.written(CouplingName.INDEPENDENT);
        boolean isIndependent =
                about.getOrDefault(ToyTraining.COUPLING, independent).equals(independent);
        return isOfPath && isIndependent ? flow : flow.withoutScore();
    }

    private Map<String, String> metadata() {
        try (Safetensors entries = Safetensors.open(file)) {
            return entries.metadata();
        }
    }

    private NoiseSchedule schedule(String name) {
        return Arrays.stream(PathName.values())
                .filter(path -> Values.written(path).equals(name))
                .findFirst()
                .orElseThrow(() -> new BadFileException("The metadata of the file " + file + " name the path '" + name
                        + "'; there are " + Arrays.toString(PathName.values()) + "."))
                .schedule();
    }

    /** The exception to throw where the flow is at fault. */
    RuntimeException refused(RuntimeException e) {
        return mixture.isPresent() ? new MixtureInput(file).bad(e.getMessage(), e) : e;
    }

    /** The exception to throw where a solver asks for the velocity at a time where there is none. */
    BadFileException refused(UndefinedAtTimeException e) {
        return new BadFileException("The flow of " + file + " has no velocity everywhere: " + e.getMessage() + ".", e);
    }
}
