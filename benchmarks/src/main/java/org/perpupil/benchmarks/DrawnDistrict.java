package org.perpupil.benchmarks;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.reserve;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.SpanRate;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.formula.scenario.Scenario;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** A district that never was, with schools of usual sizes and needs, and a model for it. */
final class DrawnDistrict {
    static final FiscalYear YEAR = FiscalYear.of(2027);
    static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
    static final RevenueSource ARTS = RevenueSource.local("arts", "Arts levy");

    private static final RevenueSource RESERVE = RevenueSource.state("reserve", "Reserve");

    private static final long SEED = 20_270_701;

    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");
    private static final GradeSpan HIGH = GradeSpan.of("high", "9", "12");

    /** Three elementary schools to a middle school and a high school; one school in ten teaches all grades up to the eighth. */
    private static final List<List<GradeSpan>> KINDS = List.of(
            List.of(ELEMENTARY),
            List.of(ELEMENTARY),
            List.of(ELEMENTARY),
            List.of(MIDDLE),
            List.of(HIGH),
            List.of(ELEMENTARY),
            List.of(ELEMENTARY),
            List.of(ELEMENTARY, MIDDLE),
            List.of(MIDDLE),
            List.of(HIGH));

    private DrawnDistrict() {}

    /** Rates by three spans and three needs out of a central share, a split by need among needy schools, a lump sum and a split. */
    static FundingModel model() {
        return FundingModel.named("Budgets by need")
                .unlocked(GENERAL, centralShare("15%"), paying(rates()))
                .unlocked(TITLE_I, eligible(shareOf(POVERTY).atLeast("40%")), inProportionTo(pupils(POVERTY)))
                .unlocked(
                        ARTS,
                        paying(line("arts, every school").amount(dollars(12_500)))
                                .then(inProportionTo(pupils())))
                .build();
    }

    /** The rates of the guidebook's Table 2.2, without those for special education. */
    private static FundingFormula rates() {
        return FundingFormula.named("Rates by need")
                .perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741), at(MIDDLE, 3_667), at(HIGH, 4_683))
                .perPupil(POVERTY, at(ELEMENTARY, 1_272), at(MIDDLE, 1_247), at(HIGH, 1_077))
                .perPupil(ENGLISH_LEARNER, at(ELEMENTARY, 636), at(MIDDLE, 513), at(HIGH, 749))
                .build();
    }

    /**
     * The same, with its rates reduced to the pool if it is short, and a reserve that pays for a promise: no school gets less than
     * 90% of last year.
     */
    static FundingModel guardedModel() {
        return FundingModel.named("Budgets by need, guarded")
                .unlocked(
                        GENERAL,
                        centralShare("15%"),
                        reserve(RESERVE, "5%"),
                        paying(rates()).prorateIfShort())
                .unlocked(TITLE_I, eligible(shareOf(POVERTY).atLeast("40%")), inProportionTo(pupils(POVERTY)))
                .unlocked(
                        ARTS,
                        paying(line("arts, every school").amount(dollars(12_500)))
                                .then(inProportionTo(pupils())))
                .guard(Guard.holdHarmless("hold harmless", "90%")
                        .counting(everythingAbove())
                        .paidBy(RESERVE))
                .build();
    }

    /**
     * All money by need: two sources in proportion to pupils and weights that can be otherwise, one to pupils in poverty, and nobody less
     * than 90% of last year, which the others pay.
     */
    static FundingModel weightedModel() {
        MoneyTerm need = perPupil(ALL_PUPILS, "base")
                .plus(perPupil(POVERTY, "for poverty"))
                .plus(perPupil(ENGLISH_LEARNER, "for English learners"));
        return FundingModel.named("Budgets in proportion to need")
                .parameters(
                        Parameter.dollars("base").in(2027, "Table 2.2", rates(3_741, 3_667, 4_683)),
                        Parameter.dollars("for poverty").in(2027, "Table 2.2", rates(1_272, 1_247, 1_077)),
                        Parameter.dollars("for English learners").in(2027, "Table 2.2", rates(636, 513, 749)))
                .unlocked(GENERAL, centralShare("15%"), inProportionTo(need))
                .unlocked(TITLE_I, inProportionTo(pupils(POVERTY)))
                .unlocked(ARTS, inProportionTo(need))
                .guard(Guard.holdHarmless("hold harmless", "90%")
                        .counting(everythingAbove())
                        .paidByOthersOf(GENERAL))
                .build();
    }

    /** Other rates for pupils in poverty and for English learners, from 80% to 120% of the table's, to the dollar. */
    static Scenario scenario(int number) {
        SplittableRandom random = new SplittableRandom(number);
        return Scenario.named("scenario " + number)
                .parameter("for poverty", drawn(random, 1_272, 1_247, 1_077))
                .parameter("for English learners", drawn(random, 636, 513, 749));
    }

    private static SpanRate[] drawn(SplittableRandom random, int... rates) {
        return rates(Arrays.stream(rates)
                .map(rate -> random.nextInt(rate * 4 / 5, rate * 6 / 5))
                .toArray());
    }

    private static SpanRate[] rates(int... rates) {
        return new SpanRate[] {at(ELEMENTARY, rates[0]), at(MIDDLE, rates[1]), at(HIGH, rates[2])};
    }

    /** What schools had: $5,200 for each pupil, whatever the needs. */
    static Budgets lastYear(District district) {
        return Budgets.of(
                YEAR.previous(),
                district.schools().stream()
                        .map(school -> new SchoolBudget(
                                school.id(),
                                YEAR.previous(),
                                List.of(new BudgetLine(
                                        "all",
                                        GENERAL,
                                        Money.ofDollars(5_200
                                                * school.enrollment()
                                                        .pupils()
                                                        .value()
                                                        .longValueExact()),
                                        Held.FREE))))
                        .toList());
    }

    /** Draws a district; the same size and seed give the same district. */
    static District of(int schoolCount, long seed) {
        SplittableRandom random = new SplittableRandom(SEED + seed);
        District.Builder district = District.named("Drawn district " + seed).levels(ELEMENTARY, MIDDLE, HIGH);
        long pupils = 0;
        for (int i = 0; i < schoolCount; i++) {
            Enrollment counts = counts(KINDS.get(i % KINDS.size()), random);
            pupils += counts.pupils().value().longValueExact();
            district.school(School.of(String.format(Locale.ROOT, "%05d", i), "School " + i)
                    .enrolling(counts)
                    .build());
        }
        // No school costs more for a pupil than the rates of one with both needs: 4,683 + 1,077 + 749, less the 15%.
        return district.revenue(GENERAL, Money.ofDollars(pupils * 7_700))
                .revenue(TITLE_I, Money.ofCents(pupils * 31_415))
                .revenue(ARTS, Money.ofCents(schoolCount * 1_250_000L + pupils * 7_919))
                .build();
    }

    private static Enrollment counts(List<GradeSpan> spans, SplittableRandom random) {
        // Half of the schools are needy, most of whose pupils are poor.
        double poverty = random.nextBoolean() ? random.nextDouble(0.4, 0.98) : random.nextDouble(0.02, 0.6);
        double learners = random.nextDouble(0, 0.4);
        Enrollment.Builder counts = Enrollment.in(spans.get(0));
        for (GradeSpan span : spans) {
            long enrolled = random.nextLong(120, span.equals(HIGH) ? 2_400 : 900);
            counts.in(span)
                    .pupils(enrolled)
                    .need(POVERTY, Math.round(enrolled * poverty))
                    .need(ENGLISH_LEARNER, Math.round(enrolled * learners));
        }
        return counts.build();
    }
}
