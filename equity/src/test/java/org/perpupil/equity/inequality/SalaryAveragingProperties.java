package org.perpupil.equity.inequality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Percentage;
import org.perpupil.equity.Study;

class SalaryAveragingProperties {
    record School(double spending, double pupils, double teachers, double salary) {}

    @Provide
    Arbitrary<List<School>> schools() {
        return Combinators.combine(
                        Arbitraries.integers().between(20_000, 40_000),
                        Arbitraries.integers().between(100, 2_000),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(20_000, 90_000))
                .as((spending, pupils, teachers, salary) -> new School(spending, pupils, teachers, salary))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Property
    void no_district_gains_or_loses_a_dollar(@ForAll @From("schools") List<School> schools) {
        Study study = Study.ofRows(schools.size())
                .number(
                        "spending",
                        schools.stream().mapToDouble(School::spending).toArray())
                .number("pupils", schools.stream().mapToDouble(School::pupils).toArray())
                .number(
                        "teachers",
                        schools.stream().mapToDouble(School::teachers).toArray())
                .number("salary", schools.stream().mapToDouble(School::salary).toArray())
                .text(
                        "district",
                        IntStream.range(0, schools.size())
                                .mapToObj(row -> row % 3 == 0 ? "a" : "b")
                                .toList())
                .build();
        SalaryComparison both =
                SalaryAveraging.of("salary", "teachers").within("district").compare(study, "spending", "pupils");
        for (String district : List.of("a", "b")) {
            Study its = both.study()
                    .where(row -> both.study().texts("district").get(row).equals(district));
            if (its.size() > 0) {
                assertThat(DollarsPerPupil.of(its, SalaryComparison.AVERAGED, "pupils")
                                .dollars())
                        .isCloseTo(
                                DollarsPerPupil.of(its, "spending", "pupils").dollars(),
                                Percentage.withPercentage(1e-12));
            }
        }
    }
}
