package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.LabelledImages;
import dualflow.data.RunRecord;
import dualflow.data.Safetensors;
import dualflow.device.Workload;
import dualflow.digits.DigitScm;
import dualflow.digits.DigitStructure;
import dualflow.digits.DigitVariable;
import dualflow.experiment.DigitPair;
import dualflow.experiment.ImageCounterfactuals;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.images.AttributeFlow;
import dualflow.images.AttributeRows;
import dualflow.images.LatentAction;
import dualflow.images.LearnedImageFlow;
import dualflow.nn.Architecture;
import dualflow.nn.AttributeRegressor;
import dualflow.nn.Parameters;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.train.RunFolder;
import dualflow.weights.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code counterfactual}. */
@Command(
        name = "counterfactual",
        mixinStandardHelpOptions = true,
        description = {
            "What images of digits would have been, through a trained flow: abduction by its equation backward in time, action by the smallest"
                    + " change of the noise that gives an attribute its value, prediction forward.",
            "",
            "Beside it stands the truth: the images are made by a causal model that keeps each one's digit and noise. For each method the table"
                    + " has the mean distance of each attribute, as measured, from what the model assigns, and the distance of the images."
                    + " With --out, table.csv, counterfactuals.png and run.json are written; in the picture a column has an image, its"
                    + " reconstruction, the flow's counterfactuals and the model's."
        })
final class CounterfactualCommand extends Subcommand {
    private static final int MOST_IMAGES = 100_000;

    @Mixin
    private DeviceOptions deviceOptions;

    @Option(
            names = "--flow",
            required = true,
            paramLabel = "FILE",
            description =
                    "The flow, trained on images of the model: a safetensors file, or the folder of its training.")
    private Path flowFile;

    @Option(
            names = "--regressor",
            required = true,
            paramLabel = "FILE",
            description =
                    "What measures the attributes: a file of train regressor whose targets are named as the attributes, or the folder of"
                            + " its training.")
    private Path regressorFile;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "FILE",
            description =
                    "The digits that the model shapes, an IDX file, plain or .gz; best others than those of the training.")
    private Path images;

    @Option(names = "--labels", required = true, paramLabel = "FILE", description = "Their labels, an IDX file.")
    private Path labels;

    @Option(
            names = "--structure",
            paramLabel = "NAME",
            defaultValue = "thickness-intensity",
            description = "The causal model (default: ${DEFAULT-VALUE}).")
    private String structureName;

    @Option(
            names = "--do",
            required = true,
            split = ",",
            paramLabel = "NAME=VALUE",
            description = "What is set: thickness in pixels, intensity from 64 to 255, slant in radians.")
    private List<String> settings;

    @Option(
            names = "--hold",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Attributes that the change of the noise does not change, in a row of their own: those that are no effects of what"
                            + " is set (default: none).")
    private List<String> held;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many images (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "25",
            description = "How many steps of the midpoint method, forward and back (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--newton",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many steps of Newton's method in the noise (default: ${DEFAULT-VALUE}).")
    private int newton;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "43",
            description = "The seed of the images, other than that of the training (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private PictureFolder folder;

    private CounterfactualCommand() {}

    @Override
    public Integer call() {
        requireSteps(steps);
        if (newton < 1 || count < 1 || count > MOST_IMAGES) {
            throw usage("--newton is at least 1, and --count 1 to " + MOST_IMAGES + ", not " + newton + " and " + count
                    + ".");
        }
        DigitStructure structure = structure();
        Map<DigitVariable, Double> set = set(structure);
        List<DigitVariable> keep = held == null
                ? List.of()
                : held.stream().map(name -> variable(structure, name)).toList();
        TrainedModel flow = TrainedModel.at(flowFile);
        Path file = RunFolder.model(regressorFile);
        Architecture regressor = regressor(file);
        LatentAction.Aim aim = aim(structure, set, keep, names(file));
        folder.requireWritable();
        RunRecord record = new RunRecord(words());
        LabelledImages digits = LabelledImages.read(images, labels);
        DType dtype = deviceOptions.dtype(DType.FLOAT32);
        try (Device device = deviceOptions.open(DType.FLOAT32, Workload.LARGE)) {
            List<DigitPair> pairs = DigitPair.of(new DigitScm(structure, digits, seed), set, 0, count);
            if (pairs.isEmpty()) {
                throw usage("Nothing is left of any digit under --do " + String.join(",", settings)
                        + ": choose another value.");
            }
            Shape image = digits.images().shape();
            LearnedImageFlow learned = flow.flow(device, dtype, image, err());
            Parameters parameters = Weights.read(file, regressor.model().specification(), device, dtype)
                    .parameters();
            AttributeFlow attributes =
                    new AttributeFlow(learned, image, (AttributeRegressor) regressor.model(), parameters);
            OdeSolver solver = OdeSolver.fixed(ButcherTableau.MIDPOINT);
            TimeGrid grid = TimeGrid.uniform(0, 1, steps);
            AttributeRows rows = new AttributeRows(
                    learned, List.of(attributes.attributes(device, dtype)), device, dtype, solver, grid);
            ImageCounterfactuals table;
            try (RunProgress progress = new RunProgress(err(), "images", pairs.size())) {
                table = Finite.require(
                        ImageCounterfactuals.compute(
                                pairs,
                                image.dim(-3),
                                image.dim(-2),
                                new LatentAction(learned, rows, device, dtype, solver, grid),
                                aim,
                                progress::at),
                        dtype);
            }
            CounterfactualReport report = new CounterfactualReport(table, image);
            out().println("do(" + String.join(", ", settings) + ") on " + pairs.size() + " images"
                    + (pairs.size() < count ? "; of " + (count - pairs.size()) + " more nothing would be left" : ""));
            report.print(out());
            if (folder.isGiven()) {
                List.of(images, labels, flow.file(), file).forEach(record::input);
                record.seed(seed).device(device + ", " + dtype).put("images", pairs.size());
                report.write(folder, record, out(), err());
            }
        }
        out().flush();
        return ExitCode.OK;
    }

    private DigitStructure structure() {
        return Arrays.stream(DigitStructure.values())
                .filter(each -> each.toString().equals(structureName))
                .findFirst()
                .orElseThrow(() -> usage("For '--structure' there is no '" + structureName + "'; there are "
                        + Arrays.stream(DigitStructure.values())
                                .map(DigitStructure::toString)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    private DigitVariable variable(DigitStructure structure, String name) {
        return structure.variables().stream()
                .filter(each -> each.toString().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> usage("The structure " + structure + " has no variable '" + name + "'; it has "
                        + structure.variables().stream()
                                .map(DigitVariable::toString)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    private Map<DigitVariable, Double> set(DigitStructure structure) {
        Map<DigitVariable, Double> set = new EnumMap<>(DigitVariable.class);
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            double value = parts.length == 2 ? Decimals.read(parts[1]) : Double.NaN;
            if (!Double.isFinite(value)) {
                throw usage("For '--do' a variable is given a number, such as thickness=3, not '" + setting + "'.");
            }
            DigitVariable variable = variable(structure, parts[0]);
            try {
                structure.score(variable, value);
            } catch (IllegalArgumentException e) {
                throw usage(e);
            }
            if (set.put(variable, value) != null) {
                throw usage("--do sets " + variable + " twice.");
            }
        }
        return set;
    }

    private static Architecture regressor(Path file) {
        Architecture architecture = Weights.architecture(file)
                .orElseThrow(() -> new BadFileException(
                        "The metadata of the file " + file + " name no network: name a file of train regressor."));
        if (!(architecture.model() instanceof AttributeRegressor)) {
            throw new BadFileException("The file " + file + " is of the network " + architecture
                    + ", which measures no attributes of digits: name a file of train regressor.");
        }
        return architecture;
    }

    private static List<String> names(Path file) {
        try (Safetensors weights = Safetensors.open(file)) {
            return List.of(
                    weights.metadata().getOrDefault(RegressorData.TARGETS, "").split(",", -1));
        }
    }

    private LatentAction.Aim aim(
            DigitStructure structure, Map<DigitVariable, Double> set, List<DigitVariable> keep, List<String> names) {
        Map<Integer, Double> values = new TreeMap<>();
        set.forEach((variable, value) -> {
            boolean isValue = names.contains(variable.toString());
            values.put(output(variable, names), isValue ? value : (Double) structure.score(variable, value));
        });
        try {
            return new LatentAction.Aim(
                    values,
                    keep.stream().map(variable -> output(variable, names)).toList(),
                    newton);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    /** The regressor's output of a variable: its value, or else its standard score, named as {@code scm make} names columns. */
    private int output(DigitVariable variable, List<String> names) {
        int index = Math.max(names.indexOf(variable.toString()), names.indexOf(variable + RegressorData.SCORE));
        if (index < 0) {
            throw new BadFileException("The regressor of " + regressorFile + " measures " + String.join(", ", names)
                    + ", and not " + variable + ": train one with that column among its --targets.");
        }
        return names.contains(variable.toString()) ? names.indexOf(variable.toString()) : index;
    }
}
