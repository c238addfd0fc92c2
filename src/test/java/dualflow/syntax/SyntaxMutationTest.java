package dualflow.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Texts of the corpus, damaged in seeded ways: {@code -Ddualflow.test.mutants=100000} for the long run. */
class SyntaxMutationTest {
    private static final int MUTANTS = Integer.getInteger("dualflow.test.mutants", 3000);

    /** Parts of the files: declarations, a few claims, beginning with a statement. */
    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (SourceText file : Trees.corpus()) {
            for (String section : file.text().split("(?m)^section ", -1)) {
                texts.add(file.text()
                                .lines()
                                .filter(line -> line.startsWith("given"))
                                .findFirst()
                                .orElse("") + "\nsection " + section);
            }
        }
        return texts;
    }

    @Test
    void damagedTextsNeitherCrashNorHang() {
        List<String> texts = texts();
        UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(12);
        int[] wrong = {0};
        assertTimeoutPreemptively(Duration.ofSeconds(30 + MUTANTS / 100), () -> {
            for (int i = 0; i < MUTANTS; i++) {
                String mutant = DamagedText.characters(texts.get(i % texts.size()), random);
                try {
                    SourceText source = new SourceText("mutant", mutant);
                    ParsedFile file = ClaimFileParser.parse(source);
                    wrong[0] += file.errors().isEmpty() ? 0 : 1;
                    file.errors()
                            .forEach(error -> assertThat(error.show(source)).isNotBlank());
                    file.claims()
                            .forEach(claim ->
                                    assertThat(FormulaText.of(claim.equation())).isNotBlank());
                } catch (RuntimeException | StackOverflowError e) {
                    fail("mutant " + i + ": " + mutant, e);
                }
            }
        });
        assertThat(wrong[0]).isBetween(MUTANTS / 2, MUTANTS - 1);
    }

    @Test
    void damagedLatexNeitherCrashesNorHangs() {
        List<Statement> claims = Trees.corpus().stream()
                .flatMap(file -> ClaimFileParser.parse(file).claims().stream())
                .toList();
        UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(13);
        int[] wrong = {0};
        assertTimeoutPreemptively(Duration.ofSeconds(30 + MUTANTS / 100), () -> {
            for (int i = 0; i < MUTANTS; i++) {
                Statement claim = claims.get(i % claims.size());
                String mutant = DamagedText.characters(LatexPrinter.of(claim.equation(), claim.scope()), random);
                SourceText source = new SourceText("mutant", mutant);
                try {
                    LatexReader.equation(source, claim.scope());
                } catch (FormulaException refused) {
                    wrong[0]++;
                    assertThat(refused.show(source)).isNotBlank();
                } catch (RuntimeException | StackOverflowError e) {
                    fail("mutant " + i + ": " + mutant, e);
                }
            }
        });
        assertThat(wrong[0]).isBetween(MUTANTS / 2, MUTANTS - 1);
    }

    /** Long texts of one piece, up to the largest file. */
    @Test
    void longTextsOfOnePieceDoNotHang() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (String piece : DamagedText.PIECES) {
                String text = "given x: R\nclaim a: x = " + piece.repeat(400_000 / piece.length());
                assertThat(ClaimFileParser.parse(new SourceText("long", text)).errors())
                        .as(piece)
                        .isNotNull();
            }
        });
    }
}
