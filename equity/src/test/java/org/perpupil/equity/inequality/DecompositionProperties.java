package org.perpupil.equity.inequality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.perpupil.equity.Study;

class DecompositionProperties {
    record School(double amount, double pupils, String group) {}

    @Provide
    Arbitrary<List<School>> schools() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 30_000),
                        Arbitraries.integers().between(1, 8_000),
                        Arbitraries.of("a", "b", "c", "d"))
                .as((amount, quarters, group) -> new School(amount, quarters / 4.0, group))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    private static Decomposition of(List<School> schools) {
        return Decomposition.of(
                Study.ofRows(schools.size())
                        .number(
                                "x",
                                schools.stream().mapToDouble(School::amount).toArray())
                        .number(
                                "w",
                                schools.stream().mapToDouble(School::pupils).toArray())
                        .text("g", schools.stream().map(School::group).toList())
                        .build(),
                "x",
                "w",
                "g");
    }

    /** Equal but for rounding, on the scale of the whole. */
    private static void assertClose(double found, double right, double whole) {
        assertThat(Math.abs(found - right)).isLessThanOrEqualTo(1e-13 * Math.abs(whole) + 1e-28 * Math.abs(right));
    }

    private static void assertSame(Decomposition found, Decomposition right, double factor) {
        for (int i = 0; i < 3; i++) {
            Decomposition.Parts one =
                    List.of(found.theilT(), found.theilL(), found.variance()).get(i);
            Decomposition.Parts other =
                    List.of(right.theilT(), right.theilL(), right.variance()).get(i);
            double times = i == 2 ? factor * factor : 1;
            // Means of groups that differ by less than doubles can tell leave nothing but the noise of their squares.
            double noise = i == 2 ? 1e-28 * right.all().mean() * right.all().mean() * times : 1e-28;
            assertThat(Math.abs(one.within() - times * other.within()))
                    .isLessThanOrEqualTo(1e-11 * times * other.within() + noise);
            assertThat(Math.abs(one.between() - times * other.between()))
                    .isLessThanOrEqualTo(1e-11 * times * other.total() + noise);
        }
        assertClose(found.gini().within(), right.gini().within(), 1);
        assertClose(found.gini().between(), right.gini().between(), 1);
        assertClose(found.gini().overlap(), right.gini().overlap(), 1);
    }

    @Property
    void parts_are_not_negative_and_add_up(@ForAll @From("schools") List<School> schools) {
        Decomposition parts = of(schools);
        assertThat(parts.theilT().within()).isNotNegative();
        assertThat(parts.theilT().between()).isNotNegative();
        assertThat(parts.theilL().between()).isNotNegative();
        assertThat(parts.gini().within()).isNotNegative();
        assertThat(parts.gini().between()).isNotNegative();
        assertThat(parts.gini().overlap()).isGreaterThan(-1e-15);
        assertClose(
                parts.theilT().total(),
                parts.all().theilT(),
                Math.max(parts.all().theilT(), 1e-15));
        assertClose(
                parts.theilL().total(),
                parts.all().theilL(),
                Math.max(parts.all().theilL(), 1e-15));
        assertClose(
                parts.variance().total(),
                parts.all().variance(),
                Math.max(parts.all().variance(), 1e-10));
        assertClose(parts.gini().total(), parts.all().gini(), 1);
    }

    @Property
    void one_group_has_all_within_and_groups_of_one_have_all_between(@ForAll @From("schools") List<School> schools) {
        Decomposition together = of(schools.stream()
                .map(school -> new School(school.amount, school.pupils, "all"))
                .toList());
        assertThat(together.theilT().between()).isZero();
        assertThat(together.variance().between()).isZero();
        assertThat(together.gini().between()).isZero();
        assertClose(together.gini().overlap(), 0, 1);
        Decomposition apart = of(IntStream.range(0, schools.size())
                .mapToObj(i -> new School(schools.get(i).amount, schools.get(i).pupils, "group " + i))
                .toList());
        assertThat(apart.theilT().within()).isZero();
        assertThat(apart.gini().within()).isZero();
        assertThat(apart.gini().between()).isEqualTo(apart.all().gini());
    }

    @Property
    void the_order_of_rows_changes_no_bit(@ForAll @From("schools") List<School> schools, @ForAll Random random) {
        List<School> shuffled = new ArrayList<>(schools);
        Collections.shuffle(shuffled, random);
        assertThat(of(shuffled)).isEqualTo(of(schools)).hasSameHashCodeAs(of(schools));
        assertThat(of(shuffled).theilT()).isEqualTo(of(schools).theilT());
        assertThat(of(shuffled).gini()).isEqualTo(of(schools).gini());
    }

    @Property
    void multiplying_amounts_or_giving_rows_twice_changes_no_part(
            @ForAll @From("schools") List<School> schools, @ForAll @IntRange(min = 2, max = 1_000) int factor) {
        assertSame(
                of(schools.stream()
                        .map(school -> new School(school.amount * factor, school.pupils, school.group))
                        .toList()),
                of(schools),
                factor);
        assertSame(of(Stream.concat(schools.stream(), schools.stream()).toList()), of(schools), 1);
    }

    @Property
    void moving_a_dollar_down_within_a_group_lowers_only_the_part_within(
            @ForAll @From("schools") List<School> schools) {
        List<School> alike = new ArrayList<>(schools.stream()
                .map(school -> new School(school.amount, 100, school.group))
                .sorted((one, other) -> Double.compare(one.amount, other.amount))
                .toList());
        School poorest = alike.get(0);
        School richest = alike.stream()
                .filter(school -> school.group.equals(poorest.group))
                .reduce((one, other) -> other)
                .orElseThrow();
        if (richest.amount < poorest.amount + 2) {
            return;
        }
        Decomposition before = of(alike);
        alike.remove(poorest);
        alike.remove(richest);
        alike.add(new School(poorest.amount + 1, 100, poorest.group));
        alike.add(new School(richest.amount - 1, 100, poorest.group));
        Decomposition after = of(alike);
        assertThat(after.theilT().within()).isLessThan(before.theilT().within());
        assertThat(after.theilL().within()).isLessThan(before.theilL().within());
        assertThat(after.variance().within()).isLessThan(before.variance().within());
        assertThat(after.gini().within()).isLessThan(before.gini().within());
        assertThat(after.theilT().between()).isEqualTo(before.theilT().between());
        assertThat(after.gini().between()).isEqualTo(before.gini().between());
    }
}
