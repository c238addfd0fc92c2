package dualflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericTableTest {
    @TempDir
    private Path folder;

    private Path write(String text) throws IOException {
        Path file = folder.resolve("table.csv");
        Files.writeString(file, text);
        return file;
    }

    @Test
    void columnsAreReadByName() throws IOException {
        Path file = write("\ufeffa, name ,\"b, c\"\n1,one,2.5\n\n-3e2, two,4\n");
        NumericTable table = NumericTable.read(file, List.of("b, c", "a"));
        assertThat(table.names()).containsExactly("b, c", "a");
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.values()).containsExactly(2.5, 1, 4, -300);
        assertThat(table.column(1)).containsExactly(1, -300);
        assertThat(NumericTable.read(write("x,y\n1,2")).names()).containsExactly("x", "y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b|a,z|Line 1 of FILE names no column \"z\"; there are a, b.",
                "a,b;1,2;3|a|Line 3 of FILE has 1 cell, and its first line names 2 columns.",
                "a,b;1,2,3|a|Line 2 of FILE has 3 cells, and its first line names 2 columns.",
                "a,a;1,2|a|Line 1 of FILE names the column \"a\" twice: rename one of them.",
                "a,;1,2|a|Line 1 of FILE leaves a column without a name: it names all columns.",
                "a,b;1,2;3,x|b|Line 3 of FILE has \"x\" where a number is expected, in the column \"b\".",
                "a,b;1,NaN|b|Line 2 of FILE has \"NaN\" where a number is expected, in the column \"b\".",
                "a,b;1,|b|Line 2 of FILE has \"\" where a number is expected, in the column \"b\".",
                "a,b|a|The file FILE holds no rows: write the names of its columns on the first line, then a row a line.",
                "a,b;1,\"2|a|The file FILE is no table of comma-separated values: "
            })
    void badTablesAreRefusedWithTheLine(String text, String wanted, String sentence) throws IOException {
        Path file = write(text.replace(';', '\n'));
        assertThatThrownBy(() -> NumericTable.read(file, Arrays.asList(wanted.split(","))))
                .isInstanceOf(BadFileException.class)
                .hasMessageStartingWith(sentence.replace("FILE", file.toString()));
    }

    @Test
    void aMissingFileIsRefused() {
        assertThatThrownBy(() -> NumericTable.read(folder.resolve("none.csv")))
                .isInstanceOf(BadFileException.class)
                .hasMessageContaining("There is no file");
    }
}
