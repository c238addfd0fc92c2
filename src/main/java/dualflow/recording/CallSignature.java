package dualflow.recording;

import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The signature of arguments, for which one recording serves: shapes, formats, and how interpreters nest in them. */
final class CallSignature {
    private CallSignature() {}

    /** A placeholder of a tensor. */
    private record Place(Shape shape, DType dtype, Device device) implements Tensor {
        @Override
        public Trace trace() {
            throw new UnsupportedOperationException("a place for numbers has no interpreter");
        }

        @Override
        public DeviceTensor bottom() {
            throw new UnsupportedOperationException("a place for numbers has no numbers");
        }
    }

    /**
     * A value of the same signature.
     *
     * @param x the value
     * @param traces maps each interpreter of this value to its replacement, of the same class
     * @param numbers gives the replacement of the tensor at the bottom, or of each of them; a value that cannot be rebuilt counts as
     *     one at the bottom
     */
    static Tensor rebuild(Tensor x, UnaryOperator<Trace> traces, UnaryOperator<Tensor> numbers) {
        List<Tensor> values = x.flatten();
        if (x.unflatten(x.trace(), values).isEmpty()) {
            return numbers.apply(x);
        }
        Trace trace = traces.apply(x.trace());
        return x.unflatten(
                        trace,
                        values.stream()
                                .map(value -> rebuild(value, traces, numbers))
                                .toList())
                .orElseThrow();
    }

    /** The values at the bottom of the arguments, in order. */
    static List<Tensor> numbers(List<? extends Tensor> arguments) {
        List<Tensor> numbers = new ArrayList<>();
        arguments.forEach(argument -> rebuild(argument, UnaryOperator.identity(), bottom -> {
            numbers.add(bottom);
            return bottom;
        }));
        return numbers;
    }

    /**
     * Whether two lists of arguments have the same signature.
     *
     * @return the interpreters of the second by the corresponding ones of the first, or empty
     */
    static Optional<Map<Trace, Trace>> match(List<? extends Tensor> first, List<? extends Tensor> second) {
        List<Trace> of = traces(first);
        List<Trace> others = traces(second);
        if (first.size() != second.size() || of.size() != others.size()) {
            return Optional.empty();
        }
        Map<Trace, Trace> forward = new HashMap<>();
        Map<Trace, Trace> back = new HashMap<>();
        for (int k = 0; k < of.size(); k++) {
            if (of.get(k).getClass() != others.get(k).getClass()) {
                return Optional.empty();
            }
            forward.put(of.get(k), others.get(k));
            back.put(others.get(k), of.get(k));
        }
        return places(first, UnaryOperator.identity()).equals(places(second, back::get))
                ? Optional.of(forward)
                : Optional.empty();
    }

    /** The interpreters in some arguments, the lowest first. */
    static List<Trace> traces(List<? extends Tensor> arguments) {
        Set<Trace> traces = new LinkedHashSet<>();
        arguments.forEach(argument -> rebuild(
                argument,
                trace -> {
                    traces.add(trace);
                    return trace;
                },
                UnaryOperator.identity()));
        return traces.stream()
                .sorted((a, b) -> Long.compare(a.level(), b.level()))
                .toList();
    }

    private static List<Tensor> places(List<? extends Tensor> arguments, UnaryOperator<Trace> traces) {
        return arguments.stream()
                .map(argument ->
                        rebuild(argument, traces, at -> (Tensor) new Place(at.shape(), at.dtype(), at.device())))
                .toList();
    }
}
