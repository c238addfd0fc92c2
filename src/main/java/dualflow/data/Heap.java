package dualflow.data;

/** Keeps what a file requires within Java's memory, and within the largest array. */
final class Heap {
    static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** A fraction of Java's memory. */
    enum Share {
        HALF("half", 2),
        THIRTY_SECOND("one part in 32", 32);

        private final String words;
        private final int divisor;

        Share(String words, int divisor) {
            this.words = words;
            this.divisor = divisor;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private Heap() {}

    /** Refuses elements that do not fit in one Java array, or in half of Java's memory. */
    static void require(String file, ArrayHeader array, int bytesPerNumber) {
        long count = array.count();
        if (count > LARGEST_ARRAY) {
            throw new BadFileException("The file " + file + " announces " + count
                    + " numbers in one array, more than the 2^31 that can be read; split it.");
        }
        requireBytes(file, "announces " + count * bytesPerNumber + " bytes", count * bytesPerNumber, Share.HALF);
    }

    /** Refuses bytes that exceed a share of Java's memory. */
    static void requireBytes(String file, String what, long bytes, Share share) {
        if (bytes > Runtime.getRuntime().maxMemory() / share.divisor) {
            throw new BadFileException("The file " + file + " " + what + ", more than " + share
                    + " of Java's memory; allow more, for example by JDK_JAVA_OPTIONS=-Xmx8g.");
        }
    }
}
