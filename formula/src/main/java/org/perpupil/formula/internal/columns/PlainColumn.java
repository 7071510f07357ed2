package org.perpupil.formula.internal.columns;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.perpupil.district.School;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.internal.SchoolLine;

/** A line that computes a term for each school that it applies to, and rounds it. */
final class PlainColumn implements LineColumn {
    private static final double NEARLY = 0x1p-40;

    private final ColumnComputation computation;
    private final Line line;
    private final List<School> schools;
    private final boolean[] doubts = new boolean[Node.BLOCK];
    private final Steps steps;
    private final Node applies;
    private final Node value;

    /** For what takes back: the most that it may, as a value below 0. */
    private final Optional<Node> floor;

    private final Optional<Rounder> rounder;
    private final Column column;

    PlainColumn(ColumnComputation computation, Line line) {
        this.computation = computation;
        this.line = line;
        this.schools = computation.world().district().schools();
        this.steps = new Steps(computation, line, doubts);
        this.applies = steps.applies();
        Term term = SchoolLine.term(line);
        this.value = steps.of(term);
        this.floor = SchoolLine.takesBack(line)
                ? Optional.of(steps.of(((Term.Greatest) term).parts().get(0)))
                : Optional.empty();
        this.rounder = computation.roundingOf(line).map(to -> steps.rounded(value, to));
        this.column = Column.of(schools.size());
    }

    @Override
    public Column column() {
        return column;
    }

    @Override
    public void run() {
        steps.bind();
        column.begin(rounder.<Grid>map(to -> to).orElse(value));
        for (int from = 0; from < schools.size(); from += Node.BLOCK) {
            int count = Math.min(Node.BLOCK, schools.size() - from);
            Arrays.fill(doubts, 0, count, false);
            steps.run(from, count);
            rounder.ifPresent(to -> checkFloor(to, count));
            keep(from, count);
        }
        column.end();
    }

    private void checkFloor(Rounder to, int count) {
        if (floor.isPresent()) {
            // Where rounding takes back more than was paid, it goes the other way.
            Node least = floor.get();
            for (int i = 0; i < count; i++) {
                double most = least.out[i] * least.toValue();
                doubts[i] |= to.out[i] * to.toValue() <= most + Math.abs(most) * NEARLY + least.error();
            }
        }
    }

    private void keep(int from, int count) {
        double[] numbers = rounder.<Node>map(to -> to).orElse(value).out;
        boolean isAmount = line.form().isAmount();
        for (int i = 0; i < count; i++) {
            double answer = applies.out[i];
            if (doubts[i]) {
                column.put(
                        from + i,
                        computation.inFractions(line, schools.get(from + i)).value());
            } else if (answer == 1) {
                if (isAmount && Double.isNaN(numbers[i])) {
                    throw new Beyond();
                }
                column.put(from + i, numbers[i]);
            } else {
                if (isAmount && Double.isNaN(answer)) {
                    throw new Beyond();
                }
                column.put(from + i, Double.NaN);
            }
        }
    }
}
