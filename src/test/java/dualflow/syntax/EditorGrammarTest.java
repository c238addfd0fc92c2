package dualflow.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words that the editor's grammar knows are those of the parser. */
class EditorGrammarTest {
    private static final Path FILE = Path.of(System.getProperty("basedir", ""), "tools/editor/claims.tmLanguage.json");
    private static final Pattern WORDS = Pattern.compile("\\(\\?:([A-Za-z0-9_|]+)\\)|\\((claim)\\)");

    @SuppressWarnings("unchecked") // objects of a known file
    private static Map<String, Map<String, Object>> rules() throws IOException {
        return (Map<String, Map<String, Object>>)
                JsonText.object(Files.readString(FILE)).get("repository");
    }

    private static String pattern(String rule) throws IOException {
        return (String) rules().get(rule).get("match");
    }

    private static Set<String> words(String... rules) throws IOException {
        Set<String> words = new TreeSet<>();
        for (String rule : rules) {
            Matcher matcher = WORDS.matcher(pattern(rule));
            assertThat(matcher.find()).as(rule).isTrue();
            words.addAll(Arrays.asList(matcher.group().replaceAll("[(?:)]", "").split("\\|", -1)));
        }
        return words;
    }

    @Test
    void keywordsAreTheParsers() throws IOException {
        assertThat(words("statement", "claim", "condition")).isEqualTo(new TreeSet<>(Token.KEYWORDS));
        assertThat(words("verdict")).isEqualTo(new TreeSet<>(ClaimFileParser.VERDICTS));
    }

    @Test
    void namesOfTheLanguageAreTheParsers() throws IOException {
        assertThat(words("builtin"))
                .isEqualTo(new TreeSet<>(
                        Builtins.all().stream().map(Builtins.Builtin::name).toList()));
        assertThat(words("operator")).isEqualTo(new TreeSet<>(Builtins.OPERATORS));
        assertThat(words("binder")).isEqualTo(new TreeSet<>(Builtins.BINDERS));
        assertThat(words("mean")).isEqualTo(new TreeSet<>(Builtins.MEANS));
        assertThat(words("distribution")).isEqualTo(new TreeSet<>(Builtins.DISTRIBUTIONS));
        assertThat(words("type")).isEqualTo(new TreeSet<>(Builtins.TYPES));
    }

    @Test
    void everyRuleIsIncludedOnce() throws IOException {
        List<?> patterns = (List<?>) JsonText.object(Files.readString(FILE)).get("patterns");
        assertThat(patterns.stream()
                        .map(each -> ((Map<?, ?>) each).get("include").toString())
                        .sorted()
                        .toList())
                .isEqualTo(rules().keySet().stream()
                        .map(rule -> "#" + rule)
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "comment|x = y  # so|# so",
                "title|claim a \"(4)\": x = y|\"(4)\"",
                "claim|claim a-1: x = y|claim a-1",
                "verdict|expect fails|fails",
                "derivative|x + d/dt y|d/dt",
                "number|x1 + 1.5e-3 y|1.5e-3",
                "number|x1 + .5 y|.5",
                "number|x[1..3]|1",
                "binder|a + sum_k b[k]|sum_k",
                "binder|a + max_{k in 1..K} b[k]|max",
                "mean|Cov[X]|Cov",
                "operator|a + grad_x(f)(x)|grad_x",
                "distribution|X ~ normal(d)|' normal'",
                "type|f: map(d, d)|' map'",
                "type|G: time -> spd(d)|' time'",
                "builtin|a_exp + logdet(A)|logdet",
                "sign|a <= b|<=",
            })
    void ruleFindsItsWords(String rule, String line, String found) throws IOException {
        Matcher matcher = Pattern.compile(pattern(rule)).matcher(line);
        assertThat(matcher.find()).isTrue();
        assertThat(matcher.group()).isEqualTo(found);
    }
}
