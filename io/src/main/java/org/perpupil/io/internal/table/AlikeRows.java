package org.perpupil.io.internal.table;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.perpupil.io.internal.Texts;

/**
 * Knows rows again by their texts in some groups of columns, letter by letter, so that of millions of rows only those that differ are read cell
 * by cell. It has room for the nation's schools and learns no more when that is taken, so that nothing may hang on what it knows. A group in
 * whose columns nothing stands is not known, since a row that is blank is none.
 *
 * <p>Each text of a column has a number, and a row is known by those of a group side by side. So a row of a file is known from its fields as
 * they stand among those of others, and none of its texts is made.
 */
public final class AlikeRows {
    private static final int NONE = -1;

    private static final int ASCII_BITS = 7;

    /** By place; none where a column is in no group. */
    private final @Nullable KnownTexts[] columns;

    /** The numbers of the texts of the row that was searched last, by place; 0 where a text has none. */
    private final int[] numbers;

    /** The numbers of texts of one letter, as flags have, by place and letter; 0 where a text has none. */
    private final int[] ofOneLetter;

    private final List<Group> groups;
    private final boolean hasColumns;

    private final OptionalInt kept;
    private String keptText = "";
    private long line;

    /** The row that was searched last, if it was not known. */
    private @Nullable CsvRow last;

    /** Columns whose texts together are known. */
    private static final class Group {
        /** Of a number, in a group of several columns; other texts of them are not known. */
        private static final int BITS = 8;

        private static final int MOST = (1 << BITS) - 1;

        /** Where so many places are taken a row is not known: no choice of texts makes the search slow. */
        private static final int NEAR = 16;

        private static final int MOST_ROWS = 1 << 16;

        private final int[] places;

        /** The numbers of the row that was searched last, side by side. */
        private final long[] row;

        /** Those of each row that is known, by hash; if the group is of one column, what was given stands at the number alone. */
        private long[] rows;

        /** What was given, and 1 more; 0 where a place is free. */
        private int[] given = new int[16];

        private int many;
        private int found;

        Group(Collection<Integer> places) {
            this.places =
                    places.stream().mapToInt(place -> place).distinct().sorted().toArray();
            this.row = new long[(this.places.length + Long.BYTES - 1) / Long.BYTES];
            this.rows = new long[given.length * row.length];
        }

        boolean isKnown(int[] numbers) {
            int place = places.length == 1 ? numbers[places[0]] : place(numbers);
            found = place >= 0 && place < given.length ? given[place] - 1 : NONE;
            return found > NONE;
        }

        /** Returns where a row is, or the free place where it belongs; below 0 if it has none. */
        private int place(int[] numbers) {
            int fault = 0;
            int next = 0;
            for (int word = 0; word < row.length; word++) {
                long side = 0;
                for (int end = Math.min(places.length, next + Long.BYTES); next < end; next++) {
                    int number = numbers[places[next]];
                    fault |= (number - 1) | (MOST - number);
                    side = (side << BITS) | number;
                }
                row[word] = side;
            }
            return fault < 0 ? NONE : place(row, 0);
        }

        private int place(long[] of, int at) {
            long hash = 0;
            for (int word = 0; word < row.length; word++) {
                hash = (Long.rotateLeft(hash, Integer.SIZE) ^ of[at + word]) * 0x9E37_79B9_7F4A_7C15L;
            }
            // The high bits hang on all others.
            int start = (int) (hash >>> Long.numberOfLeadingZeros(given.length - 1));
            for (int near = 0; near < NEAR; near++) {
                int place = (start + near) & (given.length - 1);
                if (given[place] == 0 || isAt(place, of, at)) {
                    return place;
                }
            }
            return NONE;
        }

        private boolean isAt(int place, long[] of, int at) {
            long differ = 0;
            for (int word = 0; word < row.length; word++) {
                differ |= rows[place * row.length + word] ^ of[at + word];
            }
            return differ == 0;
        }

        void give(int[] numbers, int number) {
            if (places.length == 1) {
                int place = numbers[places[0]];
                if (place > 0) {
                    given = place < given.length ? given : Arrays.copyOf(given, 2 * place);
                    given[place] = number + 1;
                }
                return;
            }
            if (2 * many == given.length && many < MOST_ROWS) {
                grow();
            }
            int place = place(numbers);
            if (place >= 0 && (given[place] > 0 || many < MOST_ROWS)) {
                many += given[place] > 0 ? 0 : 1;
                put(place, row, 0, number + 1);
            }
        }

        private void put(int place, long[] of, int at, int number) {
            System.arraycopy(of, at, rows, place * row.length, row.length);
            given[place] = number;
        }

        /** A row that finds no place any more is met anew. */
        private void grow() {
            int[] oldGiven = given;
            long[] oldRows = rows;
            given = new int[2 * oldGiven.length];
            rows = new long[2 * oldRows.length];
            for (int old = 0; old < oldGiven.length; old++) {
                int place = oldGiven[old] > 0 ? place(oldRows, old * row.length) : NONE;
                if (place >= 0) {
                    put(place, oldRows, old * row.length, oldGiven[old]);
                }
            }
        }
    }

    /**
     * Starts with no rows; the places of the columns are from 0.
     *
     * @param width how many columns there are; other rows are not known
     * @param groups the places of the columns of each group
     * @param kept the column, in no group, of which the text of each row is told
     */
    AlikeRows(int width, List<? extends Collection<Integer>> groups, OptionalInt kept) {
        this.columns = new KnownTexts[width];
        groups.forEach(places -> places.forEach(place -> columns[place] = new KnownTexts()));
        this.numbers = new int[width];
        this.ofOneLetter = new int[width << ASCII_BITS];
        this.groups = groups.stream().map(Group::new).toList();
        this.hasColumns = groups.stream().anyMatch(places -> !places.isEmpty());
        this.kept = kept;
    }

    /** Finds the number of a text of the row that is searched; tells whether it has one. */
    boolean isFound(int place, char[] buffer, int offset, int length) {
        if (place >= columns.length) {
            return false;
        }
        int number = 0;
        if (length == 1 && buffer[offset] >>> ASCII_BITS == 0) {
            number = ofOneLetter[(place << ASCII_BITS) | buffer[offset]];
        } else {
            KnownTexts column = columns[place];
            if (column != null) {
                number = column.find(buffer, offset, length);
            }
        }
        numbers[place] = number;
        return number > 0;
    }

    /** Tells whether a row is known of which each text was searched; of the column whose text is told that is to be told too. */
    boolean isKnown(int fields) {
        if (fields != columns.length || !hasColumns) {
            return false;
        }
        for (Group group : groups) {
            if (!group.isKnown(numbers)) {
                return false;
            }
        }
        return true;
    }

    /** Returns a text of the row that is searched, if it has a number. */
    Optional<String> text(int place) {
        KnownTexts column = place < columns.length ? columns[place] : null;
        return column == null || numbers[place] == 0
                ? Optional.empty()
                : Optional.of(new String(column.text(numbers[place])));
    }

    /** Returns the place of the column whose text is told. */
    OptionalInt keptPlace() {
        return kept;
    }

    void keep(String text) {
        keptText = text;
    }

    /** Says where the row is that is known. */
    void isOn(long itsLine) {
        line = itsLine;
    }

    /** Returns the line of the row that was searched last and is known. */
    public long line() {
        return line;
    }

    /** Tells whether something was given for each group of a row's texts. */
    public boolean isKnown(CsvRow row) {
        last = null;
        if (row.isKnown()) {
            return true;
        }
        Fields fields = row.fields();
        for (int place = 0; place < Math.min(fields.size(), columns.length); place++) {
            if (columns[place] != null) {
                char[] letters = fields.get(place).toCharArray();
                isFound(place, letters, 0, letters.length);
            }
        }
        if (isKnown(fields.size())) {
            isOn(row.line());
            kept.ifPresent(place -> keep(fields.get(place)));
            return true;
        }
        last = row;
        return false;
    }

    /** Returns what was given for a group of the row that was searched last and is known. */
    public int found(int group) {
        return groups.get(group).found;
    }

    /** Returns the text that is told of the row that was searched last and is known; nothing if there is no such column. */
    public String kept() {
        return keptText;
    }

    /** Gives a number from 0 for each group to rows like the one that was searched last, if that was not known. */
    public void give(int... given) {
        CsvRow row = last;
        last = null;
        if (row == null) {
            return;
        }
        for (int place = 0; place < columns.length; place++) {
            KnownTexts column = columns[place];
            if (column != null) {
                String text = row.fields().get(place);
                numbers[place] = column.give(text);
                if (text.length() == 1 && text.charAt(0) >>> ASCII_BITS == 0) {
                    ofOneLetter[(place << ASCII_BITS) | text.charAt(0)] = numbers[place];
                }
            }
        }
        for (int group = 0; group < groups.size(); group++) {
            Group its = groups.get(group);
            if (its.places.length == 0
                    || Arrays.stream(its.places)
                            .anyMatch(place -> !isBlank(row.fields().get(place)))) {
                // What chooses rows has chosen those that are read.
                its.give(numbers, group < given.length ? given[group] : 0);
            }
        }
    }

    private static boolean isBlank(String text) {
        return text.chars().allMatch(letter -> Texts.isBlank((char) letter));
    }
}
