package dualflow.cost;

import dualflow.nn.Parameter;
import dualflow.nn.Parameters;
import dualflow.nn.Specification;
import dualflow.tensor.Blocks;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Op;
import dualflow.tensor.Tensor;
import dualflow.tensor.TensorText;
import dualflow.tensor.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The interpreter that records the work of each layer as it passes the ops on. An op belongs to the layer whose parameters it takes;
 * products without parameters are listed between the layers, and all other ops without parameters count no work.
 */
final class LayerTrace extends Trace {

    /** A value; where it is a parameter, or computed from one layer's parameters alone, that layer's name, else null. */
    private record Seen(LayerTrace trace, DeviceTensor numbers, String layer) implements Tensor {
        @Override
        public List<Tensor> flatten() {
            return List.of(numbers);
        }

        @Override
        public String toString() {
            return TensorText.wrapper(this, "value of a layer", List.of("value"), List.of(numbers));
        }
    }

    /** The record of a layer, or of products. */
    private static final class Row {
        private final String name;
        private long multiplyAdds;
        private Tensor output;

        Row(String name) {
            this.name = name;
        }

        void note(long work, Tensor y) {
            multiplyAdds += work;
            output = y;
        }
    }

    private final Map<String, Row> layers = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();

    @Override
    protected String about() {
        return "an account of layers, where it is not followed";
    }

    /** Parameters as this interpreter's values. */
    Parameters parameters(Parameters parameters) {
        Map<String, Tensor> seen = new LinkedHashMap<>();
        for (String name : parameters.names()) {
            seen.put(name, new Seen(this, parameters.get(name).value(), layerOf(name)));
        }
        return new Parameters(seen);
    }

    /** An input as this interpreter's value. */
    Tensor input(Tensor x) {
        return new Seen(this, x.value(), null);
    }

    /** The layer of a parameter: the part of its name before the last dot. */
    private static String layerOf(String parameter) {
        return parameter.substring(0, Math.max(0, parameter.lastIndexOf('.')));
    }

    /** The rows in the order of the ops, then the unused layers. */
    List<LayerCost> rows(Specification specification) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (Parameter parameter : specification.parameters()) {
            long size = parameter.role() == Parameter.Role.BUFFER
                    ? 0
                    : parameter.shape().size();
            sizes.merge(layerOf(parameter.name()), size, Long::sum);
        }
        List<LayerCost> costs = new ArrayList<>();
        for (Row row : rows) {
            long size = layers.get(row.name) == row ? sizes.remove(row.name) : 0;
            costs.add(new LayerCost(row.name, Optional.of(row.output.shape()), size, row.multiplyAdds));
        }
        sizes.forEach((name, size) -> costs.add(new LayerCost(name, Optional.empty(), size, 0)));
        return costs;
    }

    @Override
    protected Tensor apply(Op op, List<Tensor> arguments) {
        Tensor y = op.on(arguments.stream().map(Tensor::bottom).toArray(Tensor[]::new));
        List<String> owners = arguments.stream()
                .map(argument -> argument instanceof Seen seen && seen.trace() == this ? seen.layer() : null)
                .toList();
        boolean parametersAlone = !owners.contains(null);
        Optional<String> owner = owners.stream().filter(Objects::nonNull).findFirst();
        long work = op.multiplyAdds(
                Blocks.of(op, arguments.stream().map(Tensor::shape).toList()));
        if (owner.isPresent() && !parametersAlone) {
            layers.computeIfAbsent(owner.get(), this::begin).note(work, y);
        } else if (work > 0) {
            products("(" + op.name() + ")").note(work, y);
        }
        return new Seen(this, y.value(), parametersAlone ? owner.orElseThrow() : null);
    }

    private Row begin(String name) {
        rows.add(new Row(name));
        return last();
    }

    /** Consecutive products form one row. */
    private Row products(String name) {
        return !rows.isEmpty() && last().name.equals(name) ? last() : begin(name);
    }

    private Row last() {
        return rows.get(rows.size() - 1);
    }
}
