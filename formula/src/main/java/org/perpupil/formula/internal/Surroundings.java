package org.perpupil.formula.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Line;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * What a line of one school looks up around it: the data, the parameters, what the lines above gave this school and all schools; and
 * where faults are told.
 */
public interface Surroundings {
    World world();

    /** Tells whether only facts are looked at, so that what hangs on lines is known later. */
    boolean factsOnly();

    /** Tells whether a line is left alone, since a fault that is told already keeps it from being computed. */
    boolean isSkipped(Line line);

    Optional<Rounding> roundingOf(Line line);

    /** The condition that a school meets to get anything from a source. */
    Optional<Condition> eligible(RevenueSource source);

    ParameterEntry entry(String parameter, int yearsBack);

    /** What a line above gave a school. */
    LineResult result(String line, SchoolId school);

    /** Every line, in order. */
    List<Line> lines();

    /** The lines above a line, which are all that it sees. */
    List<Line> above(Line line);

    Optional<Money> amount(SourceId source);

    Optional<Money> pool(SourceId source);

    /** What the lines above one leave of a source's pool; empty for a source without an amount. */
    Optional<Money> remaining(SourceId source, Line by);

    /** A term's value in every school that has one; empty if they are known later. */
    Optional<Map<SchoolId, Rational>> valuesOfAll(Term term, Line line);

    /** The level for which a shared line was solved; empty if it is known later. */
    Optional<Rational> level(String line);

    void problem(Problem problem);

    /** Tells a fault of the data in one line of a school; that a value is missing there is not told as well. */
    void fault(String code, Line line, School school, String found, String allowed, String remedy);

    /** Tells whether such a fault was told. */
    boolean isFaulted(Line line, School school);

    default String currencySign() {
        return world().district().currencySign();
    }

    default School school(SchoolId id) {
        return world().district().school(id).orElseThrow();
    }
}
