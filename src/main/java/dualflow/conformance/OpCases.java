package dualflow.conformance;

import dualflow.tensor.Op;
import java.util.List;
import java.util.stream.Stream;

/** Cases of all primitives: small arguments that reach every kernel; empty ones, single numbers, primes and whole vectors among them. */
public final class OpCases {
    private static final List<OpCase> ALL = Stream.of(
                    ElementwiseCases.all(),
                    LayoutCases.all(),
                    ReductionCases.all(),
                    ProductCases.all(),
                    WinogradCases.all())
            .flatMap(List::stream)
            .toList();

    private OpCases() {}

    /**
     * All cases.
     *
     * @return those of one op side by side
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
