package dualflow.conformance;

import dualflow.tensor.Op;
import java.util.List;
import java.util.stream.Stream;

/** Cases of all primitives: small arguments that reach every kernel; among them empty ones, scalars, prime lengths and whole vectors. */
public final class OpCases {
    private static final List<OpCase> ALL = Stream.of(
                    ElementwiseCases.all(),
                    LayoutCases.all(),
                    ReductionCases.all(),
                    ProductCases.all(),
                    MatrixCases.all(),
                    IndexCases.all(),
                    WinogradCases.all())
            .flatMap(List::stream)
            .toList();

    private OpCases() {}

    /**
     * All cases.
     *
     * @return the cases, those of one op together
     */
    public static List<OpCase> all() {
        return ALL;
    }

    /**
     * The cases of an op.
     *
     * @param op the op's class
     * @return its cases; none if the op is not known
     */
    public static List<OpCase> of(Class<? extends Op> op) {
        return ALL.stream().filter(c -> c.op().getClass() == op).toList();
    }
}
