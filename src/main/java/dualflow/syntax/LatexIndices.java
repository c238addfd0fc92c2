package dualflow.syntax;

import dualflow.syntax.Token.Kind;
import java.util.List;

/** What the script below a name is: a part of the name, a member of a family, an entry. */
final class LatexIndices {
    private final LatexTranslator out;

    LatexIndices(LatexTranslator out) {
        this.out = out;
    }

    void indexed(String name, List<Token> index, int from) {
        boolean isWord = index.size() == 1 && index.get(0).kind() != Kind.SYMBOL;
        String word = isWord ? index.get(0).text() : "";
        boolean isNumber = isWord && index.get(0).kind() == Kind.NUMBER;
        boolean isDeclared = out.names().isDeclared(name);
        if (!isDeclared && List.of("I", "ones", "zeros").contains(name)) {
            out.add(Kind.NAME, name, from);
            out.symbols(from, "(");
            out.addAll(index);
            out.symbols(from, ")");
        } else if (name.equals("lambda") && word.equals("max")) {
            out.add(Kind.NAME, "lammax", from);
        } else if (isNumber && out.names().isDeclared(name + word)) {
            out.add(Kind.NAME, name + word, from);
        } else if (!isWord || out.names().family(name).isPresent()) {
            member(name, index, from);
        } else if (name.equals("p") && out.names().isRandom(word)) {
            out.add(Kind.NAME, "p_" + word, from);
        } else if (out.names().isDeclared(name + word)) {
            out.add(Kind.NAME, name + word, from);
        } else if (isDeclared && !out.names().isDeclared(name + "_" + word)) {
            member(name, index, from);
        } else {
            out.add(Kind.NAME, name + "_" + word, from);
        }
    }

    private void member(String name, List<Token> index, int from) {
        out.add(Kind.NAME, name, from);
        out.symbols(from, "[");
        out.addAll(index);
        out.symbols(from, "]");
    }
}
