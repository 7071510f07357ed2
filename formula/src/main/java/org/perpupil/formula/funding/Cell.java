package org.perpupil.formula.funding;

import java.util.function.Function;
import org.perpupil.formula.Line;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.Terms;
import org.perpupil.money.Money;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;

/**
 * A part of a pool that is decided for the pupils of one span and need: the guidebook's own way to divide a source.
 *
 * @param span the grades
 * @param group the need, or all pupils
 * @param pot what the cell gets, once the source is known
 */
public record Cell(GradeSpan span, PupilGroup group, Function<RevenueSource, MoneyTerm> pot) {

    /** Returns a cell with a sum. */
    public static Cell of(GradeSpan span, PupilGroup group, Money sum) {
        return new Cell(span, group, source -> Terms.amountOf(sum));
    }

    /** Returns a cell with a share of the pool, such as {@code "35%"}, down to a whole cent; give the last cell the rest. */
    public static Cell of(GradeSpan span, PupilGroup group, String share) {
        return new Cell(span, group, source -> Terms.poolOf(source).times(share));
    }

    /** Returns a cell with what the cells before it leave of the pool; give it to the last one, so that no cent is left. */
    public static Cell rest(GradeSpan span, PupilGroup group) {
        return new Cell(span, group, Distribution::left);
    }

    Line line(RevenueSource source) {
        return Line.line("%s: %s, %s".formatted(source.name(), span.name(), group.name()))
                .split(pot.apply(source))
                .by(Terms.pupils(group).in(span))
                .onlyWhere(Terms.teaches(span))
                .from(source);
    }
}
