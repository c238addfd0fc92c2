package dualflow.nn;

import dualflow.tensor.Arena;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * The parameters of a model by name: an immutable ordered map. Since {@link #tensors} and {@link #withTensors} convert it to the
 * arguments of a program and back, derivatives in the weights need no special support. It does not own its tensors; they live
 * as long as their {@link Arena}.
 */
public final class Parameters {
    private final Map<String, Tensor> values;

    /**
     * Parameters of these values.
     *
     * @param values tensors by name, whose order is kept
     */
    public Parameters(Map<String, ? extends Tensor> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * The names.
     *
     * @return the names, in order
     */
    public Set<String> names() {
        return values.keySet();
    }

    /**
     * The value of a name.
     *
     * @param name the name
     * @return its tensor
     * @throws ParameterException if there is none
     */
    public Tensor get(String name) {
        Tensor value = values.get(name);
        if (value == null) {
            throw new ParameterException("the parameter " + name
                    + " is missing; the weights are those of another architecture or incomplete");
        }
        return value;
    }

    /** The value of a name, or null. */
    Tensor find(String name) {
        return values.get(name);
    }

    /**
     * All values.
     *
     * @return the tensors, in order
     */
    public List<Tensor> tensors() {
        return List.copyOf(values.values());
    }

    /**
     * The same names with other values.
     *
     * @param tensors one for each name, in order and of the same shapes
     * @return the new parameters
     * @throws ParameterException if their number or a shape differs; it names the first
     */
    public Parameters withTensors(List<? extends Tensor> tensors) {
        if (tensors.size() != values.size()) {
            throw new ParameterException(
                    values.size() + " parameters need as many tensors, got " + tensors.size() + "; give one for each");
        }
        Map<String, Tensor> replaced = new LinkedHashMap<>();
        for (String name : names()) {
            replaced.put(name, fitting(name, tensors.get(replaced.size())));
        }
        return new Parameters(replaced);
    }

    /**
     * Replaces some values.
     *
     * @param others values of names that exist here, of the same shapes
     * @return the new parameters, in this order
     * @throws ParameterException if a name does not exist here or a shape differs; it names the first
     */
    public Parameters with(Parameters others) {
        Map<String, Tensor> replaced = new LinkedHashMap<>(values);
        others.values.forEach((name, value) -> replaced.put(name, fitting(name, value)));
        return new Parameters(replaced);
    }

    /**
     * Some of the parameters.
     *
     * @param names their names
     * @return those, in the order of the names given
     * @throws ParameterException if one does not exist; it names the first
     */
    public Parameters only(Collection<String> names) {
        Map<String, Tensor> chosen = new LinkedHashMap<>();
        names.forEach(name -> chosen.put(name, get(name)));
        return new Parameters(chosen);
    }

    /**
     * The parameters of a part.
     *
     * @param prefix the part's name
     * @return those whose names begin with the prefix and a dot, by the rest of their names
     */
    public Parameters under(String prefix) {
        Map<String, Tensor> part = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix + ".")) {
                part.put(name.substring(prefix.length() + 1), value);
            }
        });
        return new Parameters(part);
    }

    /**
     * Combines values name by name.
     *
     * @param others values of the same names
     * @param function from this value and the other to the new one
     * @return the new values
     * @throws ParameterException if the others lack a name; it names the first
     */
    public Parameters combine(Parameters others, BinaryOperator<Tensor> function) {
        List<Tensor> combined = new ArrayList<>();
        values.forEach((name, value) -> combined.add(function.apply(value, others.get(name))));
        return withTensors(combined);
    }

    /**
     * Moves all values to the arena around the given one, so that they outlive it.
     *
     * @param arena the arena that is about to close
     * @return these parameters
     */
    public Parameters keep(Arena arena) {
        values.values().forEach(arena::keep);
        return this;
    }

    private Tensor fitting(String name, Tensor value) {
        Tensor old = get(name);
        if (!value.shape().equals(old.shape())) {
            throw new ParameterException("the parameter " + name + " has shape " + old.shape()
                    + " and cannot be replaced by a tensor of shape " + value.shape());
        }
        return value;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
