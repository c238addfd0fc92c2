package dualflow.semantics;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Operation;
import dualflow.device.meta.MetaDevice;
import dualflow.op.Ops;
import dualflow.rounding.MagnitudeAnalysis;
import dualflow.rounding.Measured;
import dualflow.rounding.ShakenRun;
import dualflow.syntax.FormulaException;
import dualflow.syntax.Scope;
import dualflow.syntax.Statement;
import dualflow.syntax.Symbol;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceException;
import dualflow.tensor.LargeShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A claim as a program of tensors. Quantities of a draw are found by these keys: {@code x} for a given quantity, the members of a family in front; an
 * index as its number from 0; of a given function {@code f} of n numbers with m results {@code f.polynomial} [m, M], the coefficients of the M
 * monomials of degree 3 at most, {@code f.inner} [4, n], {@code f.bias} [4], {@code f.outer} [m, 4], {@code f.linear} [m, n], {@code f.constant}
 * [m] of the network outer tanh(inner z + bias) + linear z + constant, and {@code f.mix}, 1 for the polynomial and 0 for the network; of random
 * points {@code Y.points} [n, d] and {@code Y.weights} [n].
 */
public final class ClaimProgram implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 48; // the draws of a batch; rows do not depend on each other
    private static final int ROWS_OF_QUADRATURES = 24; // of all variants together, since each has tensors of all nodes

    private final Statement claim;
    private final Needs needs;
    private final Context.Uses uses = new Context.Uses();
    private final Known known;
    private final EvaluationTapes tapes = new EvaluationTapes();

    /**
     * The program of a claim.
     *
     * @param claim the claim
     */
    public ClaimProgram(Statement claim) {
        this.claim = claim;
        this.needs = new Needs(claim);
        this.known = new Known(claim.scope());
    }

    /**
     * The given quantities that the claim needs, also those ordered with them.
     *
     * @return in the order in which they were declared
     */
    public List<Symbol.Given> given() {
        return needs.given();
    }

    /**
     * The random points that it needs.
     *
     * @return in the order in which they were declared
     */
    public List<Symbol.Random> points() {
        return needs.points();
    }

    /**
     * The definitions that it needs.
     *
     * @return in the order in which they were declared
     */
    public List<Symbol.Definition> definitions() {
        return needs.definitions();
    }

    /**
     * The dimensions that it needs.
     *
     * @return in the order in which they were declared
     */
    public List<Symbol.Size> sizes() {
        return needs.sizes();
    }

    /**
     * Checks types and shapes without computing.
     *
     * @param sizes of all dimensions
     * @param variants the equations
     * @throws FormulaException if a type does not fit
     * @throws UndecidedException if something cannot be evaluated exactly
     */
    public void check(Map<String, Integer> sizes, List<Variant> variants) {
        check(sizes, variants, uses);
    }

    private void check(Map<String, Integer> sizes, List<Variant> variants, Context.Uses into) {
        try (MetaDevice device = new MetaDevice(SizeException.MOST_BYTES)) {
            Mode mode = new Mode(device, DType.FLOAT64, Context.TYPES_ONLY, Mode.Rounding.NONE, 0);
            DrawTensors tensors = DrawTensors.shapes(needs, sizes);
            List<Tensor> x = List.copyOf(tensors.on(device, DType.FLOAT64));
            Autodiff.vmapAll(
                    program(mode, sizes, variants, into, tensors.keys(), Watch.NOBODY),
                    x,
                    Collections.nCopies(x.size(), true));
        } catch (SizeException | LargeShapeException | DeviceException e) {
            throw SizeException.refusal(claim, sizes, e);
        }
        for (String name : into.averaged()) {
            if (into.integrated().contains(name)) {
                throw new UndecidedException("'" + name
                        + "' is both averaged over Gaussian noise and integrated in time: no class of functions does both"
                        + " exactly");
            }
        }
    }

    /**
     * Whether a changed equation can stand beside the claim: its types fit, and it uses drawn functions and approximations as the claim does.
     *
     * @param sizes of all dimensions
     * @param variant the changed equation
     * @return true if it can be evaluated
     */
    public boolean accepts(Map<String, Integer> sizes, Variant variant) {
        Context.Uses trial = uses.copy();
        try {
            check(sizes, List.of(variant), trial);
        } catch (FormulaException | UndecidedException e) {
            return false;
        }
        return trial.equals(uses);
    }

    /**
     * What the checks so far found out.
     *
     * @return how drawn functions are used, and what rests on a resolution
     */
    public Usage usage() {
        return new Usage(
                new TreeSet<>(uses.averaged()), new TreeSet<>(uses.integrated()), new TreeSet<>(uses.approximations()));
    }

    /**
     * Evaluates equations in many draws at once.
     *
     * @param mode how
     * @param sizes of all dimensions
     * @param variants the equations, with the conditions of the claim
     * @param draws the quantities by their keys, all alike in shape
     * @return both sides of each
     */
    public Evaluated evaluate(
            Mode mode, Map<String, Integer> sizes, List<Variant> variants, List<Map<String, Quantity>> draws) {
        Results results = new Results(claim, variants, draws.size());
        int most = uses.approximations().contains("quadrature")
                ? Math.max(1, ROWS_OF_QUADRATURES / Math.max(2, variants.size()))
                : ROWS_AT_ONCE;
        for (int from = 0; from < draws.size(); from += most) {
            List<Map<String, Quantity>> rows = draws.subList(from, Math.min(from + most, draws.size()));
            Arena arena = mode.device().arena();
            try {
                results.add(from, rows.size(), results(mode, sizes, variants, rows));
            } finally {
                arena.close();
            }
        }
        return results.evaluated();
    }

    private List<Measured> results(
            Mode mode, Map<String, Integer> sizes, List<Variant> variants, List<Map<String, Quantity>> rows) {
        if (mode.rounding() == Mode.Rounding.SHAKEN || !mode.device().replays()) {
            DrawTensors tensors = DrawTensors.of(needs, sizes, rows);
            return run(mode, sizes, variants, tensors.keys(), List.copyOf(tensors.on(mode.device(), mode.dtype())));
        }
        EvaluationTapes.Key key = new EvaluationTapes.Key(
                mode.device(), mode.dtype(), mode.resolution(), Map.copyOf(sizes), List.copyOf(variants));
        return tapes.evaluate(
                key,
                mode.rounding() == Mode.Rounding.MAGNITUDE,
                rows,
                some -> DrawTensors.of(needs, sizes, some),
                (keys, x) -> run(mode, sizes, variants, keys, x));
    }

    /** Releases what it keeps on devices of earlier evaluations. */
    @Override
    public void close() {
        tapes.close();
    }

    /**
     * Tells of each operation by which both sides of a relation are computed in one draw; the last one subtracts the right side from the left.
     *
     * @param device where
     * @param sizes of all dimensions
     * @param relation the relation
     * @param draw the quantities by their keys
     * @param listener is told of each operation, in order
     */
    public void explain(
            Device device,
            Map<String, Integer> sizes,
            Statement.Relation relation,
            Map<String, Quantity> draw,
            Consumer<Operation> listener) {
        Mode mode = new Mode(device, DType.FLOAT64, 1, Mode.Rounding.NONE, 0);
        Arena arena = device.arena();
        try {
            DrawTensors tensors = DrawTensors.of(needs, sizes, List.of(draw));
            List<Tensor> x = tensors.on(device, DType.FLOAT64).stream()
                    .<Tensor>map(all ->
                            Ops.reshape(all, all.shape().trailing(all.shape().rank() - 1)))
                    .toList();
            List<String> keys = tensors.keys();
            Operation.each(
                    numbers -> {
                        Context context = new Context(known, sizes, mode, uses, Watch.NOBODY);
                        List<Tensor> sides =
                                new EquationSides(claim, needs, context, keys, numbers).of(List.of(relation));
                        return Ops.subtract(sides.get(0), sides.get(1));
                    },
                    keys,
                    x,
                    listener);
        } finally {
            arena.close();
        }
    }

    private List<Measured> run(
            Mode mode, Map<String, Integer> sizes, List<Variant> variants, List<String> keys, List<Tensor> x) {
        List<Boolean> mapped = Collections.nCopies(x.size(), true);
        MagnitudeAnalysis magnitudes = new MagnitudeAnalysis();
        ShakenRun shaken = new ShakenRun(mode.seed());
        Watch watch = switch (mode.rounding()) {
            case MAGNITUDE -> Watch.by(magnitudes);
            case SHAKEN -> Watch.by(shaken);
            case NONE -> Watch.NOBODY;
        };
        UnaryOperator<List<Tensor>> ofRow = program(mode, sizes, variants, uses, keys, watch);
        UnaryOperator<List<Tensor>> program = all -> Autodiff.vmapAll(ofRow, all, mapped);
        return switch (mode.rounding()) {
            case MAGNITUDE -> magnitudes.results(program, x);
            case SHAKEN -> values(shaken.results(program, x, mapped));
            case NONE -> values(program.apply(x));
        };
    }

    private static List<Measured> values(List<Tensor> values) {
        return values.stream().map(value -> new Measured(value, null)).toList();
    }

    /** All results of one draw: the sides of the inequalities behind where, then those of each relation of each variant. */
    private UnaryOperator<List<Tensor>> program(
            Mode mode,
            Map<String, Integer> sizes,
            List<Variant> variants,
            Context.Uses into,
            List<String> keys,
            Watch watch) {
        return numbers -> {
            List<Tensor> results = new ArrayList<>();
            EquationSides shared = null;
            for (Variant variant : variants) {
                EquationSides sides;
                if (variant.changed().isEmpty() && shared != null) {
                    sides = shared;
                } else {
                    Scope scope = claim.scope();
                    for (Symbol.Definition definition : variant.changed()) {
                        scope = scope.with(definition);
                    }
                    Known own = variant.changed().isEmpty() ? known : new Known(scope);
                    sides = new EquationSides(claim, needs, new Context(own, sizes, mode, into, watch), keys, numbers);
                    if (variant.changed().isEmpty()) {
                        shared = sides;
                    }
                }
                if (results.isEmpty()) {
                    results.addAll(sides.restrictions());
                }
                results.addAll(sides.of(variant.equation()));
            }
            return results;
        };
    }
}
