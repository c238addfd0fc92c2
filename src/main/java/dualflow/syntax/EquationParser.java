package dualflow.syntax;

import java.util.ArrayList;
import java.util.List;

/** Parses an equation: {@code sum ("=" | "<=") sum {("=" | "<=") sum}}. */
final class EquationParser {
    private final Tokens tokens;
    private final Names names;
    private final FormulaParser formulas;

    EquationParser(Tokens tokens, Names names) {
        this.tokens = tokens;
        this.names = names;
        this.formulas = new FormulaParser(tokens, names);
    }

    List<Statement.Relation> equation() {
        if (tokens.next().kind() == Token.Kind.LATEX) {
            Tokens latex = LatexReader.tokens(tokens.advance(), names);
            List<Statement.Relation> relations = new EquationParser(latex, names).equation();
            latex.requireEnd();
            return relations;
        }
        List<Statement.Relation> relations = new ArrayList<>();
        Token first = tokens.next();
        Formula left = formulas.sum();
        while (tokens.at("=") || tokens.at("<=")) {
            boolean isEquality = tokens.advance().is("=");
            tokens.skipLineEnds();
            Token second = tokens.next();
            Formula right = formulas.sum();
            relations.add(new Statement.Relation(tokens.since(first), isEquality, left, right));
            left = right;
            first = second;
        }
        if (tokens.at("<") || tokens.at(">")) {
            throw tokens.expected("claims compare by '=' or '<='", "write the smaller side first, with '<='");
        }
        if (relations.isEmpty()) {
            Token next = tokens.nextOfAnyLine();
            boolean goesOn = tokens.raw().endsLine() && next.kind() != Token.Kind.END && !next.isKeyword();
            throw tokens.expected(
                    "a claim is an equation: '=' or '<=' is missing",
                    goesOn ? "a line that goes on begins with an operator, or stands in brackets" : "");
        }
        return relations;
    }
}
