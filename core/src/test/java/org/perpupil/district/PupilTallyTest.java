package org.perpupil.district;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.GIFTED;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.PupilGroup.allOf;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilNeeds;

class PupilTallyTest {
    private static final SchoolId ADAMS = SchoolId.of("0101");
    private static final SchoolId BAKER = SchoolId.of("0007");
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final GradeSpan K = GradeSpan.of(Grade.KINDERGARTEN);
    private static final GradeSpan THIRD = GradeSpan.of(Grade.GRADE_3);
    private static final GradeSpan SIXTH = GradeSpan.of(Grade.GRADE_6);

    /** Five pupils of one school, one of whom is there for half the day. */
    private static PupilTally five() {
        return PupilTally.of(POVERTY, ENGLISH_LEARNER, FOSTER)
                .add(ADAMS, Grade.GRADE_3, PupilNeeds.of(POVERTY, ENGLISH_LEARNER))
                .add(ADAMS, Grade.GRADE_3, PupilNeeds.of(POVERTY))
                .add(ADAMS, Grade.GRADE_3, PupilNeeds.NONE)
                .add(ADAMS, Grade.KINDERGARTEN, PupilNeeds.of(FOSTER), half())
                .add(ADAMS, Grade.GRADE_6, PupilNeeds.of(ENGLISH_LEARNER))
                .build();
    }

    private static PupilCount half() {
        return PupilCount.of(new BigDecimal("0.5"));
    }

    @Test
    void counts_each_pupil_once_under_each_need_and_once_in_a_combination() {
        Enrollment counts = five().enrollments(
                        POVERTY,
                        ENGLISH_LEARNER,
                        anyOf(POVERTY, ENGLISH_LEARNER, FOSTER),
                        allOf(POVERTY, ENGLISH_LEARNER))
                .get(ADAMS);

        // By hand: 0.5 in K; 3 in grade 3, of whom 2 poor and 1 learner, who is poor too; 1 learner in grade 6.
        assertThat(counts)
                .isEqualTo(Enrollment.in(K)
                        .pupils(new BigDecimal("0.5"))
                        .need(POVERTY, 0)
                        .need(ENGLISH_LEARNER, 0)
                        .need(anyOf(POVERTY, ENGLISH_LEARNER, FOSTER), new BigDecimal("0.5"))
                        .need(allOf(POVERTY, ENGLISH_LEARNER), 0)
                        .in(THIRD)
                        .pupils(3)
                        .need(POVERTY, 2)
                        .need(ENGLISH_LEARNER, 1)
                        .need(anyOf(POVERTY, ENGLISH_LEARNER, FOSTER), 2)
                        .need(allOf(POVERTY, ENGLISH_LEARNER), 1)
                        .in(SIXTH)
                        .pupils(1)
                        .need(POVERTY, 0)
                        .need(ENGLISH_LEARNER, 1)
                        .need(anyOf(POVERTY, ENGLISH_LEARNER, FOSTER), 1)
                        .need(allOf(POVERTY, ENGLISH_LEARNER), 0)
                        .build());
        assertThat(counts.cells(ALL_PUPILS)).containsOnlyKeys(K, THIRD, SIXTH);
        assertThat(counts.groups()).first().isEqualTo(ALL_PUPILS);
    }

    @Test
    void counts_by_spans_and_leaves_out_no_grade() {
        Map<SchoolId, Enrollment> counts = five().enrollments(List.of(ELEMENTARY), POVERTY, ALL_PUPILS, POVERTY);

        // 0.5 + 3 in K to 5, 1 in grade 6, which is in no span
        assertThat(counts)
                .containsExactly(Map.entry(
                        ADAMS,
                        Enrollment.in(ELEMENTARY)
                                .pupils(new BigDecimal("3.5"))
                                .need(POVERTY, 2)
                                .in(SIXTH)
                                .pupils(1)
                                .need(POVERTY, 0)
                                .build()));
    }

    @Test
    void a_group_is_not_counted_where_a_pupil_may_be_in_it() {
        PupilTally tally = PupilTally.of(POVERTY, ENGLISH_LEARNER)
                .add(ADAMS, Grade.GRADE_3, PupilNeeds.of(POVERTY).withUnknown(ENGLISH_LEARNER, Missing.SUPPRESSED))
                .add(ADAMS, Grade.GRADE_3, PupilNeeds.NONE.withUnknown(POVERTY, Missing.NOT_GIVEN))
                .add(ADAMS, Grade.GRADE_6, PupilNeeds.of(ENGLISH_LEARNER))
                .add(ADAMS, Grade.GRADE_6, PupilNeeds.NONE.withUnknown(POVERTY, Missing.NOT_GIVEN), PupilCount.ZERO)
                .build();

        Enrollment counts = tally.enrollments(POVERTY, ENGLISH_LEARNER, anyOf(POVERTY, ENGLISH_LEARNER))
                .get(ADAMS);

        // The first of grade 3 is poor, so that it does not matter whether also a learner; of the second nobody knows.
        assertThat(counts.cells(POVERTY)).containsExactly(Map.entry(SIXTH, PupilCount.ZERO));
        assertThat(counts.cells(ENGLISH_LEARNER)).containsExactly(Map.entry(SIXTH, PupilCount.of(1)));
        assertThat(counts.count(ALL_PUPILS)).contains(PupilCount.of(3));
        assertThat(counts.missing(POVERTY)).contains(Missing.NOT_GIVEN);
        assertThat(counts.missing(ENGLISH_LEARNER)).contains(Missing.SUPPRESSED);
        assertThat(counts.missing(anyOf(POVERTY, ENGLISH_LEARNER))).contains(Missing.NOT_GIVEN);
        assertThat(tally.unknown(POVERTY)).containsExactly(Map.entry(ADAMS, PupilCount.of(1)));
        assertThat(tally.unknown(anyOf(POVERTY, ENGLISH_LEARNER))).containsExactly(Map.entry(ADAMS, PupilCount.of(1)));
        assertThat(tally.unknown(ALL_PUPILS)).isEmpty();
    }

    @Test
    void a_school_with_a_pupil_who_cannot_be_counted_has_no_counts_in_any_sum() {
        PupilTally part = PupilTally.of(POVERTY, ENGLISH_LEARNER, FOSTER)
                .add(BAKER, Grade.GRADE_3, PupilNeeds.NONE)
                .incomplete(ADAMS)
                .build();

        assertThat(part.schools()).containsExactly(BAKER, ADAMS);
        assertThat(part.incomplete()).containsExactly(ADAMS);
        assertThat(five().plus(part).enrollments(POVERTY)).containsOnlyKeys(BAKER);
        assertThat(five().enrollments(POVERTY)).containsOnlyKeys(ADAMS);
    }

    @Test
    void a_need_that_one_part_did_not_ask_for_is_not_given_there() {
        PupilTally other = PupilTally.of(GIFTED)
                .add(BAKER, Grade.GRADE_3, PupilNeeds.of(GIFTED))
                .build();

        Map<SchoolId, Enrollment> counts = five().plus(other).enrollments(POVERTY, GIFTED);

        assertThat(counts).containsOnlyKeys(BAKER, ADAMS);
        assertThat(counts.get(BAKER).count(GIFTED)).contains(PupilCount.of(1));
        assertThat(counts.get(BAKER).missing(POVERTY)).contains(Missing.NOT_GIVEN);
        assertThat(counts.get(ADAMS).missing(GIFTED)).contains(Missing.NOT_GIVEN);
        // 2 poor pupils in grade 3
        assertThat(counts.get(ADAMS).count(POVERTY)).contains(PupilCount.of(2));
    }

    @Test
    void a_tally_that_goes_on_growing_leaves_what_was_built_as_it_is() {
        PupilTally.Builder builder = PupilTally.of(POVERTY).add(ADAMS, Grade.GRADE_3, PupilNeeds.NONE);
        PupilTally one = builder.build();
        builder.add(ADAMS, Grade.GRADE_3, PupilNeeds.NONE);
        assertThat(one.enrollments().get(ADAMS).pupils()).isEqualTo(PupilCount.of(1));
        assertThat(builder.build().enrollments().get(ADAMS).pupils()).isEqualTo(PupilCount.of(2));
    }

    @Test
    void refuses_needs_that_were_not_asked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilTally.of(POVERTY).add(ADAMS, Grade.GRADE_3, PupilNeeds.of(FOSTER)))
                .withMessage("pupils are asked for [poverty], not for foster");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> five().enrollments(anyOf(POVERTY, GIFTED)))
                .withMessage(
                        "\"any of (gifted, poverty)\" cannot be counted: pupils were asked for [English learner, foster, poverty], not for [gifted]");
        assertThatIllegalArgumentException().isThrownBy(() -> five().unknown(POVERTY.butNot(GIFTED)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilTally.of(ALL_PUPILS))
                .withMessage("all pupils are no need; they are always counted");
    }

    @Test
    void refuses_spans_with_a_common_grade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> five().enrollments(List.of(ELEMENTARY, GradeSpan.of("middle", "5", "8"))))
                .withMessage("elementary (K–5) and middle (5–8) both have grade 5; count every pupil in one span");
    }

    @Test
    void bytes_that_were_cut_or_changed_are_refused() {
        PupilTally tally = five().plus(PupilTally.of(GIFTED)
                .add(BAKER, Grade.UNGRADED, PupilNeeds.NONE)
                .incomplete(ADAMS)
                .build());
        byte[] bytes = tally.toBytes();
        assertThat(PupilTally.ofBytes(bytes)).isEqualTo(tally);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().isThrownBy(() -> PupilTally.ofBytes(cut));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilTally.ofBytes(longer))
                .withMessage("these bytes are no tally of pupils; something is there twice or not in order");
        byte[] otherVersion = bytes.clone();
        ByteBuffer.wrap(otherVersion).putInt(0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilTally.ofBytes(otherVersion))
                .withMessage("these bytes are no tally of pupils, or one of another version");
        byte[] manyNeeds = bytes.clone();
        ByteBuffer.wrap(manyNeeds).putInt(4, Integer.MAX_VALUE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilTally.ofBytes(manyNeeds))
                .withMessage("these bytes are no tally of pupils; they end too early");
    }

    @Test
    void every_changed_byte_is_refused_or_says_something_else() {
        PupilTally tally = five();
        byte[] bytes = tally.toBytes();
        for (int place = 0; place < bytes.length; place++) {
            for (int change : new int[] {1, 2, 7, 0x80, 0xFF}) {
                byte[] changed = bytes.clone();
                changed[place] ^= (byte) change;
                try {
                    assertThat(PupilTally.ofBytes(changed)).isNotEqualTo(tally);
                } catch (IllegalArgumentException refused) {
                    assertThat(refused).hasMessageNotContaining("null");
                }
            }
        }
    }
}
