package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.weighted;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.testing.Schools.ELEMENTARY;
import static org.perpupil.testing.Schools.HIGH;
import static org.perpupil.testing.Schools.MIDDLE;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.testing.Schools;

/** More pupils with a need never bring a school less, if it is funded by rates, weights and lump sums that are 0 or more. */
class MoreNeedProperties {
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");

    /** A district before and after one school has more pupils of a need. */
    private record Change(District before, District after, SchoolId school, boolean newPupils) {}

    @Provide
    Arbitrary<Change> changes() {
        return Combinators.combine(
                        Schools.districts(true),
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.of(Schools.NEEDS),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 200))
                .as((district, index, need, newPupils, more) -> {
                    School school =
                            district.schools().get(index % district.schools().size());
                    School after = with(school, need, newPupils, more);
                    District.Builder changed = District.named(district.name()).levels(district.levels());
                    district.schools().forEach(one -> changed.school(one.equals(school) ? after : one));
                    return new Change(district, changed.build(), school.id(), newPupils);
                });
    }

    /** So many more pupils with a need: pupils who are new to the school, or as many of its own as had no need before. */
    private static School with(School school, NeedCategory need, boolean newPupils, int more) {
        Enrollment counts = school.enrollment();
        GradeSpan span = counts.spans().iterator().next();
        BigDecimal own = counts.count(ALL_PUPILS, span)
                .orElseThrow()
                .value()
                .subtract(counts.count(need, span).orElseThrow().value());
        BigDecimal added = newPupils ? BigDecimal.valueOf(more) : own.min(BigDecimal.valueOf(more));
        Enrollment.Builder builder = Enrollment.in(span);
        for (PupilGroup group : counts.groups()) {
            for (Map.Entry<GradeSpan, PupilCount> cell : counts.cells(group).entrySet()) {
                boolean grows =
                        cell.getKey().equals(span) && (group.equals(need) || (newPupils && group.equals(ALL_PUPILS)));
                BigDecimal count = cell.getValue().value();
                builder.in(cell.getKey()).need(group, grows ? count.add(added) : count);
            }
        }
        return School.of(school.id(), school.name()).enrolling(builder.build()).build();
    }

    private static SpanRate[] rates(List<Integer> numbers, int from) {
        return new SpanRate[] {
            at(ELEMENTARY, BigDecimal.valueOf(numbers.get(from), 3).toPlainString()),
            at(MIDDLE, BigDecimal.valueOf(numbers.get(from + 1), 3).toPlainString()),
            at(HIGH, BigDecimal.valueOf(numbers.get(from + 2), 3).toPlainString())
        };
    }

    @Property(tries = 200)
    @StatisticsReport(StatisticsReportMode.OFF)
    void more_need_never_brings_less_at_published_rates(
            @ForAll("changes") Change change, @ForAll @Size(12) List<@IntRange(max = 5_000_000) Integer> thousandths) {
        FundingFormula formula = FundingFormula.named("Rates and weights")
                .parameters(
                        Parameter.dollars("base").in(2027, "3741.125", "resolution"),
                        Parameter.number("weight").in(2027, "0.34", "resolution"))
                .perPupil(ALL_PUPILS, rates(thousandths, 0))
                .perPupil(Schools.NEEDS.get(0), rates(thousandths, 3))
                .perPupil(Schools.NEEDS.get(1), rates(thousandths, 6))
                .add(
                        line("weighted")
                                .amount(pupils(Schools.NEEDS.get(2))
                                        .times(share("weight"))
                                        .times(rate("base"))),
                        line("lump sum").amount(dollars(100_000)))
                .build();
        FundingModel model = FundingModel.named("M")
                .unlocked(GENERAL, withoutAmount(), paying(formula))
                .build();

        Allocation before = model.resolve(change.before(), FiscalYear.of(2027)).allocate();
        Allocation after = model.resolve(change.after(), FiscalYear.of(2027)).allocate();

        for (School school : change.before().schools()) {
            Money earlier = before.of(school.id()).total();
            if (school.id().equals(change.school())) {
                assertThat(after.of(school.id()).total()).isGreaterThanOrEqualTo(earlier);
                Statistics.label("gains")
                        .collect(after.of(school.id()).total().compareTo(earlier) > 0)
                        .coverage(coverage -> coverage.check(true).percentage(share -> share > 15));
            } else {
                assertThat(after.of(school.id()).total()).isEqualTo(earlier);
            }
        }
    }

    @Property(tries = 200)
    void more_need_never_brings_less_of_a_pot_that_is_split(
            @ForAll("changes") Change change,
            @ForAll @IntRange(max = 1_000_000) int cents,
            @ForAll @Size(9) List<@IntRange(max = 3_000) Integer> thousandths) {
        FundingModel model = FundingModel.named("M")
                .unlocked(
                        GENERAL,
                        inProportionTo(pupils().plus(weighted(Schools.NEEDS.get(0), rates(thousandths, 0)))
                                .plus(weighted(Schools.NEEDS.get(1), rates(thousandths, 3)))
                                .plus(weighted(Schools.NEEDS.get(2), rates(thousandths, 6)))))
                .build();

        Money pool = Money.ofCents(cents);
        Money before = split(model, change.before(), pool).of(change.school()).total();
        Money after = split(model, change.after(), pool).of(change.school()).total();

        assertThat(after).isGreaterThanOrEqualTo(before);
    }

    private static Allocation split(FundingModel model, District district, Money pool) {
        District funded = District.named(district.name())
                .levels(district.levels())
                .schools(district.schools())
                .revenue(GENERAL, pool)
                .build();
        return model.resolve(funded, FiscalYear.of(2027)).allocate();
    }

    @Property(tries = 100)
    void a_rate_brings_as_much_as_it_says(
            @ForAll("changes") Change change, @ForAll @Size(3) List<@IntRange(max = 5_000_000) Integer> thousandths) {
        FundingModel model = FundingModel.named("M")
                .unlocked(
                        GENERAL,
                        withoutAmount(),
                        paying(line("base").amount(perPupil(ALL_PUPILS, rates(thousandths, 0)))))
                .build();

        Allocation after = model.resolve(change.after(), FiscalYear.of(2027)).allocate();

        // Count × rate over the three spans in decimals, half up to the cent.
        for (School school : change.after().schools()) {
            BigDecimal dollars = BigDecimal.ZERO;
            int index = 0;
            for (GradeSpan span : List.of(ELEMENTARY, MIDDLE, HIGH)) {
                BigDecimal count = school.enrollment()
                        .count(ALL_PUPILS, span)
                        .orElseThrow()
                        .value();
                dollars = dollars.add(count.multiply(BigDecimal.valueOf(thousandths.get(index++), 3)));
            }
            assertThat(after.of(school.id()).total().dollars()).isEqualTo(dollars.setScale(2, RoundingMode.HALF_UP));
        }
    }
}
