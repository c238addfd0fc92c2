package dualflow.cli;

import dualflow.check.ClaimFile;
import dualflow.syntax.FormulaText;
import dualflow.syntax.LatexPrinter;
import dualflow.syntax.Statement;
import dualflow.syntax.Symbol;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** What can be printed of a claim file without checking it: its claims as mathematics, and the types of its names. */
final class ClaimNotation {
    private ClaimNotation() {}

    /** Prints each claim as a statement of the language whose equation is in LaTeX. */
    static void printLatex(PrintWriter out, ClaimFile file) {
        for (Statement claim : file.claims()) {
            out.println("claim " + claim.id() + (claim.title().isEmpty() ? "" : " \"" + claim.title() + "\"") + ": $"
                    + LatexPrinter.of(claim.equation(), claim.scope()) + "$");
            if (!claim.where().isEmpty()) {
                out.println("    where " + conditions(claim));
            }
            claim.instead()
                    .ifPresent(
                            equation -> out.println("    instead: $" + LatexPrinter.of(equation, claim.scope()) + "$"));
            claim.expected().ifPresent(verdict -> out.println("    expect " + verdict));
        }
        out.flush();
    }

    /** The conditions behind where, in the notation of claim files. */
    static String conditions(Statement claim) {
        return claim.where().stream()
                .map(condition -> FormulaText.of(condition.left(), claim.scope()) + " "
                        + condition.comparison().sign() + " " + FormulaText.of(condition.right(), claim.scope()))
                .collect(Collectors.joining(", "));
    }

    /** Prints each name with its type and its shape at the lowest sizes. */
    static void printTypes(PrintWriter out, ClaimFile file) {
        file.types().forEach((section, types) -> {
            out.println(file.source().name() + (section.isEmpty() ? "" : ": " + section));
            if (!types.isEmpty()) {
                Table.print(
                        out,
                        types.stream()
                                .map(type -> List.of(name(type.symbol()), type.type(), type.shape()))
                                .toList());
            }
        });
        out.flush();
    }

    private static String name(Symbol symbol) {
        if (symbol instanceof Symbol.Given given) {
            return given.name() + given.family().map(count -> "[" + count + "]").orElse("");
        }
        if (symbol instanceof Symbol.Definition definition) {
            return definition.name()
                    + definition.index().map(index -> "[" + index + "]").orElse("")
                    + definition
                            .parameters()
                            .map(names -> "(" + String.join(", ", names) + ")")
                            .orElse("");
        }
        return symbol.name();
    }
}
