package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Tape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * A step that is computed over and over, such as one of a solver, each time in an arena of its own, which only its result outlives. Where the device
 * can, it is interpreted once, and then run from a tape for arguments that are traced alike.
 */
final class RepeatedStep implements AutoCloseable {
    private final Context context;
    private final Device device;
    private final Function<List<Tensor>, Tensor> step;
    private Tape tape;
    private List<Tensor> like = List.of();
    private Tensor result;

    /**
     * A step.
     *
     * @param context the evaluation that it belongs to
     * @param device where it runs
     * @param step its result, a function of the arguments and of values that stay
     */
    RepeatedStep(Context context, Device device, Function<List<Tensor>, Tensor> step) {
        this.context = context;
        this.device = device;
        this.step = step;
    }

    Tensor at(Tensor... arguments) {
        List<Tensor> x = List.of(arguments);
        if (tape != null && isAlike(x, like)) {
            return rebuilt(result, tape.run(numbers(x)).iterator());
        }
        close();
        return context.apart(
                device.replays() && x.stream().allMatch(RepeatedStep::isMadeOfNumbers)
                        ? () -> recorded(x)
                        : () -> step.apply(x));
    }

    /** Interprets the step on copies of its arguments, which nothing else refers to. */
    private Tensor recorded(List<Tensor> x) {
        List<DeviceTensor> copies = new ArrayList<>();
        numbers(x).forEach(part -> copies.add(Ops.scale(part, 1).value()));
        Iterator<DeviceTensor> next = copies.iterator();
        List<Tensor> own = x.stream().map(each -> rebuilt(each, next)).toList();
        Tape recording = Tape.begin(device, copies);
        boolean isKept = false;
        try {
            Tensor y = step.apply(own);
            isKept = isMadeOfNumbers(y) && recording.end(numbers(List.of(y)));
            if (isKept) {
                tape = recording;
                like = x;
                result = y;
            }
            return y;
        } finally {
            if (!isKept) {
                recording.close();
            }
        }
    }

    /** Whether a value consists of tensors on the device, in wrappers that can be made anew. */
    private static boolean isMadeOfNumbers(Tensor x) {
        List<Tensor> parts = x.flatten();
        return x instanceof DeviceTensor
                || (!parts.isEmpty()
                        && x.unflatten(x.trace(), parts).isPresent()
                        && parts.stream().allMatch(RepeatedStep::isMadeOfNumbers));
    }

    private static List<DeviceTensor> numbers(List<Tensor> values) {
        List<DeviceTensor> numbers = new ArrayList<>();
        values.forEach(value -> addNumbers(value, numbers));
        return numbers;
    }

    private static void addNumbers(Tensor value, List<DeviceTensor> numbers) {
        if (value instanceof DeviceTensor number) {
            numbers.add(number);
        } else {
            value.flatten().forEach(part -> addNumbers(part, numbers));
        }
    }

    /** A value like this one of other numbers. */
    private static Tensor rebuilt(Tensor value, Iterator<DeviceTensor> numbers) {
        if (value instanceof DeviceTensor) {
            return numbers.next();
        }
        List<Tensor> parts =
                value.flatten().stream().map(part -> rebuilt(part, numbers)).toList();
        return value.unflatten(value.trace(), parts).orElseThrow();
    }

    private static boolean isAlike(List<Tensor> some, List<Tensor> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int k = 0; k < some.size(); k++) {
            Tensor a = some.get(k);
            Tensor b = others.get(k);
            if (a.getClass() != b.getClass()
                    || a.trace() != b.trace()
                    || (a instanceof DeviceTensor && !(a.shape().equals(b.shape()) && a.dtype() == b.dtype()))
                    || !isAlike(a.flatten(), b.flatten())) {
                return false;
            }
        }
        return true;
    }

    /** Releases the tape. */
    @Override
    public void close() {
        if (tape != null) {
            tape.close();
            tape = null;
        }
    }
}
