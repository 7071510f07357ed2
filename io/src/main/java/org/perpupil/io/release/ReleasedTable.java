package org.perpupil.io.release;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.perpupil.pupils.PupilCount;

/**
 * A table as it may be published.
 *
 * @param name what the table is called
 * @param dimensions what counts are told apart by, by name
 * @param cells one for each count of the table, in its order
 */
public record ReleasedTable(String name, List<String> dimensions, List<Cell> cells) {
    /** What stands in place of every hidden count, whatever it is hidden for. */
    public static final String MARK = "*";

    /**
     * A count, or that it is hidden.
     *
     * @param labels one for each dimension
     * @param count empty if the count is hidden, be it small or not
     */
    public record Cell(List<String> labels, Optional<PupilCount> count) {
        public Cell {
            labels = ImmutableList.copyOf(labels);
        }

        public boolean isSuppressed() {
            return count.isEmpty();
        }

        /** Returns the count, or {@link #MARK}. */
        public String text() {
            return count.map(PupilCount::toString).orElse(MARK);
        }

        @Override
        public String toString() {
            return String.join(", ", labels) + ": " + text();
        }
    }

    public ReleasedTable {
        dimensions = ImmutableList.copyOf(dimensions);
        cells = ImmutableList.copyOf(cells);
    }

    /** Returns a cell by its labels; empty if the table has none there. */
    public Optional<Cell> cell(String... labels) {
        List<String> wanted = List.of(labels);
        return cells.stream().filter(cell -> cell.labels().equals(wanted)).findFirst();
    }

    /** Returns how many counts are hidden. */
    public long suppressed() {
        return cells.stream().filter(Cell::isSuppressed).count();
    }

    @Override
    public String toString() {
        return "%s: %s counts, %s of them suppressed".formatted(name, cells.size(), suppressed());
    }
}
