package dualflow.syntax;

import static java.util.stream.Collectors.joining;

import dualflow.syntax.Formula.Infix;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Spells formulas in the notation of claim files, in ASCII and with the fewest brackets, so that parsing gives the same tree. */
public final class FormulaText {
    /** What is a function, and so must not stand directly in front of a bracket that it is multiplied by. */
    private final Predicate<Formula> isFunction;

    private FormulaText(Predicate<Formula> isFunction) {
        this.isFunction = isFunction;
    }

    /**
     * A formula as text.
     *
     * @param formula the formula
     * @return one line
     */
    public static String of(Formula formula) {
        return of(formula, new Scope(List.of()));
    }

    /**
     * A formula as text, in which products of given functions are told from applications.
     *
     * @param formula the formula
     * @param scope what its names stand for
     * @return one line
     */
    public static String of(Formula formula, Scope scope) {
        Roles roles = new Roles(Names.of(scope, new SourceText("", "")));
        return new FormulaText(roles::isFunction).sum(formula);
    }

    /**
     * An equation as text.
     *
     * @param equation its relations
     * @return one line
     */
    public static String of(List<Statement.Relation> equation) {
        return equation.isEmpty()
                ? ""
                : equation.stream()
                        .map(each -> (each.isEquality() ? " = " : " <= ") + of(each.right()))
                        .collect(joining("", of(equation.get(0).left()), ""));
    }

    /** As a term of nothing else: between brackets or commas. */
    private String sum(Formula formula) {
        if (formula instanceof Formula.Binary binary) {
            return binary(binary);
        }
        if (formula instanceof Formula.Negation negation) {
            return "-" + product(negation.of());
        }
        if (formula instanceof Formula.Over over) {
            return over(over);
        }
        if (formula instanceof Formula.Integral integral) {
            String range = integral.variable() + " in " + sum(integral.from()) + ".." + sum(integral.to());
            return "integral_{" + range + "} " + product(integral.body());
        }
        if (formula instanceof Formula.TotalDerivative derivative) {
            return "d/d" + derivative.variable() + " " + product(derivative.body());
        }
        if (formula instanceof Formula.Blend blend) {
            return sum(blend.changed());
        }
        return isComposition(formula) ? composed((Formula.Application) formula) : postfix(formula);
    }

    private String bracketed(Formula formula) {
        return "(" + sum(formula) + ")";
    }

    private String binary(Formula.Binary outermost) {
        List<Formula.Binary> all = outermost.fromWithin();
        String left = sum(all.get(0).left());
        for (Formula.Binary binary : all) {
            left = binary.infix().isSum()
                    ? left + " " + binary.infix().sign() + " " + product(binary.right())
                    : multiplied(binary, left);
        }
        return left;
    }

    /** As an operand of a sum, or the body of a sum over an index. */
    private String product(Formula formula) {
        return isSigned(formula) ? bracketed(formula) : sum(formula);
    }

    /** Whether a formula needs brackets in a product. */
    static boolean isSigned(Formula formula) {
        return formula instanceof Formula.Negation
                || (formula instanceof Formula.Binary binary && binary.infix().isSum());
    }

    /** A product or quotient, with the text of what stands to its left as a sum. */
    private String multiplied(Formula.Binary binary, String sum) {
        String left = isOpen(binary.left()) || isSigned(binary.left()) ? "(" + sum + ")" : sum;
        String right = binary.right() instanceof Formula.Binary || binary.right() instanceof Formula.Negation
                ? bracketed(binary.right())
                : sum(binary.right());
        return switch (binary.infix()) {
            case OVER -> left + "/" + (readsAsDerivative(left, right) ? "(" + right + ")" : right);
            case TIMES -> left + (needsSign(binary.left(), right) ? " * " : " ") + right;
            default -> left + " " + binary.infix().sign() + " " + right;
        };
    }

    private static boolean readsAsDerivative(String left, String right) {
        return left.matches("(.*\\W)?d") && right.matches("d[A-Za-z].*");
    }

    /** Whether a product needs its sign, since side by side it would be read in another way. */
    private boolean needsSign(Formula left, String right) {
        Formula last = left instanceof Formula.Binary binary ? binary.right() : left;
        boolean isQuotient = left instanceof Formula.Binary binary
                && binary.infix() == Infix.OVER
                && !(binary.left() instanceof Formula.Literal && binary.right() instanceof Formula.Literal);
        char first = right.charAt(0);
        return isQuotient
                || Character.isDigit(first)
                || first == '['
                || first == '|'
                || (last instanceof Formula.Name name && Builtins.isFunction(name.name()))
                || (first == '(' && (isFunction.test(last) || isSized(last)));
    }

    private static boolean isSized(Formula formula) {
        return formula instanceof Formula.Name name
                && Builtins.find(name.name())
                        .filter(it -> it.kind() == Builtins.Kind.SIZED)
                        .isPresent();
    }

    /** Whether a factor that follows would be read as belonging to the end of a formula. */
    private static boolean isOpen(Formula formula) {
        if (formula instanceof Formula.Binary binary) {
            return isOpen(binary.right());
        }
        return (formula instanceof Formula.Over over && !isClosed(over))
                || formula instanceof Formula.Integral
                || formula instanceof Formula.TotalDerivative
                || (formula instanceof Formula.Blend blend && isOpen(blend.changed()));
    }

    static boolean isClosed(Formula.Over over) {
        return over.reduction() != Formula.Reduction.SUM && over.reduction() != Formula.Reduction.PROD;
    }

    private String over(Formula.Over over) {
        String index = over.index();
        String below = over.range()
                .map(range -> "{" + range(range) + "}")
                .or(() -> over.except().map(except -> "{" + index + " != " + sum(except) + "}"))
                .orElse(index);
        String head = over.reduction().name().toLowerCase(Locale.ROOT) + "_" + below;
        return isClosed(over) ? head + bracketed(over.body()) : head + " " + product(over.body());
    }

    private String range(Formula.IndexRange range) {
        return range.index() + " in " + sum(range.from()) + ".." + sum(range.to());
    }

    static boolean isComposition(Formula formula) {
        return formula instanceof Formula.Application application
                && application.function() instanceof Formula.Name name
                && name.name().equals("compose")
                && application.groups().size() == 1
                && application.arguments().size() == 2;
    }

    private String composed(Formula.Application composition) {
        Formula second = composition.arguments().get(1);
        String right = isComposition(second) ? composed((Formula.Application) second) : power(second);
        return power(composition.arguments().get(0)) + " o " + right;
    }

    /** As a factor that is no composition. */
    private String power(Formula formula) {
        return formula instanceof Formula.Power ? postfix(formula) : base(formula);
    }

    /** In front of a mark such as ' or a bracket. */
    private String base(Formula formula) {
        boolean isLoose = formula instanceof Formula.Binary
                || formula instanceof Formula.Negation
                || formula instanceof Formula.Power
                || isOpen(formula)
                || isComposition(formula);
        return isLoose ? bracketed(formula) : sum(formula);
    }

    private String postfix(Formula formula) {
        if (formula instanceof Formula.Power power) {
            return base(power.base()) + "^" + exponent(power.exponent());
        }
        if (formula instanceof Formula.Transposed transposed) {
            return power(transposed.of()) + "'";
        }
        if (formula instanceof Formula.Indexed indexed) {
            return base(indexed.of())
                    + indexed.indices().stream().map(this::index).collect(joining(", ", "[", "]"));
        }
        if (formula instanceof Formula.Application application) {
            return base(application.function()) + "(" + rows(application.groups()) + ")";
        }
        return atom(formula);
    }

    private String exponent(Formula formula) {
        if (formula instanceof Formula.Negation negation && negation.of() instanceof Formula.Literal literal) {
            return "-" + literal.text();
        }
        boolean isPlain = formula instanceof Formula.Literal
                || formula instanceof Formula.Power
                || formula instanceof Formula.Indexed
                || (formula instanceof Formula.Application && !isComposition(formula))
                || (formula instanceof Formula.Name name && !name.name().equals("T"));
        return isPlain ? postfix(formula) : bracketed(formula);
    }

    private String index(Formula.Index index) {
        return sum(index.from()) + index.to().map(to -> ".." + sum(to)).orElse("");
    }

    private String rows(List<List<Formula>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(this::sum).collect(joining(", ")))
                .collect(joining("; "));
    }

    private String atom(Formula formula) {
        if (formula instanceof Formula.Literal literal) {
            return literal.text();
        }
        if (formula instanceof Formula.Name name) {
            return name.name();
        }
        if (formula instanceof Formula.Operator operator) {
            return operator.derivation().word()
                    + operator.by().map(by -> "_" + by).orElse("");
        }
        if (formula instanceof Formula.Density density) {
            return "p_" + density.of();
        }
        if (formula instanceof Formula.Norm norm) {
            return "|" + sum(norm.of()) + "|";
        }
        if (formula instanceof Formula.Blocks blocks) {
            return "[" + rows(blocks.rows()) + "]";
        }
        if (formula instanceof Formula.Entries entries) {
            return "[" + sum(entries.entry()) + "]_{"
                    + entries.indices().stream().map(this::range).collect(joining(", ")) + "}";
        }
        if (formula instanceof Formula.Mean mean) {
            return mean(mean);
        }
        if (formula instanceof Formula.FlowMap flow) {
            return "flow(" + sum(flow.field()) + "; " + sum(flow.from()) + " -> " + sum(flow.to()) + ")";
        }
        if (formula instanceof Formula.Landau landau) {
            return "O(" + landau.variable() + (landau.power() == 1 ? "" : "^" + landau.power()) + ")";
        }
        throw new IllegalArgumentException(formula.getClass().getSimpleName());
    }

    private String mean(Formula.Mean mean) {
        String between = mean.averaging() == Formula.Averaging.PROBABILITY ? " = " : ", ";
        String body = mean.body().stream().map(this::sum).collect(joining(between));
        String conditions = mean.conditions().stream()
                .map(condition -> sum(condition.quantity()) + " = " + sum(condition.value()))
                .collect(joining(", "));
        return mean.averaging().word() + "[" + body + (conditions.isEmpty() ? "" : " | " + conditions) + "]";
    }
}
