package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.RunRecord;
import dualflow.device.Workload;
import dualflow.evaluation.PopulationLoss;
import dualflow.experiment.Figure1;
import dualflow.experiment.Figure1Network;
import dualflow.nn.Architecture;
import dualflow.nn.Mlp1d;
import dualflow.picture.Figure1Picture;
import dualflow.picture.LossPicture;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.TrainingSettings;
import dualflow.weights.Weights;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code reproduce figure1}. */
@Command(
        name = "figure1",
        mixinStandardHelpOptions = true,
        description = {
            "Fig. 1: paths of the flow from N(0, 1) to N(0, 1): exact, by Euler's method, as the published code draws them, and"
                    + " along the velocity that a network has learned.",
            "",
            "The network is trained as published, in float32: Adam, learning rate 1e-3, 2000 batches of 128 out of 10,000 samples."
        })
final class Figure1Command extends Reproduction<Figure1Command.Result> {
    /** The maximum relative deviation from x0 at the endpoint of paths of networks trained as published. */
    private static final double NEAR = 0.1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42070",
            description = "Chooses the 20 starting points and all draws of the training (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Take the network of this safetensors file, as train gaussian1d writes it, and train none.")
    private Path checkpoint;

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "128",
            description = "Numbers in each hidden layer of the network (default: ${DEFAULT-VALUE}, as published).")
    private int width;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many steps the network is trained (default: ${DEFAULT-VALUE}, as published).")
    private long steps;

    private Figure1Command() {}

    /** The figure, and its network. */
    record Result(Figure1 figure, Figure1Network network) {}

    @Override
    Result compute(DeviceOptions options) {
        DType dtype = options.dtype(DType.FLOAT64);
        try (Device device = options.open(DType.FLOAT64, Workload.LARGE)) {
            return new Result(Figure1.compute(device, dtype, seed), checkpoint == null ? train(device) : read(device));
        }
    }

    private Figure1Network train(Device device) {
        TrainingSettings settings;
        Mlp1d model;
        try {
            settings = Figure1Network.settings(steps, seed);
            model = (Mlp1d) Architecture.named("mlp1d")
                    .with("width", Integer.toString(width))
                    .model();
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
        try (RunProgress progress = new RunProgress(err(), "steps", steps)) {
            return Figure1Network.compute(device, model, settings, progress::at);
        }
    }

    private Figure1Network read(Device device) {
        Architecture architecture = Weights.architecture(checkpoint).orElseGet(() -> Architecture.named("mlp1d"));
        if (!(architecture.model() instanceof Mlp1d model)) {
            throw new BadFileException("The file " + checkpoint + " holds the network " + architecture
                    + "; Figure 1 needs one that train gaussian1d has written.");
        }
        Weights weights = Weights.read(checkpoint, model.specification(), device, DType.FLOAT32);
        weights.skipped().ifPresent(err()::println);
        return Figure1Network.compute(device, model, weights.parameters(), DType.FLOAT32, seed);
    }

    @Override
    void write(Result result) {
        writeTable(
                "figure1.csv",
                List.of("path", "t", "exact", "euler", "published_code", "learned", "learned_right_end"),
                rows(result));
        writeFigure("figure1", () -> Figure1Picture.draw(result.figure(), result.network()));
        double[] losses = result.network().trainingLosses();
        if (losses.length > 0) {
            writeTable(
                    "figure1_loss.csv",
                    List.of("step", "loss"),
                    IntStream.range(0, losses.length)
                            .mapToObj(step -> List.<Object>of(step, losses[step]))
                            .toList());
            writeTable(
                    "figure1_excess.csv",
                    Losses.EXCESS_COLUMNS,
                    Losses.rows(result.network().excess()));
            writeFigure(
                    "figure1_loss",
                    () -> LossPicture.draw(List.of(new LossPicture.Training(
                            "learned velocity",
                            losses,
                            OptionalDouble.of(result.network().loss().floor()),
                            result.network().excess()))));
        }
    }

    @Override
    void print(Result result, PrintWriter text) {
        text.println("Figure 1: where a path of the flow from N(0, 1) to N(0, 1) ends, as a multiple of its start");
        text.println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "x(1) / x0", "variance"));
        Stream.concat(result.figure().factors().stream(), result.network().factors().stream())
                .forEach(factor -> rows.add(List.of(
                        factor.name(),
                        String.format(Locale.ROOT, "%.5f", factor.value()),
                        String.format(Locale.ROOT, "%.3f", factor.variance()))));
        Table.print(text, rows);
        text.println();
        PopulationLoss loss = result.network().loss();
        text.printf(
                Locale.ROOT,
                "The network's loss over fresh draws is %.4f (s.e. %.4f). The least there is, pi/2 = %.4f, and its own mean square%n",
                loss.value(),
                loss.standardError(),
                loss.floor());
        text.printf(
                Locale.ROOT,
                "distance from the exact velocity, %.5f (s.e. %.5f), make %.4f: %.2f %% above the least.%n",
                loss.excess(),
                loss.excessError(),
                loss.floor() + loss.excess(),
                100 * loss.relativeExcess());
        text.println();
        text.println(
                "The exact path is x0 sqrt((1-t)^2 + t^2). What the published code draws as analytical has 1+t in place of 1-t,");
        text.printf(
                Locale.ROOT,
                "so its paths end at %.4f x0, whatever a network learns.%n",
                result.figure().publishedFactor().value());
        text.println(learned(result.network().factors().get(0).value()));
    }

    @Override
    void record(Result result, RunRecord record) {
        record.seed(seed).put("steps", steps).put("width", width);
        if (checkpoint != null) {
            record.input(checkpoint);
        }
        record.put("lossExcess", result.network().loss().excess())
                .put("lossExcessError", result.network().loss().excessError());
    }

    /** The conclusion from the endpoint of the learned paths, a multiple of x0. */
    static String learned(double end) {
        return String.format(Locale.ROOT, "The learned paths end at %.4f x0, ", end)
                + (Math.abs(end - 1) <= NEAR
                        ? "near x0. How near is a matter of the training, whose learning rate is constant: another --seed gives another end."
                        : "not near x0: this network has not learned the flow.");
    }

    private static List<List<Object>> rows(Result result) {
        Figure1 figure = result.figure();
        Figure1Network network = result.network();
        List<List<Object>> rows = new ArrayList<>();
        for (int path = 0; path < figure.exact().length; path++) {
            for (int i = 0; i < figure.times().length; i++) {
                rows.add(List.of(
                        path,
                        figure.times()[i],
                        figure.exact()[path][i],
                        figure.euler()[path][i],
                        figure.published()[path][i],
                        network.euler()[path][i],
                        network.rightEnd()[path][i]));
            }
        }
        return rows;
    }
}
