package org.perpupil.formula.internal.columns;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;

/** What a term gives every school, as it stands in a line, whether or not the line applies to the school. */
final class TermColumn {
    /** More schools than any district has; the sum of so many numbers is told by a {@code long}. */
    private static final int MANY = 512;

    private final ColumnComputation computation;
    private final Line line;
    private final Term term;
    private final List<School> schools;
    private final boolean[] doubts = new boolean[Node.BLOCK];
    private final Steps steps;
    private final Node value;
    private final Column column;

    TermColumn(ColumnComputation computation, Line line, Term term) {
        this.computation = computation;
        this.line = line;
        this.term = term;
        this.schools = computation.world().district().schools();
        this.steps = new Steps(computation, line, doubts);
        this.value = steps.of(term);
        this.column = Column.of(schools.size());
    }

    Column column() {
        return column;
    }

    void run() {
        steps.bind();
        column.begin(value);
        for (int from = 0; from < schools.size(); from += Node.BLOCK) {
            int count = Math.min(Node.BLOCK, schools.size() - from);
            Arrays.fill(doubts, 0, count, false);
            steps.run(from, count);
            for (int i = 0; i < count; i++) {
                if (doubts[i]) {
                    column.put(from + i, computation.inFractions(line, schools.get(from + i), term));
                } else {
                    column.put(from + i, value.out[i]);
                }
            }
        }
        column.end();
    }

    /** The sum over all schools that have a value. */
    Rational total() {
        run();
        if (!column.isExact()) {
            return computation.valuesOfAll(term, line).map(Map::values).orElseThrow().stream()
                    .reduce(Rational.ZERO, Rational::plus);
        }
        if (column.greatest() * schools.size() >= Grid.END * MANY) {
            throw new Beyond();
        }
        long sum = 0;
        for (int at = 0; at < schools.size(); at++) {
            sum += column.hasValue(at) ? (long) column.numbers()[at] : 0;
        }
        return Rational.of(sum, column.per());
    }

    /** The value of each school in fractions. */
    Map<SchoolId, Rational> inFractions() {
        return computation.valuesOfAll(term, line).orElseThrow();
    }

    Optional<Rational> inFractions(School school) {
        return computation.inFractions(line, school, term);
    }
}
