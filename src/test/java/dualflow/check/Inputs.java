package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.syntax.ClaimFileParser;
import dualflow.syntax.ParsedFile;
import dualflow.syntax.SourceText;
import dualflow.syntax.Statement;
import dualflow.syntax.Symbol;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Claims and what is drawn for them, from text, for tests. */
final class Inputs {
    private Inputs() {}

    static Statement claim(String text) {
        ParsedFile file = ClaimFileParser.parse(new SourceText("test.claims", text));
        assertThat(file.errors()).isEmpty();
        return file.claims().get(file.claims().size() - 1);
    }

    /** All that the declarations declare. */
    static ClaimInputs declared(String declarations, String... integrated) {
        Collection<Symbol> symbols =
                claim("given " + declarations + "\nclaim a: 1 = 1").scope().symbols();
        List<Symbol.Given> given = symbols.stream()
                .filter(Symbol.Given.class::isInstance)
                .map(Symbol.Given.class::cast)
                .toList();
        List<Symbol.Random> points = symbols.stream()
                .filter(symbol ->
                        symbol instanceof Symbol.Random random && random.distribution() instanceof Symbol.Points)
                .map(Symbol.Random.class::cast)
                .toList();
        return new ClaimInputs(given, points, Set.of(), Set.of(), Set.of(integrated));
    }
}
