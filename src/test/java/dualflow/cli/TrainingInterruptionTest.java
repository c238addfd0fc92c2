package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dualflow.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that are killed, interrupted, or run out of disk space, in a JVM of their own. */
class TrainingInterruptionTest {
    private static final int STEPS = 400;

    @TempDir
    private Path folder;

    private static String[] words(Path out, boolean resume) {
        return words(out, 4, STEPS, resume);
    }

    private static String[] words(Path out, int width, int steps, boolean resume) {
        List<String> words = new ArrayList<>(List.of("train", "gaussian1d", "--device", "host"));
        words.addAll(List.of("--width", Integer.toString(width)));
        words.addAll(List.of("--batch", "8", "--ema", "0.9", "--steps", Integer.toString(steps)));
        words.addAll(List.of("--checkpoint-every", "4", "--out", out.toString()));
        if (resume) {
            words.addAll(List.of("--resume", out.toString()));
        }
        return words.toArray(String[]::new);
    }

    private static ChildJvm child(Path out, boolean resume) throws IOException {
        return ChildJvm.start(Main.class, Map.of(), List.of(), words(out, resume));
    }

    private static boolean hasCheckpoint(Path out) throws IOException {
        if (!Files.isDirectory(out)) {
            return false;
        }
        try (Stream<Path> files = Files.list(out)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("checkpoint-"));
        }
    }

    /** The step of the last checkpoint that the run reported to be on disk, 0 where it reported none. */
    private static long acknowledged(String err) {
        // A line that the kill truncated has no line end.
        return err.substring(0, err.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("checkpoint "))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf('-') + 1)))
                .max()
                .orElse(0);
    }

    private static long resumedFrom(String err) {
        return err.substring(0, err.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("going on from "))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf('-') + 1)))
                .findFirst()
                .orElse(Long.MAX_VALUE); // killed within the line
    }

    /**
     * A run is killed at random moments and continued each time: from no earlier than the last checkpoint that it reported, and in the
     * end to the bits of an uninterrupted run. Every fourth moment lies between Java's start and the first checkpoint, the others are
     * after that, where a checkpoint is being written most of the time. A hundred rounds were run once.
     */
    @Test
    void aKilledRunLosesNothingAcknowledged() throws IOException, InterruptedException {
        Path unbroken = folder.resolve("unbroken");
        assertThat(Invocation.of(words(unbroken, false)).exitCode()).isZero();
        Random moments = new Random(7);
        Path out = folder.resolve("broken 0");
        long acknowledged = 0;
        int rounds = Integer.getInteger("dualflow.test.rounds", 4);
        for (int round = 1; round <= rounds; round++) {
            boolean resume = hasCheckpoint(out);
            assertThat(resume || acknowledged == 0).isTrue();
            try (ChildJvm child = child(out, resume)) {
                boolean ended = false;
                while (!ended && round % 4 != 0 && acknowledged(child.errSoFar()) == 0) {
                    ended = child.endsWithin(1);
                }
                ended = ended || child.endsWithin(moments.nextInt(round % 4 == 0 ? 2000 : 300));
                ChildJvm.Result result = child.kill();
                if (result.err().contains("going on from ")) {
                    assertThat(resumedFrom(result.err())).as(result.err()).isGreaterThanOrEqualTo(acknowledged);
                }
                acknowledged = Math.max(acknowledged, acknowledged(result.err()));
                if (ended) {
                    assertThat(result.exitCode()).as(result.err()).isZero();
                    requireSame(unbroken, out);
                    out = folder.resolve("broken " + round);
                    acknowledged = 0;
                }
            }
        }
        Invocation last = Invocation.of(words(out, hasCheckpoint(out)));
        assertThat(last.exitCode()).as(last.err()).isZero();
        requireSame(unbroken, out);
    }

    private static void requireSame(Path unbroken, Path broken) {
        Path last = Path.of("checkpoint-%08d".formatted(STEPS));
        for (String name : List.of("model.safetensors", "loss.csv", last + "/mean.safetensors", last + "/SHA256SUMS")) {
            assertThat(broken.resolve(name)).hasSameBinaryContentAs(unbroken.resolve(name));
        }
    }

    @Test
    void anInterruptedRunEndsWithACheckpoint() throws IOException, InterruptedException {
        Path out = folder.resolve("run");
        try (ChildJvm child = child(out, false)) {
            while (!hasCheckpoint(out)) {
                assertThat(child.endsWithin(20)).isFalse();
            }
            ChildJvm.Result result = child.interrupt();
            assertThat(result.err()).contains("Interrupted: a checkpoint is written after this step.");
            assertThat(result.out()).contains("Go on with --resume " + out);
            long step = acknowledged(result.err());
            assertThat(result.out()).startsWith(step + " of " + STEPS + " steps, ");
            assertThat(Files.readAllLines(out.resolve("loss.csv"))).hasSize((int) step + 1);
        }
    }

    /** A limit on the size of files simulates a full disk: the model's file does not fit. */
    @Test
    void aFullDiskEndsTheRunWithASentenceAndKeepsWhatWasWritten() throws IOException, InterruptedException {
        Path shell = Path.of("/bin/sh");
        assumeTrue(Files.isExecutable(shell), "There is no /bin/sh here.");
        Path out = folder.resolve("run");
        assertThat(Invocation.of(words(out, 64, 10, false)).exitCode()).isZero();
        List<Path> before = files(out);
        // The unit is 512 bytes or 1 KiB: the small files of the run fit, no file of its 13,000 parameters does.
        List<String> limited = List.of(shell.toString(), "-c", "ulimit -f 8; exec \"$@\"", "sh");
        try (ChildJvm child = ChildJvm.startBehind(
                limited, Main.class, Map.of(), List.of("-XX:-UsePerfData"), words(out, 64, 30, true))) {
            ChildJvm.Result result = child.result();
            assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OUTPUT_FAILURE);
            assertThat(result.err().lines().filter(line -> line.endsWith(".")))
                    .singleElement()
                    .asString()
                    .contains("checkpoint-00000012 could not be written (File too large)");
        }
        assertThat(files(out)).isEqualTo(before);
        Invocation rest = Invocation.of(words(out, 64, 30, true));
        assertThat(rest.exitCode()).as(rest.err()).isZero();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }
}
