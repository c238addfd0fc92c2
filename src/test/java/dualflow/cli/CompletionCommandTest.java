package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script of completion, as bash reads it. */
class CompletionCommandTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void print() throws IOException {
        Invocation completion = Invocation.of("completion");
        assertThat(completion.exitCode()).isZero();
        Files.writeString(folder.resolve("script"), completion.out());
    }

    /** What bash would offer for a command line whose last word is not finished. */
    private static List<String> offered(String line) throws IOException, InterruptedException {
        String script = ". ./script; complete -p dualflow >&2; COMP_WORDS=(" + line
                + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));" + " COMP_LINE='" + line
                + "'; COMP_POINT=${#COMP_LINE}; _complete_dualflow; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Shell.Result result = Shell.in(folder).run("bash", "-c", script);
        assertThat(result.err()).startsWith("complete -o default -F _complete_dualflow dualflow\n");
        return result.out().lines().map(String::strip).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "dualflow veri, verify",
        "dualflow reproduce fig, figure1",
        "dualflow verify --js, --json",
        "tools/dualflow jvp --requ, --require-opencl",
        "dualflow verify --dtype fl, float64"
    })
    void completesCommandsOptionsAndValues(String line, String word) throws IOException, InterruptedException {
        assertThat(offered(line)).contains(word);
    }

    @Test
    void offersNothingElse() throws IOException, InterruptedException {
        assertThat(offered("dualflow veri")).containsExactly("verify");
        assertThat(offered("dualflow train mni")).containsExactly("mnist");
    }
}
