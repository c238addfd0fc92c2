package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.figure.Format;
import java.awt.HeadlessException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FigureTest {
    @TempDir
    private Path folder;

    static Stream<Throwable> whatMissingFontsThrow() {
        return Stream.of(
                new InternalError("java.lang.reflect.InvocationTargetException"),
                new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file"),
                new NoClassDefFoundError("Could not initialize class sun.font.SunFontManager"),
                new Error("Probable fatal error: No physical fonts found."),
                new HeadlessException());
    }

    @ParameterizedTest
    @MethodSource("whatMissingFontsThrow")
    void figureIsLeftOutWithASentence(Throwable thrown) {
        StringWriter err = new StringWriter();
        boolean drawn = Figure.write(
                folder.resolve("table4.png"),
                Format.PNG,
                () -> {
                    if (thrown instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) thrown;
                },
                new PrintWriter(err, true));
        assertThat(drawn).isFalse();
        assertThat(err.toString().lines())
                .containsExactly(
                        "The figure table4.png was left out, as this machine cannot draw text; "
                                + "install fontconfig, fonts-dejavu-core and libharfbuzz0b, or write it as SVG or PDF, which needs none of them.");
        assertThat(folder).isEmptyDirectory();
    }
}
