import dualflow.dependency.*;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.*;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A linear fork, X = 2 C + u and Y = 1.5 C + w: its correlation of X and Y is 0.744, and 0 given C. */
public class Conditioning {
    public static void main(String[] args) {
        try (Device device = new HostDevice()) {
            Tensor rows = device.tensor(DType.FLOAT64, Shape.of(3, 3), 1, 2, 1.5, 0, 1, 0, 0, 0, 1);
            JvpEstimator fork = new JvpEstimator(z -> Ops.matmul(z, rows), 3, 42);

            DependenceSums sums = new DependenceSums(3, Set.of(), 0, List.of(0.1, 0.5, 1.5), 200, 42);
            fork.withDifferences(1e-2).withRowNorms(0).run(device, DType.FLOAT64, 0, 20_000, sums::add);
            sums.finish();
            print("all", sums.all());
            for (ConditionSweep.Row row : sums.sweep().orElseThrow().rows()) {
                String name = row.isPublished() ? "as published" : row.reading().label() + " < " + row.relative();
                print(name, row.selection());
            }

            Selection held = new Selection(3, Set.of(0), null, 200, 42);
            fork.withHeld(Map.of(0, 0.5)).run(device, DType.FLOAT64, 0, 2000, held::add);
            print("do C = 0.5", held);
            System.out.println("correlation of C and X along it: " + held.moment().correlation().pearson(0, 1));
        }
    }

    private static void print(String name, Selection selection) {
        SecondMoment moment = selection.moment();
        System.out.printf("%-17s kept %.4f", name, moment.keptFraction());
        moment.correlation()
                .pearson(1, 2)
                .ifPresent(r -> System.out.printf(", Corr(X, Y) %7.4f, 95 %% %.4f to %.4f", r.value(), r.low(), r.high()));
        selection
                .bootstrap()
                .flatMap(b -> b.pearson(1, 2))
                .ifPresent(i -> System.out.printf(", bootstrap %.4f to %.4f", i.low(), i.high()));
        System.out.println();
    }
}
