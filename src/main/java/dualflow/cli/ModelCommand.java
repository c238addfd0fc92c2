package dualflow.cli;

import dualflow.cost.Cost;
import dualflow.cost.LayerCost;
import dualflow.cost.ModelCost;
import dualflow.nn.Architecture;
import dualflow.nn.ArchitectureException;
import dualflow.nn.Parameter;
import dualflow.nn.Specification;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code model}: the structure of a network, and its cost. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = {
            "The layers of a network, their parameters and multiply-adds, and the memory of an evaluation, of one with its"
                    + " derivative and of a step of training.",
            "",
            "Nothing is computed: the programs themselves run on a device that holds no numbers, and the memory is what their"
                    + " tensors hold at most on any device, weights included. A row in parentheses are products between"
                    + " layers, as in attention and resizing. Without settings the network is as published."
        })
final class ModelCommand extends Subcommand {
    @Parameters(paramLabel = "NAME", description = "${bundle:list.networks}.")
    private String name;

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
            defaultValue = "64",
            description =
                    "How many samples the memory is for (default: ${DEFAULT-VALUE}, as the paper trains on MNIST).")
    private int batch;

    @Option(
            names = "--directions",
            paramLabel = "K",
            defaultValue = "1",
            description = "Along how many directions the derivative is taken (default: ${DEFAULT-VALUE}).")
    private int directions;

    @Option(
            names = "--dtype",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            defaultValue = "float32",
            description = "The format of numbers: float32 or float64 (default: ${DEFAULT-VALUE}).")
    private DType dtype;

    private ModelCommand() {}

    @Override
    public Integer call() {
        try {
            print(architecture());
        } catch (ArchitectureException | ShapeException e) {
            throw usage(e.getMessage());
        }
        return ExitCode.OK;
    }

    private Architecture architecture() {
        requirePositive("--batch", batch);
        requirePositive("--directions", directions);
        return settings.architecture(name, size);
    }

    private void print(Architecture architecture) {
        Shape sample = ModelSettings.sample(architecture, size);
        ModelCost one = new ModelCost(architecture, sample.withFirst(1), dtype);
        ModelCost all = new ModelCost(architecture, sample.withFirst(batch), dtype);
        List<LayerCost> layers = one.layers();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("layer", "output", column("parameters"), column("multiply-adds")));
        for (LayerCost layer : layers) {
            rows.add(List.of(
                    layer.name(),
                    layer.output().map(Shape::toString).orElse("not evaluated"),
                    number(layer.parameters()),
                    number(layer.multiplyAdds())));
        }
        long work = one.primal().multiplyAdds();
        Specification specification = architecture.model().specification();
        rows.add(List.of("total", "", number(specification.parameterCount()), number(work)));
        // Everything is computed before anything is printed, so that an error message appears alone.
        List<List<String>> costs = new ArrayList<>();
        costs.add(List.of("", column("multiply-adds"), column("memory")));
        costs.add(cost("evaluation", all.primal()));
        String along = directions == 1 ? "" : ", " + directions + " directions";
        costs.add(cost("with its derivative" + along, all.dual(directions)));
        Optional<String> untrainable = addTraining(costs, all);

        out().println(architecture + ", one sample " + sample);
        out().println();
        Table.print(out(), rows);
        out().println();
        out().println(parameters(specification));
        out().println();
        out().println("For a batch of " + batch + " in " + dtype + ":");
        Table.print(out(), costs);
        untrainable.ifPresent(reason -> out().println("No step of training: " + reason + "."));
        out().flush();
    }

    /** Adds the row, or returns the reason why such a batch cannot be used for training. */
    private static Optional<String> addTraining(List<List<String>> costs, ModelCost all) {
        try {
            costs.add(cost("step of training", all.trainingStep()));
            return Optional.empty();
        } catch (ShapeException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String parameters(Specification specification) {
        long all = specification.parameterCount();
        long unused = all - specification.trainedCount();
        long buffers = specification.parameters().stream()
                .filter(parameter -> parameter.role() == Parameter.Role.BUFFER)
                .mapToLong(parameter -> parameter.shape().size())
                .sum();
        return String.format(Locale.ROOT, "%,d parameters", all)
                + (unused == 0 ? "" : String.format(Locale.ROOT, ", of which %,d take no part", unused))
                + (buffers == 0 ? "" : String.format(Locale.ROOT, "; buffers of %,d numbers", buffers)) + ".";
    }

    private static List<String> cost(String what, Cost cost) {
        String mebibytes = String.format(Locale.ROOT, "%,.1f MiB", cost.bytes() / (double) (1 << 20));
        return List.of(what, number(cost.multiplyAdds()), column(mebibytes));
    }

    private static String number(long value) {
        return column(String.format(Locale.ROOT, "%,d", value));
    }

    /** Right-aligned text for a column of numbers. */
    private static String column(String text) {
        return String.format(Locale.ROOT, "%18s", text);
    }
}
