package dualflow.semantics;

import dualflow.autodiff.TensorFunction;
import dualflow.device.meta.MetaDevice;
import dualflow.syntax.FormulaException;
import dualflow.syntax.OpenFormula;
import dualflow.syntax.Symbol;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A formula that stands alone as a program of tensors, whose value is a number, a vector or a matrix. Every operation that is written is one op. Immutable. */
public final class FormulaProgram implements TensorFunction {
    private final OpenFormula formula;
    private final List<String> names;
    private final List<Symbol.Simple> types;

    /**
     * The program of a formula.
     *
     * @param formula the formula; the sizes in the types of its quantities are numbers
     * @throws FormulaException if a type does not fit, or the value is an identity matrix of unknown size
     * @throws UndecidedException if something cannot be evaluated exactly
     */
    public FormulaProgram(OpenFormula formula) {
        this.formula = formula;
        List<Symbol.Given> quantities =
                formula.scope().symbols().stream().map(Symbol.Given.class::cast).toList();
        this.names = quantities.stream().map(Symbol.Given::name).toList();
        this.types = quantities.stream()
                .map(Symbol.Given::type)
                .map(Symbol.Simple.class::cast)
                .toList();
        check();
    }

    private void check() {
        try (MetaDevice device = new MetaDevice()) {
            List<Tensor> shapes = new ArrayList<>();
            for (Symbol.Simple type : types) {
                shapes.add(device.fill(DType.FLOAT64, TypeShapes.of(type, Map.of()), 0));
            }
            ValueType type =
                    value(shapes, device, DType.FLOAT64, Context.TYPES_ONLY).type();
            if (type.isIdentity()) {
                throw new FormulaException(formula.formula().span(), "the size of I is not known here", "write I(d)");
            }
        }
    }

    /**
     * The names of the quantities.
     *
     * @return the arguments' names, in the order in which they first occur
     */
    public List<String> names() {
        return names;
    }

    /**
     * What the program computes.
     *
     * @return the formula that was given
     */
    public OpenFormula formula() {
        return formula;
    }

    /**
     * Evaluates the formula.
     *
     * @param x the values of the quantities, at least one, all on one device and in one format
     * @return the formula's value: of shape [], [d] or [m, n]
     * @throws ShapeException if their number or shapes do not fit
     */
    @Override
    public Tensor apply(List<Tensor> x) {
        List<Shape> shapes = x.stream().map(Tensor::shape).toList();
        List<Shape> wanted =
                types.stream().map(type -> TypeShapes.of(type, Map.of())).toList();
        if (x.isEmpty() || !shapes.equals(wanted)) {
            throw new ShapeException("the formula takes " + names + " of the shapes " + wanted + ", got " + shapes);
        }
        return value(x, x.get(0).device(), x.get(0).dtype(), 1).tensor();
    }

    private Value value(List<Tensor> x, Device device, DType dtype, int resolution) {
        Mode mode = new Mode(device, dtype, resolution, Mode.Rounding.NONE, 0);
        Context context =
                new Context(Known.asWritten(formula.scope()), Map.of(), mode, new Context.Uses(), Watch.NOBODY);
        Map<String, Meaning> values = new LinkedHashMap<>();
        for (int k = 0; k < x.size(); k++) {
            values.put(names.get(k), Value.of(x.get(k), DrawnFunctions.typeOf(types.get(k))));
        }
        return new Evaluator(context).value(formula.formula(), new Frame(values));
    }

    @Override
    public String toString() {
        return formula.source().text();
    }
}
