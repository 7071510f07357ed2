package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.greatest;
import static org.perpupil.formula.Terms.is;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.least;
import static org.perpupil.formula.Terms.levelOf;
import static org.perpupil.formula.Terms.listed;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.oneOf;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.poolOf;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.ramp;
import static org.perpupil.formula.Terms.rank;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import org.junit.jupiter.api.Test;
import org.perpupil.district.SchoolId;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** A prompt shows a term as one expression. Every expected text is written by hand. */
class TermTextTest {
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");

    @Test
    void counts_and_rates() {
        assertThat(pupils(POVERTY).times(dollars(1_000))).hasToString("pupils (poverty) × 1000 dollars");
        assertThat(pupils().in(ELEMENTARY).counted("prior year"))
                .hasToString("pupils (all pupils, elementary (K–5), prior year)");
        assertThat(perPupil(POVERTY, at(ELEMENTARY, "12.50")))
                .hasToString("pupils (poverty) × {12.5 in elementary (K–5)}");
        assertThat(perPupil(POVERTY, "base")).hasToString("pupils (poverty) × {parameter \"base\"}");
        assertThat(rate("lump", "type")).hasToString("parameter \"lump\" by \"type\"");
        assertThat(shareOf(POVERTY)).hasToString("pupils (poverty) ÷ pupils (all pupils)");
    }

    @Test
    void sums_keep_their_order_of_computing() {
        assertThat(pupils().plus(number("0.5")).times(number(2)).minus(fact("miles")))
                .hasToString("((pupils (all pupils) + 0.5) × 2) − fact \"miles\"");
        assertThat(lastYear().times("90%").minus(lastYear("arts")).ifMissing(dollars(0)))
                .hasToString("((last year × 0.9) − last year's line \"arts\"), or 0 dollars if missing");
        assertThat(least(number(1), greatest(fact("a"), fact("b"))))
                .hasToString("least of [1, greatest of [fact \"a\", fact \"b\"]]");
    }

    @Test
    void lines_and_sources() {
        assertThat(sumOf(Selection.everythingAbove().except("arts")).plus(amount("arts")))
                .hasToString("sum of [everything above except arts] + line \"arts\"");
        assertThat(poolOf(GENERAL)).hasToString("pool of general");
        assertThat(levelOf("share")).hasToString("level of line \"share\"");
        assertThat(rank(total(pupils(POVERTY)), "type"))
                .hasToString("rank of [total over schools of [pupils (poverty)]] within \"type\"");
    }

    @Test
    void choices() {
        assertThat(when(is("charter").and(oneOf("type", "E")), dollars(1), dollars(2)))
                .hasToString("1 dollars where (\"charter\" and \"type\" is one of [E]), else 2 dollars");
        assertThat(when(listed("board", SchoolId.of("7")).or(fact("a").isGiven().negated()), number(1), number(0)))
                .hasToString("1 where (the school is one of [7] or not (fact \"a\" is given)), else 0");
        assertThat(bands(fact("a")).upTo(5, number(1)).otherwise(number(2)))
                .hasToString("1 where fact \"a\" is at most 5, else 2");
        assertThat(ramp(fact("a")).from(number(0), number(1)).to(number(9), number(2)))
                .hasToString("from 1 at 0 to 2 at 9 of fact \"a\"");
    }
}
