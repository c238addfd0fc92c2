package dualflow.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChannelOrderTest {
    /** Two images of three pixels and two channels; tens are pixels, ones are channels. */
    private static final double[] LAST = {0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121};

    private static final double[] FIRST = {0, 10, 20, 1, 11, 21, 100, 110, 120, 101, 111, 121};

    @Test
    void channelsGoToTheFront() {
        assertThat(ChannelOrder.channelsFirst(LAST, 3, 2)).containsExactly(FIRST);
    }

    @Test
    void channelsComeBack() {
        assertThat(ChannelOrder.channelsLast(FIRST, 3, 2)).containsExactly(LAST);
    }

    @Test
    void oneChannelIsInBothOrders() {
        assertThat(ChannelOrder.channelsFirst(LAST, 12, 1)).isSameAs(LAST);
    }
}
