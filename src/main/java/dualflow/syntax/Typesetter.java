package dualflow.syntax;

import dualflow.syntax.Formula.Infix;
import dualflow.syntax.Markup.Bracket;
import dualflow.syntax.Markup.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays formulas out as mathematics, with the fewest brackets. */
final class Typesetter {
    private final Markup markup;
    private final Names names;
    private final Roles roles;
    private final AtomTypesetter atoms;

    Typesetter(Markup markup, Scope scope) {
        this.markup = markup;
        this.names = Names.of(scope, new SourceText("", ""));
        this.roles = new Roles(names);
        this.atoms = new AtomTypesetter(markup, names, this);
    }

    String equation(List<Statement.Relation> equation) {
        List<String> parts = new ArrayList<>();
        for (Statement.Relation relation : equation) {
            if (parts.isEmpty()) {
                parts.add(sum(relation.left()));
            }
            parts.add(markup.sign(relation.isEquality() ? Sign.EQUAL : Sign.AT_MOST));
            parts.add(sum(relation.right()));
        }
        return row(parts);
    }

    private String row(List<String> parts) {
        return markup.row(parts.toArray(String[]::new));
    }

    String round(String inner) {
        return markup.brackets(Bracket.ROUND, inner);
    }

    String sum(Formula formula) {
        if (formula instanceof Formula.Binary binary) {
            return binary(binary);
        }
        if (formula instanceof Formula.Negation negation) {
            return markup.row(markup.sign(Sign.MINUS), product(negation.of()));
        }
        if (formula instanceof Formula.Over over) {
            return over(over);
        }
        if (formula instanceof Formula.Integral integral) {
            String sign = markup.belowAndAbove(markup.sign(Sign.INTEGRAL), sum(integral.from()), sum(integral.to()));
            return markup.row(
                    sign, product(integral.body()), markup.sign(Sign.DIFFERENTIAL), name(integral.variable()));
        }
        if (formula instanceof Formula.TotalDerivative derivative) {
            String sign = markup.sign(Sign.DIFFERENTIAL);
            return markup.row(
                    markup.fraction(sign, markup.row(sign, name(derivative.variable()))), product(derivative.body()));
        }
        if (formula instanceof Formula.Blend blend) {
            return sum(blend.changed());
        }
        return FormulaText.isComposition(formula) ? composition((Formula.Application) formula) : postfix(formula);
    }

    private String binary(Formula.Binary outermost) {
        List<Formula.Binary> all = outermost.fromWithin();
        String left = sum(all.get(0).left());
        for (Formula.Binary binary : all) {
            left = binary(binary, left);
        }
        return left;
    }

    /** An operation, with what stands to its left laid out as a sum. */
    private String binary(Formula.Binary binary, String sum) {
        if (binary.infix() == Infix.OVER) {
            return markup.fraction(sum, sum(binary.right()));
        }
        if (binary.infix().isSum()) {
            Sign sign = binary.infix() == Infix.PLUS ? Sign.PLUS : Sign.MINUS;
            return markup.row(sum, markup.sign(sign), product(binary.right()));
        }
        String left = isOpen(binary.left()) || FormulaText.isSigned(binary.left()) ? round(sum) : sum;
        String right = isProductOrSum(binary.right()) || binary.right() instanceof Formula.Negation
                ? round(sum(binary.right()))
                : sum(binary.right());
        Sign sign = switch (binary.infix()) {
            case DOT_TIMES -> Sign.DOT_TIMES;
            case DOT_OVER -> Sign.DOT_OVER;
            default -> Sign.TIMES;
        };
        return sign != Sign.TIMES || needsSign(binary.left(), binary.right())
                ? markup.row(left, markup.sign(sign), right)
                : markup.row(left, right);
    }

    private static boolean isProductOrSum(Formula formula) {
        return formula instanceof Formula.Binary binary && binary.infix() != Infix.OVER;
    }

    private String product(Formula formula) {
        return FormulaText.isSigned(formula) ? round(sum(formula)) : sum(formula);
    }

    /** Whether side by side would be read in another way, as an application or an index. */
    private boolean needsSign(Formula left, Formula right) {
        Formula last = left;
        while (isProductOrSum(last)) {
            last = ((Formula.Binary) last).right();
        }
        Formula first = first(right);
        boolean isBracket = isLoose(first) || first instanceof Formula.Blocks || first instanceof Formula.Norm;
        return first instanceof Formula.Literal
                || first instanceof Formula.Entries
                || (last instanceof Formula.Name name
                        && Builtins.find(name.name()).isPresent()
                        && isBracket)
                || (last instanceof Formula.Name function && Builtins.isFunction(function.name()))
                || (isBracket && roles.isFunction(last));
    }

    private static Formula first(Formula formula) {
        Formula first = formula;
        while (!isLoose(first) || first instanceof Formula.Power || FormulaText.isComposition(first)) {
            if (first instanceof Formula.Transposed transposed) {
                first = transposed.of();
            } else if (first instanceof Formula.Power power) {
                first = power.base();
            } else if (first instanceof Formula.Indexed indexed) {
                first = indexed.of();
            } else if (FormulaText.isComposition(first)) {
                first = ((Formula.Application) first).arguments().get(0);
            } else if (first instanceof Formula.Application application) {
                first = application.function();
            } else {
                return first;
            }
        }
        return first;
    }

    private static boolean isOpen(Formula formula) {
        return isProductOrSum(formula)
                ? isOpen(((Formula.Binary) formula).right())
                : (formula instanceof Formula.Over over && !FormulaText.isClosed(over))
                        || formula instanceof Formula.TotalDerivative;
    }

    private String over(Formula.Over over) {
        String index = name(over.index());
        String head = switch (over.reduction()) {
            case SUM -> markup.sign(Sign.SUM);
            case PROD -> markup.sign(Sign.PRODUCT);
            default -> markup.word(over.reduction().name().toLowerCase(Locale.ROOT));
        };
        String bound;
        if (over.range().isPresent()) {
            String from = markup.row(
                    index, markup.sign(Sign.EQUAL), sum(over.range().get().from()));
            bound = markup.belowAndAbove(head, from, sum(over.range().get().to()));
        } else if (over.except().isPresent()) {
            bound = markup.below(
                    head,
                    markup.row(
                            index,
                            markup.sign(Sign.DIFFERENT),
                            sum(over.except().get())));
        } else {
            bound = markup.below(head, index);
        }
        return FormulaText.isClosed(over)
                ? markup.applied(bound, round(sum(over.body())))
                : markup.row(bound, product(over.body()));
    }

    private String composition(Formula.Application composition) {
        Formula second = composition.arguments().get(1);
        String right = FormulaText.isComposition(second) ? sum(second) : factor(second);
        return markup.row(factor(composition.arguments().get(0)), markup.sign(Sign.COMPOSED), right);
    }

    private String factor(Formula formula) {
        return formula instanceof Formula.Power ? postfix(formula) : base(formula);
    }

    private static boolean isLoose(Formula formula) {
        return formula instanceof Formula.Binary
                || formula instanceof Formula.Negation
                || formula instanceof Formula.Power
                || formula instanceof Formula.Integral
                || isOpen(formula)
                || FormulaText.isComposition(formula);
    }

    private String base(Formula formula) {
        return isLoose(formula) ? round(sum(formula)) : sum(formula);
    }

    /** As a base of what stands below, or above where it already has something there. */
    private String grouped(Formula formula, boolean forIndex) {
        boolean hasAbove = formula instanceof Formula.Power || formula instanceof Formula.Transposed;
        boolean hasBelow = formula instanceof Formula.Indexed
                || (formula instanceof Formula.Name name
                        && Character.isDigit(name.name().charAt(name.name().length() - 1)));
        return hasAbove || (forIndex && hasBelow) ? markup.group(postfix(formula)) : base(formula);
    }

    private String postfix(Formula formula) {
        if (formula instanceof Formula.Power power) {
            boolean isT =
                    power.exponent() instanceof Formula.Name name && name.name().equals("T");
            String exponent = sum(power.exponent());
            return markup.above(
                    power.base() instanceof Formula.Power ? base(power.base()) : grouped(power.base(), false),
                    isT ? round(exponent) : exponent);
        }
        if (formula instanceof Formula.Transposed transposed) {
            return markup.above(grouped(transposed.of(), false), markup.sign(Sign.TRANSPOSED));
        }
        if (formula instanceof Formula.Indexed indexed) {
            return markup.below(grouped(indexed.of(), true), indices(indexed));
        }
        return formula instanceof Formula.Application application ? application(application) : atoms.atom(formula);
    }

    private String indices(Formula.Indexed indexed) {
        List<String> parts = new ArrayList<>();
        for (Formula.Index index : indexed.indices()) {
            parts.add(index.to()
                    .map(to -> markup.row(sum(index.from()), markup.sign(Sign.UP_TO), sum(to)))
                    .orElse(sum(index.from())));
        }
        String all = separated(parts, Sign.COMMA);
        return isNameOfItsOwn(indexed) ? round(all) : all;
    }

    /** Whether a base and its index, read together, are another quantity's name. */
    private boolean isNameOfItsOwn(Formula.Indexed indexed) {
        if (!(indexed.of() instanceof Formula.Name base) || indexed.indices().size() > 1) {
            return false;
        }
        Formula index = indexed.indices().get(0).from();
        String letters = index instanceof Formula.Name name
                ? name.name()
                : index instanceof Formula.Literal literal ? literal.text() : "";
        boolean isFamily = names.family(base.name()).isPresent();
        boolean isJoined = names.isDeclared(base.name() + letters) || names.isDeclared(base.name() + "_" + letters);
        return !letters.isEmpty()
                && ((isJoined && (index instanceof Formula.Literal || !isFamily))
                        || (base.name().equals("p") && !isFamily && names.isRandom(letters)));
    }

    String separated(List<String> parts, Sign separator) {
        List<String> all = new ArrayList<>();
        for (String part : parts) {
            if (!all.isEmpty()) {
                all.add(markup.sign(separator));
            }
            all.add(part);
        }
        return row(all);
    }

    private String list(List<Formula> formulas) {
        return separated(formulas.stream().map(this::sum).toList(), Sign.COMMA);
    }

    private String application(Formula.Application application) {
        String groups = separated(application.groups().stream().map(this::list).toList(), Sign.SEMICOLON);
        if (application.function() instanceof Formula.Name function && !names.isDeclared(function.name())) {
            String name = function.name();
            boolean isSized = Builtins.find(name)
                    .filter(it -> it.kind() == Builtins.Kind.SIZED)
                    .isPresent();
            if (isSized || (name.equals("sqrt") && application.arguments().size() == 1)) {
                return isSized ? markup.below(markup.word(name), groups) : markup.root(groups);
            }
            if (name.endsWith(".")) {
                String plain = name.substring(0, name.length() - 1);
                String head = names.isDeclared(plain) ? name(plain) : markup.word(plain);
                return markup.applied(markup.applied(head, markup.sign(Sign.DOT)), round(groups));
            }
        }
        return markup.applied(base(application.function()), round(groups));
    }

    String name(String name) {
        return markup.name(name, names.isDeclared(name));
    }
}
