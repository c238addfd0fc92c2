package dualflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.calibration.Rates;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlockTest {
    private static Rates rates(double flops, double memory) {
        return new Rates(flops, memory, memory);
    }

    private static Block block(Rates before, Rates after) {
        return new Block(before, after, List.of(Map.of()));
    }

    private static Block block(double flops, double memory) {
        return block(rates(flops, memory), rates(flops, memory));
    }

    @Test
    void noneOfNone() {
        assertThat(Block.alike(List.of(), 0.05)).isEmpty();
    }

    @Test
    void aBlockThatDriftsWithinItselfIsLeftOut() {
        Block steady = block(480, 48);
        assertThat(Block.alike(List.of(block(rates(480, 48), rates(245, 48)), steady), 0.05))
                .containsExactly(steady);
        assertThat(Block.alike(List.of(block(rates(480, 48), rates(480, 51))), 0.05))
                .isEmpty();
    }

    @Test
    void noTwoMeasurementsOfTheSetLieFurtherApartThanTheDrift() {
        Block low = block(480, 46);
        Block middle = block(480, 48);
        Block high = block(480, 50); // 48 is near to both, 46 and 50 are not near to each other
        assertThat(Block.alike(List.of(low, high, middle), 0.05)).hasSize(2).contains(middle);
        assertThat(Block.alike(List.of(low, high), 0.05)).hasSize(1);
    }

    @Test
    void theLargestSetCountsHoweverSlowItsMemoryIs() {
        Block fast = block(480, 90);
        List<Block> slow = List.of(block(480, 47), block(485, 48), block(490, 47.5));
        assertThat(Block.alike(List.of(slow.get(0), fast, slow.get(1), slow.get(2)), 0.05))
                .isEqualTo(slow);
    }

    @Test
    void ofEqualSetsTheOneWithTheMostFmaCounts() {
        Block halved = block(245, 48);
        Block whole = block(490, 48);
        assertThat(Block.alike(List.of(halved, whole), 0.05)).containsExactly(whole);
    }

    @Test
    void theMostRoundsCountNotTheMostBlocks() {
        Rates rates = rates(480, 90);
        Block three = new Block(rates, rates, List.of(Map.of(), Map.of(), Map.of()));
        assertThat(Block.alike(List.of(block(480, 48), three, block(480, 48)), 0.05))
                .containsExactly(three);
    }

    @Test
    void ratesOfExactlyTheDriftAreAlike() {
        assertThat(Block.alike(List.of(block(rates(400, 40), rates(425, 42.5))), 0.0625))
                .hasSize(1);
    }
}
