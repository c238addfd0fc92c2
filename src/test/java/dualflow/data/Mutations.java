package dualflow.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Damages good files in seeded ways and counts how a reader treats them. */
final class Mutations {
    private static final byte[] AWKWARD = {
        0, 1, 8, 0x1f, 0x7f, (byte) 0x80, (byte) 0x8b, (byte) 0xff, '[', '{', ',', '"', '-', 'e'
    };

    /** How many damaged files a reader accepted and how many it refused. */
    record Count(int accepted, int refused) {}

    private Mutations() {}

    /** Reads {@code number} mutants; any exception other than {@link BadFileException} passes through, with its seed. */
    static Count read(byte[] good, int number, long seed, Consumer<InputFile> reader) {
        UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(seed);
        int refused = 0;
        for (int i = 0; i < number; i++) {
            byte[] mutant = mutate(good, random);
            try {
                reader.accept(memory("mutant", mutant));
            } catch (BadFileException e) {
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("Mutant " + i + " of seed " + seed + ": " + Arrays.toString(mutant), e);
            }
        }
        return new Count(number - refused, refused);
    }

    static byte[] mutate(byte[] good, UniformRandomProvider random) {
        byte[] mutant = good.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && mutant.length > 0; i++) {
            int at = random.nextInt(mutant.length);
            // Half of the changes hit the first bytes, where the header is.
            at = random.nextBoolean() ? at : at % Math.min(20, mutant.length);
            switch (random.nextInt(6)) {
                case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutant[at] = AWKWARD[random.nextInt(AWKWARD.length)];
                case 2 -> mutant[at] = (byte) random.nextInt();
                case 3 -> mutant = Arrays.copyOf(mutant, at);
                case 4 -> mutant = concatenate(mutant, Arrays.copyOfRange(mutant, at, mutant.length));
                default ->
                    mutant = concatenate(
                            Arrays.copyOf(mutant, at),
                            Arrays.copyOfRange(mutant, at + random.nextInt(mutant.length - at), mutant.length));
            }
        }
        return mutant;
    }

    static InputFile memory(String name, byte[] bytes) {
        return new InputFile(name, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] concatenate(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
