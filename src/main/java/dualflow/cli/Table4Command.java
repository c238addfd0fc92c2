package dualflow.cli;

import dualflow.data.RunRecord;
import dualflow.device.Workload;
import dualflow.experiment.Table4;
import dualflow.picture.Table4Picture;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** The command {@code reproduce table4}. */
@Command(
        name = "table4",
        mixinStandardHelpOptions = true,
        description = {
            "Table 4: Jacobians of a mixture's drift, numerical, analytical and under intervention.",
            "It is computed in float32 and in float64, so --dtype is to be left out."
        })
final class Table4Command extends Reproduction<Table4> {
    private Table4Command() {}

    @Override
    Table4 compute(DeviceOptions options) {
        options.refuseDtype("Table 4");
        try (Device device = options.open(DType.FLOAT64, Workload.SMALL)) {
            return Table4.compute(device);
        }
    }

    @Override
    void write(Table4 table) {
        writeTable(
                "table4.csv",
                Table4.COLUMNS,
                table.rows().stream().map(Table4Command::cells).toList());
        writeFigure("table4", () -> Table4Picture.draw(table));
    }

    @Override
    void record(Table4 table, RunRecord record) {
        record.put("explained", table.isExplained()).put("largest difference", table.largestDifference());
    }

    private static List<Object> cells(Table4.Row row) {
        return List.of(
                row.t(),
                row.paperNumerical(),
                row.paperIntervention(),
                row.codeNumericalFloat32(),
                row.codeIntervention(),
                row.exactNumericalFloat32(),
                row.exactNumericalFloat64(),
                row.exactIntervention(),
                row.exactInterventionArgmax());
    }

    @Override
    void print(Table4 table, PrintWriter text) {
        text.println("Table 4: mean Frobenius norms over ten points x_t of each time");
        text.println();
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(
                "t",
                "num. paper",
                "num. code f32",
                "num. exact f32",
                "num. exact f64",
                "int. paper",
                "int. code",
                "int. exact",
                "int. exact A_K"));
        for (Table4.Row row : table.rows()) {
            cells.add(List.of(
                    String.format(Locale.ROOT, "%.2f", row.t()),
                    row.paperNumerical(),
                    rounded(row.codeNumericalFloat32()),
                    rounded(row.exactNumericalFloat32()),
                    rounded(row.exactNumericalFloat64()),
                    row.paperIntervention(),
                    rounded(row.codeIntervention()),
                    rounded(row.exactIntervention()),
                    rounded(row.exactInterventionArgmax())));
        }
        Table.print(text, cells);
        text.println();
        text.println(
                "num.: |numerical - analytical Jacobian| of the drift; numerical is the forward difference along each axis,");
        text.println(
                "epsilon = 1e-6. In float32 it measures round-off alone, of about 1e-7 / 1e-6. Its digits hang on the order of the");
        text.println("arithmetic, so the printed ones are met in size only."
                + (table.rows().get(0).codeNumericalFloat32() == 0
                        ? " At t = 0 the code's drift is constant, which the arithmetic here gives exactly."
                        : ""));
        text.println("In float64 the two Jacobians " + (table.jacobiansAgree() ? "agree" : "do not agree")
                + ": they differ by " + Decimals.brief(table.largestDifference()) + " at most.");
        text.println(
                "int.: |analytical Jacobian - the one under intervention|, which is sum_k gamma_k A_k; A_K belongs to the most");
        text.println(
                "probable component. The published code takes A_k = t Sigma_k S_k^-1, without the term -(1-t) Sigma0 of equation");
        text.println(
                table.isExplained()
                        ? "(3). That gives the printed column, 1-t times the exact one."
                        : "(3). Here that does not give the printed column.");
    }

    private static String rounded(double x) {
        return x == 0 || x >= 1e-4 ? String.format(Locale.ROOT, "%.4f", x) : String.format(Locale.ROOT, "%.1e", x);
    }
}
