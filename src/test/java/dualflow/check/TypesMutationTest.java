package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dualflow.syntax.ClaimFileParser;
import dualflow.syntax.DamagedText;
import dualflow.syntax.LatexPrinter;
import dualflow.syntax.SourceText;
import dualflow.syntax.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/**
 * Claims of the corpus with their declarations, damaged token by token and character by character, through parser and types: {@code -Ddualflow.test.mutants=100000} for the long run,
 * whose slowest text is printed.
 */
class TypesMutationTest {
    private static final int MUTANTS = Integer.getInteger("dualflow.test.mutants", 2000);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Path CORPUS = Path.of("src/test/resources/dualflow/claims/corpus");

    /** Each claim of a file behind what is declared for it; every third one in LaTeX. */
    private static List<String> texts(Path file) {
        List<String> texts = new ArrayList<>();
        String all = read(file);
        List<Statement> claims =
                ClaimFileParser.parse(new SourceText("corpus", all)).claims();
        StringBuilder global = new StringBuilder();
        StringBuilder section = new StringBuilder();
        boolean isInSection = false;
        for (String statement : all.split("(?m)^(?=from|section|given|let|claim)", -1)) {
            if (statement.startsWith("section")) {
                section.setLength(0);
                isInSection = true;
            }
            if (!statement.startsWith("claim")) {
                (isInSection ? section : global).append(statement);
                continue;
            }
            Statement claim = claims.get(texts.size());
            String latex = "claim c: $" + LatexPrinter.of(claim.equation(), claim.scope()) + "$\n";
            texts.add(global.toString() + section + (texts.size() % 3 == 2 ? latex : statement));
        }
        assertThat(texts).hasSameSizeAs(claims);
        return texts;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void damagedTextsNeitherCrashNorHang() throws IOException, InterruptedException {
        List<String> texts;
        try (Stream<Path> files = Files.list(CORPUS)) {
            texts = files.filter(file -> file.toString().endsWith(".claims"))
                    .sorted()
                    .flatMap(file -> texts(file).stream())
                    .toList();
        }
        UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(20);
        int wrong = 0;
        double slowest = 0;
        String ofSlowest = "";
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < MUTANTS; i++) {
                String text = texts.get((int) ((long) i * 37 % texts.size()));
                String mutant = i % 4 == 3 ? DamagedText.characters(text, random) : DamagedText.tokens(text, random);
                long begin = System.nanoTime();
                wrong += isRefused(worker, i, mutant) ? 1 : 0;
                double seconds = 1e-9 * (System.nanoTime() - begin);
                if (seconds > slowest) {
                    slowest = seconds;
                    ofSlowest = mutant;
                }
            }
        } finally {
            worker.shutdownNow();
        }
        assertThat(wrong).isBetween(MUTANTS / 4, MUTANTS - MUTANTS / 50);
        System.out.printf(
                Locale.ROOT, "%d texts, %d refused, slowest %.2f s:%n%s%n", MUTANTS, wrong, slowest, ofSlowest);
    }

    private static boolean isRefused(ExecutorService worker, int number, String mutant) throws InterruptedException {
        Future<Boolean> refused = worker.submit(() -> isRefused(new SourceText("mutant", mutant)));
        try {
            return refused.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return fail("mutant " + number + ": " + mutant, e.getCause());
        } catch (TimeoutException e) {
            return fail("mutant " + number + " takes more than " + LONGEST.toSeconds() + " s: " + mutant, e);
        }
    }

    private static boolean isRefused(SourceText text) {
        try {
            ClaimFile file = ClaimFile.of(text);
            file.checkTypes();
            file.types();
            return false;
        } catch (ClaimFileException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return true;
        }
    }
}
