package org.perpupil.formula.internal.columns;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Line;
import org.perpupil.formula.allocation.LineResult;

/** A caller's own figure, which is called once for each school; what it gave is kept, since it might give something else next time. */
final class OwnColumn implements LineColumn {
    private final ColumnComputation computation;
    private final Line line;
    private final Map<SchoolId, LineResult> results = new LinkedHashMap<>();
    private final Column column;

    OwnColumn(ColumnComputation computation, Line line) {
        this.computation = computation;
        this.line = line;
        this.column = Column.of(computation.world().district().schools().size());
    }

    @Override
    public Column column() {
        return column;
    }

    @Override
    public void run() {
        for (School school : computation.world().district().schools()) {
            results.put(school.id(), computation.inFractions(line, school));
        }
        column.fill(results.values().stream().map(LineResult::value).toList());
    }

    LineResult result(SchoolId school) {
        return requireNonNull(results.get(school), school::value);
    }
}
