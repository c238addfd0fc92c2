package dualflow.cli;

import dualflow.device.opencl.FailingCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Trains on an OpenCL device that is lost at one moment after another. The command must end with exit code 5 and one sentence, and what it
 * had written must be the beginning of a run that, gone on with, ends in the same weights as one in which nothing failed. Prints a line for
 * whatever is otherwise.
 */
final class FailingTraining {
    private static final int MOMENTS = 4;
    private static final int OUT_OF_RESOURCES = -5;
    private static final String[] OPTIONS = {
        "train",
        "toy",
        "--device",
        "opencl:0:0",
        "--steps",
        "30",
        "--checkpoint-every",
        "10",
        "--batch",
        "16",
        "--width",
        "16",
        "--blocks",
        "2",
        "--held-out",
        "16"
    };

    private FailingTraining() {}

    public static void main(String[] args) throws ReflectiveOperationException, IOException {
        FailingCalls.install();
        Path folder = Path.of(args[0]);
        FailingCalls.reset();
        Invocation whole = train("--out", folder.resolve("whole").toString());
        int calls = FailingCalls.calls();
        byte[] weights = weights(folder.resolve("whole"));
        boolean right = whole.exitCode() == ExitCode.OK;
        System.out.println("whole " + whole.exitCode() + " " + whole.err());
        for (int k = 0; k < MOMENTS; k++) {
            Path broken = folder.resolve("broken-" + k);
            // The first falls into the preparations, the last among the evaluations after the training.
            FailingCalls.fail(calls / 100 + k * calls / MOMENTS, Integer.MAX_VALUE - 1, OUT_OF_RESOURCES);
            Invocation lost = train("--out", broken.toString());
            List<String> sentences = lost.sentences().stream()
                    .filter(line -> line.contains("CL_OUT_OF_RESOURCES"))
                    .toList();
            FailingCalls.reset();
            Invocation again = train(hasCheckpoint(broken) ? "--resume" : "--out", broken.toString());
            boolean asBefore = lost.exitCode() == ExitCode.DEVICE_FAILURE
                    && sentences.size() == 1
                    && again.exitCode() == ExitCode.OK
                    && Arrays.equals(weights(broken), weights);
            right &= asBefore;
            System.out.println((asBefore ? "right " : "FAULT ") + lost.exitCode() + " " + lost.err() + "\nagain "
                    + again.exitCode() + " " + again.err());
        }
        System.exit(right ? 0 : 1);
    }

    private static Invocation train(String where, String folder) {
        return Invocation.of(
                Stream.concat(Arrays.stream(OPTIONS), Stream.of(where, folder)).toArray(String[]::new));
    }

    private static boolean hasCheckpoint(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("checkpoint-"));
        }
    }

    private static byte[] weights(Path folder) throws IOException {
        Path file = folder.resolve("model.safetensors");
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }
}
