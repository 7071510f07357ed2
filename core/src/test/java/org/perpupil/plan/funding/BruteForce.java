package org.perpupil.plan.funding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The three rules of {@link Matching}, by trying every way to pay: for a few cents, wants and streams. It knows nothing of flows.
 *
 * <p>What is best for the later wants depends on the earlier ones only through what is left in the streams, so each such state is
 * tried once.
 */
final class BruteForce {
    private final long[] wanted;
    private final boolean[][] may;
    private final boolean[] whole;
    private final Map<List<Object>, Way> best = new HashMap<>();

    BruteForce(long[] wanted, boolean[][] may, boolean[] whole) {
        this.wanted = wanted;
        this.may = may;
        this.whole = whole;
    }

    /**
     * A way to pay.
     *
     * @param amounts by want
     * @param left by stream, the most flexible first
     * @param cells by want, then stream, the least flexible first
     */
    record Way(List<Long> amounts, List<Long> left, List<Long> cells) {
        boolean isBetterThan(Way other) {
            for (int[] compared : new int[][] {
                {compare(amounts, other.amounts)}, {compare(left, other.left)}, {compare(cells, other.cells)}
            }) {
                if (compared[0] != 0) {
                    return compared[0] > 0;
                }
            }
            return false;
        }

        private static int compare(List<Long> some, List<Long> others) {
            for (int i = 0; i < some.size(); i++) {
                int compared = some.get(i).compareTo(others.get(i));
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        }
    }

    /** Returns the best way, from caps by stream, the least flexible first. */
    Way best(long[] caps) {
        return best(0, caps);
    }

    private Way best(int want, long[] caps) {
        List<Object> state = List.of(want, Arrays.stream(caps).boxed().toList());
        Way known = best.get(state);
        if (known != null) {
            return known;
        }
        Way found = null;
        if (want == wanted.length) {
            List<Long> left = new ArrayList<>();
            for (int stream = caps.length - 1; stream >= 0; stream--) {
                left.add(caps[stream]);
            }
            found = new Way(List.of(), left, List.of());
        } else {
            for (long[] cells : payments(want, caps)) {
                long[] rest = caps.clone();
                for (int stream = 0; stream < caps.length; stream++) {
                    rest[stream] -= cells[stream];
                }
                Way later = best(want + 1, rest);
                List<Long> amounts =
                        new ArrayList<>(List.of(Arrays.stream(cells).sum()));
                amounts.addAll(later.amounts());
                List<Long> all = new ArrayList<>(Arrays.stream(cells).boxed().toList());
                all.addAll(later.cells());
                Way way = new Way(amounts, later.left(), all);
                if (found == null || way.isBetterThan(found)) {
                    found = way;
                }
            }
        }
        best.put(state, found);
        return found;
    }

    private List<long[]> payments(int want, long[] caps) {
        List<long[]> all = new ArrayList<>();
        add(all, want, caps, 0, new long[caps.length], wanted[want]);
        return all;
    }

    private void add(List<long[]> all, int want, long[] caps, int stream, long[] cells, long rest) {
        if (stream == caps.length) {
            if (!whole[want] || rest == 0 || rest == wanted[want]) {
                all.add(cells.clone());
            }
            return;
        }
        long most = may[want][stream] ? Math.min(rest, caps[stream]) : 0;
        for (long cents = 0; cents <= most; cents++) {
            cells[stream] = cents;
            add(all, want, caps, stream + 1, cells, rest - cents);
        }
        cells[stream] = 0;
    }
}
