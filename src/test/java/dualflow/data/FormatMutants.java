package dualflow.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads 100,000 mutants of each file of arrays, for a JVM of little memory: {@code java -Xmx256m} with the test class path. Prints
 * how many each reader took and refused; any other exception ends it.
 */
final class FormatMutants {
    private static final int MUTANTS = 100_000;

    private FormatMutants() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("mutants");
        for (String name :
                List.of("all_types.safetensors", "f8_column_major.npy", "i8_big.npy", "stored.npz", "compressed.npz")) {
            byte[] good = Files.readAllBytes(SafetensorsTest.FILES.resolve(name));
            Path path = folder.resolve("mutant");
            long start = System.nanoTime();
            Mutations.Count count = Mutations.read(good, MUTANTS, 14, file -> read(name, path, file));
            System.out.printf("%s: %s in %d s%n", name, count, (System.nanoTime() - start) / 1_000_000_000);
            Files.deleteIfExists(path);
        }
        Files.delete(folder);
    }

    private static void read(String name, Path path, InputFile file) {
        if (name.endsWith(".npz")) {
            NpzTest.readAll(path, file);
        } else if (name.endsWith(".npy")) {
            NpyTest.readAll(file);
        } else {
            SafetensorsTest.readAll(file);
        }
    }
}
