package dualflow.semantics;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.MappedValues;
import dualflow.flow.ButcherTableau;
import dualflow.op.Ops;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.syntax.FormulaText;
import dualflow.syntax.Symbol;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The flow of a field, by the Dormand-Prince method of order 8 with a fixed number of steps, and integrals, by Gauss and Legendre's nodes. Both at two
 * resolutions, whose difference is their error. A flow up to the variable of an integral is solved from one node to the next, in steps no longer than
 * those of the flow over the whole interval.
 */
final class Flows {
    private static final ButcherTableau METHOD = ButcherTableau.DORMAND_PRINCE_8;

    private final Evaluator evaluator;
    private final Context context;

    Flows(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.context = evaluator.context;
    }

    Meaning.FunctionValue flow(Formula.FlowMap formula, Frame frame) {
        String text = FormulaText.of(formula.field());
        Meaning of = evaluator.evaluate(formula.field(), frame);
        if (!(of instanceof Meaning.FunctionValue field)) {
            throw new FormulaException(formula.field().span(), "flow takes a field f(x, t)", "");
        }
        boolean steady = field.names().size() == 1;
        if (!steady && field.names().size() != 2) {
            throw new FormulaException(
                    formula.field().span(),
                    "flow takes a field f(x, t), '" + text + "' has the arguments " + String.join(", ", field.names()),
                    "");
        }
        Tensor a = time(formula.from(), frame);
        Tensor b = time(formula.to(), frame);
        for (String name : context.names.of(formula.field())) {
            if (context.scope.find(name).orElse(null) instanceof Symbol.Given given
                    && given.type() instanceof Symbol.FunctionType) {
                context.uses.integrated().add(name);
            }
        }
        context.uses.approximations().add("flow");
        return new Meaning.FunctionValue(List.of("x"), FormulaText.of(formula), at -> {
            Value z = evaluator.value(at.get(0), formula);
            Velocity velocity = (x, t) -> velocity(formula, field, steady, z, x, t);
            Tensor end = context.asOne(() -> end(velocity, z.tensor(), a, b));
            return new Value(end, z.type(), Degree.nonlinear(z.degree()));
        });
    }

    private Tensor time(Formula formula, Frame frame) {
        Value time = evaluator.value(formula, frame);
        if (!time.type().isNumber()) {
            throw new FormulaException(formula.span(), "a time is a number, this is " + time.type(), "");
        }
        return time.tensor();
    }

    private interface Velocity {
        Tensor at(Tensor x, Tensor t);
    }

    private Tensor velocity(
            Formula.FlowMap formula, Meaning.FunctionValue field, boolean steady, Value z, Tensor x, Tensor t) {
        Value point = Value.of(x, z.type());
        Value time = Value.of(t, ValueType.NUMBER);
        Value v = evaluator.value(field.at(steady ? List.of(point) : List.of(point, time)), formula.field());
        v = evaluator.arithmetic().fitted(v, z.type());
        if (!v.type().equals(z.type())) {
            throw new FormulaException(formula.field().span(), "the field at " + z.type() + " is " + v.type(), "");
        }
        return v.tensor();
    }

    /** The state at b of x' = f(x, t) that starts from z at a. */
    private Tensor end(Velocity f, Tensor z, Tensor a, Tensor b) {
        Tensor velocity = f.at(
                z,
                a); // once outside the steps' arenas, so that what depends on neither state nor time is computed once
        Optional<IntegralNodes> nodes =
                context.integralOver(b).filter(over -> over.isFixed(velocity) && over.isFixed(z) && over.isFixed(a));
        try (RepeatedStep step = context.repeated(at -> step(f, at.get(0), at.get(1), at.get(2)))) {
            return nodes.isPresent()
                    ? MappedValues.alongside(b, atNodes(step, z, a, nodes.get()))
                    : solved(step, z, a, b, context.steps());
        }
    }

    private static Tensor solved(RepeatedStep step, Tensor z, Tensor a, Tensor b, int steps) {
        Tensor h = Ops.scale(Ops.subtract(b, a), 1.0 / steps);
        Tensor x = z;
        for (int i = 0; i < steps; i++) {
            x = step.at(x, Ops.add(a, Ops.scale(h, i)), h);
        }
        return x;
    }

    /** The states at all nodes of an integral, [nodes, ...], each solved from the one before. */
    private Tensor atNodes(RepeatedStep step, Tensor z, Tensor a, IntegralNodes over) {
        double[] points = over.nodes().points();
        double position = over.position(a);
        boolean isFromTheEnd = position == 1;
        Tensor[] states = new Tensor[points.length];
        Tensor x = z;
        Tensor time = a;
        for (int k = 0; k < points.length; k++) {
            int node = isFromTheEnd ? points.length - 1 - k : k;
            Tensor next = over.time(node);
            int steps = Double.isNaN(position)
                    ? context.steps()
                    : Math.max(1, (int) Math.ceil(Math.abs(points[node] - position) * context.steps()));
            x = solved(step, x, time, next, steps);
            states[node] = Ops.insertAxes(x, 0, 1);
            time = next;
            position = points[node];
        }
        Tensor all = states[0];
        for (int node = 1; node < states.length; node++) {
            all = Ops.concat(all, states[node], -all.shape().rank());
        }
        return all;
    }

    private Tensor step(Velocity f, Tensor x, Tensor t, Tensor h) {
        Shape shape = x.shape();
        Tensor stages = null; // [stages so far, numbers of the state]
        for (int i = 0; i < METHOD.stages(); i++) {
            Tensor state = i == 0 ? x : Ops.add(x, Ops.multiply(h, combined(stages, METHOD.a(i), shape)));
            Tensor time = METHOD.c(i) == 0 ? t : Ops.add(t, Ops.scale(h, METHOD.c(i)));
            Tensor velocity = f.at(state, time);
            Tensor row = Ops.reshape(velocity, Shape.of(1, shape.size()));
            stages = stages == null ? row : Ops.concat(stages, row, -2);
        }
        return Ops.add(x, Ops.multiply(h, combined(stages, METHOD.b(), shape)));
    }

    /** The weighted sum of the stages. */
    private Tensor combined(Tensor stages, double[] weights, Shape shape) {
        Tensor row = context.constant(
                "weights " + Arrays.hashCode(weights) + " " + weights.length,
                () -> context.tensor(Shape.of(1, weights.length), weights));
        return Ops.reshape(Ops.matmul(row, stages), shape);
    }

    Value integral(Formula.Integral formula, Frame frame) {
        Tensor from = time(formula.from(), frame);
        Tensor to = time(formula.to(), frame);
        Tensor length = Ops.subtract(to, from);
        Nodes nodes = Nodes.legendre(context.steps());
        context.uses.approximations().add("integral");
        Value[] sample = new Value[1];
        Tensor all = Autodiff.vmap(
                s -> {
                    Tensor at = Ops.add(from, Ops.multiply(length, s));
                    sample[0] = context.atNodes(
                            new IntegralNodes(at, from, to, nodes),
                            () -> evaluator.value(
                                    formula.body(), frame.with(formula.variable(), Value.of(at, ValueType.NUMBER))));
                    return sample[0].tensor();
                },
                context.tensor(Shape.of(nodes.count()), nodes.points()));
        Tensor sum = IndexSums.weighted(context.tensor(Shape.of(nodes.count()), nodes.weights()), all);
        return new Value(
                Ops.multiply(sum, length), sample[0].type(), sample[0].degree().opaque());
    }
}
