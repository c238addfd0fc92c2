package dualflow.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.op.Ops;
import dualflow.testing.TestDevices;
import org.junit.jupiter.api.Test;

class ProfileTest {
    @Test
    void countsEachOpOnEachCombinationOfShapes() {
        for (Device device : TestDevices.all()) {
            try (device) {
                Tensor a = device.fill(DType.FLOAT32, Shape.of(2, 3), 1);
                Tensor b = device.fill(DType.FLOAT32, Shape.of(3, 5), 2);
                Profile profile = new Profile();
                device.profile(profile);
                Tensor product = Ops.matmul(a, b);
                assertThat(Ops.matmul(a, b).shape()).isEqualTo(product.shape());
                Tensor negative = Ops.negate(a);
                device.profile(null);
                assertThat(Ops.negate(b).shape()).isNotEqualTo(negative.shape());

                assertThat(profile.entries()).hasSize(2);
                Profile.Entry entry = profile.entries().stream()
                        .filter(one -> one.call().op().equals("mat_mul"))
                        .findFirst()
                        .orElseThrow();
                assertThat(entry.launches()).isEqualTo(2);
                assertThat(entry.nanoseconds()).isPositive();
                assertThat(entry.call().result()).isEqualTo(product.shape());
                assertThat(entry.call().bytes()).isEqualTo((6 + 15 + 10) * 4);
            }
        }
    }
}
