package dualflow.semantics;

import dualflow.syntax.Dimension;
import dualflow.syntax.Scope;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** What one evaluation runs in: sizes, format, resolution; and what it has computed already. */
final class Context {
    /** The resolution at which nothing is resolved. */
    static final int TYPES_ONLY = -1;

    private static final int[] STEPS = {24, 36}; // of a flow, and nodes of an integral

    final Scope scope;
    final FreeNames names;
    final Known known;
    private final Map<String, Integer> sizes;
    private final Device device;
    private final DType dtype;
    private final int resolution;
    final Uses uses;

    /** Values by what they are the value of; those of an arena that has been closed are gone. */
    private final Deque<Map<Object, Meaning>> layers = new ArrayDeque<>();

    private final Whole whole;
    private boolean withinOne;
    private int derivatives; // being computed, one within the other
    private Ridges ridges;
    private final Deque<IntegralNodes> integrals = new ArrayDeque<>();

    /** Computes something whose steps are not to be watched for rounding, as one operation. */
    interface Whole {
        /** Its result. */
        Tensor of(Supplier<Tensor> computed);
    }

    /** How drawn functions are used, and what rests on a resolution. */
    record Uses(Set<String> averaged, Set<String> integrated, Set<String> approximations) {
        Uses() {
            this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        }

        Uses copy() {
            return new Uses(new TreeSet<>(averaged), new TreeSet<>(integrated), new TreeSet<>(approximations));
        }
    }

    Context(Known known, Map<String, Integer> sizes, Mode mode, Uses uses, Whole whole) {
        this.known = known;
        this.scope = known.scope;
        this.names = known.names;
        this.sizes = Map.copyOf(sizes);
        this.device = mode.device();
        this.dtype = mode.dtype();
        this.resolution = mode.resolution();
        this.uses = uses;
        this.whole = whole;
        layers.push(new HashMap<>());
    }

    Map<String, Integer> sizes() {
        return sizes;
    }

    int size(Dimension dimension) {
        return dimension.at(sizes);
    }

    /** The number of steps of a flow, and of nodes of an integral; 1 where only types are of interest. */
    int steps() {
        return resolution == TYPES_ONLY ? 1 : STEPS[resolution];
    }

    int resolution() {
        return resolution;
    }

    Tensor tensor(Shape shape, double... values) {
        return device.tensor(dtype, shape, values);
    }

    Tensor fill(Shape shape, double value) {
        return device.fill(dtype, shape, value);
    }

    Tensor number(double value) {
        return constant("number " + value, () -> fill(Shape.SCALAR, value));
    }

    /** A number as it is written. */
    Value literal(double value) {
        return new Value(number(value), ValueType.NUMBER, Degree.NONE, OptionalDouble.of(value), Optional.empty());
    }

    Tensor identity(int size) {
        return constant("identity " + size, () -> {
            double[] ones = new double[size * size];
            for (int i = 0; i < size; i++) {
                ones[i * size + i] = 1;
            }
            return tensor(Shape.of(size, size), ones);
        });
    }

    Tensor zeros(ValueType type) {
        return fill(shape(type), 0);
    }

    /** The shape of a value's tensor. */
    Shape shape(ValueType type) {
        if (type instanceof ValueType.Column column) {
            return Shape.of(size(column.size()));
        }
        return type instanceof ValueType.Matrix matrix
                ? Shape.of(size(matrix.rows()), size(matrix.columns()))
                : Shape.SCALAR;
    }

    /** A tensor that is made once. */
    Tensor constant(Object key, Supplier<Tensor> made) {
        return ((Value) cached(key, () -> Value.of(made.get(), ValueType.NUMBER))).tensor();
    }

    /** What was computed before under this key, or is computed now. */
    Meaning cached(Object key, Supplier<Meaning> computed) {
        for (Map<Object, Meaning> layer : layers) {
            Meaning known = layer.get(key);
            if (known != null) {
                return known;
            }
        }
        Meaning meaning = computed.get();
        layers.peek().put(key, meaning);
        return meaning;
    }

    /** Differentiates; what is computed on the way has tangents, of which parts may cancel. */
    Value differentiated(Supplier<Value> computed) {
        derivatives++;
        try {
            return computed.get();
        } finally {
            derivatives--;
        }
    }

    /**
     * Computes as one operation, unless it is differentiated: the parts of a derivative may cancel, and their magnitudes tell. What is computed
     * on the way is not used elsewhere.
     */
    Tensor asOne(Supplier<Tensor> computed) {
        if (derivatives > 0) {
            return computed.get();
        }
        layers.push(new HashMap<>());
        boolean before = withinOne;
        withinOne = true;
        try {
            return whole.of(computed);
        } finally {
            withinOne = before;
            layers.pop();
        }
    }

    /** Evaluates the body of an integral. */
    <T> T atNodes(IntegralNodes nodes, Supplier<T> body) {
        integrals.push(nodes);
        try {
            return body.get();
        } finally {
            integrals.pop();
        }
    }

    /** The integral around that is over this variable. */
    Optional<IntegralNodes> integralOver(Tensor variable) {
        return integrals.stream().filter(nodes -> nodes.variable() == variable).findFirst();
    }

    /** Evaluates a body and collects the affine numbers whose functions it contains. */
    <T> T collecting(Ridges into, Supplier<T> body) {
        Ridges before = ridges;
        ridges = into;
        try {
            return body.get();
        } finally {
            ridges = before;
        }
    }

    /** Tells that a function is applied to a value, and how the result depends on noise. */
    Degree ofFunction(Value argument, boolean isKink) {
        if (ridges != null && argument.degree().total() == 1) {
            ridges.add(argument, isKink);
        }
        return argument.degree().ofFunction();
    }

    /** Whether a step of something is computed that counts as one operation. */
    boolean isWithinOne() {
        return withinOne;
    }

    /** Takes a value that was computed for what is kept of its subterms, and for nothing else. */
    void warmedBy(Tensor value) {
        if (value.device() != device) {
            throw new IllegalArgumentException(
                    "a value of another device: " + value.device().id());
        }
    }

    /** A step that is computed over and over, each time as {@link #apart} is. */
    RepeatedStep repeated(Function<List<Tensor>, Tensor> step) {
        return new RepeatedStep(this, device, step);
    }

    /** Computes in an arena of its own, which only the result outlives. */
    Tensor apart(Supplier<Tensor> computed) {
        Arena arena = device.arena();
        layers.push(new HashMap<>());
        try {
            return arena.keep(computed.get());
        } finally {
            layers.pop();
            arena.close();
        }
    }
}
