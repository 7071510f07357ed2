package org.perpupil.formula.internal.columns;

import java.util.Optional;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.internal.SchoolLine;

/** A line that computes a term for each school that it applies to, and rounds it. */
final class PlainColumn extends LineColumn {
    private static final double NEARLY = 0x1p-40;

    private final Node applies;
    private final Node value;

    /** For what takes back: the most that it may, as a value below 0. */
    private final Optional<Node> floor;

    private final Optional<Rounder> rounder;

    PlainColumn(Batch batch, Line line) {
        super(batch, line);
        this.applies = steps.applies();
        Term term = SchoolLine.term(line);
        this.value = steps.of(term);
        this.floor = SchoolLine.takesBack(line)
                ? Optional.of(steps.of(((Term.Greatest) term).parts().get(0)))
                : Optional.empty();
        this.rounder = batch.roundingOf(line).map(to -> steps.rounded(value, to));
    }

    @Override
    void compute() {
        steps.bind();
        column().begin(rounder.<Grid>map(to -> to).orElse(value));
        for (int from = 0; from < batch.size(); from += Node.BLOCK) {
            int count = Math.min(Node.BLOCK, batch.size() - from);
            steps.run(from, count);
            if (rounder.isPresent() && floor.isPresent()) {
                checkFloor(rounder.get(), floor.get(), count);
            }
            keep(from, count);
        }
        column().end();
    }

    /** Where rounding takes back more than was paid, it goes the other way. */
    private void checkFloor(Rounder to, Node least, int count) {
        for (int i = 0; i < count; i++) {
            double most = least.out[i] * least.toValue();
            if (to.out[i] * to.toValue() <= most + Math.abs(most) * NEARLY + least.error()) {
                steps.doubt(i);
            }
        }
    }

    private void keep(int from, int count) {
        double[] numbers = rounder.<Node>map(to -> to).orElse(value).out;
        double[] answers = applies.out;
        double[] kept = column().block(from);
        boolean anyMissing = false;
        for (int i = 0; i < count; i++) {
            kept[i] = answers[i] == 1 ? numbers[i] : Double.NaN;
            anyMissing |= Double.isNaN(kept[i]);
        }
        if (steps.anyDoubt() || anyMissing) {
            for (int i = 0; i < count; i++) {
                if (steps.inDoubt(i, answers[i] != 0)) {
                    column().put(from + i, batch.valueInFractions(line, from + i, mark));
                } else if (line.form().isAmount() && answers[i] != 0 && Double.isNaN(kept[i])) {
                    // An amount has a value wherever it applies, and whether it does is known.
                    mark[batch.districtOf()[from + i]] = true;
                }
            }
        }
    }
}
