package dualflow.nn;

import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The parameters of a layer, in the order of a PyTorch state dict.
 *
 * @param parameters the parameters, each name once
 */
public record Specification(List<Parameter> parameters) {
    /** The specification of a layer without parameters. */
    public static final Specification NONE = new Specification(List.of());

    /**
     * Checks and copies the list.
     *
     * @param parameters the parameters, each name once
     * @throws ParameterException if a name occurs twice
     */
    public Specification {
        parameters = List.copyOf(parameters);
        Set<String> names = new HashSet<>();
        for (Parameter parameter : parameters) {
            if (!names.add(parameter.name())) {
                throw new ParameterException("the parameter " + parameter.name()
                        + " is stated twice; give the parts of a layer different names");
            }
        }
    }

    /**
     * A specification.
     *
     * @param parameters the parameters, in order
     * @return the specification
     */
    public static Specification of(Parameter... parameters) {
        return new Specification(List.of(parameters));
    }

    /**
     * This specification, then that of a part.
     *
     * @param prefix the part's name, which precedes its parameters' names with a dot
     * @param part the part
     * @return the longer specification
     */
    public Specification and(String prefix, Layer part) {
        List<Parameter> all = new ArrayList<>(parameters);
        part.specification().parameters().forEach(parameter -> all.add(parameter.under(prefix)));
        return new Specification(all);
    }

    /**
     * This specification, then that of a part whose parameters have no prefix.
     *
     * @param part the part
     * @return the longer specification
     */
    Specification and(Layer part) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.addAll(part.specification().parameters());
        return new Specification(all);
    }

    /**
     * This specification, then that of a part which the model has but never evaluates.
     *
     * @param prefix the part's name, which precedes its parameters' names with a dot
     * @param part the part
     * @return the longer specification, in which the part's parameters are {@link Parameter.Role#UNUSED}
     */
    public Specification andUnused(String prefix, Layer part) {
        Specification unused = new Specification(part.specification().parameters().stream()
                .map(Parameter::unused)
                .toList());
        return and(prefix, () -> unused);
    }

    /**
     * The names of all parameters and buffers.
     *
     * @return the names, in order
     */
    public List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }

    /**
     * The names of the trained parameters.
     *
     * @return the names, in order
     */
    public List<String> trainedNames() {
        return parameters.stream()
                .filter(Parameter::trained)
                .map(Parameter::name)
                .toList();
    }

    /**
     * The number of trained elements.
     *
     * @return the count, without buffers and unused parameters
     */
    public long trainedCount() {
        return count(Parameter::trained);
    }

    /**
     * The number of parameters as PyTorch counts them.
     *
     * @return the count, without buffers but with unused parameters
     */
    public long parameterCount() {
        return count(parameter -> parameter.role() != Parameter.Role.BUFFER);
    }

    private long count(Predicate<Parameter> which) {
        return parameters.stream()
                .filter(which)
                .mapToLong(parameter -> parameter.shape().size())
                .sum();
    }

    /**
     * Initialises parameters. Each has its own stream, {@code Draws.stream("parameter " + name)}, so it
     * does not depend on what else a model has.
     *
     * @param device where to put them
     * @param dtype their format, to which the draws are rounded
     * @param seed the seed
     * @return the parameters
     */
    public Parameters draw(Device device, DType dtype, long seed) {
        Draws draws = new Draws(seed);
        Map<String, Tensor> drawn = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            long stream = Draws.stream("parameter " + parameter.name());
            double[] numbers = parameter
                    .initialisation()
                    .draw(draws, stream, parameter.shape().size());
            try (Arena arena = device.arena()) {
                Tensor inPyTorch = device.tensor(dtype, parameter.shapeInPyTorch(), numbers);
                drawn.put(parameter.name(), arena.keep(parameter.layout().fromPyTorch(inPyTorch)));
            }
        }
        return new Parameters(drawn);
    }

    /**
     * Converts parameters from PyTorch's axis order, and leaves out those that this specification does not name.
     *
     * @param entries a state dict: tensors by name
     * @return the parameters in this engine's order
     * @throws ParameterException if one is missing or has another shape; it names the first
     */
    public Parameters fromPyTorch(Map<String, ? extends Tensor> entries) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            Tensor entry = entries.get(parameter.name());
            require(parameter.name(), entry, parameter.shapeInPyTorch());
            own.put(parameter.name(), parameter.layout().fromPyTorch(entry));
        }
        return new Parameters(own);
    }

    /**
     * Converts parameters to PyTorch's axis order.
     *
     * @param values the parameters in this engine's order
     * @return a state dict: tensors by name, in order
     * @throws ParameterException if one is missing or has another shape; it names the first
     */
    public Map<String, Tensor> toPyTorch(Parameters values) {
        requireFit(values);
        Map<String, Tensor> entries = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            entries.put(parameter.name(), parameter.layout().toPyTorch(values.get(parameter.name())));
        }
        return entries;
    }

    /**
     * Checks that all parameters exist and have these shapes; others are allowed.
     *
     * @param values the parameters
     * @throws ParameterException if one is missing or has another shape; it names the first
     */
    public void requireFit(Parameters values) {
        for (Parameter parameter : parameters) {
            require(parameter.name(), values.find(parameter.name()), parameter.shape());
        }
    }

    private static void require(String name, Tensor value, Shape shape) {
        if (value == null) {
            throw new ParameterException("the parameter " + name + " of shape " + shape
                    + " is missing; the weights are those of another architecture or incomplete");
        }
        if (!value.shape().equals(shape)) {
            throw new ParameterException("the parameter " + name + " has shape " + value.shape() + ", the model needs "
                    + shape + "; the weights are those of another architecture or size");
        }
    }
}
