package dualflow.weights;

import dualflow.data.ArrayHeader;
import dualflow.data.BadFileException;
import dualflow.data.ElementType;
import dualflow.data.LayersFile;
import dualflow.data.NumericArray;
import dualflow.data.OutputException;
import dualflow.data.Quoted;
import dualflow.data.Safetensors;
import dualflow.nn.Architecture;
import dualflow.nn.ArchitectureException;
import dualflow.nn.Layout;
import dualflow.nn.Parameter;
import dualflow.nn.ParameterException;
import dualflow.nn.Parameters;
import dualflow.nn.Sequential;
import dualflow.nn.Specification;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceException;
import dualflow.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model's weights from a safetensors file. The file has PyTorch's names, axis orders and types (a batch norm's count of
 * batches is an int64), so the state dict of the same network in PyTorch loads unchanged, and what is written here is loaded
 * there by {@code load_state_dict(safetensors.torch.load_file(...))}.
 *
 * @param parameters the parameters and buffers of the model, in the requested format
 * @param unused the entries of the file that no output of the model depends on, in the file's order
 */
public record Weights(Parameters parameters, List<String> unused) {
    /** The last part of the name of what PyTorch stores as an int64; everything else in a state dict is floating point. */
    private static final String COUNT = "num_batches_tracked";

    private static final String VARIANCE = "running_var";

    private static final Set<ElementType> FLOATING =
            Set.of(ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.FLOAT32, ElementType.FLOAT64);

    private static final int MOST_NAMES = 8;

    /**
     * Copies the list.
     *
     * @param parameters the parameters and buffers of the model, in the requested format
     * @param unused the entries of the file that the model does not use, in the file's order
     */
    public Weights {
        unused = List.copyOf(unused);
    }

    /**
     * Reads the weights of a model. Elements of float16, bfloat16, float32 and float64 are rounded to the requested format, where it does not
     * represent them exactly. Tensors of other types are ignored where the model does not need them, and a missing batch norm's count of
     * batches is 0, as in PyTorch.
     *
     * @param file a safetensors file
     * @param specification what the model needs
     * @param device where to put the parameters; they belong to the open arena
     * @param dtype their format
     * @return the parameters, and what else the file contains
     * @throws BadFileException if there is no such file or it is damaged; if an entry that the model needs is missing, has another
     *     shape, is not of floating point, is not finite in this format or has a negative variance: the message names the first such entry, and
     *     the network that the file says it is for
     * @throws DeviceException if the device has not enough memory
     */
    public static Weights read(Path file, Specification specification, Device device, DType dtype) {
        try (Safetensors entries = Safetensors.open(file)) {
            Set<String> names = new LinkedHashSet<>(entries.names());
            for (Parameter parameter : specification.parameters()) {
                requireEntry(file, entries, names, parameter);
            }
            Map<String, Tensor> read = new LinkedHashMap<>();
            for (Parameter parameter : specification.parameters()) {
                double[] numbers =
                        isMissingCount(names, parameter.name()) ? new double[1] : entries.doubles(parameter.name());
                requireFinite(file, parameter.name(), numbers, dtype);
                requireVariances(file, parameter.name(), numbers);
                try (Arena arena = device.arena()) {
                    Tensor inPyTorch = device.tensor(dtype, parameter.shapeInPyTorch(), numbers);
                    read.put(parameter.name(), arena.keep(parameter.layout().fromPyTorch(inPyTorch)));
                }
            }
            specification.parameters().stream()
                    .filter(parameter -> parameter.role() != Parameter.Role.UNUSED)
                    .map(Parameter::name)
                    .forEach(names::remove);
            names.addAll(entries.others().keySet());
            return new Weights(new Parameters(read), List.copyOf(names));
        }
    }

    /**
     * What a file says about the network that its weights belong to, by its metadata or by a {@link LayersFile} beside it.
     *
     * @param file a safetensors file
     * @return the architecture, or nothing where its metadata name no model and nothing beside it describes one
     * @throws BadFileException if there is no such file, it or the description is damaged, or it names an unknown network or size
     */
    public static Optional<Architecture> architecture(Path file) {
        try (Safetensors entries = Safetensors.open(file)) {
            if (entries.metadata().containsKey(Architecture.MODEL)) {
                return Optional.of(Architecture.of(entries.metadata()));
            }
        } catch (ArchitectureException e) {
            throw new BadFileException(
                    "The metadata of the file " + file + " name an unknown network: " + e.getMessage() + ".", e);
        }
        return LayersFile.beside(file).map(Weights::described);
    }

    private static Architecture described(LayersFile description) {
        try {
            return Architecture.named(Sequential.NAME).with(Sequential.LAYERS, description.layers());
        } catch (ArchitectureException e) {
            throw new BadFileException(
                    "The file " + description.file() + " describes no network: " + e.getMessage() + ".", e);
        }
    }

    /**
     * A message for the user about the entries that were ignored.
     *
     * @return one line, or nothing where all were used
     */
    public Optional<String> skipped() {
        return unused.isEmpty()
                ? Optional.empty()
                : Optional.of("skipped, as the model does not use them: " + listed(unused));
    }

    /**
     * Writes the weights of a model, whole or not at all. The metadata are the architecture's, and {@code format = pt}.
     *
     * @param file the file; replaced where it exists
     * @param architecture which network, so that {@link #architecture} finds it
     * @param parameters its parameters and buffers
     * @throws ParameterException if one is missing or has another shape; it names the first
     * @throws OutputException if the file cannot be written
     */
    public static void write(Path file, Architecture architecture, Parameters parameters) {
        Map<String, String> metadata = new LinkedHashMap<>(Map.of("format", "pt"));
        metadata.putAll(architecture.metadata());
        Safetensors.write(file, arrays(architecture.model().specification(), parameters), metadata);
    }

    /**
     * A model's weights as the entries of a file.
     *
     * @param specification what the model needs
     * @param parameters its parameters and buffers
     * @return arrays by PyTorch's names, in its axis order and types
     * @throws ParameterException if one is missing or has another shape; it names the first
     */
    public static Map<String, NumericArray> arrays(Specification specification, Parameters parameters) {
        specification.requireFit(parameters);
        Map<String, NumericArray> arrays = new LinkedHashMap<>();
        for (Parameter parameter : specification.parameters()) {
            arrays.put(parameter.name(), array(parameter, parameters.get(parameter.name())));
        }
        return arrays;
    }

    private static NumericArray array(Parameter parameter, Tensor value) {
        double[] numbers = numbers(parameter.layout(), value);
        int[] dims = parameter.shapeInPyTorch().dims();
        if (isCount(parameter.name())) {
            return new NumericArray(ArrayHeader.of(ElementType.INT64, dims), i -> numbers[i]);
        }
        if (value.dtype() == DType.FLOAT64) {
            return NumericArray.of(numbers, dims);
        }
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return NumericArray.of(floats, dims);
    }

    private static double[] numbers(Layout layout, Tensor value) {
        Arena arena = value.device().arena();
        try {
            return layout.toPyTorch(value).value().toDoubles();
        } finally {
            arena.close();
        }
    }

    private static boolean isCount(String name) {
        return name.equals(COUNT) || name.endsWith("." + COUNT);
    }

    /** PyTorch itself begins such a count at 0: evaluation does not use it, and files of older versions have none. */
    private static boolean isMissingCount(Set<String> names, String name) {
        return isCount(name) && !names.contains(name);
    }

    private static void requireVariances(Path file, String name, double[] numbers) {
        for (int i = 0; i < numbers.length && name.endsWith(VARIANCE); i++) {
            if (numbers[i] < 0) {
                throw new BadFileException("The file " + file + " holds no weights that can be used, as number " + i
                        + " of its entry " + Quoted.of(name) + " is a negative variance, " + numbers[i]
                        + "; use a file from before that.");
            }
        }
    }

    private static void requireEntry(Path file, Safetensors entries, Set<String> names, Parameter parameter) {
        String name = parameter.name();
        if (entries.others().containsKey(name)) {
            throw new BadFileException("The file " + file + " holds no weights that can be used, as its entry "
                    + Quoted.of(name) + " is of the type "
                    + Quoted.plain(entries.others().get(name)) + "; store it as float32.");
        }
        List<Long> needed = ArrayHeader.of(
                        ElementType.FLOAT32, parameter.shapeInPyTorch().dims())
                .shape();
        if (isMissingCount(names, name)) {
            return;
        }
        if (!names.contains(name)) {
            throw new BadFileException("The file " + file + " does not fit the model, which needs an entry "
                    + Quoted.of(name) + " of shape " + needed + ", and there is none; " + description(entries, name));
        }
        ArrayHeader found = entries.header(name);
        if (!found.shape().equals(needed)) {
            throw new BadFileException("The file " + file + " does not fit the model, as its entry " + Quoted.of(name)
                    + " has the shape " + found.shape() + " and the model needs " + needed + "; "
                    + description(entries, name));
        }
        if (!FLOATING.contains(found.type()) && !isCount(name)) {
            throw new BadFileException("The file " + file + " holds no weights that can be used, as its entry "
                    + Quoted.of(name) + " is of " + found.type() + "; store it as float32.");
        }
    }

    private static void requireFinite(Path file, String name, double[] numbers, DType dtype) {
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isFinite(numbers[i])) {
                throw new BadFileException("The file " + file + " holds no weights that can be used, as number " + i
                        + " of its entry " + Quoted.of(name) + " is " + numbers[i] + "; use a file from before that.");
            }
            if (!Double.isFinite(dtype.round(numbers[i]))) {
                throw new BadFileException("The file " + file + " holds " + numbers[i] + " in its entry "
                        + Quoted.of(name) + ", which " + dtype + " cannot; choose --dtype float64.");
            }
        }
    }

    /** A hint at what the file is: the network that it names, a prefix before the wanted name, or its first names. */
    private static String description(Safetensors entries, String wanted) {
        if (entries.metadata().containsKey(Architecture.MODEL)) {
            try {
                return "its metadata say that it is of the network " + Architecture.of(entries.metadata()) + ".";
            } catch (ArchitectureException e) {
                return "its metadata name an unknown network: " + Quoted.plain(e.getMessage()) + ".";
            }
        }
        Optional<String> prefixed = entries.names().stream()
                .filter(name -> name.endsWith("." + wanted))
                .findFirst();
        return prefixed.map(name ->
                        "there is " + Quoted.of(name) + ", so strip the prefix from the names where the file is made.")
                .orElseGet(() -> "its metadata name no model, and it holds " + listed(entries.names()) + ".");
    }

    private static String listed(List<String> names) {
        return names.isEmpty()
                ? "no entries"
                : names.stream().limit(MOST_NAMES).map(Quoted::plain).collect(Collectors.joining(", "))
                        + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "");
    }
}
