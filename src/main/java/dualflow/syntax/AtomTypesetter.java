package dualflow.syntax;

import dualflow.syntax.Markup.Bracket;
import dualflow.syntax.Markup.Sign;
import java.util.List;
import java.util.Optional;

/** Lays out the parts of formulas that have a notation of their own. */
final class AtomTypesetter {
    private final Markup markup;
    private final Names names;
    private final Typesetter formulas;

    AtomTypesetter(Markup markup, Names names, Typesetter formulas) {
        this.markup = markup;
        this.names = names;
        this.formulas = formulas;
    }

    String atom(Formula formula) {
        if (formula instanceof Formula.Literal literal) {
            return markup.number(literal.text());
        }
        if (formula instanceof Formula.Name name) {
            boolean isBuiltin = !names.isDeclared(name.name())
                    && !name.name().equals("pi")
                    && Builtins.find(name.name()).isPresent();
            return isBuiltin ? builtin(name.name()) : formulas.name(name.name());
        }
        if (formula instanceof Formula.Operator operator) {
            return operator(operator);
        }
        if (formula instanceof Formula.Density density) {
            return markup.below(markup.name("p", true), formulas.name(density.of()));
        }
        if (formula instanceof Formula.Norm norm) {
            return markup.brackets(Bracket.BARS, formulas.sum(norm.of()));
        }
        if (formula instanceof Formula.Blocks blocks) {
            return markup.matrix(blocks.rows().stream()
                    .map(row -> row.stream().map(formulas::sum).toList())
                    .toList());
        }
        if (formula instanceof Formula.Entries entries) {
            return entries(entries);
        }
        if (formula instanceof Formula.Mean mean) {
            return mean(mean);
        }
        if (formula instanceof Formula.FlowMap flow) {
            String times = markup.row(formulas.sum(flow.from()), markup.sign(Sign.TO), formulas.sum(flow.to()));
            return markup.applied(
                    markup.word("flow"),
                    formulas.round(formulas.separated(List.of(formulas.sum(flow.field()), times), Sign.SEMICOLON)));
        }
        if (formula instanceof Formula.Landau landau) {
            String small = formulas.name(landau.variable());
            return markup.applied(
                    markup.name("O", false),
                    formulas.round(
                            landau.power() == 1 ? small : markup.above(small, markup.number("" + landau.power()))));
        }
        return formulas.round(formulas.sum(formula));
    }

    private String builtin(String name) {
        return switch (name) {
            case "pdf_normal" -> markup.sign(Sign.NORMAL_DENSITY);
            case "logpdf_normal" -> markup.row(markup.word("log"), markup.sign(Sign.NORMAL_DENSITY));
            case "lammax" -> markup.below(markup.name("lambda", true), markup.word("max"));
            default -> markup.word(name);
        };
    }

    private String operator(Formula.Operator operator) {
        Optional<String> by = operator.by()
                .map(name -> Character.isDigit(name.charAt(0)) ? markup.number(name) : formulas.name(name));
        Sign sign = switch (operator.derivation()) {
            case GRAD -> Sign.GRADIENT;
            case DIV -> Sign.GRADIENT;
            case PARTIAL -> Sign.PARTIAL;
            default -> Sign.DOT;
        };
        String head = sign == Sign.DOT ? markup.word(operator.derivation().word()) : markup.sign(sign);
        String whole = by.map(index -> markup.below(head, index)).orElse(head);
        return operator.derivation() == Formula.Derivation.DIV
                ? markup.row(whole, markup.sign(Sign.DIVERGENCE))
                : whole;
    }

    private String entries(Formula.Entries entries) {
        List<String> ranges = entries.indices().stream()
                .map(range -> markup.row(
                        formulas.name(range.index()),
                        markup.sign(Sign.IN),
                        formulas.sum(range.from()),
                        markup.sign(Sign.UP_TO),
                        formulas.sum(range.to())))
                .toList();
        return markup.below(
                markup.brackets(Bracket.SQUARE, formulas.sum(entries.entry())), formulas.separated(ranges, Sign.COMMA));
    }

    private String mean(Formula.Mean mean) {
        boolean isProbability = mean.averaging() == Formula.Averaging.PROBABILITY;
        String body = formulas.separated(
                mean.body().stream().map(formulas::sum).toList(), isProbability ? Sign.EQUAL : Sign.COMMA);
        List<String> conditions = mean.conditions().stream()
                .map(condition -> markup.row(
                        formulas.sum(condition.quantity()), markup.sign(Sign.EQUAL), formulas.sum(condition.value())))
                .toList();
        String inner = conditions.isEmpty()
                ? body
                : markup.row(body, markup.sign(Sign.GIVEN), formulas.separated(conditions, Sign.COMMA));
        return markup.applied(markup.word(mean.averaging().word()), markup.brackets(Bracket.SQUARE, inner));
    }
}
