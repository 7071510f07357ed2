package org.perpupil.formula.funding;

import java.util.List;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Line;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.NumberTerm;
import org.perpupil.formula.Terms;

/**
 * The traditional way: positions by a rule, each at a price. Two lines, positions and their cost.
 *
 * <pre>{@code
 * Staffing.of("teachers").positions(pupils().dividedBy(number(30)), Rounding.whole().up()).at(rate("mean pay of a teacher"))
 * Staffing.of("counselors").positions(bands(pupils()).upTo(600, number(1)).otherwise(number(2))).at(dollars(98_000))
 * }</pre>
 *
 * <p>The price is the district's mean cost of a position, or what people in the school really earn
 * ({@code moneyFact("mean pay of its teachers")}); only the second shows which school gets more dollars.
 */
public final class Staffing {
    private final String position;

    private Staffing(String position) {
        this.position = position;
    }

    public static Staffing of(String position) {
        return new Staffing(position);
    }

    /** Positions by a ratio, rounded: to whole ones, to halves, up or down. */
    public Positions positions(NumberTerm count, Rounding rounding) {
        return new Positions(
                position, Line.line(position + ", positions").figure(count).rounded(rounding));
    }

    /** Positions by steps, or exact parts of a position. */
    public Positions positions(NumberTerm count) {
        return new Positions(position, Line.line(position + ", positions").figure(count));
    }

    /** Waits for the price of a position. */
    public static final class Positions {
        private final String position;
        private final Line positions;

        private Positions(String position, Line positions) {
            this.position = position;
            this.positions = positions;
        }

        /** The price of one position, with salary and benefits. */
        public List<Line> at(MoneyTerm cost) {
            NumberTerm count = Terms.figure(positions.name());
            return List.of(positions, Line.line(position).amount(count.times(cost)));
        }
    }
}
