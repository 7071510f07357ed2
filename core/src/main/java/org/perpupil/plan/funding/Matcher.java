package org.perpupil.plan.funding;

import java.util.Arrays;

/**
 * The best way to pay for wants from streams, in cents.
 *
 * <p>Best is lexicographic, and leaves no choice:
 *
 * <ol>
 *   <li>the first want gets as much as can be, then the second as much as then can be, and so on; a want that is whole or nothing gets
 *       all or nothing;
 *   <li>for the same amounts, the last stream keeps as much as can be, then the one before it, and so on;
 *   <li>for the same leftovers, the first want takes as much as can be from the first stream it may use, then from its second, then
 *       the second want, and so on.
 * </ol>
 *
 * <p>Each step is a maximum flow that is made by shifting along a chain: a stream that is spent makes room by handing a want that it
 * pays for to another stream. A chain that ends where money is left pays for more (1); one from a flexible stream to money left in
 * less flexible ones saves (2); one that closes upon another payer of the same want only changes who pays (3). A shift never takes
 * from what an earlier step settled, so each step is optimal given those before it. Shortest chains are found by breadth-first search
 * over streams, of which there are few.
 */
final class Matcher {
    private final int streams;
    private final int wants;
    private final int words;

    /** Whether a stream may pay for a want: bits by want. */
    private final long[][] may;

    private final long[] wanted;
    private final boolean[] whole;
    private final long[] spare;

    /** What a stream pays for a want: by stream, then want. */
    private final long[][] paid;

    /** The wants that a stream pays for and may hand on, without order, and where each stands there. */
    private final int[][] payees;

    private final int[][] place;
    private final int[] payeeCount;

    /** How many wants a stream may hand to another; a bit where there is one. */
    private final int[][] moves;

    private final long[][] reach;

    private final long[] available;
    private final long[][] exhausted;

    private final int[] parent;
    private final int[] queue;
    private final int[] carried;
    private final long[] visited;

    /**
     * Takes a problem.
     *
     * @param caps by stream, the least flexible first
     * @param wanted by want, the first to be paid first
     * @param may by want, then stream
     * @param whole by want
     */
    Matcher(long[] caps, long[] wanted, boolean[][] may, boolean[] whole) {
        this.streams = caps.length;
        this.wants = wanted.length;
        this.words = (streams + 63) >>> 6;
        this.may = new long[wants][words];
        for (int want = 0; want < wants; want++) {
            for (int stream = 0; stream < streams; stream++) {
                if (may[want][stream]) {
                    set(this.may[want], stream);
                }
            }
        }
        this.wanted = wanted.clone();
        this.whole = whole.clone();
        this.spare = caps.clone();
        this.paid = new long[streams][wants];
        this.payees = new int[streams][wants];
        this.place = new int[streams][wants];
        this.payeeCount = new int[streams];
        this.moves = new int[streams][streams];
        this.reach = new long[streams][words];
        this.available = new long[wants];
        this.exhausted = new long[wants][];
        this.parent = new int[streams];
        this.queue = new int[streams];
        this.carried = new int[streams];
        this.visited = new long[words];
    }

    /** Finds the best way. */
    Match match() {
        for (int want = 0; want < wants; want++) {
            pay(want);
        }
        for (int stream = streams - 1; stream > 0; stream--) {
            save(stream);
        }
        for (int want = 0; want < wants; want++) {
            settle(want);
        }
        return new Match(may, wanted, spare, paid, available, exhausted);
    }

    /** The best way to pay, and why it pays no more. */
    static final class Match {
        private final long[][] may;
        private final long[] wanted;
        private final long[] spare;
        private final long[][] paid;
        private final long[] available;
        private final long[][] exhausted;

        private Match(long[][] may, long[] wanted, long[] spare, long[][] paid, long[] available, long[][] exhausted) {
            this.may = may;
            this.wanted = wanted;
            this.spare = spare;
            this.paid = paid;
            this.available = available;
            this.exhausted = exhausted;
        }

        /** Returns what a stream pays for a want. */
        long paid(int stream, int want) {
            return paid[stream][want];
        }

        /** Returns what all streams pay for a want. */
        long got(int want) {
            long got = 0;
            for (long[] ofStream : paid) {
                got += ofStream[want];
            }
            return got;
        }

        /** Returns what is left in a stream. */
        long left(int stream) {
            return spare[stream];
        }

        /** Returns the most that a want could have had, once those before it were paid. */
        long available(int want) {
            return available[want];
        }

        /**
         * Tells whether a stream is one of those that a want which got less than it wanted would need more of: those that it may use, and
         * those that their other payees may use instead. They were spent on wants before it, and on what the want itself could have.
         */
        boolean isExhausted(int want, int stream) {
            long[] spent = exhausted[want];
            return spent != null && has(spent, stream);
        }

        /** Tells whether any stream may pay for a want. */
        boolean isPayable(int want) {
            for (long bits : may[want]) {
                if (bits != 0) {
                    return true;
                }
            }
            return false;
        }

        /** Tells whether whatever a want got came from the streams that another, later one is short of, and could not have been more. */
        boolean isPaidFirst(int earlier, int want) {
            long[] spent = exhausted[want];
            if (spent == null || earlier >= want) {
                return false;
            }
            for (int word = 0; word < spent.length; word++) {
                if ((may[earlier][word] & ~spent[word]) != 0) {
                    return false;
                }
            }
            return true;
        }

        /** Returns what a want lacked, once those before it were paid. */
        long missing(int want) {
            return wanted[want] - available[want];
        }
    }

    private void pay(int want) {
        long need = wanted[want];
        long[] open = new long[words];
        while (need > 0) {
            Arrays.fill(open, 0);
            for (int stream = 0; stream < streams; stream++) {
                if (spare[stream] > 0) {
                    set(open, stream);
                }
            }
            int end = search(may[want], open);
            if (end < 0) {
                exhausted[want] = visited.clone();
                break;
            }
            long amount = Math.min(Math.min(need, spare[end]), bottleneck(end));
            int start = shift(end, amount);
            change(start, want, amount);
            spare[end] -= amount;
            need -= amount;
        }
        available[want] = wanted[want] - need;
        if (need > 0 && whole[want]) {
            for (int stream = 0; stream < streams; stream++) {
                spare[stream] += paid[stream][want];
                change(stream, want, -paid[stream][want]);
            }
        }
    }

    private void save(int flexible) {
        long[] from = new long[words];
        long[] open = new long[words];
        set(from, flexible);
        while (true) {
            Arrays.fill(open, 0);
            for (int stream = 0; stream < flexible; stream++) {
                if (spare[stream] > 0) {
                    set(open, stream);
                }
            }
            int end = search(from, open);
            if (end < 0) {
                return;
            }
            long amount = Math.min(spare[end], bottleneck(end));
            shift(end, amount);
            spare[flexible] += amount;
            spare[end] -= amount;
        }
    }

    private void settle(int want) {
        for (int stream = 0; stream < streams; stream++) {
            if (paid[stream][want] > 0) {
                withhold(stream, want);
            }
        }
        long[] from = new long[words];
        long[] open = new long[words];
        for (int stream = 0; stream < streams; stream++) {
            if (!has(may[want], stream)) {
                continue;
            }
            Arrays.fill(from, 0);
            set(from, stream);
            while (true) {
                Arrays.fill(open, 0);
                boolean any = false;
                for (int later = stream + 1; later < streams; later++) {
                    if (paid[later][want] > 0) {
                        set(open, later);
                        any = true;
                    }
                }
                int end = any ? search(from, open) : -1;
                if (end < 0) {
                    break;
                }
                long amount = Math.min(paid[end][want], bottleneck(end));
                shift(end, amount);
                paid[stream][want] += amount;
                paid[end][want] -= amount;
            }
        }
    }

    /** Returns the first stream of the open ones to which a chain leads; −1 if there is none, and then all reached are visited. */
    private int search(long[] from, long[] open) {
        int tail = 0;
        for (int word = 0; word < words; word++) {
            visited[word] = from[word];
            for (long bits = from[word]; bits != 0; bits &= bits - 1) {
                int stream = (word << 6) + Long.numberOfTrailingZeros(bits);
                parent[stream] = -1;
                queue[tail++] = stream;
            }
        }
        int hit = first(from, open);
        for (int head = 0; hit < 0 && head < tail; head++) {
            int stream = queue[head];
            for (int word = 0; word < words; word++) {
                long fresh = reach[stream][word] & ~visited[word];
                visited[word] |= fresh;
                for (long bits = fresh; bits != 0; bits &= bits - 1) {
                    int next = (word << 6) + Long.numberOfTrailingZeros(bits);
                    parent[next] = stream;
                    queue[tail++] = next;
                    if (hit < 0 && has(open, next)) {
                        hit = next;
                    }
                }
            }
        }
        return hit;
    }

    private int first(long[] some, long[] others) {
        for (int word = 0; word < words; word++) {
            long both = some[word] & others[word];
            if (both != 0) {
                return (word << 6) + Long.numberOfTrailingZeros(both);
            }
        }
        return -1;
    }

    /** Returns how much can be shifted along the chain that was found, and notes which want each of its links hands on. */
    private long bottleneck(int end) {
        long least = Long.MAX_VALUE;
        for (int to = end; parent[to] >= 0; to = parent[to]) {
            int from = parent[to];
            long most = 0;
            for (int i = 0; i < payeeCount[from]; i++) {
                int want = payees[from][i];
                if (paid[from][want] > most && has(may[want], to)) {
                    most = paid[from][want];
                    carried[to] = want;
                }
            }
            least = Math.min(least, most);
        }
        return least;
    }

    /** Shifts along the chain that was found, and returns where it starts. */
    private int shift(int end, long amount) {
        int to = end;
        while (parent[to] >= 0) {
            change(parent[to], carried[to], -amount);
            change(to, carried[to], amount);
            to = parent[to];
        }
        return to;
    }

    private void change(int stream, int want, long by) {
        long before = paid[stream][want];
        paid[stream][want] = before + by;
        if (before == 0 && by > 0) {
            offer(stream, want);
        } else if (before > 0 && before + by == 0) {
            withhold(stream, want);
        }
    }

    private void offer(int stream, int want) {
        place[stream][want] = payeeCount[stream];
        payees[stream][payeeCount[stream]++] = want;
        for (int word = 0; word < words; word++) {
            for (long bits = may[want][word]; bits != 0; bits &= bits - 1) {
                int other = (word << 6) + Long.numberOfTrailingZeros(bits);
                if (other != stream && moves[stream][other]++ == 0) {
                    set(reach[stream], other);
                }
            }
        }
    }

    private void withhold(int stream, int want) {
        int last = payees[stream][--payeeCount[stream]];
        payees[stream][place[stream][want]] = last;
        place[stream][last] = place[stream][want];
        for (int word = 0; word < words; word++) {
            for (long bits = may[want][word]; bits != 0; bits &= bits - 1) {
                int other = (word << 6) + Long.numberOfTrailingZeros(bits);
                if (other != stream && --moves[stream][other] == 0) {
                    reach[stream][word] &= ~(1L << other);
                }
            }
        }
    }

    private static void set(long[] bits, int index) {
        bits[index >>> 6] |= 1L << index;
    }

    private static boolean has(long[] bits, int index) {
        return (bits[index >>> 6] & (1L << index)) != 0;
    }
}
