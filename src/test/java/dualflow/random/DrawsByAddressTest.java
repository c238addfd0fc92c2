package dualflow.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.testing.GoldenCsv;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The generators of golden files draw weights by the same seeds, streams and indices. */
class DrawsByAddressTest {
    static Stream<GoldenCsv.Case> cases() {
        return GoldenCsv.read("random/by_address").cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void uniformsAndNormalsMatchGolden(GoldenCsv.Case golden) {
        Draws draws = new Draws(join(golden.vector("seed")));
        long stream = Draws.stream(name(golden.vector("name")));
        assertThat(stream).isEqualTo(join(golden.vector("stream")));

        double[] uniforms = golden.vector("uniforms");
        long first = (long) golden.scalar("first");
        assertThat(draws.uniforms(stream, first, uniforms.length)).isEqualTo(uniforms);

        double[] normals = golden.vector("normals");
        double[] drawn = draws.normals(stream, first, normals.length);
        for (int i = 0; i < normals.length; i++) {
            assertThat(drawn[i]).isCloseTo(normals[i], within(1e-15 * Math.max(1, Math.abs(normals[i]))));
        }
    }

    private static long join(double[] words) {
        return (long) words[0] << 32 | (long) words[1];
    }

    private static String name(double[] utf8) {
        byte[] bytes = new byte[utf8[0] == 0 ? 0 : utf8.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (int) utf8[i];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
