package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.testing.Schools;

@Domain(Schools.class)
@Domain(DomainContext.Global.class)
class EnrollmentProperties {
    private static final List<Grade> GRADES = List.of(Grade.values());

    /** Pupils of one grade and those in poverty among them, in thousandths. */
    record Counted(Grade grade, int pupils, int poor) {}

    /** Counts by grade, some grades empty or not taught at all. */
    @Provide
    Arbitrary<List<Counted>> byGrade() {
        Arbitrary<Integer> pupils = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0)),
                Tuple.of(3, Arbitraries.integers().between(1, 200_000)));
        return Arbitraries.subsetOf(GRADES)
                .ofMinSize(1)
                .flatMap(taught -> Combinators.combine(
                                pupils.list().ofSize(taught.size()),
                                Arbitraries.integers().between(0, 1_000).list().ofSize(taught.size()))
                        .as((counts, shares) -> {
                            List<Grade> grades = new ArrayList<>(new TreeSet<>(taught));
                            return IntStream.range(0, grades.size())
                                    .mapToObj(i -> new Counted(grades.get(i), counts.get(i), (int)
                                            ((long) counts.get(i) * shares.get(i) / 1_000)))
                                    .toList();
                        }))
                .withoutEdgeCases();
    }

    /** Spans that follow each other from PK to 12, and ungraded pupils: together every grade once. */
    @Provide
    Arbitrary<List<GradeSpan>> partitions() {
        int last = GRADES.indexOf(Grade.GRADE_12);
        return Arbitraries.integers()
                .between(1, last)
                .set()
                .ofMaxSize(6)
                .map(cuts -> {
                    List<GradeSpan> spans = new ArrayList<>();
                    int from = 0;
                    for (int cut : new TreeSet<>(cuts)) {
                        spans.add(span(from, cut - 1));
                        from = cut;
                    }
                    spans.add(span(from, last));
                    spans.add(GradeSpan.of(Grade.UNGRADED));
                    return List.copyOf(spans);
                })
                .withoutEdgeCases();
    }

    private static GradeSpan span(int first, int last) {
        return new GradeSpan("from " + GRADES.get(first).code(), GRADES.get(first), GRADES.get(last));
    }

    private static Enrollment counted(List<Counted> byGrade) {
        Enrollment.Builder builder = Enrollment.in(GradeSpan.ALL_GRADES);
        for (Counted one : byGrade) {
            builder.in(GradeSpan.of(one.grade()))
                    .pupils(BigDecimal.valueOf(one.pupils(), 3))
                    .need(NeedCategory.POVERTY, BigDecimal.valueOf(one.poor(), 3));
        }
        return builder.build();
    }

    private static PupilCount thousandths(long sum) {
        return PupilCount.of(BigDecimal.valueOf(sum, 3));
    }

    @Property(tries = 500)
    void the_counts_over_a_partition_of_the_grades_add_up_to_the_school(
            @ForAll("byGrade") List<Counted> byGrade, @ForAll("partitions") List<GradeSpan> partition) {
        Enrollment enrollment = counted(byGrade);

        for (PupilGroup group : enrollment.groups()) {
            PupilCount sum = partition.stream()
                    .map(span -> enrollment.count(group, span).orElseThrow())
                    .reduce(PupilCount.ZERO, PupilCount::plus);
            assertThat(enrollment.count(group)).contains(sum);
        }
        assertThat(enrollment.pupils())
                .isEqualTo(
                        thousandths(byGrade.stream().mapToLong(Counted::pupils).sum()));
    }

    @Property(tries = 500)
    void a_span_has_the_pupils_of_its_grades(
            @ForAll("byGrade") List<Counted> byGrade, @ForAll("partitions") List<GradeSpan> partition) {
        Enrollment enrollment = counted(byGrade);

        for (GradeSpan span : partition) {
            long poor = byGrade.stream()
                    .filter(one -> span.grades().contains(one.grade()))
                    .mapToLong(Counted::poor)
                    .sum();
            assertThat(enrollment.count(NeedCategory.POVERTY, span)).contains(thousandths(poor));
        }
    }

    /** Counts by the spans of one partition are known, cut or zero in the spans of another; never wrong. */
    @Property(tries = 500)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_span_is_cut_or_has_the_pupils_of_its_grades(
            @ForAll("byGrade") List<Counted> byGrade,
            @ForAll("partitions") List<GradeSpan> data,
            @ForAll("partitions") List<GradeSpan> asked) {
        Enrollment exact = counted(byGrade);
        Enrollment.Builder builder = Enrollment.in(GradeSpan.ALL_GRADES);
        data.forEach(span -> builder.in(span)
                .pupils(exact.count(NeedCategory.ALL_PUPILS, span).orElseThrow().value()));
        Enrollment coarse = builder.build();

        for (GradeSpan span : asked) {
            boolean cut = coarse.cutBy(NeedCategory.ALL_PUPILS, span).isPresent();
            if (!cut) {
                assertThat(coarse.count(NeedCategory.ALL_PUPILS, span))
                        .isEqualTo(exact.count(NeedCategory.ALL_PUPILS, span));
            }
            Statistics.label("cut").collect(cut).coverage(coverage -> {
                coverage.check(true).percentage(share -> share > 1.25);
                coverage.check(false).percentage(share -> share > 1.25);
            });
        }
    }

    @Property(tries = 300)
    void a_need_never_has_more_pupils_than_are_enrolled(@ForAll Enrollment enrollment) {
        for (PupilGroup group : enrollment.groups()) {
            for (Map.Entry<GradeSpan, PupilCount> cell : enrollment.cells(group).entrySet()) {
                assertThat(cell.getValue())
                        .isLessThanOrEqualTo(enrollment
                                .count(NeedCategory.ALL_PUPILS, cell.getKey())
                                .orElseThrow());
            }
        }
    }

    @Property(tries = 300)
    void a_school_is_the_sum_of_the_levels(@ForAll Enrollment enrollment) {
        for (NeedCategory need : Schools.NEEDS) {
            Optional<PupilCount> sum = Schools.LEVELS.stream()
                    .map(level -> enrollment.count(need, level))
                    .reduce(Optional.of(PupilCount.ZERO), (a, b) -> a.flatMap(some -> b.map(some::plus)));
            assertThat(enrollment.count(need)).isEqualTo(sum);
        }
    }

    @Property(tries = 300)
    void what_is_counted_again_is_equal(@ForAll Enrollment enrollment) {
        Enrollment.Builder again = Enrollment.in(GradeSpan.ALL_GRADES);
        enrollment
                .groups()
                .forEach(group -> enrollment
                        .cells(group)
                        .forEach((span, count) -> again.in(span).need(group, count.value())));

        enrollment.missing().forEach(again.schoolwide()::missing);

        assertThat(again.build()).isEqualTo(enrollment).hasSameHashCodeAs(enrollment);
    }
}
