package dualflow.semantics;

import dualflow.syntax.Dimension;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
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

    private static final int MOST_STEPS =
            1_000_000; // of a check of types: seventy times what the claims of papers take
    private static final int MOST_DERIVATIVES = 8; // within each other; each doubles the work

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

    private final Watch watch;
    private boolean withinOne;
    private int derivatives; // being computed, one within the other
    private long steps;
    private Ridges ridges;
    private final Deque<IntegralNodes> integrals = new ArrayDeque<>();

    /** How drawn functions are used, and what rests on a resolution. */
    record Uses(Set<String> averaged, Set<String> integrated, Set<String> approximations) {
        Uses() {
            this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        }

        Uses copy() {
            return new Uses(new TreeSet<>(averaged), new TreeSet<>(integrated), new TreeSet<>(approximations));
        }
    }

    Context(Known known, Map<String, Integer> sizes, Mode mode, Uses uses, Watch watch) {
        this.known = known;
        this.scope = known.scope;
        this.names = known.names;
        this.sizes = Map.copyOf(sizes);
        this.device = mode.device();
        this.dtype = mode.dtype();
        this.resolution = mode.resolution();
        this.uses = uses;
        this.watch = watch;
        layers.push(new HashMap<>());
    }

    Map<String, Integer> sizes() {
        return sizes;
    }

    int size(Dimension dimension) {
        return TypeShapes.number(dimension, sizes);
    }

    /** The number of steps of a flow, and of nodes of an integral; 1 where only types are of interest. */
    int steps() {
        return resolution == TYPES_ONLY ? 1 : STEPS[resolution];
    }

    int resolution() {
        return resolution;
    }

    Tensor tensor(Shape shape, double... values) {
        return watch.constant(device.tensor(dtype, shape, values));
    }

    Tensor fill(Shape shape, double value) {
        return watch.constant(device.fill(dtype, shape, value));
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
    Value differentiated(Formula formula, int order, Supplier<Value> computed) {
        if (derivatives + order > MOST_DERIVATIVES) {
            throw new FormulaException(
                    formula.span(),
                    "derivatives stand within each other here, more than " + MOST_DERIVATIVES + " of them",
                    "");
        }
        derivatives += order;
        try {
            return computed.get();
        } finally {
            derivatives -= order;
        }
    }

    /**
     * Counts what a check of types evaluates, so that it ends: a few lines may ask for more than a computer can do. A step takes longer the deeper
     * it stands.
     */
    void count(Formula formula, int depth) {
        if (resolution == TYPES_ONLY) {
            steps += (1L + depth) << derivatives;
            if (steps > MOST_STEPS) {
                throw new FormulaException(
                        formula.span(),
                        "the claim takes more than " + MOST_STEPS + " steps until here",
                        "let functions be applied to one another fewer times");
            }
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
            return watch.asOne(computed);
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
