package dualflow.autodiff;

import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.Trace;
import dualflow.tensor.TracedValueException;
import java.util.List;

/**
 * The interpreter that computes nothing and writes what would be computed. A derivative rule run on symbols gives the
 * rule's text, so that no rule needs to be written a second time for display.
 */
final class ExpressionTrace extends Trace {

    /** A tensor without elements: its text. */
    private record Symbol(ExpressionTrace trace, Notation notation, Shape shape, DType dtype, Device device)
            implements Tensor {
        @Override
        public DeviceTensor bottom() {
            throw new TracedValueException("the symbol " + notation.text()
                    + " has no numbers; a derivative rule must not depend on the numbers it meets");
        }
    }

    /** A name in place of a tensor. */
    Tensor symbol(String name, Tensor like) {
        return new Symbol(this, Notation.name(name), like.shape(), like.dtype(), like.device());
    }

    @Override
    protected String about() {
        return "a rule that is written down, where it has none";
    }

    Written written(Tensor x) {
        return notation(x).written();
    }

    private static Notation notation(Tensor x) {
        if (x instanceof Symbol symbol) {
            return symbol.notation();
        }
        DeviceTensor numbers = x.bottom();
        return numbers.shape().size() == 1 ? Notation.number(numbers.toDouble()) : Notation.constant(numbers.shape());
    }

    @Override
    protected Tensor apply(Op op, List<Tensor> arguments) {
        Shape shape = op.shape(arguments.stream().map(Tensor::shape).toList());
        Tensor first = arguments.get(0);
        List<Notation> written =
                arguments.stream().map(ExpressionTrace::notation).toList();
        return new Symbol(this, Notation.of(op, written), shape, first.dtype(), first.device());
    }
}
