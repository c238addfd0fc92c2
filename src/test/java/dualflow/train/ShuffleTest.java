package dualflow.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleTest {
    private static int[] epoch(Shuffle shuffle, int epoch) {
        return IntStream.range(0, shuffle.batchesPerEpoch())
                .flatMap(i -> Arrays.stream(shuffle.batch((long) epoch * shuffle.batchesPerEpoch() + i)))
                .toArray();
    }

    @Test
    void anEpochTakesEachSampleOnceInAnOrderOfItsOwn() {
        Shuffle shuffle = new Shuffle(3, 12, 4);
        int[] first = epoch(shuffle, 0);
        int[] second = epoch(shuffle, 1);
        assertThat(Arrays.stream(first).sorted()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(Arrays.stream(second).sorted()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(first).isNotEqualTo(second);
        assertThat(epoch(new Shuffle(4, 12, 4), 0)).isNotEqualTo(first);
    }

    @Test
    void whatDoesNotFillABatchIsLeftOut() {
        Shuffle shuffle = new Shuffle(3, 11, 4);
        assertThat(shuffle.batchesPerEpoch()).isEqualTo(2);
        assertThat(epoch(shuffle, 0)).hasSize(8).doesNotHaveDuplicates();
        assertThat(shuffle.batch(2)).hasSize(4);
    }

    @Test
    void aBatchDependsOnNothingButItsStep() {
        Shuffle inOrder = new Shuffle(3, 10, 3);
        int[][] batches = IntStream.range(0, 9).mapToObj(inOrder::batch).toArray(int[][]::new);
        for (int step = 8; step >= 0; step--) {
            assertThat(new Shuffle(3, 10, 3).batch(step)).isEqualTo(batches[step]);
            assertThat(inOrder.batch(step)).isEqualTo(batches[step]);
        }
    }

    /** Each of the 6 orders of 3 samples: 6000 epochs, 5 standard deviations of a count are 144. */
    @Test
    void allOrdersAreAsLikely() {
        Shuffle shuffle = new Shuffle(5, 3, 3);
        Map<String, Integer> counts = new HashMap<>();
        for (int step = 0; step < 6000; step++) {
            counts.merge(Arrays.toString(shuffle.batch(step)), 1, Integer::sum);
        }
        assertThat(counts).hasSize(6);
        assertThat(counts.values()).allMatch(count -> Math.abs(count - 1000) < 144);
    }

    @Test
    void refusesABatchThatTheSamplesDoNotFill() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Shuffle(0, 63, 64))
                .withMessageContaining("63 samples do not fill a batch of 64");
    }
}
