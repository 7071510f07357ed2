package org.perpupil.equity.progressivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.ChangeSinceBaseline.RelativeChange;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Regression;

class ChangeSinceBaselineProperties {

    private static double[] numbers(int rows, Random random, double from, double to) {
        return DoubleStream.generate(() -> from + (to - from) * random.nextDouble())
                .limit(rows)
                .toArray();
    }

    /** Some schools in two years; those of the second are others, with needs and sizes of their own. */
    private static Study study(int schools, Random random) {
        List<String> names =
                IntStream.range(0, 2 * schools).mapToObj(Integer::toString).toList();
        return Study.of(names)
                .number("need", numbers(2 * schools, random, 0, 100))
                .number("size", numbers(2 * schools, random, 1, 3))
                .number("dollars", numbers(2 * schools, random, 5, 9))
                .number("pupils", numbers(2 * schools, random, 100, 900))
                .text("school", names)
                .text(
                        "year",
                        Stream.of("2015", "2016")
                                .flatMap(year -> Collections.nCopies(schools, year).stream())
                                .toList())
                .build();
    }

    @Property(tries = 200)
    void each_year_is_as_if_it_were_fitted_alone(
            @ForAll @IntRange(min = 8, max = 20) int schools,
            @ForAll Random random,
            @ForAll boolean hasConstant,
            @ForAll boolean isWeighted) {
        Study study = study(schools, random);
        Regression plain = Regression.of("dollars").on("need", "size");
        Regression weighted = isWeighted ? plain.weightedBy("pupils") : plain;
        Regression regression = hasConstant ? weighted : weighted.throughOrigin();
        // The means are those over both years.
        Fit both = regression.fit(study);
        double[] atZero = new double[2];
        double[] slopes = new double[2];
        for (int i = 0; i < 2; i++) {
            Fit fit = regression.fit(study.where("year", i == 0 ? "2015" : "2016"));
            atZero[i] = fit.names().stream()
                    .filter(name -> !name.equals("need"))
                    .mapToDouble(name -> fit.coefficient(name) * both.mean(name))
                    .sum();
            slopes[i] = fit.coefficient("need");
        }
        if (Math.min(atZero[0], atZero[1]) < 1) {
            return; // where the ratio is to next to nothing
        }

        RelativeChange change = ChangeSinceBaseline.of(regression, study, "year", "2015", "2016", "school")
                .relativeSpending("need", 50)
                .get(0);

        double before = 1 + 50 * slopes[0] / atZero[0];
        double after = 1 + 50 * slopes[1] / atZero[1];
        assertThat(change.baseline()).isCloseTo(before, within(1e-11));
        assertThat(change.later()).isCloseTo(after, within(1e-11));
        assertThat(change.change()).isCloseTo(after - before, within(1e-11));
        change.baselineLimits().ifPresent(limits -> assertThat(before).isBetween(limits.lower(), limits.upper()));
        change.laterLimits().ifPresent(limits -> assertThat(after).isBetween(limits.lower(), limits.upper()));
    }

    @Property(tries = 50)
    void years_that_trade_places_turn_the_change_round(
            @ForAll @IntRange(min = 8, max = 20) int schools, @ForAll Random random, @ForAll boolean hasConstant) {
        Study study = study(schools, random);
        Regression plain = Regression.of("dollars").on("need", "size");
        Regression regression = hasConstant ? plain : plain.throughOrigin();
        RelativeChange forth;
        RelativeChange back;
        try {
            forth = ChangeSinceBaseline.of(regression, study, "year", "2015", "2016", "school")
                    .relativeSpending("need", 50)
                    .get(0);
            back = ChangeSinceBaseline.of(regression, study, "year", "2016", "2015", "school")
                    .relativeSpending("need", 50)
                    .get(0);
        } catch (ArithmeticException toNothing) {
            return;
        }
        double size = Math.abs(forth.baseline()) + Math.abs(forth.later());
        assertThat(back.change()).isCloseTo(-forth.change(), within(1e-9 * size * size));
        assertThat(back.later()).isCloseTo(forth.baseline(), within(1e-9 * size * size));
        assertThat(back.standardError()).isCloseTo(forth.standardError(), within(1e-8 * size * size * size));
    }
}
