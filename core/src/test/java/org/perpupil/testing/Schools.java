package org.perpupil.testing;

import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.NeedCategory.SPECIAL_EDUCATION;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.domains.DomainContextBase;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;

/**
 * Whole valid worlds for property tests: districts, schools and their pupils.
 *
 * <p>With {@code @Domain(Schools.class)} on a property or its class, a {@code @ForAll} parameter may be a {@link District}, a
 * {@link School}, an {@link Enrollment} or a {@link SchoolId}; needs are missing now and then. A property that also draws
 * numbers or texts adds {@code @Domain(DomainContext.Global.class)}. The static methods give the same arbitraries anywhere.
 *
 * <p>A district has the {@linkplain #LEVELS levels} K–5, 6–8 and 9–12, from 1 to 12 schools, dollars for its currency and no
 * revenue: a test adds its own. A school has pupils in one level or in two that follow each other (K–8, or 7–12, which is
 * counted by level like the rest), at least one pupil in each of its spans, and all pupils and each of the {@linkplain #NEEDS
 * needs} counted for the same spans; in a complete world every need is given. Counts are whole or have three decimals. The
 * facts of a school are always given: the text {@code type} (E, M or H by its level, S if it straddles), the number
 * {@code miles}, the money {@code last year} and the flag {@code charter}.
 */
public final class Schools extends DomainContextBase {
    public static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    public static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");
    public static final GradeSpan HIGH = GradeSpan.of("high", "9", "12");

    public static final List<GradeSpan> LEVELS = List.of(ELEMENTARY, MIDDLE, HIGH);
    public static final List<NeedCategory> NEEDS = List.of(POVERTY, ENGLISH_LEARNER, SPECIAL_EDUCATION);

    /** Which levels a school has pupils in. */
    private enum Shape {
        ELEMENTARY_SCHOOL("E", ELEMENTARY),
        MIDDLE_SCHOOL("M", MIDDLE),
        HIGH_SCHOOL("H", HIGH),
        KINDERGARTEN_TO_GRADE_8("S", ELEMENTARY, MIDDLE),
        GRADES_7_TO_12("S", MIDDLE, HIGH);

        private final String type;
        private final List<GradeSpan> spans;

        Shape(String type, GradeSpan... spans) {
            this.type = type;
            this.spans = List.of(spans);
        }
    }

    /** Counts before they have a span: pupils in thousandths, and each of {@link #NEEDS} in thousandths of the pupils. */
    private record Draft(int pupils, List<Integer> shares) {

        Enrollment.Builder addTo(Enrollment.Builder counts, GradeSpan span, List<Boolean> given, int places) {
            BigDecimal all = BigDecimal.valueOf(pupils, 3).setScale(places, RoundingMode.DOWN);
            counts.in(span).pupils(all);
            for (int i = 0; i < NEEDS.size(); i++) {
                if (given.get(i)) {
                    BigDecimal some = all.multiply(BigDecimal.valueOf(shares.get(i), 3));
                    counts.need(NEEDS.get(i), some.setScale(places, RoundingMode.DOWN));
                }
            }
            return counts;
        }
    }

    @Provide
    Arbitrary<District> anyDistrict() {
        return districts(false);
    }

    @Provide
    Arbitrary<School> anySchool() {
        return schools(false);
    }

    @Provide
    Arbitrary<Enrollment> anyEnrollment() {
        return enrollments(false);
    }

    @Provide
    Arbitrary<SchoolId> anySchoolId() {
        return schoolIds();
    }

    /**
     * Returns districts of 1 to 12 schools.
     *
     * @param complete whether every need is known in every school
     */
    public static Arbitrary<District> districts(boolean complete) {
        Arbitrary<List<School>> several =
                schools(complete).list().uniqueElements(School::id).ofMinSize(1).ofMaxSize(12);
        return several.map(schools -> District.named("Unified District")
                .levels(LEVELS)
                .schools(schools)
                .build());
    }

    /**
     * Returns schools in one level or in two.
     *
     * @param complete whether every need is known
     */
    public static Arbitrary<School> schools(boolean complete) {
        return Combinators.combine(schoolIds(), shapedEnrollments(complete), miles(), lastYear(), charter())
                .as((id, shaped, miles, lastYear, charter) -> School.of(id, "School " + id)
                        .enrolling(shaped.get2())
                        .text("type", shaped.get1().type)
                        .number("miles", miles)
                        .money("last year", lastYear)
                        .flag("charter", charter)
                        .missing("graduates", charter ? Missing.SUPPRESSED : Missing.NOT_APPLICABLE)
                        .build())
                .withoutEdgeCases(); // rare cases are drawn on purpose; all pairs of edges would crowd out the rest
    }

    /**
     * Returns counts of pupils in one level or in two.
     *
     * @param complete whether every need is known
     */
    public static Arbitrary<Enrollment> enrollments(boolean complete) {
        return shapedEnrollments(complete).map(Tuple2::get2).withoutEdgeCases();
    }

    /** Returns ids as districts have them: digits, with or without leading zeros, some after a letter. */
    public static Arbitrary<SchoolId> schoolIds() {
        Arbitrary<String> prefix = Arbitraries.frequency(Tuple.of(3, ""), Tuple.of(1, "K"), Tuple.of(1, "X"));
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(5);
        return Combinators.combine(prefix, digits).as((letter, number) -> SchoolId.of(letter + number));
    }

    private static Arbitrary<Tuple2<Shape, Enrollment>> shapedEnrollments(boolean complete) {
        Arbitrary<Integer> places = Arbitraries.of(0, 3);
        Arbitrary<Boolean> known =
                complete ? Arbitraries.just(true) : Arbitraries.frequency(Tuple.of(9, true), Tuple.of(1, false));
        return Combinators.combine(
                        Arbitraries.of(Shape.class), places, known.list().ofSize(NEEDS.size()), drafts(), drafts())
                .as((shape, decimals, given, first, second) -> {
                    GradeSpan lowest = shape.spans.get(0);
                    Enrollment.Builder counts = first.addTo(Enrollment.in(lowest), lowest, given, decimals);
                    for (GradeSpan next : shape.spans.subList(1, shape.spans.size())) {
                        second.addTo(counts, next, given, decimals);
                    }
                    for (int need = 0; need < given.size(); need++) {
                        if (!given.get(need)) {
                            counts.missing(NEEDS.get(need), Missing.values()[need % 3]);
                        }
                    }
                    return Tuple.of(shape, counts.build());
                });
    }

    private static Arbitrary<Draft> drafts() {
        Arbitrary<Integer> pupils = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.integers().between(1_000, 20_000)),
                Tuple.of(
                        6,
                        Arbitraries.integers()
                                .between(20_000, 1_500_000)
                                .withDistribution(RandomDistribution.uniform())));
        Arbitrary<Integer> share = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(0, 1_000)),
                Tuple.of(6, Arbitraries.integers().between(0, 1_000).withDistribution(RandomDistribution.uniform())));
        return Combinators.combine(pupils, share.list().ofSize(NEEDS.size())).as(Draft::new);
    }

    private static Arbitrary<BigDecimal> miles() {
        return Arbitraries.integers().between(0, 600).map(tenths -> BigDecimal.valueOf(tenths, 1));
    }

    private static Arbitrary<Money> lastYear() {
        return Arbitraries.longs().between(0, 2_000_000_000L).map(Money::ofCents);
    }

    private static Arbitrary<Boolean> charter() {
        return Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true));
    }
}
