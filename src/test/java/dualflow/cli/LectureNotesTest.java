package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dualflow.claim.Claims;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The guide's pages on the lecture notes, executed: each row of their tables names a claim with its verdict and the classes of the library, and each command in
 * a block of the language {@code sh} is run. Claims themselves are judged in {@code StatedClaimsTest} and {@code ClaimsTest}; here {@code verify} only finds them.
 */
class LectureNotesTest {
    private static final Path GUIDE = Path.of("src/site/markdown");
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| (?<says>.+) \\| `(?<claim>[a-z0-9-]+)` \\| (?<verdict>\\w+) \\|(?<classes>.*)\\|$");
    private static final Pattern ROW_OF_CLAIMS = Pattern.compile(
            "(?m)^\\| `(?<claim>[a-z0-9-]+)` \\|.*\\| (?<verdict>\\w+) \\| \\S+ \\| \\S* ?\\| `[\\w.-]+` \\|$");
    private static final Pattern CLASS = Pattern.compile("`(?<name>[a-z]+\\.[A-Z]\\w*)(?:\\.(?<member>[a-z]\\w*))?`");
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(?<lines>.*?)^```$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private static String page(String note) throws IOException {
        return Files.readString(GUIDE.resolve("note-" + note + ".md"));
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    /** By claim, from what a pattern finds: its first group but for {@code skip} is the claim, the next the verdict. */
    private static Map<String, String> verdicts(Pattern row, int skip, String text) {
        Map<String, String> verdicts = new LinkedHashMap<>();
        for (MatchResult each : all(row, text)) {
            assertThat(verdicts.put(each.group(1 + skip), each.group(2 + skip)))
                    .as("%s stands twice", each.group(1 + skip))
                    .isNull();
        }
        return verdicts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"beigy", "enm5310", "khungurn"})
    void everyClaimNamedHasTheVerdictThatThePageSays(String note) throws IOException {
        Map<String, String> found = verdicts(ROW_OF_CLAIMS, 0, Files.readString(GUIDE.resolve("claims.md")));
        Map<String, String> named = verdicts(ROW, 1, page(note));
        assertThat(named).isNotEmpty();
        assertThat(named.keySet().stream()
                        .filter(claim -> !named.get(claim).equals(found.get(claim)))
                        .map(claim -> claim + " is called " + named.get(claim) + ", found: " + found.get(claim)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"beigy", "enm5310", "khungurn"})
    void everyClaimOfTheNoteIsOnItsPage(String note) throws IOException {
        assertThat(verdicts(ROW, 1, page(note)).keySet())
                .containsAll(Claims.all().stream()
                        .filter(claim -> claim.source().key().equals(note))
                        .map(claim -> claim.id())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"beigy", "enm5310", "khungurn"})
    void everyCorrectedRowShowsWhatIsPrintedAndWhatIsRight(String note) throws IOException {
        for (MatchResult row : all(ROW, page(note))) {
            assertThat(row.group(1).contains("printed: ") && row.group(1).contains("; right: "))
                    .as(row.group())
                    .isEqualTo(row.group(3).equals("corrected"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"beigy", "enm5310", "khungurn"})
    void everyRowIsRead(String note) throws IOException {
        List<String> rows = page(note)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| the "))
                .toList();
        assertThat(rows).isNotEmpty().allMatch(line -> ROW.matcher(line).matches());
    }

    @ParameterizedTest
    @ValueSource(strings = {"beigy", "enm5310", "khungurn"})
    void everyClassNamedExistsWithItsMember(String note) throws IOException {
        assertThat(all(CLASS, page(note)))
                .isNotEmpty()
                .allSatisfy(found -> assertThatCode(() -> {
                            Class<?> type = Class.forName("dualflow." + found.group(1));
                            if (found.group(2) != null) {
                                assertThat(Arrays.stream(type.getMethods()).map(method -> method.getName()))
                                        .contains(found.group(2));
                            }
                        })
                        .as(found.group())
                        .doesNotThrowAnyException());
    }

    @ParameterizedTest
    @ValueSource(strings = {"beigy", "enm5310", "khungurn"})
    void everySectionHasACommand(String note) throws IOException {
        Stream<String> sections =
                Pattern.compile("(?m)^##+ ").splitAsStream(page(note)).skip(1);
        assertThat(sections.filter(section -> section.contains("\n| ")))
                .isNotEmpty()
                .allSatisfy(
                        section -> assertThat(section).containsAnyOf("```sh\ntools/dualflow ", "$ tools/dualflow "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"beigy", "enm5310", "khungurn"})
    void everyCommandRuns(String note, @TempDir Path out) throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (String line : commands(page(note))) {
            List<String> words = words(line, out);
            softly.assertThat(words.remove(0)).as(line).isEqualTo("tools/dualflow");
            if (words.get(0).equals("verify")) {
                words.add("--list");
            }
            Invocation run = Invocation.of(words.toArray(String[]::new));
            softly.assertThat(run.exitCode()).as("%s: %s", line, run.err()).isZero();
            softly.assertThat(run.out()).as(line).isNotBlank();
        }
        softly.assertAll();
    }

    @Test
    void aCommandIsReadWithItsQuotedWords() {
        assertThat(words("tools/dualflow explain \"x y\" --out out/a.csv", Path.of("folder")))
                .containsExactly("tools/dualflow", "explain", "x y", "--out", "folder/a.csv");
    }

    private static List<String> commands(String page) {
        List<String> lines = new ArrayList<>();
        all(COMMANDS, page).forEach(block -> block.group(1).lines().forEach(lines::add));
        assertThat(lines).isNotEmpty();
        return lines;
    }

    /** The words of a command line, with what it writes to {@code out/} in another folder. */
    private static List<String> words(String line, Path out) {
        List<String> words = new ArrayList<>();
        for (MatchResult word : all(WORD, line)) {
            String text = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(text.startsWith("out/") ? out.resolve(text.substring(4)).toString() : text);
        }
        return words;
    }
}
