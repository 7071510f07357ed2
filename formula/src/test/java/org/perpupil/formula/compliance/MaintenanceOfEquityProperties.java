package org.perpupil.formula.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.GradeSpan.ALL_GRADES;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.formula.compliance.MaintenanceOfEquity.Finding;
import org.perpupil.formula.compliance.MaintenanceOfEquity.Rule;
import org.perpupil.money.Money;

class MaintenanceOfEquityProperties {

    /** One school in two years; its cents before and after. */
    private record Row(int pupilsBefore, int pupils, int poor, long before, long after) {}

    @Provide
    Arbitrary<List<Row>> districts() {
        Arbitrary<Row> rows = Combinators.combine(
                        Arbitraries.integers().between(1, 900),
                        Arbitraries.integers().between(1, 900),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.longs().between(0, 500_000_000L),
                        Arbitraries.longs().between(-30, 12))
                .as((before, after, percent, cents, change) -> new Row(
                        before, after, after * percent / 100, cents, Math.max(0, cents + cents * change / 100)));
        return rows.list().ofMinSize(1).ofMaxSize(14);
    }

    @Provide
    Arbitrary<Rule> rules() {
        return Arbitraries.of(RoundingMode.UP, RoundingMode.DOWN)
                .map(quarter -> MaintenanceOfEquity.of(POVERTY, quarter));
    }

    private static MaintenanceOfEquity check(Rule rule, List<Row> rows, Map<String, Long> given) {
        TwoYears years = new TwoYears();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String id = String.valueOf(i);
            years.before(
                            id,
                            ALL_GRADES,
                            row.pupilsBefore(),
                            0,
                            Money.ofCents(row.before()).toString())
                    .after(
                            id,
                            ALL_GRADES,
                            row.pupils(),
                            row.poor(),
                            Money.ofCents(row.after() + given.getOrDefault(id, 0L))
                                    .toString());
        }
        return years.check(rule);
    }

    private static Map<String, Long> mends(MaintenanceOfEquity check) {
        return check.findings().stream()
                .collect(Collectors.toMap(
                        finding -> finding.school().id().value(),
                        finding -> finding.mend().cents()));
    }

    @Property(tries = 500)
    void what_mends_the_schools_is_enough_and_a_cent_less_for_any_of_them_is_not(
            @ForAll("rules") Rule rule, @ForAll("districts") List<Row> rows) {
        MaintenanceOfEquity check = check(rule, rows, Map.of());
        Map<String, Long> mends = mends(check);

        assertThat(check(rule, rows, mends).failing()).isEmpty();
        mends.forEach((school, cents) -> {
            if (cents > 0) {
                Map<String, Long> less = new TreeMap<>(mends);
                less.put(school, cents - 1);
                assertThat(check(rule, rows, less).failing()).isNotEmpty();
            }
        });
        Statistics.label("failing").collect(Math.min(2, check.failing().size())).coverage(coverage -> {
            coverage.check(0).percentage(share -> share > 5);
            coverage.check(1).percentage(share -> share > 5);
            coverage.check(2).percentage(share -> share > 2);
        });
    }

    @Property(tries = 300)
    void nothing_is_to_mend_exactly_where_no_school_fails(
            @ForAll("rules") Rule rule, @ForAll("districts") List<Row> rows) {
        MaintenanceOfEquity check = check(rule, rows, Map.of());

        assertThat(check.findings().stream().allMatch(finding -> finding.mend().isZero()))
                .isEqualTo(check.failing().isEmpty());
        assertThat(check.failing()).allMatch(finding -> finding.mend().isPositive());
    }

    @Property(tries = 300)
    void exact_margins_agree_with_whole_numbers(@ForAll("rules") Rule rule, @ForAll("districts") List<Row> rows) {
        long reduction =
                rows.stream().mapToLong(row -> row.before() - row.after()).sum();
        long pupils = rows.stream().mapToLong(Row::pupils).sum();

        for (Finding finding : check(rule, rows, Map.of()).findings()) {
            Row row = rows.get(Integer.parseInt(finding.school().id().value()));
            // b/p − a/q ≤ max(0, R)/N, times p q N
            BigInteger lost = BigInteger.valueOf(row.before() * row.pupils() - row.after() * row.pupilsBefore())
                    .multiply(BigInteger.valueOf(pupils));
            BigInteger allowed = BigInteger.valueOf(Math.max(0, reduction))
                    .multiply(BigInteger.valueOf((long) row.pupils() * row.pupilsBefore()));
            assertThat(finding.isMet()).isEqualTo(lost.compareTo(allowed) <= 0);
        }
    }
}
