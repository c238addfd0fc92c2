package dualflow.device.opencl;

import dualflow.device.opencl.lowering.Candidate;
import dualflow.device.opencl.lowering.Products;
import dualflow.tensor.DType;
import java.util.List;
import java.util.Locale;

/**
 * Products that share one choice among candidates.
 *
 * @param kernel the kernel, by the function of its last candidate, and the format
 * @param products their numbers and sizes
 */
record ProductClass(String kernel, Products products) {
    static ProductClass of(List<Candidate> candidates, DType dtype) {
        String function = candidates.get(candidates.size() - 1).kernel().entry();
        return new ProductClass(
                function + " " + dtype.toString().toLowerCase(Locale.ROOT),
                candidates.get(0).tiles().orElseThrow().products());
    }

    double multiplyAdds() {
        return (double) products.count() * products.rows() * products.columns() * products.terms();
    }

    /** The key of a choice: products whose sizes agree to within a power of two are in one class. */
    String key() {
        return String.join(
                " ",
                kernel,
                order((int) products.count()),
                order(products.rows()),
                order(products.columns()),
                order(products.terms()));
    }

    private static String order(int size) {
        return String.valueOf(Integer.highestOneBit(size));
    }
}
