package org.perpupil.io.chart;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.HIGH;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.perpupil.district.School;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.RelativeSpending;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Regression;
import org.perpupil.formula.Trial;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.Decision;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** One chart of each kind, small enough to be checked by hand. */
final class Charts {
    /** Another source that is called as the first one. */
    static final RevenueSource SAME_NAME = RevenueSource.state("state", "General fund");

    private Charts() {}

    static School school(String id, String name, long pupils, GradeSpan span) {
        return School.of(id, name)
                .enrolling(Enrollment.in(span).pupils(pupils).build())
                .number("extra", BigDecimal.valueOf(span.equals(HIGH) ? 200 : 0))
                .build();
    }

    /** Three points on the line 1,100 + 18 x. */
    static Study onALine() {
        return Study.of(List.of("Adams", "Brook", "Clay"))
                .number("poverty", 0, 50, 100)
                .number("dollars", 1_100, 2_000, 2_900)
                .number("pupils", 100, 400, 25)
                .text("level", List.of("elementary", "high", "middle"))
                .build();
    }

    static ScatterChart scatter() {
        return ScatterChart.of(Scatter.of(onALine(), "poverty", "dollars"))
                .across("pupils in poverty", Unit.PERCENT)
                .up("dollars per pupil", Unit.DOLLARS);
    }

    /** Two schools in each of two groups of need. */
    static NeedBarsChart needBars() {
        Study study = Study.of(List.of("1", "2", "3", "4"))
                .number("poverty", 10, 20, 30, 40)
                .number("base", 1_000, 1_000, 1_000, 1_000)
                .number("more", 100, 200, 300, 400)
                .number("pupils", 100, 300, 100, 100)
                .build();
        return NeedBarsChart.of(NeedGroups.of(study, "poverty", "pupils", 2, NeedGroups.Cut.UNITS), "base", "more")
                .up("dollars per pupil", Unit.DOLLARS);
    }

    /** Dollars are 1,000 + 10 x, exactly, but for 3 dollars up and down. */
    static RelativeSpendingChart relativeSpending() {
        Study study = Study.ofRows(6)
                .number("poverty", 0, 0, 50, 50, 100, 100)
                .number("dollars", 997, 1_003, 1_497, 1_503, 1_997, 2_003)
                .build();
        return RelativeSpendingChart.of(
                RelativeSpending.of(
                        Regression.of("dollars").on("poverty").fit(study).with(Covariance.HC1), "poverty"),
                100,
                50);
    }

    /** $10 a pupil against budgets before: up 500, up 500, down 500, the same, the same, new; and one that is gone. */
    static ChangesChart changes() {
        return ChangesChart.of(Trial.in(
                        school("1", "Adams", 100, HIGH),
                        school("2", "Brook", 200, ELEMENTARY),
                        school("3", "Clay", 300, ELEMENTARY),
                        school("4", "Drake", 400, ELEMENTARY),
                        school("5", "Ellis", 0, HIGH),
                        school("6", "Ford", 600, ELEMENTARY))
                .source(GENERAL, "100000.00")
                .lines(line("base").amount(pupils().times(dollars(10))).from(GENERAL))
                .allocate()
                .comparedWith(Trial.paidLastYear(Map.of(
                        "1", Money.parse("1500.00"),
                        "2", Money.parse("1500.00"),
                        "3", Money.parse("2500.00"),
                        "4", Money.parse("4000.00"),
                        "5", Money.parse("0.00"),
                        "9", Money.parse("10.00")))));
    }

    /** So many schools, of which each gets $10 a pupil and had $5,000. */
    static ChangesChart changes(List<String> names) {
        Map<String, Money> before = new LinkedHashMap<>();
        School[] schools = IntStream.range(0, names.size())
                .mapToObj(i -> school(String.valueOf(i), names.get(i), 7L * i, HIGH))
                .toArray(School[]::new);
        IntStream.range(0, names.size()).forEach(i -> before.put(String.valueOf(i), Money.ofDollars(5_000)));
        return ChangesChart.of(Trial.in(schools)
                .source(GENERAL, "100000000.00")
                .lines(line("base").amount(pupils().times(dollars(10))).from(GENERAL))
                .allocate()
                .comparedWith(Trial.paidLastYear(before)));
    }

    /**
     * $10,000: 10% central, $10 a pupil of 100 and 200 pupils, so 1,000 + 1,000 + 2,000, and 6,000 left; and $500 of which only the high
     * school gets 200.
     */
    static Allocation allocation() {
        return Trial.in(school("1", "Adams", 100, ELEMENTARY), school("2", "Brook", 200, HIGH))
                .source(SAME_NAME, "500.00")
                .source(GENERAL, "10000.00", Decision.centralShare("10%"))
                .lines(
                        line("base").amount(pupils().times(dollars(10))).from(GENERAL),
                        line("high").amount(dollars(1).times(fact("extra"))).from(SAME_NAME))
                .allocate();
    }

    static FlowChart flow() {
        return FlowChart.of(allocation());
    }

    static List<Chart> all() {
        return List.of(scatter(), needBars(), relativeSpending(), changes(), flow());
    }
}
