package org.perpupil.formula.internal.columns;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;

/** The place of each school among those of its district that have a value, from 1 for the highest; equal schools in their order. */
final class Ranks {
    private final Batch batch;
    private final Line line;
    private final Term.Rank term;
    private final TermColumn by;
    private final Column column;

    Ranks(Batch batch, Line line, Term.Rank term) {
        this.batch = batch;
        this.line = line;
        this.term = term;
        this.by = new TermColumn(batch, line, term.of());
        this.column = Column.of(batch.size());
    }

    Column column() {
        return column;
    }

    TermColumn by() {
        return by;
    }

    void rank() {
        column.exact(1, 1, batch.size());
        for (int district = 0; district < batch.districtCount(); district++) {
            rank(batch.start(district), batch.start(district + 1));
        }
    }

    private void rank(int from, int to) {
        int[] order = IntStream.range(from, to)
                .filter(by.column()::hasValue)
                .boxed()
                // Taken from 0, since 0 and −0 would not compare as equal.
                .sorted(Comparator.<Integer>comparingDouble(
                                at -> 0 - by.column().number(at))
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean isDoubtful = isDoubtful(order);
        for (int at = from; at < to; at++) {
            column.put(at, isDoubtful ? batch.valueInFractions(line, at, term, by.marked()) : Optional.empty());
        }
        if (isDoubtful) {
            return;
        }
        Map<Optional<String>, Integer> last = new HashMap<>();
        for (int at : order) {
            Optional<String> group = term.within().flatMap(batch.school(at)::text);
            if (term.within().isEmpty() || group.isPresent()) {
                column.put(at, last.merge(group, 1, Integer::sum));
            }
        }
    }

    /** Tells whether two schools are so near to each other that their order is not known. */
    private boolean isDoubtful(int[] order) {
        double within = 2 * by.column().error();
        for (int next = 1; next < order.length; next++) {
            if (within > 0 && by.column().number(order[next - 1]) - by.column().number(order[next]) <= within) {
                return true;
            }
        }
        return false;
    }
}
