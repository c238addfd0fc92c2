package dualflow.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import org.junit.jupiter.api.Test;

class AttentionBlockTest extends LayerContract {
    @Override
    String golden() {
        return "layer/attention_block";
    }

    @Override
    Layer layer(GoldenCsv.Case golden) {
        int channels = golden.shape("norm.weight")[0];
        return switch (golden.name()) {
            case "summed heads" -> new AttentionBlock(channels, 2, 4, true);
            case "separate heads" -> new AttentionBlock(channels, 2, 4, false);
            case "one summed head" -> new AttentionBlock(channels, 2, 1, true);
            case "one separate head" -> new AttentionBlock(channels, 2, 1, false);
            case "one pixel" -> new AttentionBlock(channels, 1, 2, true);
            default -> throw new IllegalStateException(golden.name());
        };
    }

    @Override
    Tensor apply(Layer layer, Pass pass, Tensor x) {
        return ((AttentionBlock) layer).apply(pass, x);
    }

    @Test
    void refusesChannelsThatHeadsOrGroupsDoNotDivide() {
        assertThatThrownBy(() -> new AttentionBlock(6, 3, 4, true))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("6 channels and 4 heads");
        assertThatThrownBy(() -> new AttentionBlock(6, 4, 3, true))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("6 channels and 4 groups");
    }
}
