package dualflow.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {
    /** The known answers of Random123 1.14, file kat_vectors, lines "philox4x32 10". */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0000000000000000, 0000000000000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
        "ffffffffffffffff, ffffffffffffffff, ffffffffffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
        "85a308d3243f6a88, 0370734413198a2e, 299f31d0a4093822, d16cfe09 94fdcceb 5001e420 24126ea1"
    })
    void givesTheKnownAnswers(String low, String high, String key, String expected) {
        assertThat(block(
                        Long.parseUnsignedLong(low, 16),
                        Long.parseUnsignedLong(high, 16),
                        Long.parseUnsignedLong(key, 16)))
                .containsExactly(IntStream.range(0, 4)
                        .map(i -> Integer.parseUnsignedInt(expected.split(" ", -1)[i], 16))
                        .toArray());
    }

    /** Commons RNG increments the counter before it makes a block. */
    @Test
    void equalsCommonsRngOverManyBlocks() {
        long key = 0x0123456789ABCDEFL;
        long stream = 0xFEDCBA9876543210L;
        long counter = 0xFFFFFF00L; // the count carries from the first word into the second
        UniformRandomProvider witness = RandomSource.PHILOX_4X32.create(new int[] {
            (int) key,
            (int) (key >>> 32),
            (int) (counter - 1),
            (int) ((counter - 1) >>> 32),
            (int) stream,
            (int) (stream >>> 32)
        });
        for (int i = 0; i < 10_000; i++) {
            assertThat(block(counter + i, stream, key))
                    .containsExactly(witness.nextInt(), witness.nextInt(), witness.nextInt(), witness.nextInt());
        }
    }

    private static int[] block(long low, long high, long key) {
        int[] words = new int[4];
        Philox.block(low, high, key, words);
        return words;
    }
}
