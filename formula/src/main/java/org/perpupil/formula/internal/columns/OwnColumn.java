package org.perpupil.formula.internal.columns;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.perpupil.formula.Line;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.internal.SchoolLine;

/** A caller's own figure, which is called once for each school; what it gave is kept, since it might give something else next time. */
final class OwnColumn extends LineColumn {
    private final Map<Integer, LineResult> results = new HashMap<>();

    OwnColumn(Batch batch, Line line) {
        super(batch, line);
        steps.always();
    }

    @Override
    void compute() {
        results.clear();
        for (int at = 0; at < batch.size(); at++) {
            int district = batch.districtOf()[at];
            try {
                results.put(at, SchoolLine.result(batch.district(district), line, batch.school(at)));
            } catch (Beyond fault) {
                mark[district] = true;
            }
        }
        column().fill(IntStream.range(0, batch.size())
                .mapToObj(at -> Optional.ofNullable(results.get(at)).flatMap(LineResult::value))
                .toList());
    }

    LineResult result(int at) {
        return requireNonNull(results.get(at));
    }
}
