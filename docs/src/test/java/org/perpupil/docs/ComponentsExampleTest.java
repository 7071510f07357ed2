package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.docs.ComponentsExample.GENERAL;
import static org.perpupil.docs.ComponentsExample.OAK;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Line;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/** The page of components shows code that runs, what it prints, and amounts that are worked by hand. */
class ComponentsExampleTest {
    private static final Guide PAGE = new Guide("components.md", "ComponentsExample");

    private static final Map<RevenueSource, Money> GENERAL_FUND = Map.of(GENERAL, Money.ofDollars(8_000_000));

    @Test
    void the_page_shows_code_that_runs() throws IOException {
        assertThat(PAGE.blocks("java")).isEqualTo(PAGE.compiled());
    }

    @Test
    void the_page_shows_what_is_printed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ComponentsExample.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(PAGE.blocks(""))
                .containsExactly(bytes.toString(StandardCharsets.UTF_8).strip().split("\n\n"));
    }

    // The source of each figure is the arithmetic behind it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # 400 now, 430 last year, 370 the year before
            greatest of three years | 430
            # 1,200 ÷ 3
            mean of three years | 400
            frozen on a date | 405
            # 95% of 430
            decline floor | 408.5
            # 3.75% of 400
            assumed count | 15
            # the lesser of 60 and 12% of 400
            capped count | 48
            # 400 × 3,741
            dollars by grades | 1496400
            # 280 × 0.25 × 5,000
            weight × base | 350000
            # 280 × 0.30 × 5,000
            weights by grades × base | 420000
            # 440 × 0.543 × 400
            share × pupils × rate | 95568
            # (280 + 120) × 1,000
            each need adds up | 400000
            # 300 × 1,000
            each pupil once | 300000
            # 60 × 3,442 + 100 × 636
            highest need only | 270120
            # 40 × 2,000 + 20 × 9,000
            tiers of a need | 260000
            # (280 − 40% of 400) × 500
            above a threshold | 60000
            # (280 − 60% of 400) × 500
            above a second | 20000
            # 70% is beyond 60%
            rising weight | 0.57
            # 70% is not below 60%
            step | 75000
            # 70% ÷ (632 ÷ 1,580 = 40%)
            need index | 1.75
            # 3.0625 × 280 × 100
            square law | 85750
            lump sum by type | 110000
            # the least of 100 × 850, 15% of 2,000,000 and 228,480
            small school | 85000
            # 1.158 + 100 × 0.0005
            weight by size | 1.208
            # 65,000 × half way from 300 to 500 × three quarters from 2 to 3
            sparsity | 24375
            # 14.81… up to halves
            teachers, positions | 15
            # 15 × 98,000
            teachers | 1470000
            # one up to 600
            counselors | 91500
            # 1.0231 × 1.0270 = 1.0507237
            index | 1.0507
            # 400 × 4,000 × 1.08 × 1.0507
            teaching | 1815609.6
            # 400 × 150
            supplies | 60000
            # the lesser of 300,000 and 60% of 1,875,609.60
            local share | 300000
            state aid | 1575609.6
            # 400 × 5,000
            formula | 2000000
            # 1,900,000 + 40% of 100,000
            share of the gap | 1940000
            # 1,900,000 ÷ 2,000,000
            percentage of formula | 0.95
            # 20,000,000 is at least 8,000,000
            weight after the trigger | 0.40
            """)
    void each_line_gives_oak_what_it_should(String line, String value) {
        assertThat(oak().filter(result -> result.line().name().equals(line)).map(LineResult::value))
                .singleElement()
                .isEqualTo(Optional.of(Rational.parse(value)));
    }

    private static Stream<LineResult> oak() {
        return Stream.<Supplier<List<Line>>>of(
                        ComponentsExample::counts,
                        ComponentsExample::needs,
                        ComponentsExample::concentration,
                        ComponentsExample::size,
                        ComponentsExample::staff,
                        ComponentsExample::prices,
                        ComponentsExample::transition)
                .flatMap(lines -> ComponentsExample.allocate(lines.get()).of(OAK).lines().stream());
    }

    @Test
    void minimums_top_up_by_grades_and_to_baseline_services() {
        Allocation allocation = ComponentsExample.allocate(ComponentsExample.minimums(), Map.of());

        // 1,000 × 5,500 − 5,000,000; 4,800 is below 5,000
        assertThat(amounts(allocation, "minimum by grades")).containsExactly("0.00", "0.00", "500000.00");
        // 150,000 + 180 ÷ 25 × 110,000 − 900,000
        assertThat(amounts(allocation, "minimum operating budget")).containsExactly("0.00", "42000.00", "0.00");
    }

    @Test
    void floors_compare_with_last_year() {
        Allocation harmless = ComponentsExample.allocate(ComponentsExample.heldHarmless(), GENERAL_FUND);
        Allocation baseline = ComponentsExample.allocate(ComponentsExample.baseline(), Map.of());

        // 97% of 5,200,000 is 5,044,000; Mill is left out, so Oak pays all
        assertThat(amounts(harmless, "hold harmless")).containsExactly("-44000.00", "–", "44000.00");
        // (5,200,000 − 110,000) ÷ 1,060 = 4,801.89; × 1,000 × 98.5% − 4,500,000; Oak: 4,162.79 × 400 × 98.5% is below
        // 1,800,000, Mill: 4,388.89 × 180 × 98.5% below 810,000
        assertThat(amounts(baseline, "per-pupil floor")).containsExactly("0.00", "0.00", "229861.65");
    }

    @Test
    void gains_pay_for_a_floor_and_a_minimum_is_checked_again() {
        Allocation allocation = ComponentsExample.allocate(ComponentsExample.capPaysFloor(), GENERAL_FUND);

        // only Oak gains more than 2%: 2,000,000 − 1,938,000 = 62,000, of which 44,000 is needed
        assertThat(amounts(allocation, "floor")).containsExactly("0.00", "0.00", "44000.00");
        assertThat(amounts(allocation, "floor, paid by gains")).containsExactly("-44000.00", "0.00", "0.00");
        // 400 × 4,950 − 1,956,000
        assertThat(amounts(allocation, "minimum, again")).containsExactly("24000.00", "0.00", "0.00");
        assertThat(allocation.brokenGuards()).isEmpty();
    }

    @Test
    void dollars_move_by_a_share_of_the_difference_beside_a_shadow() {
        Allocation allocation = ComponentsExample.allocate(ComponentsExample.phasedIn(), GENERAL_FUND);

        // 60% of −100,000, 0 and 200,000
        assertThat(amounts(allocation, "phase-in")).containsExactly("-60000.00", "0.00", "120000.00");
        // 5,100 for a pupil, which nobody pays
        assertThat(amounts(allocation, "next year")).containsExactly("2040000.00", "918000.00", "5100000.00");
        // 2,000,000 − 60,000 + 900,000 + 5,000,000 + 120,000
        assertThat(allocation.total()).isEqualTo(Money.ofDollars(7_960_000));
    }

    @Test
    void five_ways_share_one_pool() {
        List<List<String>> totals = ComponentsExample.pots().stream()
                .map(ComponentsExample::allocate)
                .map(allocation -> allocation.schools().stream()
                        .map(school -> school.total().toString())
                        .toList())
                .toList();

        assertThat(totals)
                .containsExactly(
                        // 2,400,000 × 400, 180 and 1,000 ÷ 1,580
                        List.of("607594.94", "273417.72", "1518987.34"),
                        // the base is 5,000 for each pupil alike, so the same
                        List.of("607594.94", "273417.72", "1518987.34"),
                        // 1,000 for each of 1,580 pupils, raised to 2,370,000: 1,500
                        List.of("600000.00", "270000.00", "1500000.00"),
                        // own means 750, 1,500 and 2,000 for a pupil: level 4,970,000 ÷ 1,580
                        List.of("958227.85", "296202.53", "1145569.62"),
                        // gaps of 4,800,000: ratio 7,370,000 ÷ 7,900,000; half of 1,565,822.78…, 569,620.25… and
                        // 2,664,556.96…
                        List.of("782911.39", "284810.13", "1332278.48"));
    }

    @Test
    void nobody_loses_or_gains_more_than_a_share_of_last_year() {
        Allocation allocation = ComponentsExample.allocate(ComponentsExample.bounded(), GENERAL_FUND);

        // 8,000,000 by 470, 184.5 and 1,083.5 of 1,738 points would be 2,163,406, 849,252 and 4,987,342. 104% of
        // 1,900,000 and 98.5% of 900,000 leave 5,137,500, which is 98.8% of 5,200,000
        assertThat(amounts(allocation, "share of General fund"))
                .containsExactly("1976000.00", "886500.00", "5137500.00");
    }

    @Test
    void sources_reach_the_schools_that_they_may_pay() {
        Allocation allocation = ComponentsExample.allocate(
                ComponentsExample.sources(),
                Map.of(
                        GENERAL,
                        Money.ofDollars(7_900_000),
                        ComponentsExample.TITLE_I,
                        Money.ofDollars(300_000),
                        RevenueSource.local("arts", "Arts grant"),
                        Money.ofDollars(25_000)));

        // 280 × 600 for the poorest, then what is left of 334 × 600; Mill's 10% is not above 15%
        assertThat(amounts(allocation, "served from Title I")).containsExactly("168000.00", "–", "132000.00");
        // 7,110,000 × 400, 180 and 1,000 ÷ 1,580
        assertThat(amounts(allocation, "share of General fund"))
                .containsExactly("1800000.00", "810000.00", "4500000.00");
        assertThat(amounts(allocation, "Arts grant")).containsExactly("–", "25000.00", "–");
    }

    private static List<String> amounts(Allocation allocation, String line) {
        return allocation.schools().stream()
                .map(school -> school.line(line).flatMap(LineResult::amount))
                .map(amount -> amount.map(Money::toString).orElse("–"))
                .toList();
    }
}
