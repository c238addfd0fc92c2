package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The affine numbers whose functions a body contains, collected while it is evaluated. */
final class Ridges {
    /** What is known of the functions of a number. */
    private final List<Boolean> kinks = new ArrayList<>();

    private final List<Tensor> numbers = new ArrayList<>();

    /**
     * A number of degree 1 goes into a function.
     *
     * @param value a number, or a column of which each entry goes into it
     * @param isKink whether the function has a kink at 0
     */
    void add(Value value, boolean isKink) {
        int count = value.tensor().shape().size();
        Tensor flat = ValueArithmetic.flat(value.tensor());
        for (int i = 0; i < count; i++) {
            numbers.add(Ops.slice(flat, -1, i, 1));
            kinks.add(isKink);
        }
    }

    int count() {
        return numbers.size();
    }

    List<Boolean> kinks() {
        return List.copyOf(kinks);
    }

    /** All numbers, [count]. */
    Tensor all() {
        Tensor all = numbers.get(0);
        for (int i = 1; i < numbers.size(); i++) {
            all = Ops.concat(all, numbers.get(i), -1);
        }
        return Ops.reshape(all, Shape.of(numbers.size()));
    }
}
