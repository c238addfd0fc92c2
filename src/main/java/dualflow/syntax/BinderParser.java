package dualflow.syntax;

import dualflow.syntax.Formula.Reduction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Parses what binds a variable:
 *
 * <pre>
 * bound  = ("sum" | "prod" | "max" | "softmax" | "logsumexp") binder product | "integral_{" name "in" sum ".." sum "}" product
 *        | "[" sum "]_{" name "in" sum ".." sum {"," name "in" sum ".." sum} "}"
 * binder = "_" name | "_{" name "in" sum ".." sum "}" | "_{" name "!=" sum "}"
 * </pre>
 */
final class BinderParser {
    private final Tokens tokens;
    private final Names names;
    private final FormulaParser formulas;

    /** The word before each index that was bound and is not any more. */
    private final Map<String, String> ended = new HashMap<>();

    BinderParser(Tokens tokens, Names names, FormulaParser formulas) {
        this.tokens = tokens;
        this.names = names;
        this.formulas = formulas;
    }

    /** The error of an index behind the term in which it is bound. */
    Optional<FormulaException> ended(Token name) {
        return Optional.ofNullable(ended.get(name.text()))
                .map(word -> new FormulaException(
                        name.span(),
                        "'" + name.text() + "' is bound only in the term after " + word + "_" + name.text(),
                        "put the whole " + word + " in brackets"));
    }

    Formula over(Token token, String head, Optional<String> below) {
        String index = below.orElse("");
        Optional<Formula.IndexRange> range = Optional.empty();
        Optional<Formula> except = Optional.empty();
        if (below.isEmpty()) {
            tokens.take("_{");
            index = tokens.name("an index").text();
            if (tokens.accept("in") || tokens.accept("=")) {
                range = Optional.of(range(index));
            } else if (tokens.accept("!=")) {
                except = Optional.of(formulas.sum());
            }
            tokens.take("}", "'}' is missing, which closes " + head + "_{");
        }
        return head.equals("integral")
                ? integral(token, index, range)
                : reduction(token, Reduction.valueOf(head.toUpperCase(Locale.ROOT)), index, range, except);
    }

    private Formula integral(Token token, String variable, Optional<Formula.IndexRange> range) {
        if (range.isEmpty()) {
            throw new FormulaException(token.span(), "an integral has bounds: integral_{s in 0..1} ...", "");
        }
        Formula body = bodyOf(token, variable, false, "integral");
        return formulas.noted(new Formula.Integral(
                tokens.since(token), variable, range.get().from(), range.get().to(), body));
    }

    private Formula bodyOf(Token token, String variable, boolean isIndex, String head) {
        boolean isInBrackets = List.of("softmax", "logsumexp", "max").contains(head) && tokens.at("(");
        names.bind(List.of(new Symbol.Bound(variable, token.span(), isIndex)));
        Formula body = isInBrackets ? formulas.atom() : formulas.product();
        names.unbind();
        ended.put(variable, head);
        return body;
    }

    private Formula reduction(
            Token token,
            Reduction reduction,
            String index,
            Optional<Formula.IndexRange> range,
            Optional<Formula> except) {
        String head = reduction.name().toLowerCase(Locale.ROOT);
        Formula body = bodyOf(token, index, true, head);
        Span span = tokens.since(token);
        Optional<Dimension> size = range.isPresent() ? Optional.empty() : new Roles(names).range(index, body);
        if (range.isEmpty() && size.isEmpty()) {
            throw new FormulaException(
                    token.span(),
                    "the range of " + index + " is not known: no family is indexed by it",
                    "write " + head + "_{" + index + " in 1..K}");
        }
        if (reduction == Reduction.SOFTMAX && !names.isDeclared(index)) {
            throw new FormulaException(
                    span,
                    "softmax_" + index + " is its " + index + "-th number, but " + index + " is bound nowhere",
                    "let g[" + index + "] = softmax_" + index + "(...)");
        }
        return formulas.noted(new Formula.Over(span, reduction, index, range, except, size, body));
    }

    /** The ranges are read first, since the entry mentions their indices. */
    Formula entries() {
        Token first = tokens.next();
        int opening = tokens.position();
        int closing = tokens.closing(opening);
        tokens.goTo(closing + 2);
        List<Formula.IndexRange> ranges = formulas.within(true, this::ranges, "}", "'}' closes the ranges here");
        int end = tokens.position();
        tokens.goTo(opening + 1);
        names.bind(ranges.stream()
                .map(range -> new Symbol.Bound(range.index(), first.span(), true))
                .toList());
        Formula entry = formulas.within(true, formulas::sum, "]", "']' closes the entry here");
        names.unbind();
        tokens.goTo(end);
        return formulas.noted(new Formula.Entries(tokens.since(first), entry, ranges));
    }

    private List<Formula.IndexRange> ranges() {
        List<Formula.IndexRange> ranges = new ArrayList<>();
        do {
            Token index = tokens.name("an index");
            if (!tokens.accept("in")) {
                throw tokens.expected("entries need the range of their index: [...]_{i in 1..n}");
            }
            ranges.add(range(index.text()));
        } while (tokens.accept(","));
        return ranges;
    }

    private Formula.IndexRange range(String index) {
        Formula from = formulas.sum();
        tokens.take("..", "a range is written 1..K");
        return new Formula.IndexRange(index, from, formulas.sum());
    }
}
