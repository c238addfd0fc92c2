package dualflow.cli;

import dualflow.bench.AttributeBenchmark;
import dualflow.bench.Spread;
import dualflow.data.Json;
import dualflow.data.Version;
import dualflow.device.Workload;
import dualflow.nn.Architecture;
import dualflow.nn.ArchitectureException;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The part of the command bench that times classifier after flow beside its parts, as a mixin. */
final class AttributeBench {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--classifier",
            paramLabel = "NAME",
            description = "Time instead the JVP of this network (${bundle:list.classifiers}) after the flow of --model,"
                    + " beside those of the two: in turn, with the ratio of the one to their sum.")
    private String classifier;

    @Option(
            names = "--classifier-channels",
            paramLabel = "N",
            description = "Base channels of that network (default: as published).")
    private Integer channels;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "With --classifier, how many Euler steps the flow takes (default: 10).")
    private Integer steps;

    boolean isWanted() {
        if (classifier == null && (channels != null || steps != null)) {
            throw usage("--classifier-channels and --steps are of --classifier: name it too.");
        }
        return classifier != null;
    }

    int run(
            ModelSettings settings,
            String model,
            Integer size,
            int batch,
            int tangents,
            int runs,
            Path json,
            DeviceOptions deviceOptions) {
        if (tangents != 1) {
            throw usage("--classifier takes derivatives along one direction: leave --tangents out.");
        }
        if (steps != null && steps < 1) {
            throw usage("--steps is at least 1, not " + steps + ".");
        }
        DType dtype = deviceOptions.dtype(DType.FLOAT32);
        PrintWriter out = command.commandLine().getOut();
        try (Device device = deviceOptions.open(DType.FLOAT32, Workload.LARGE)) {
            Architecture flow = settings.architecture(model, size);
            if (!flow.makesImages()) {
                throw usage("--classifier is of images, and " + model + " makes none.");
            }
            Shape image = ModelSettings.sample(flow, size);
            AttributeBenchmark benchmark = new AttributeBenchmark(
                    flow, classifier(image.dim(-1)), image, batch, steps == null ? 10 : steps, dtype, runs);
            AttributeBenchmark.Times times = Finite.require(benchmark.run(device), dtype);
            print(out, benchmark, device, times);
            if (json != null) {
                Json.write(json, fields(benchmark, device, times));
            }
            out.flush();
            return ExitCode.OK;
        } catch (ArchitectureException | ShapeException e) {
            throw usage(e.getMessage());
        }
    }

    private Architecture classifier(int imageChannels) {
        Architecture architecture = Architecture.named(classifier);
        if (architecture.kind() != Architecture.Kind.CLASSIFIER) {
            throw usage("--classifier is " + classifier + ", which gives no attributes of images.");
        }
        if (architecture.settings().containsKey("channels")) {
            architecture = architecture.with("channels", Integer.toString(imageChannels));
        }
        return channels == null ? architecture : architecture.with("base_channels", Integer.toString(channels));
    }

    private static void print(
            PrintWriter out, AttributeBenchmark benchmark, Device device, AttributeBenchmark.Times times) {
        out.println("flow        " + benchmark.flow() + ", " + benchmark.steps() + " Euler steps");
        out.println("classifier  " + benchmark.classifier());
        out.println("points      " + benchmark.batch() + " images of " + benchmark.image() + ", 1 direction, "
                + benchmark.dtype());
        out.println("device      " + device);
        out.println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("JVP of", "median", "quartiles"));
        rows.add(row("the flow", times.flow().spread(), "ms"));
        rows.add(row("the classifier", times.classifier().spread(), "ms"));
        rows.add(row("classifier after flow", times.together().spread(), "ms"));
        rows.add(row("it, by the sum of the two", times.ratio(), ""));
        Table.print(out, rows);
    }

    private static List<String> row(String name, Spread spread, String unit) {
        return List.of(
                name,
                String.format(Locale.ROOT, "%.3f %s", spread.median(), unit).strip(),
                String.format(Locale.ROOT, "%.3f to %.3f", spread.low(), spread.high()));
    }

    private static Map<String, Object> fields(
            AttributeBenchmark benchmark, Device device, AttributeBenchmark.Times times) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dualflow", Version.current());
        fields.put("device", device.toString());
        fields.put("flow", benchmark.flow().metadata());
        fields.put("classifier", benchmark.classifier().metadata());
        fields.put("image", benchmark.image().toString());
        fields.put("batch", benchmark.batch());
        fields.put("steps", benchmark.steps());
        fields.put("dtype", benchmark.dtype().toString());
        fields.put("runs", benchmark.runs());
        fields.putAll(times.fields());
        return fields;
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
