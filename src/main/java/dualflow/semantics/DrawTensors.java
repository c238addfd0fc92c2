package dualflow.semantics;

import dualflow.syntax.Symbol;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The quantities of many draws, each stacked with the draws as the first axis; indices as marks. */
final class DrawTensors {
    private static final int MOST_ARGUMENTS = 100; // of a drawn function, whose monomials are their cube

    private static final Quantity NOTHING = Quantity.of(0);

    private final List<String> keys = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();
    /** Their elements; zeros where there are none. */
    private final List<Optional<double[]>> values = new ArrayList<>();

    private DrawTensors() {}

    /** The quantities of these draws. */
    static DrawTensors of(Needs needs, Map<String, Integer> sizes, List<Map<String, Quantity>> draws) {
        DrawTensors all = shapes(needs, sizes);
        DrawTensors stacked = new DrawTensors();
        for (int k = 0; k < all.keys.size(); k++) {
            String key = all.keys.get(k);
            Shape shape = all.shapes.get(k).trailing(all.shapes.get(k).rank() - 1);
            double[] numbers = new double[draws.size() * shape.size()];
            boolean isIndex = needs.isIndex(key);
            for (int i = 0; i < draws.size(); i++) {
                Quantity quantity =
                        key.equals(Needs.NOTHING) ? NOTHING : draws.get(i).get(key);
                if (isIndex) {
                    numbers[i * shape.size() + (int) quantity.values()[0]] = 1;
                } else {
                    System.arraycopy(quantity.values(), 0, numbers, i * shape.size(), shape.size());
                }
            }
            stacked.add(key, shape.withFirst(draws.size()), Optional.of(numbers));
        }
        return stacked;
    }

    /** One draw of zeros, for its shapes. */
    static DrawTensors shapes(Needs needs, Map<String, Integer> sizes) {
        DrawTensors all = new DrawTensors();
        for (Symbol.Given given : needs.given()) {
            Shape members = given.family().isPresent()
                    ? Shape.of(1, TypeShapes.size(given.family().get(), sizes))
                    : Shape.of(1);
            if (given.type() instanceof Symbol.Simple simple) {
                all.add(given.name(), members.then(shape(simple, sizes)));
            } else {
                all.addFunction(given.name(), (Symbol.FunctionType) given.type(), members, sizes);
            }
        }
        for (Symbol.Random source : needs.points()) {
            Symbol.Points points = (Symbol.Points) source.distribution();
            int n = TypeShapes.size(points.count(), sizes);
            all.add(source.name() + DrawKeys.POINTS, Shape.of(1, n, TypeShapes.size(points.size(), sizes)));
            all.add(source.name() + DrawKeys.WEIGHTS, Shape.of(1, n));
        }
        if (all.keys.isEmpty()) {
            all.add(Needs.NOTHING, Shape.of(1));
        }
        return all;
    }

    private void addFunction(String name, Symbol.FunctionType type, Shape members, Map<String, Integer> sizes) {
        int n = TypeShapes.arguments(type, sizes);
        if (n > MOST_ARGUMENTS) {
            throw new SizeException("the function '" + name + "' is of " + n
                    + " numbers, and those drawn are of at most " + MOST_ARGUMENTS);
        }
        int m = TypeShapes.results(type, sizes);
        add(name + DrawKeys.POLYNOMIAL, members.then(Shape.of(m, Monomials.count(n))));
        add(name + DrawKeys.INNER, members.then(Shape.of(DrawKeys.UNITS, n)));
        add(name + DrawKeys.BIAS, members.then(Shape.of(DrawKeys.UNITS)));
        add(name + DrawKeys.OUTER, members.then(Shape.of(m, DrawKeys.UNITS)));
        add(name + DrawKeys.LINEAR, members.then(Shape.of(m, n)));
        add(name + DrawKeys.CONSTANT, members.then(Shape.of(m)));
        add(name + DrawKeys.MIX, members);
    }

    /** The shape of a quantity; an index is a mark at its number. */
    private static Shape shape(Symbol.Simple type, Map<String, Integer> sizes) {
        return type.kind() == Symbol.Kind.INDEX
                ? Shape.of(TypeShapes.size(type, 0, sizes))
                : TypeShapes.of(type, sizes);
    }

    private void add(String key, Shape shape) {
        add(key, shape, Optional.empty());
    }

    private void add(String key, Shape shape, Optional<double[]> numbers) {
        keys.add(key);
        shapes.add(shape);
        values.add(numbers);
    }

    List<String> keys() {
        return List.copyOf(keys);
    }

    List<DeviceTensor> on(Device device, DType dtype) {
        List<DeviceTensor> tensors = new ArrayList<>();
        for (int k = 0; k < keys.size(); k++) {
            Shape shape = shapes.get(k);
            tensors.add(values.get(k)
                    .map(numbers -> device.tensor(dtype, shape, numbers))
                    .orElseGet(() -> device.fill(dtype, shape, 0)));
        }
        return tensors;
    }
}
