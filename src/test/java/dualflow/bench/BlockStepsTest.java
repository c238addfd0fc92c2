package dualflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.cost.Cost;
import dualflow.cost.ModelCost;
import dualflow.device.host.HostDevice;
import dualflow.nn.Architecture;
import dualflow.nn.FlowUNet;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockStepsTest {
    private static final Shape IMAGES = Shape.of(1, 16, 16, 1);

    private static List<FlowUNet.Block> blocks() {
        return new FlowUNet(1, 2, FlowUNet.Upsampling.BILINEAR).blocks(IMAGES);
    }

    private static long work(List<BlockSteps.Step> steps) {
        return steps.stream().mapToLong(BlockSteps.Step::multiplyAdds).sum();
    }

    /** All blocks together do the work of the network, which is counted apart. */
    @Test
    void workIsThatOfTheNetwork() {
        Architecture architecture = Architecture.named("flow-unet").with("base_channels", "2");
        Cost cost = new ModelCost(architecture, IMAGES, DType.FLOAT32).primal();
        try (HostDevice device = new HostDevice()) {
            long sum = 0;
            for (FlowUNet.Block block : blocks()) {
                sum += work(BlockSteps.of(block, device, DType.FLOAT32, 1).primal());
            }
            assertThat(sum).isEqualTo(cost.multiplyAdds());
        }
    }

    @Test
    void derivativeTakesEachProductTwice() {
        try (HostDevice device = new HostDevice()) {
            long live = device.account().live();
            BlockSteps steps = BlockSteps.of(blocks().get(2), device, DType.FLOAT64, 2);
            assertThat(work(steps.dual())).isEqualTo(2 * work(steps.primal()));
            assertThat(steps.dual().stream().filter(step -> !step.ofTangent()).map(BlockSteps.Step::op))
                    .containsSubsequence(
                            steps.primal().stream().map(BlockSteps.Step::op).toList());
            assertThat(steps.primal()).noneMatch(BlockSteps.Step::ofTangent).allMatch(step -> step.milliseconds() >= 0);
            BlockSteps.Step convolution = steps.primal().stream()
                    .filter(step -> step.op().equals("convolution"))
                    .findFirst()
                    .orElseThrow();
            // images of 8 by 8 and 2 channels, weights of 3 by 3 from 2 to 4 channels, 8 bytes a number
            assertThat(convolution.bytes()).isEqualTo(8 * (8 * 8 * 2 + 3 * 3 * 2 * 4 + 8 * 8 * 4));
            assertThat(convolution.result()).isEqualTo(Shape.of(1, 8, 8, 4));
            assertThat(device.account().live()).isEqualTo(live);
        }
    }
}
