package org.perpupil.formula.internal.columns;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.perpupil.district.School;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;

/** The place of each school among those that have a value, from 1 for the highest; equal schools in order of the district. */
final class Ranks {
    private final ColumnComputation computation;
    private final Line line;
    private final Term.Rank term;
    private final List<School> schools;
    private final TermColumn by;
    private final Column column;

    Ranks(ColumnComputation computation, Line line, Term.Rank term) {
        this.computation = computation;
        this.line = line;
        this.term = term;
        this.schools = computation.world().district().schools();
        this.by = new TermColumn(computation, line, term.of());
        this.column = Column.of(schools.size());
    }

    Column column() {
        return column;
    }

    void run() {
        by.run();
        int[] order = order();
        if (isDoubtful(order)) {
            column.fill(schools.stream()
                    .map(school -> computation.inFractions(line, school, term))
                    .toList());
            return;
        }
        column.exact(1, 1, schools.size());
        Arrays.fill(column.numbers(), Double.NaN);
        Map<Optional<String>, Integer> last = new HashMap<>();
        for (int at : order) {
            Optional<String> group = term.within().flatMap(schools.get(at)::text);
            if (term.within().isEmpty() || group.isPresent()) {
                column.numbers()[at] = last.merge(group, 1, Integer::sum);
            }
        }
    }

    private int[] order() {
        double[] numbers = by.column().numbers();
        return IntStream.range(0, numbers.length)
                .filter(by.column()::hasValue)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(at -> -numbers[at])
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Tells whether two schools are so near to each other that their order is not known. */
    private boolean isDoubtful(int[] order) {
        double[] numbers = by.column().numbers();
        double within = 2 * by.column().error();
        for (int next = 1; next < order.length; next++) {
            if (within > 0 && numbers[order[next - 1]] - numbers[order[next]] <= within) {
                return true;
            }
        }
        return false;
    }
}
