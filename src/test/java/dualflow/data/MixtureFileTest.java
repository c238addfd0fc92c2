package dualflow.data;

import static dualflow.data.Mutations.memory;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MixtureFileTest {
    private static final int MUTANTS = 100_000;

    private static final String GOOD = """
            {
              "mu0": [0, 0.5],
              "sigma0": [[1, 0.25], [0.25, 2e0]],
              "weights": [0.25, 0.5, 0.25],
              "means": [[1, 2], [3, 4], [5, -6.5]],
              "covariances": [[[1, 0], [0, 1]], [[2, 0], [0, 2]], [[3, 1], [1, 3]]]
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void readsAllNumbers() throws IOException {
        MixtureFile mixture = MixtureFile.read(Files.writeString(folder.resolve("mixture.json"), GOOD));
        assertThat(mixture.mu0()).containsExactly(0, 0.5);
        assertThat(mixture.sigma0()).isDeepEqualTo(new double[][] {{1, 0.25}, {0.25, 2}});
        assertThat(mixture.weights()).containsExactly(0.25, 0.5, 0.25);
        assertThat(mixture.means()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}, {5, -6.5}});
        assertThat(mixture.covariances()[2]).isDeepEqualTo(new double[][] {{3, 1}, {1, 3}});
    }

    @Test
    void readsOneComponentInOneDimension() {
        MixtureFile mixture = read("""
                {"covariances": [[[4]]], "means": [[3]], "weights": [1], "sigma0": [[2]], "mu0": [1]}
                """);
        assertThat(mixture.covariances()[0][0]).containsExactly(4);
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                attack("an empty file", "", "an object { ... } with the keys"),
                attack("a list", "[1, 2]", "line 1, column 1: an object"),
                attack("no JSON", "mu0 = 1", "not the JSON of a mixture"),
                attack("cut short", GOOD.substring(0, 60), "not the JSON of a mixture"),
                attack("a missing comma", GOOD.replace("0.5],", "0.5]"), "line 3, column 3: this is not the JSON"),
                attack("a comma too many", GOOD.replace("0.5],", "0.5,],"), "not the JSON of a mixture"),
                attack("text behind", GOOD + "{}", "nothing may follow the object"),
                attack("a comment", GOOD.replace("{\n", "{ // source\n"), "not the JSON of a mixture"),
                attack("a key twice", GOOD.replace("\"means\"", "\"mu0\""), "Duplicate field 'mu0'"),
                attack(
                        "an unknown key",
                        GOOD.replace("\"means\"", "\"mu1\""),
                        "line 5, column 3: the key \"mu1\" is unknown"),
                attack("a missing key", GOOD.replaceAll("(?m)^.*weights.*\n", ""), "lacks the keys [weights]"),
                attack("no key", "{}", "lacks the keys [mu0, sigma0, weights, means, covariances]"),
                attack("NaN", GOOD.replace("0.5]", "NaN]"), "line 2, column 14: this number is not finite"),
                attack("infinity", GOOD.replace("0.5]", "-Infinity]"), "line 2, column 14: this number is not finite"),
                attack("overflow", GOOD.replace("0.5]", "1e999]"), "line 2, column 14: this number is not finite"),
                attack(
                        "a giant number",
                        GOOD.replace("0.5]", "1".repeat(5000) + "]"),
                        "exceeds the maximum allowed (1000)"),
                attack("a number as text", GOOD.replace("0.5]", "\"0.5\"]"), "line 2, column 14: a number is needed"),
                attack("null", GOOD.replace("0.5]", "null]"), "a number is needed"),
                attack("true", GOOD.replace("0.5]", "true]"), "a number is needed"),
                attack("a list for a number", GOOD.replace("0.5]", "[0.5]]"), "a number is needed"),
                attack("a number for a list", GOOD.replace("[0, 0.5]", "0"), "a list of numbers is needed"),
                attack("an object for a list", GOOD.replace("[0, 0.5]", "{\"a\": 1}"), "a list of numbers is needed"),
                attack("an empty list", GOOD.replace("[0, 0.5]", "[]"), "this list is empty"),
                attack(
                        "an empty row",
                        GOOD.replace("[1, 0.25]", "[]"),
                        "line 3, column 15: a list of numbers is needed"),
                attack(
                        "a ragged matrix",
                        GOOD.replace("[0.25, 2e0]", "[0.25]"),
                        "this row has 1 numbers, but the first has 2"),
                attack(
                        "matrices of two sizes",
                        GOOD.replace("[[3, 1], [1, 3]]", "[[3]]"),
                        "this matrix is [1 x 1], but the first is [2 x 2]"),
                attack(
                        "sigma0 not square",
                        GOOD.replace("[[1, 0.25], [0.25, 2e0]]", "[[1, 0.25]]"),
                        "the shape of sigma0 is [1 x 2]"),
                attack(
                        "sigma0 too small",
                        GOOD.replace("[[1, 0.25], [0.25, 2e0]]", "[[1]]"),
                        "the shape of sigma0 is [1 x 1]"),
                attack("too few means", GOOD.replace(", [5, -6.5]", ""), "the shape of means is [2 x 2]"),
                attack(
                        "too few weights",
                        GOOD.replace("0.25, 0.5, 0.25]", "0.25, 0.75]"),
                        "the shape of means is [3 x 2]"),
                attack(
                        "too few covariances",
                        GOOD.replace(", [[3, 1], [1, 3]]", ""),
                        "the shape of covariances is [2 x 2 x 2]"),
                attack("a deep nest", "{\"mu0\": " + "[".repeat(100_000), "a number is needed"),
                attack("a deep nest elsewhere", "[".repeat(100_000), "an object { ... }"),
                attack("a long key", "{\"" + "k".repeat(60_000) + "\": 1}", "exceeds the maximum allowed (50000)"),
                Arguments.of("broken UTF-8", new byte[] {'{', '"', (byte) 0xc3, 'a', '"', '}'}, "Invalid UTF-8"),
                Arguments.of("broken UTF-32", new byte[] {0, 0, 0, '{', 127, 1, 1, 1}, "mixture"));
    }

    private static Arguments attack(String name, String text, String sentence) {
        return Arguments.of(name, text.getBytes(UTF_8), sentence);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void refusesWithItsOwnSentence(String attack, byte[] text, String sentence) {
        assertThatExceptionOfType(BadFileException.class)
                .as(attack)
                .isThrownBy(() -> MixtureReader.read(memory("mixture.json", text)))
                .withMessageContaining("mixture.json")
                .withMessageContaining(sentence)
                .withMessageMatching("[^\n`]*\\.");
    }

    @Test
    void refusesLargeFileUnread() {
        InputFile large = new InputFile("large.json", MixtureReader.LARGEST_FILE + 1, () -> {
            throw new AssertionError("must not be opened");
        });
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> MixtureReader.read(large))
                .withMessageContaining("more than the 16 MiB");
    }

    @Test
    void readsUtf16() {
        assertThat(MixtureReader.read(memory("mixture.json", GOOD.getBytes(UTF_16)))
                        .weights())
                .hasSize(3);
    }

    @Test
    void mutantsGiveOnlyBadFileExceptions() {
        Mutations.Count count = Mutations.read(GOOD.getBytes(UTF_8), MUTANTS, 5, file -> {
            MixtureFile mixture = MixtureReader.read(file);
            assertThat(mixture.means().length).isEqualTo(mixture.weights().length);
        });
        assertThat(count.accepted()).isGreaterThan(MUTANTS / 1000);
        assertThat(count.refused()).isGreaterThan(MUTANTS / 4);
    }

    private static MixtureFile read(String json) {
        return MixtureReader.read(memory("mixture.json", json.getBytes(UTF_8)));
    }
}
