package dualflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.experiment.PrintedNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperTablesTest {
    @TempDir
    private Path folder;

    private List<List<?>> rows(PaperItem item, String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        ReportTable table = PaperTables.of(item, new ResultFolder(folder)).get(0);
        assertThat(table.rows()).allMatch(row -> row.size() == table.columns().size());
        return List.copyOf(table.rows());
    }

    @Test
    void table5SetsTheCodesDifferencesBetweenThePrintedNumberAndTheExactProducts() throws IOException {
        List<List<?>> rows = rows(PaperItem.TABLE_5, "table5.csv", """
                of,samples,correlation,standard_error,low,high,effective_count
                jvp,320,0.8403,0.02,0.7878,0.8807,160
                forward difference,320,0.8406,0.02,0.7882,0.8809,160
                generated images,320,0.8262,0.02,0.7840,0.8608,269
                jvp,2000,,,,,
                forward difference,2000,,,,,
                "paper, forward difference",320,0.8674,,,,
                images,892,0.8805,,,,
                """);
        assertThat(rows)
                .containsExactly(
                        Arrays.asList(
                                "estimated from derivatives of 320 samples",
                                "0.8674",
                                "0.8406 (0.7882 to 0.8809)",
                                "0.8403 (0.7878 to 0.8807)"),
                        Arrays.asList("estimated from derivatives of 2000 samples", null, "undefined", "undefined"),
                        Arrays.asList("empirical, in 892 images (the paper's in 864)", "0.8813", null, 0.8805));
    }

    @Test
    void table6SetsPhiBesideTheTetrachoricCoefficient() throws IOException {
        List<List<?>> rows = rows(PaperItem.TABLE_6, "table6.csv", """
                of,coefficient,images,value,standard_error,bootstrap_error
                the labels,phi,20000,0.1767,0.009,0.0091
                the labels,tetrachoric,20000,0.3990,0.016,0.0161
                partial given Heavy_Makeup,phi,20000,0.1077,,0.0092
                partial given Heavy_Makeup,tetrachoric,20000,,,
                """);
        assertThat(rows.get(0))
                .isEqualTo(List.of("the labels, 20000 images", "0.40", "0.1767 ± 0.0090", "0.3990 ± 0.0160"));
        assertThat(rows.get(1))
                .isEqualTo(Arrays.asList(
                        "partial given Heavy_Makeup, 20000 images", null, "0.1077 ± 0.0092", "undefined"));
        assertThat(rows.get(2).get(1)).isEqualTo("0.16");
        assertThat(rows.get(3).get(1)).isEqualTo("0.04");
    }

    @Test
    void figure2SetsBothFieldsBesideTheExactMoment() throws IOException {
        List<List<?>> rows = rows(PaperItem.FIGURE_2, "figure2.csv", """
                t,field,quantity,row,column,exact,sampled,standard_error
                0.5,velocity,mean,0,0,1.2070,1.2106,0.0017
                0.5,velocity,covariance,0,1,0.1152,0.1138,0.0016
                0.5,published,mean,0,0,1.2070,1.2138,0.0030
                0.5,published,covariance,0,1,0.1152,0.1971,0.0045
                """);
        assertThat(rows)
                .containsExactly(
                        List.of("0.5", "mean 1", 1.2070, "1.2106 ± 0.0017", "1.2138 ± 0.0030"),
                        List.of("0.5", "covariance 1 2", 0.1152, "0.1138 ± 0.0016", "0.1971 ± 0.0045"));
    }

    @Test
    void figure6HasAColumnForEachFlowAndFormat() throws IOException {
        List<List<?>> rows = rows(PaperItem.FIGURE_6, "figure6.csv", """
                flow,dtype,epsilon,relative_error
                linear,float32,1E-12,1
                linear,float32,0.1,1.5E-5
                mixture,float64,1E-12,1.4E-3
                mixture,float64,0.1,0.043
                """);
        assertThat(rows)
                .containsExactly(
                        List.of("1.0 × 10⁻¹²", "1.0", "1.4 × 10⁻³"), List.of("1.0 × 10⁻¹", "1.5 × 10⁻⁵", "4.3 × 10⁻²"));
    }

    @Test
    void printedNumbersAreThoseOfThePaper() {
        assertThat(PrintedNumber.of("Table 5", "estimated")).isEqualTo(new PrintedNumber("0.8674", 320));
        assertThat(PrintedNumber.of("Table 5", "empirical").value()).isEqualTo(0.8813);
        assertThat(PrintedNumber.of("Table 6", "conditional")).isEqualTo(new PrintedNumber("0.04", 1700));
    }
}
