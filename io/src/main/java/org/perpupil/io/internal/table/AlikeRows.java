package org.perpupil.io.internal.table;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Knows rows again by their texts in some columns, letter by letter, so that of millions of rows only those that differ are read cell by cell.
 * It has room for the nation's schools and forgets what finds none, so that nothing may hang on what it still knows.
 */
public final class AlikeRows {
    private static final int SIZE = 1 << 17;

    /** Where so many places are taken one of them is given away: no choice of texts makes the search slow. */
    private static final int NEAR = 8;

    /** Longer texts are not known again. */
    private static final int MOST_LETTERS = 200;

    private static final int NONE = -1;

    /** The first and the last column of each group of columns that stand side by side. */
    private final int[] runs;

    /** What was given for each row. */
    private final int[] given = new int[SIZE];

    /** The columns alone of each row that is known. */
    private final @Nullable Fields[] known = new Fields[SIZE];

    /** The row that was searched last, and where it would be; none if it is known or too long. */
    private @Nullable Fields last;

    private int start;
    private int found;

    /** Starts with no rows; the places of the columns are from 0. */
    AlikeRows(Collection<Integer> places) {
        int[] sorted =
                places.stream().mapToInt(place -> place).distinct().sorted().toArray();
        this.runs = IntStream.range(0, sorted.length)
                .flatMap(i -> {
                    boolean isFirst = i == 0 || sorted[i - 1] + 1 < sorted[i];
                    boolean isLast = i + 1 == sorted.length || sorted[i] + 1 < sorted[i + 1];
                    return IntStream.of(sorted[i], sorted[i])
                            .skip(isFirst ? 0 : 1)
                            .limit((isFirst ? 1 : 0) + (isLast ? 1 : 0));
                })
                .toArray();
    }

    /** Returns what was given for a row with the same texts, or a number below 0. */
    public int find(CsvRow row) {
        Fields fields = row.fields();
        last = null;
        // Pupils of a school often follow one another.
        if (isAt(found, fields)) {
            return given[found];
        }
        int letters = 0;
        int hash = 0;
        for (int run = 0; run < runs.length; run += 2) {
            letters += fields.length(runs[run], runs[run + 1]);
            hash = fields.hash(runs[run], runs[run + 1], hash);
        }
        if (letters > MOST_LETTERS) {
            return NONE;
        }
        start = (hash * 0x9E37_79B9) >>> 15;
        for (int near = start; near < start + NEAR; near++) {
            int place = near & (SIZE - 1);
            if (isAt(place, fields)) {
                found = place;
                return given[place];
            }
        }
        last = fields;
        return NONE;
    }

    private boolean isAt(int place, Fields fields) {
        Fields its = known[place];
        if (its == null) {
            return false;
        }
        int from = 0;
        for (int run = 0; run < runs.length; run += 2) {
            if (!its.areThere(from, fields, runs[run], runs[run + 1])) {
                return false;
            }
            from += runs[run + 1] - runs[run] + 1;
        }
        return true;
    }

    /** Gives a number from 0 for rows like the one that was searched last, if that was not known. */
    public void give(int number) {
        if (last == null) {
            return;
        }
        int place = start;
        for (int near = 0; near < NEAR && known[place] != null; near++) {
            place = (start + near) & (SIZE - 1);
        }
        Fields row = last;
        known[place] = Fields.of(IntStream.range(0, runs.length / 2)
                .flatMap(run -> IntStream.rangeClosed(runs[2 * run], runs[2 * run + 1]))
                .mapToObj(row::get)
                .collect(ImmutableList.toImmutableList()));
        given[place] = number;
        last = null;
    }
}
