package org.perpupil.formula.internal.columns;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;

/** What a term gives every school, as it stands in a line, whether or not the line applies to the school. */
final class TermColumn {
    /** More schools than any district has; the sum of so many numbers is told by a {@code long}. */
    private static final int MANY = 512;

    private final Batch batch;
    private final Line line;
    private final Term term;
    private final boolean[] mark;
    private final Steps steps;
    private final Node value;
    private final Column column;

    TermColumn(Batch batch, Line line, Term term) {
        this.batch = batch;
        this.line = line;
        this.term = term;
        this.mark = batch.marks();
        this.steps = new Steps(batch, line);
        this.value = steps.of(term);
        this.column = Column.of(batch.size());
    }

    Column column() {
        return column;
    }

    /** Takes nothing for computed. */
    void forget() {
        steps.forget();
    }

    /** The marks of the districts that cannot be told. */
    boolean[] marked() {
        return mark;
    }

    /** Computes the column anew if it hangs on anything new; tells whether it did. */
    boolean run() {
        if (!steps.refresh()) {
            return false;
        }
        Arrays.fill(mark, false);
        steps.bind();
        column.begin(value);
        for (int from = 0; from < batch.size(); from += Node.BLOCK) {
            int count = Math.min(Node.BLOCK, batch.size() - from);
            steps.run(from, count);
            System.arraycopy(value.out, 0, column.block(from), 0, count);
            for (int i = 0; i < count && steps.anyDoubt(); i++) {
                if (steps.inDoubt(i, true)) {
                    column.put(from + i, inFractions(from + i));
                }
            }
        }
        column.end();
        return true;
    }

    Optional<Rational> inFractions(int at) {
        return batch.valueInFractions(line, at, term, mark);
    }

    /** Sets the sums over all schools of each district that have a value. */
    void total(Column ofDistricts) {
        if (!column.isExact()) {
            ofDistricts.fill(
                    batch.districts().stream().map(this::totalInFractions).toList());
            return;
        }
        if (column.greatest() * column.size() >= Grid.END * MANY) {
            throw new Beyond();
        }
        long[] sums = new long[batch.districtCount()];
        for (int district = 0; district < sums.length; district++) {
            sums[district] = column.sum(batch.start(district), batch.start(district + 1));
        }
        ofDistricts.fill(sums, column.per());
    }

    private Optional<Rational> totalInFractions(ColumnComputation district) {
        try {
            return district.valuesOfAll(term, line)
                    .map(Map::values)
                    .map(values -> values.stream().reduce(Rational.ZERO, Rational::plus));
        } catch (Beyond fault) {
            mark[district.index()] = true;
            return Optional.empty();
        }
    }
}
