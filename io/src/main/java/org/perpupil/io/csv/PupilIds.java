package org.perpupil.io.csv;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which pupils were met in which school. No id is kept, only 128 bits of each under a key that is drawn anew for every file, so that two ids
 * are never taken for one and nobody can choose ids that make the search slow. A pupil takes 24 bytes in a table that is three
 * eighths to three quarters full, and more only for each further school.
 */
final class PupilIds {
    /** Twice the pupils of the United States. */
    private static final int MOST = 100_000_000;

    private static final int LONGS = 3;
    private static final int SMALLEST = 1 << 10;

    /** What a slot tells beside the 128 bits: whether there are more schools (1 bit), the first school (23 bits), the line there (40 bits). */
    private static final long SEVERAL = 1L << 63;

    private static final int LINE_BITS = 40;
    private static final long LINE = (1L << LINE_BITS) - 1;

    private final HashFunction high;
    private final HashFunction low;
    private final Map<Further, Long> further = new HashMap<>();
    private long[] slots = new long[SMALLEST * LONGS];
    private int pupils;
    private int inSeveralSchools;

    /** A pupil in another school than the first. */
    private record Further(long high, long low, int school) {}

    PupilIds() {
        SecureRandom random = new SecureRandom();
        this.high = Hashing.sipHash24(random.nextLong(), random.nextLong());
        this.low = Hashing.sipHash24(random.nextLong(), random.nextLong());
    }

    int pupils() {
        return pupils;
    }

    int inSeveralSchools() {
        return inSeveralSchools;
    }

    /**
     * Takes down that a pupil is in a school.
     *
     * @param school its number, below 2²³
     * @return the line on which the pupil was met in the school before; empty if that is new
     * @throws ArithmeticException if there are more pupils than can be told apart
     */
    OptionalLong meet(String id, int school, long line) {
        byte[] bytes = id.getBytes(UTF_16LE);
        long first = high.hashBytes(bytes).asLong();
        long second = low.hashBytes(bytes).asLong();
        int slot = find(slots, first, second);
        long told = slots[slot + 2];
        if (told == 0) {
            checkRoom();
            slots[slot] = first;
            slots[slot + 1] = second;
            slots[slot + 2] = ((long) school << LINE_BITS) | (line & LINE);
            pupils++;
            if (pupils > slots.length / LONGS / 4 * 3) {
                grow();
            }
            return OptionalLong.empty();
        }
        if ((told & ~SEVERAL) >>> LINE_BITS == school) {
            return OptionalLong.of(told & LINE);
        }
        Long earlier = further.putIfAbsent(new Further(first, second, school), line);
        if (earlier != null) {
            return OptionalLong.of(earlier);
        }
        checkRoom();
        if (told > 0) {
            slots[slot + 2] = told | SEVERAL;
            inSeveralSchools++;
        }
        return OptionalLong.empty();
    }

    private void checkRoom() {
        if (pupils + further.size() > MOST) {
            throw new ArithmeticException("more than %s pupils with an id cannot be told apart".formatted(MOST));
        }
    }

    /** Returns where a pupil is, or the free place where the pupil belongs. */
    private static int find(long[] slots, long first, long second) {
        int mask = slots.length / LONGS - 1;
        int place = (int) first & mask;
        while (slots[place * LONGS + 2] != 0 && (slots[place * LONGS] != first || slots[place * LONGS + 1] != second)) {
            place = (place + 1) & mask;
        }
        return place * LONGS;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int slot = 0; slot < slots.length; slot += LONGS) {
            if (slots[slot + 2] != 0) {
                System.arraycopy(slots, slot, larger, find(larger, slots[slot], slots[slot + 1]), LONGS);
            }
        }
        slots = larger;
    }
}
