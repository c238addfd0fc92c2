package dualflow.check;

import dualflow.semantics.DrawKeys;
import dualflow.semantics.Quantity;
import dualflow.semantics.TypeShapes;
import dualflow.syntax.Symbol;
import dualflow.syntax.Symbol.FunctionType;
import dualflow.syntax.Symbol.Given;
import dualflow.syntax.Symbol.Kind;
import dualflow.syntax.Symbol.Simple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The restrictions that are tried. */
final class SpecialCases {
    private final ClaimInputs inputs;
    private final List<SpecialCase> cases = new ArrayList<>();

    private SpecialCases(ClaimInputs inputs) {
        this.inputs = inputs;
    }

    /** All restrictions of one quantity or kind, the most general first. */
    static List<SpecialCase> of(ClaimInputs inputs) {
        SpecialCases all = new SpecialCases(inputs);
        for (Given given : inputs.free()) {
            if (given.type() instanceof FunctionType type) {
                all.addFunction(given, type);
            } else {
                all.addValue(given, (Simple) given.type());
            }
        }
        all.addCommuting();
        inputs.points().forEach(all::addCentred);
        return all.cases.stream()
                .sorted(Comparator.comparingDouble(SpecialCase::rank))
                .toList();
    }

    private void add(String text, String family, double rank, String key, UnaryOperator<Quantity> change) {
        cases.add(new SpecialCase(text, family, rank, (row, random) -> {
            Map<String, Quantity> changed = new LinkedHashMap<>(row);
            changed.computeIfPresent(key, (name, value) -> change.apply(value));
            return changed;
        }));
    }

    private void addFilled(String text, String family, String key, double value) {
        add(
                text,
                family,
                4,
                key,
                each -> new Quantity(each.shape(), SmallMatrices.filled(each.values().length, value)));
    }

    private void addValue(Given given, Simple type) {
        String key = given.name();
        Kind kind = type.kind();
        boolean isFamily = given.family().isPresent();
        String name = isFamily ? "all " + key : key;
        if (kind == Kind.SMALL) {
            return;
        }
        if (isFamily) {
            add("the " + key + " are all equal", key, 1, key, SpecialCases::equalMembers);
        }
        boolean isSquare = kind == Kind.SPD || kind == Kind.SYM || (kind == Kind.MATRIX && TypeShapes.isSquare(type));
        if (isSquare) {
            addSquare(key, name, kind);
        }
        switch (kind) {
            case VECTOR, MATRIX, SYM -> addFilled(name + " = 0", isSquare ? key + ":0" : key, key, 0);
            case NUMBER -> {
                addFilled(name + " = 0", key, key, 0);
                addFilled(name + " = 1", key + ":1", key, 1);
            }
            case POSITIVE -> addFilled(name + " = 1", key + ":1", key, 1);
            case TIME -> {
                if (given.ordered().isEmpty()) {
                    addFilled(name + " = 0", key + ":0", key, 0);
                    addFilled(name + " = 1/2", key + ":1/2", key, 0.5);
                    addFilled(name + " = 1", key + ":1", key, 1);
                }
            }
            case SIMPLEX ->
                add(
                        name + " uniform",
                        key,
                        4,
                        key,
                        weights -> Members.map(
                                weights, 1, (member, dims) -> SmallMatrices.filled(dims[0], 1.0 / dims[0])));
            default -> {
                // Nothing simpler is of interest.
            }
        }
    }

    private void addSquare(String key, String name, Kind kind) {
        if (kind == Kind.MATRIX) {
            addMatrix(name + " symmetric", key, 0, SmallMatrices::symmetricPart);
        }
        addMatrix(name + " diagonal", key, 1, SpecialCases::diagonalPart);
        addMatrix(name + " = c I", key, 2, SpecialCases::meanOfDiagonal);
        addMatrix(name + " = I", key, 3, (a, n) -> SmallMatrices.identity(n));
        if (kind == Kind.MATRIX) {
            cases.add(new SpecialCase(name + " orthogonal", key + ":orthogonal", 1, (row, random) -> {
                Map<String, Quantity> changed = new LinkedHashMap<>(row);
                // A lattice draw may be singular.
                changed.computeIfPresent(
                        key,
                        (each, value) -> Members.map(value, 2, (a, dims) -> MatrixDraws.rotation(dims[0], random)));
                return changed;
            }));
        }
    }

    private interface MatrixChange {
        double[] apply(double[] matrix, int n);
    }

    private void addMatrix(String text, String key, double rank, MatrixChange change) {
        add(text, key, rank, key, value -> Members.map(value, 2, (a, dims) -> change.apply(a, dims[0])));
    }

    private static Quantity equalMembers(Quantity family) {
        int members = family.shape().dim(-family.shape().rank());
        int size = family.values().length / members;
        double[] equal = new double[family.values().length];
        for (int from = 0; from < equal.length; from += size) {
            System.arraycopy(family.values(), 0, equal, from, size);
        }
        return new Quantity(family.shape(), equal);
    }

    private static double[] diagonalPart(double[] a, int n) {
        double[] entries = new double[n];
        for (int i = 0; i < n; i++) {
            entries[i] = a[i * n + i];
        }
        return SmallMatrices.diagonal(entries);
    }

    private static double[] meanOfDiagonal(double[] a, int n) {
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += a[i * n + i];
        }
        return SmallMatrices.diagonal(SmallMatrices.filled(n, trace / n));
    }

    private void addFunction(Given given, FunctionType type) {
        String key = given.name();
        if (inputs.isNetwork(given)) {
            add(
                    key + " affine",
                    key,
                    1,
                    key + DrawKeys.OUTER,
                    outer -> new Quantity(outer.shape(), new double[outer.values().length]));
        } else if (type.result().kind() != Kind.POSITIVE) {
            addPolynomial(key, " quadratic", 0.5, degree -> degree <= 2);
            addPolynomial(key, " affine", 1, degree -> degree <= 1);
            addPolynomial(key, " linear", 2, degree -> degree == 1);
            addPolynomial(key, " constant", 2, degree -> degree == 0);
            addPolynomial(key, " = 0", 4, degree -> false);
        }
    }

    private void addPolynomial(String key, String text, double rank, IntPredicate degree) {
        cases.add(new SpecialCase(key + text, key, rank, (row, random) -> {
            Map<String, Quantity> changed = new LinkedHashMap<>(row);
            changed.computeIfPresent(key + DrawKeys.POLYNOMIAL, (name, value) -> SimplerFunctions.only(value, degree));
            changed.computeIfPresent(
                    key + DrawKeys.MIX,
                    (name, mix) -> new Quantity(mix.shape(), SmallMatrices.filled(mix.values().length, 1)));
            return changed;
        }));
    }

    /** Symmetric matrices that commute: they keep their eigenvalues and get the same eigenvectors. */
    private void addCommuting() {
        List<Given> symmetric = inputs.free().stream()
                .filter(given -> given.type() instanceof Simple type
                        && (type.kind() == Kind.SPD || type.kind() == Kind.SYM)
                        && type.sizes().equals(firstSymmetric().sizes()))
                .toList();
        boolean isOne = symmetric.size() == 1 && symmetric.get(0).family().isEmpty();
        if (symmetric.isEmpty() || isOne) {
            return;
        }
        String names = symmetric.stream().map(Given::name).collect(Collectors.joining(", "));
        cases.add(new SpecialCase(names + " commute", "*", 0, (row, random) -> {
            Map<String, Quantity> changed = new LinkedHashMap<>(row);
            double[][] q = new double[1][];
            for (Given given : symmetric) {
                changed.computeIfPresent(
                        given.name(),
                        (name, value) -> Members.map(value, 2, (a, dims) -> {
                            if (q[0] == null) {
                                q[0] = MatrixDraws.rotation(dims[0], random);
                            }
                            return SmallMatrices.congruence(q[0], SmallMatrices.eigenvalues(a, dims[0]));
                        }));
            }
            return changed;
        }));
    }

    private Simple firstSymmetric() {
        return inputs.free().stream()
                .map(Given::type)
                .filter(Simple.class::isInstance)
                .map(Simple.class::cast)
                .filter(type -> type.kind() == Kind.SPD || type.kind() == Kind.SYM)
                .findFirst()
                .orElseThrow();
    }

    private void addCentred(Symbol.Random points) {
        cases.add(new SpecialCase("E[" + points.name() + "] = 0", points.name(), 1, (row, random) -> {
            Map<String, Quantity> changed = new LinkedHashMap<>(row);
            Quantity at = row.get(points.name() + DrawKeys.POINTS);
            double[] weights = row.get(points.name() + DrawKeys.WEIGHTS).values();
            int d = at.shape().dim(-1);
            double[] mean = new double[d];
            for (int i = 0; i < at.values().length; i++) {
                mean[i % d] = Math.fma(weights[i / d], at.values()[i], mean[i % d]);
            }
            double[] centred = at.values().clone();
            for (int i = 0; i < centred.length; i++) {
                centred[i] -= mean[i % d];
            }
            changed.put(points.name() + DrawKeys.POINTS, new Quantity(at.shape(), centred));
            return changed;
        }));
    }
}
