package org.perpupil.district;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

class PupilCounterTest {
    private static final GradeSpan LOW = GradeSpan.of("low", "K", "8");
    private static final GradeSpan HIGH = GradeSpan.of("high", "9", "12");
    private static final byte GRADE_3 = place(Grade.GRADE_3);
    private static final byte GRADE_9 = place(Grade.GRADE_9);

    private final PupilCounter counter = PupilCounter.of(
            List.of(LOW, HIGH),
            List.of(POVERTY, ENGLISH_LEARNER, FOSTER),
            List.of(POVERTY, ENGLISH_LEARNER, anyOf(POVERTY, ENGLISH_LEARNER, FOSTER)));

    private static byte place(Grade grade) {
        return (byte) List.of(Grade.values()).indexOf(grade);
    }

    @Test
    void counts_a_pupil_under_each_need_and_once_in_a_combination() {
        int[] counts = counter.counts(2);

        counter.add(
                new int[] {1, 0, 1, 1},
                new byte[] {GRADE_3, GRADE_9, GRADE_3, GRADE_9},
                new byte[] {0b011, 0b100, 0b000, 0b001},
                0,
                4,
                counts);

        // By hand. The first school has a foster child in grade 9; the second, in grade 3, one poor English learner and
        // one pupil without
        // needs, and one poor pupil in grade 9.
        assertThat(counts).containsExactly(0, 0, 0, 0, 1, 0, 0, 1, 2, 1, 1, 1, 1, 1, 0, 1);
        assertThat(counter.enrollment(1, counts))
                .isEqualTo(Enrollment.in(LOW)
                        .pupils(2)
                        .need(POVERTY, 1)
                        .need(ENGLISH_LEARNER, 1)
                        .need(anyOf(POVERTY, ENGLISH_LEARNER, FOSTER), 1)
                        .in(HIGH)
                        .pupils(1)
                        .need(POVERTY, 1)
                        .need(ENGLISH_LEARNER, 0)
                        .need(anyOf(POVERTY, ENGLISH_LEARNER, FOSTER), 1)
                        .build());
    }

    @Test
    void a_school_without_pupils_has_none() {
        assertThat(counter.enrollment(0, counter.counts(1)).pupils().isZero()).isTrue();
    }

    @Test
    void adds_a_range_of_rows_to_what_is_counted() {
        int[] counts = counter.counts(1);
        int[] schools = new int[10_000];
        byte[] grades = new byte[10_000];
        Arrays.fill(grades, GRADE_3);
        byte[] needs = new byte[10_000];
        Arrays.fill(needs, 1_000, 10_000, (byte) 0b101);

        counter.add(schools, grades, needs, 500, 10_000, counts);
        counter.add(schools, grades, needs, 0, 500, counts);

        // 10,000 pupils, more than a packed count holds, of whom all but the first 1,000 are poor
        assertThat(counts).startsWith(10_000, 9_000, 0, 9_000);
    }

    @Test
    void counts_more_groups_than_are_counted_at_once() {
        List<NeedCategory> needs = IntStream.range(0, 8)
                .mapToObj(need -> new NeedCategory("need " + need))
                .toList();
        List<PupilGroup> groups = IntStream.range(0, 16)
                .mapToObj(group ->
                        group < 8 ? needs.get(group) : needs.get(group - 8).butNot(needs.get((group + 1) % 8)))
                .toList();
        PupilCounter many = PupilCounter.of(List.of(GradeSpan.ALL_GRADES), needs, groups);
        int[] counts = many.counts(1);

        many.add(new int[2], new byte[2], new byte[] {0b101, (byte) 0b1000_0001}, 0, 2, counts);

        // By hand: both have the first need, one the third and one the last; so both have the first and not the second,
        // one the third and not
        // the fourth, and nobody the last and not the first.
        assertThat(counts).containsExactly(2, 2, 0, 1, 0, 0, 0, 0, 1, 2, 0, 1, 0, 0, 0, 0, 0);
    }

    @Test
    void rows_that_cannot_be_counted_are_told_and_add_nothing() {
        int[] counts = counter.counts(2);

        assertThatThrownBy(() -> add(counts, 2, GRADE_3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 1 has school 2; there are counts of 2");
        assertThatThrownBy(() -> add(counts, -1, GRADE_3, 0)).hasMessage("row 1 has school -1; there are counts of 2");
        assertThatThrownBy(() -> add(counts, 0, place(Grade.UNGRADED), 0))
                .hasMessage("row 1 has grade 15, which is in none of [low (K–8), high (9–12)]");
        assertThatThrownBy(() -> add(counts, 0, -1, 0)).hasMessageStartingWith("row 1 has grade -1");
        assertThatThrownBy(() -> add(counts, 0, 16, 0)).hasMessageStartingWith("row 1 has grade 16");
        assertThatThrownBy(() -> add(counts, 0, GRADE_3, 0b1000))
                .hasMessage("row 1 has needs 1000, of which a bit is none of the needs");
        assertThatThrownBy(() -> add(new int[7], 0, GRADE_3, 0))
                .hasMessage("7 counts are not 8 for each of some schools");
        assertThatThrownBy(() -> counter.add(new int[2], new byte[1], new byte[2], 0, 2, counts))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(counts).containsOnly(0);
    }

    private void add(int[] counts, int school, int grade, int needs) {
        counter.add(
                new int[] {0, school}, new byte[] {GRADE_3, (byte) grade}, new byte[] {0, (byte) needs}, 0, 2, counts);
    }

    @Test
    void a_count_that_would_be_too_large_is_told() {
        int[] counts = counter.counts(1);
        counts[0] = Integer.MAX_VALUE;

        assertThatThrownBy(() -> counter.add(new int[1], new byte[] {GRADE_3}, new byte[1], 0, 1, counts))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("a count is not from 0 to 2147483647");

        // What was half counted then is not added to others.
        int[] others = counter.counts(1);
        counter.add(new int[1], new byte[] {GRADE_3}, new byte[1], 0, 1, others);
        assertThat(others).containsExactly(1, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void refuses_what_cannot_be_counted() {
        assertThatThrownBy(() -> PupilCounter.of(List.of(), List.of(POVERTY), List.of()))
                .hasMessage("pupils are counted by spans, and there is none");
        assertThatThrownBy(() -> PupilCounter.of(List.of(LOW), List.of(POVERTY, POVERTY), List.of()))
                .hasMessage("[poverty, poverty] are no needs that stand in a byte; name at most 8 different ones");
        assertThatThrownBy(() -> PupilCounter.of(List.of(LOW), List.of(POVERTY), List.of(NeedCategory.ALL_PUPILS)))
                .hasMessage("[all pupils] has a group twice, or all pupils, who are always counted");
        assertThatThrownBy(() -> PupilCounter.of(List.of(LOW), List.of(POVERTY), List.of(FOSTER)))
                .hasMessageContaining("not for [foster");
        assertThatThrownBy(() -> PupilCounter.of(List.of(LOW, GradeSpan.of("all", "K", "12")), List.of(), List.of()))
                .hasMessageContaining("count every pupil in one span");
        assertThatThrownBy(() -> counter.counts(-1)).hasMessage("-1 schools of 8 counts each do not fit an array");
        assertThatThrownBy(() -> counter.counts(1 << 28)).hasMessageEndingWith("do not fit an array");
    }
}
