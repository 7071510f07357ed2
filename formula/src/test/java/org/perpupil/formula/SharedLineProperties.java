package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.lines;
import static org.perpupil.formula.Terms.amountOf;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rank;
import static org.perpupil.testing.Schools.NEEDS;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.money.Money;
import org.perpupil.testing.Schools;

/** Each form of a shared line over whole districts: what it promises, in its own words. */
class SharedLineProperties {

    @Provide
    Arbitrary<District> districts() {
        return Schools.districts(true);
    }

    private static Trial trial(District district) {
        return Trial.in(district.schools().toArray(School[]::new));
    }

    private static List<Long> cents(Allocation allocation, String line) {
        return allocation.schools().stream()
                .map(school ->
                        school.line(line).orElseThrow().amount().orElseThrow().cents())
                .toList();
    }

    private static List<Long> facts(District district) {
        return district.schools().stream()
                .map(school -> school.money("last year").orElseThrow().cents())
                .toList();
    }

    private static long sum(List<Long> cents) {
        return cents.stream().mapToLong(Long::longValue).sum();
    }

    @Property(tries = 150)
    void a_split_of_less_than_nothing_is_the_mirror(
            @ForAll("districts") District district, @ForAll @LongRange(max = 1_000_000_000_000L) long cents) {
        NumberTerm points = pupils().plus(pupils(NEEDS.get(0)).times("0.34"));
        Allocation allocation = trial(district)
                .lines(
                        line("given").split(amountOf(Money.ofCents(cents))).by(points),
                        line("taken").split(amountOf(Money.ofCents(-cents))).by(points))
                .allocate();

        assertThat(cents(allocation, "taken"))
                .isEqualTo(
                        cents(allocation, "given").stream().map(part -> -part).toList());
        assertThat(sum(cents(allocation, "given"))).isEqualTo(cents);
    }

    @Property(tries = 150)
    void a_split_is_within_a_cent_of_its_share(
            @ForAll("districts") District district, @ForAll @LongRange(max = 1_000_000_000_000L) long cents) {
        Allocation allocation = trial(district)
                .lines(line("given").split(amountOf(Money.ofCents(cents))).by(pupils()))
                .allocate();

        List<Long> parts = cents(allocation, "given");
        BigDecimal all = district.pupils().value();
        for (int i = 0; i < parts.size(); i++) {
            // |part × all − pot × own| < all, where own / all is the school's share
            BigDecimal own = district.schools().get(i).enrollment().pupils().value();
            BigDecimal apart = BigDecimal.valueOf(parts.get(i))
                    .multiply(all)
                    .subtract(BigDecimal.valueOf(cents).multiply(own));
            assertThat(apart.abs()).isLessThan(all);
        }
    }

    @Property(tries = 150)
    void bounds_that_do_not_bind_change_nothing_of_a_split(
            @ForAll("districts") District district, @ForAll @LongRange(max = 1_000_000_000_000L) long cents) {
        MoneyTerm plain = Terms.amount("plain");
        Line.Points pot = line("bounded").split(amountOf(Money.ofCents(cents)));
        Allocation allocation = trial(district)
                .lines(
                        line("plain").split(amountOf(Money.ofCents(cents))).by(pupils()),
                        // a cent on either side is what the last units may move, and no more
                        pot.atLeast(plain.minus(dollars("0.01")))
                                .atMost(plain.plus(dollars("0.01")))
                                .by(pupils()))
                .allocate();

        assertThat(cents(allocation, "bounded")).isEqualTo(cents(allocation, "plain"));
        assertThat(level(allocation, "bounded")).isEqualTo(level(allocation, "plain"));
    }

    /**
     * A split by pupils (and one) whose floors are shares of what schools had, together at most 95% of the pot, and whose caps are more than the
     * pot in all, in whole units that are coarser than bounds. The rule is computed again with the level alone.
     */
    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void the_parts_of_a_bounded_split_are_the_pot_within_bounds_and_else_in_proportion(
            @ForAll("districts") District district,
            @ForAll @IntRange(max = 95) int floor,
            @ForAll @IntRange(min = 105, max = 250) int cap,
            @ForAll @IntRange(min = 1, max = 1_000) int unit) {
        MoneyTerm had = moneyFact("last year");
        // What the rounding of caps takes is left out of the pot.
        long pot = Math.max(0, sum(facts(district)) - (long) district.schools().size() * unit) / unit * unit;
        Rational whole = Rational.of(unit);
        boolean isFloored =
                sum(facts(district)) * floor / 100 + (1L + district.schools().size()) * unit <= pot;
        int least = isFloored ? floor : 0;
        Allocation allocation = trial(district)
                .lines(line("share")
                        .split(amountOf(Money.ofCents(pot)))
                        .atLeast(had.times(least + "%"))
                        .atMost(had.times(cap + "%"))
                        .by(pupils().plus(number(1)))
                        .rounded(Rounding.to(BigDecimal.valueOf(unit, 2).toPlainString())))
                .allocate();

        List<Long> parts = cents(allocation, "share");
        assertThat(sum(parts)).isEqualTo(pot);
        Rational level = level(allocation, "share").times(Rational.of(100));
        boolean lifted = false;
        boolean lowered = false;
        boolean free = false;
        for (int i = 0; i < parts.size(); i++) {
            BigDecimal hundredths = BigDecimal.valueOf(facts(district).get(i), 2);
            long lowest = hundredths
                            .multiply(BigDecimal.valueOf(least))
                            .divide(BigDecimal.valueOf(unit), 0, RoundingMode.CEILING)
                            .longValueExact()
                    * unit;
            long highest = Math.max(
                    lowest,
                    hundredths
                                    .multiply(BigDecimal.valueOf(cap))
                                    .divide(BigDecimal.valueOf(unit), 0, RoundingMode.FLOOR)
                                    .longValueExact()
                            * unit);
            assertThat(parts.get(i)).isBetween(lowest, highest);
            Rational byPoints = level.times(Rational.of(
                    district.schools().get(i).enrollment().pupils().value().add(BigDecimal.ONE)));
            if (byPoints.compareTo(Rational.of(lowest)) <= 0) {
                assertThat(parts.get(i)).isEqualTo(lowest);
                lifted |= lowest > 0;
            } else if (byPoints.compareTo(Rational.of(highest)) >= 0) {
                assertThat(parts.get(i)).isEqualTo(highest);
                lowered = true;
            } else {
                assertThat(Rational.of(parts.get(i)).minus(byPoints))
                        .isGreaterThan(whole.negated())
                        .isLessThan(whole);
                free = true;
            }
        }
        Statistics.label("bound").collect(lifted, lowered, free).coverage(coverage -> {
            coverage.check(true, true, true).percentage(share -> share > 5);
            coverage.check(false, true, true).percentage(share -> share > 5);
        });
    }

    @Property(tries = 150)
    @StatisticsReport(StatisticsReportMode.OFF)
    void claims_are_paid_in_full_or_all_in_one_proportion(
            @ForAll("districts") District district, @ForAll @IntRange(max = 150) int perCent) {
        List<Long> claims = facts(district);
        long pot = sum(claims) / 100 * perCent;
        Allocation allocation = trial(district)
                .lines(line("claims").prorate(moneyFact("last year")).to(amountOf(Money.ofCents(pot))))
                .allocate();

        List<Long> paid = cents(allocation, "claims");
        boolean enough = pot >= sum(claims);
        Statistics.label("enough").collect(enough).coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 2.5);
            coverage.check(false).percentage(share -> share > 2.5);
        });
        if (enough) {
            assertThat(paid).isEqualTo(claims);
        } else {
            assertThat(sum(paid)).isEqualTo(pot);
            assertProportional(paid, claims, pot, sum(claims));
        }
    }

    /** Every part is within a cent of its share of the whole: |part × whole − of × pot| < whole. */
    private static void assertProportional(List<Long> parts, List<Long> of, long pot, long whole) {
        for (int i = 0; i < parts.size(); i++) {
            BigDecimal apart = BigDecimal.valueOf(parts.get(i))
                    .multiply(BigDecimal.valueOf(whole))
                    .subtract(BigDecimal.valueOf(of.get(i)).multiply(BigDecimal.valueOf(pot)));
            assertThat(apart.abs()).isLessThan(BigDecimal.valueOf(whole));
        }
    }

    @Property(tries = 150)
    void what_is_taken_back_is_in_proportion_and_never_more_than_a_school_has(
            @ForAll("districts") District district, @ForAll @IntRange(max = 100) int perCent) {
        List<Long> has = facts(district);
        long back = sum(has) / 100 * perCent;
        Allocation allocation = trial(district)
                .lines(line("back").takeBack(amountOf(Money.ofCents(back))).inProportionTo(moneyFact("last year")))
                .allocate();

        List<Long> taken = cents(allocation, "back").stream().map(part -> -part).toList();
        assertThat(sum(taken)).isEqualTo(back);
        for (int i = 0; i < taken.size(); i++) {
            assertThat(taken.get(i)).isBetween(0L, has.get(i));
        }
        if (sum(has) > 0) {
            assertProportional(taken, has, back, sum(has));
        }
    }

    @Property(tries = 150)
    void only_the_lowest_are_lifted_and_all_of_them_to_one_level(
            @ForAll("districts") District district, @ForAll @LongRange(max = 10_000_000_000L) long pot) {
        Allocation allocation = trial(district)
                .lines(line("lift").lift(amountOf(Money.ofCents(pot)), pupils(), moneyFact("last year")))
                .allocate();

        List<Long> own = facts(district);
        List<Long> lifted = cents(allocation, "lift");
        assertThat(sum(lifted)).isEqualTo(pot);
        Rational level = level(allocation, "lift").times(Rational.of(100));
        for (int i = 0; i < own.size(); i++) {
            Rational pupils =
                    Rational.of(district.schools().get(i).enrollment().pupils().value());
            Rational target = level.times(pupils);
            Rational after = Rational.of(own.get(i) + lifted.get(i));
            assertThat(lifted.get(i)).isNotNegative();
            if (lifted.get(i) > 1) {
                // lifted to the level, but for the cent it was rounded by
                assertThat(after.minus(target)).isBetween(Rational.of(-1), Rational.ONE_WHOLE);
            } else {
                assertThat(after).isGreaterThan(target.minus(Rational.ONE_WHOLE));
            }
        }
    }

    private static Rational level(Allocation allocation, String line) {
        return allocation.sharedPots().stream()
                .filter(pot -> pot.line().equals(line))
                .map(SharedPot::level)
                .findFirst()
                .orElseThrow();
    }

    @Property(tries = 150)
    void nobody_is_served_before_those_of_a_higher_rank(
            @ForAll("districts") District district, @ForAll @IntRange(max = 120) int perCent) {
        List<Long> claims = facts(district);
        long pot = sum(claims) / 100 * perCent;
        Trial trial = trial(district)
                .lines(
                        line("rank").figure(rank(fact("miles"))),
                        line("served")
                                .serveInOrder(
                                        amountOf(Money.ofCents(pot)), moneyFact("last year"), Terms.figure("rank")));
        Allocation allocation = trial.allocate();

        List<Long> served = cents(allocation, "served");
        assertThat(sum(served)).isEqualTo(Math.min(pot, sum(claims)));
        List<Integer> byRank = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            byRank.add(i);
        }
        byRank.sort((one, other) -> {
            int further = district.schools()
                    .get(other)
                    .number("miles")
                    .orElseThrow()
                    .compareTo(district.schools().get(one).number("miles").orElseThrow());
            return further != 0 ? further : Integer.compare(one, other);
        });
        long left = pot;
        for (int school : byRank) {
            long expected = Math.min(left, claims.get(school));
            assertThat(served.get(school)).isEqualTo(expected);
            left -= expected;
        }
    }

    @Property(tries = 200)
    @StatisticsReport(StatisticsReportMode.OFF)
    void floors_hold_and_the_others_pay_in_one_proportion(
            @ForAll("districts") District district, @ForAll @IntRange(max = 95) int perCent) {
        // Every school may be asked for a floor by its pupils; together the floors are at most 95% of the money there
        // is.
        List<Long> paid = facts(district);
        MoneyTerm floor = amountOf(Money.ofCents(sum(paid)))
                .times(perCent + "%")
                .times(pupils())
                .dividedBy(Terms.total(pupils()));
        Allocation allocation = trial(district)
                .source(Trial.GENERAL, Money.ofCents(sum(paid)).toString())
                .lines(
                        line("paid").amount(moneyFact("last year")).from(Trial.GENERAL),
                        line("floor").figure(floor).rounded(Rounding.cents().down()),
                        line("kept")
                                .keepAtLeast(Terms.amount("floor"))
                                .counting(lines("paid"), lines("paid"))
                                .from(Trial.GENERAL))
                .allocate();

        List<Long> kept = cents(allocation, "kept");
        assertThat(sum(kept)).isZero();
        Rational level = level(allocation, "kept");
        boolean binds = false;
        for (int i = 0; i < paid.size(); i++) {
            Rational floorInCents = allocation
                    .schools()
                    .get(i)
                    .line("floor")
                    .orElseThrow()
                    .value()
                    .orElseThrow()
                    .times(Rational.of(100));
            Rational after = Rational.of(paid.get(i) + kept.get(i));
            assertThat(after).isGreaterThanOrEqualTo(floorInCents);
            // The greatest of λ × paid and the floor, but for the cent it was rounded by.
            Rational expected = level.times(Rational.of(paid.get(i))).max(floorInCents);
            assertThat(after.minus(expected)).isBetween(Rational.of(-1), Rational.ONE_WHOLE);
            binds |= kept.get(i) > 0;
        }
        Statistics.label("binds").collect(binds).coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 7.5);
            coverage.check(false).percentage(share -> share > 0.75);
        });
    }

    @Property(tries = 100)
    void a_floor_and_a_cap_that_do_not_bind_move_nothing(@ForAll("districts") District district) {
        Allocation allocation = trial(district)
                .source(Trial.GENERAL, Money.ofCents(sum(facts(district))).toString())
                .lines(
                        line("paid").amount(moneyFact("last year")).from(Trial.GENERAL),
                        line("kept")
                                .keepWithin(
                                        moneyFact("last year").times("90%"),
                                        moneyFact("last year").times("110%"))
                                .counting(lines("paid"), lines("paid"))
                                .from(Trial.GENERAL))
                .allocate();

        assertThat(cents(allocation, "kept")).containsOnly(0L);
    }

    @Property(tries = 100)
    void a_split_does_not_hang_on_the_unit_of_its_points(
            @ForAll("districts") District district,
            @ForAll @LongRange(max = 1_000_000_000L) long cents,
            @ForAll @IntRange(min = 1, max = 999) int unit) {
        Allocation allocation = trial(district)
                .lines(
                        line("by pupils").split(amountOf(Money.ofCents(cents))).by(pupils()),
                        line("by more")
                                .split(amountOf(Money.ofCents(cents)))
                                .by(pupils().times(number(unit)).dividedBy(number(7))),
                        line("by money").split(amountOf(Money.ofCents(cents))).by(pupils().times(dollars(unit))))
                .allocate();

        assertThat(cents(allocation, "by more")).isEqualTo(cents(allocation, "by pupils"));
        assertThat(cents(allocation, "by money")).isEqualTo(cents(allocation, "by pupils"));
    }
}
