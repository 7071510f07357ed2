package org.perpupil.io.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

class PublicReleaseTest {
    private static final Dimension SCHOOL = Dimension.adding("school", "all schools");
    private static final Dimension NEED =
            Dimension.groups("need", List.of(POVERTY, ENGLISH_LEARNER, anyOf(POVERTY, ENGLISH_LEARNER)));
    private static final String ALL = "all pupils";
    private static final String POOR = "poverty";
    private static final String LEARNER = "English learner";
    private static final String EITHER = "any of (English learner, poverty)";

    private static Set<String> hidden(ReleaseTable... tables) {
        return hidden(PublicRelease.named("test"), tables);
    }

    private static Set<String> hidden(PublicRelease.Builder release, ReleaseTable... tables) {
        for (ReleaseTable table : tables) {
            release.table(table);
        }
        return release.build().tables().stream()
                .flatMap(table -> table.cells().stream())
                .filter(ReleasedTable.Cell::isSuppressed)
                .map(cell -> String.join(", ", cell.labels()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ReleaseTable.Builder bySchool(String school, long all, long poor) {
        return ReleaseTable.named("by need", SCHOOL, NEED)
                .count(all, school, ALL)
                .count(poor, school, POOR);
    }

    @Test
    void hides_nothing_where_nothing_is_small() {
        // 40 and 60 of 100, 30 and 20 of 50: all are 10 or more, and so is what is left of each
        assertThat(hidden(bySchool("A", 100, 40)
                        .count(50, "B", ALL)
                        .count(20, "B", POOR)
                        .totals("school")
                        .build()))
                .isEmpty();
    }

    @Test
    void hides_a_second_count_where_a_total_gives_the_first_away() {
        // A's 4 is under 10; the total of 24 would give it away beside B's 20
        assertThat(hidden(bySchool("A", 100, 4)
                        .count(50, "B", ALL)
                        .count(20, "B", POOR)
                        .totals("school")
                        .build()))
                .containsExactly("A, poverty", "B, poverty");
    }

    @Test
    void hides_the_smallest_other_count() {
        // 4 is under 10; 15 is the smallest of 30, 15 and 20
        assertThat(hidden(bySchool("A", 100, 4)
                        .count(30, "B", POOR)
                        .count(15, "C", POOR)
                        .count(20, "D", POOR)
                        .totals("school")
                        .build()))
                .containsExactly("A, poverty", "C, poverty");
    }

    @Test
    void hides_a_large_group_that_leaves_few_pupils() {
        // 97 of 100 pupils are poor, so 3 are not; nothing else hangs on it
        assertThat(hidden(bySchool("A", 100, 97).build())).containsExactly("A, poverty");
        // 90 of 100 leaves 10
        assertThat(hidden(bySchool("A", 100, 90).build())).isEmpty();
    }

    @Test
    void hides_what_two_needs_and_their_unduplicated_count_tell() {
        // 40 + 30 − 65 = 5 pupils have both needs, and 30 − 5 = 25 and 40 − 5 = 35 have one: hiding the 30 is least
        assertThat(hidden(bySchool("A", 100, 40)
                        .count(30, "A", LEARNER)
                        .count(65, "A", EITHER)
                        .build()))
                .containsExactly("A, English learner");
        // 40 + 30 − 58 = 12 have both, 18 and 28 have one, 42 have none
        assertThat(hidden(bySchool("A", 100, 40)
                        .count(30, "A", LEARNER)
                        .count(58, "A", EITHER)
                        .build()))
                .isEmpty();
    }

    @Test
    void knows_the_same_count_in_two_tables() {
        Dimension span = Dimension.adding("span", "all grades");
        ReleaseTable one = bySchool("A", 100, 40).build();
        ReleaseTable two = ReleaseTable.named("by span", SCHOOL, span, NEED)
                .count(3, "A", "K–5", POOR)
                .count(37, "A", "6–8", POOR)
                .build();
        // 3 is under 10, and 40 − 37 would give it away; 37 is less than 40, the total in the other table
        assertThat(hidden(one, two)).containsExactly("A, 6–8, poverty", "A, K–5, poverty");
    }

    @Test
    void follows_a_small_count_through_both_ways_of_adding() {
        Dimension span = Dimension.adding("span", "all grades");
        // Rows 3 + 30, 40 + 50: the 3 needs one more in its row and in its column, and so does each of those
        assertThat(hidden(ReleaseTable.named("by span", SCHOOL, span)
                        .count(3, "A", "K–5")
                        .count(30, "A", "6–8")
                        .count(40, "B", "K–5")
                        .count(50, "B", "6–8")
                        .totals("span")
                        .totals("school")
                        .build()))
                .containsExactly("A, 6–8", "A, K–5", "B, 6–8", "B, K–5");
    }

    @Test
    void hides_zeros_unless_they_are_to_be_shown() {
        ReleaseTable table = bySchool("A", 100, 0)
                .count(50, "B", ALL)
                .count(0, "B", POOR)
                .count(60, "C", ALL)
                .count(30, "C", POOR)
                .totals("school")
                .build();
        // 0 and 0 are under 10: one may be 1 more if C is 1 less
        assertThat(hidden(table)).containsExactly("A, poverty", "B, poverty", "C, poverty");
        assertThat(hidden(PublicRelease.named("zeros").showingZeros(), table)).isEmpty();
    }

    @Test
    void a_one_beside_shown_zeros_needs_room() {
        // With zeros shown 1 is known to be above 0, so its witness is 2, and 12 becomes 11
        PublicRelease release = PublicRelease.named("zeros")
                .showingZeros()
                .table(bySchool("A", 100, 1)
                        .count(50, "B", ALL)
                        .count(12, "B", POOR)
                        .count(0, "C", POOR)
                        .totals("school")
                        .build())
                .build();
        assertThat(release.tables().get(0).cell("A", POOR).orElseThrow().text()).isEqualTo("*");
        assertThat(release.tables().get(0).cell("B", POOR).orElseThrow().text()).isEqualTo("*");
        assertThat(release.tables().get(0).cell("C", POOR).orElseThrow().text()).isEqualTo("0");
    }

    @Test
    void marks_and_counts_what_is_hidden() {
        PublicRelease release = PublicRelease.named("test")
                .table(bySchool("A", 100, 4)
                        .count(20, "B", POOR)
                        .totals("school")
                        .build())
                .build();

        // A 100, all 100, A 4, B 20, all 24 are 5 counts; 4 and 20 are hidden
        assertThat(release.counts()).isEqualTo(5);
        assertThat(release.suppressed()).isEqualTo(2);
        assertThat(release.small()).isEqualTo(1);
        // (4 + 20) / (100 + 100 + 4 + 20 + 24) = 24/248
        assertThat(release.shareHidden()).hasToString("3/31");
        assertThat(release.note())
                .isEqualTo(
                        "2 of 5 counts are suppressed and marked *: counts under 10, and others from which those could "
                                + "be worked out. The mark does not tell which.");
    }

    @Test
    void tells_two_values_of_one_count_and_parts_above_their_total() {
        ReleaseTable one = bySchool("A", 100, 40).build();
        ReleaseTable two =
                ReleaseTable.named("other", SCHOOL, NEED).count(41, "A", POOR).build();
        assertThatThrownBy(() -> hidden(one, two))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("41 here and 40 in another table");
        assertThatThrownBy(() -> hidden(ReleaseTable.named("sums", SCHOOL)
                        .count(7, "A")
                        .count(5, "all schools")
                        .build()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("5 pupils, and 7 in its parts");
        assertThatThrownBy(() -> hidden(bySchool("A", 10, 11).build()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("11 pupils of 10");
    }

    @Test
    void follows_three_needs_and_their_unduplicated_count() {
        PupilGroup any = anyOf(POVERTY, ENGLISH_LEARNER, FOSTER);
        Dimension need = Dimension.groups("need", List.of(POVERTY, ENGLISH_LEARNER, FOSTER, any));
        ReleaseTable.Builder table = ReleaseTable.named("by need", SCHOOL, need)
                .count(200, "A", ALL)
                .count(80, "A", POOR)
                .count(60, "A", LEARNER)
                .count(20, "A", "foster");
        // 106 − 20 = 86, 106 − 60 = 46, 106 − 80 = 26, 200 − 106 = 94: none is small
        assertThat(hidden(table.count(106, "A", any.name()).build())).isEmpty();
        // 88 − 80 = 8 pupils have another need and are not poor
        assertThat(hidden(ReleaseTable.named("by need", SCHOOL, need)
                        .count(80, "A", POOR)
                        .count(88, "A", any.name())
                        .build()))
                .containsExactly("A, poverty");
    }

    @Test
    void a_rest_of_a_total_counts_as_published() {
        // 50 − 20 − 25 = 5 pupils are in schools that the table does not have; hiding 20 costs least
        assertThat(hidden(ReleaseTable.named("sums", SCHOOL)
                        .count(20, "A")
                        .count(25, "B")
                        .count(50, "all schools")
                        .build()))
                .containsExactly("A");
    }

    @Test
    void average_attendance_is_small_by_its_value() {
        // 9.75 is under 10 and 10.25 is not; 20.00 would give 9.75 away
        assertThat(hidden(ReleaseTable.named("attendance", SCHOOL)
                        .count(PupilCount.parse("9.75"), "A")
                        .count(PupilCount.parse("10.25"), "B")
                        .totals("school")
                        .build()))
                .containsExactly("A", "B");
    }

    @Test
    void a_minimum_of_two_hides_zeros_and_ones() {
        // 1 and 0 of 3: the one who is alone, and that nobody is; 2 is shown without them, and 3 hides with them or not
        assertThat(hidden(
                        PublicRelease.named("two").minimum(2),
                        ReleaseTable.named("few", SCHOOL)
                                .count(1, "A")
                                .count(0, "B")
                                .count(2, "C")
                                .build()))
                .containsExactly("A", "B");
        assertThatThrownBy(() ->
                        PublicRelease.named("two").minimum(2).showingZeros().build())
                .hasMessageContaining("take a minimum of 3 or more");
        assertThatThrownBy(() -> PublicRelease.named("one").minimum(1)).hasMessageContaining("2 or more, not 1");
    }

    @Test
    void refuses_labels_that_mean_two_things() {
        assertThatThrownBy(() -> SCHOOL.subtotal("north", List.of("A")).subtotal("north", List.of("B")))
                .hasMessageContaining("\"north\" of \"school\" stands for [A] and for [B]");
        assertThatThrownBy(() -> NEED.subtotal("both", List.of(POOR)))
                .hasMessageContaining("overlap, and do not add up");
        assertThatThrownBy(() -> bySchool("A", 10, 5).count(3, "A", "gifted")).hasMessageContaining("is no group of");
        assertThatThrownBy(() -> bySchool("A", 10, 5).count(3, "A", POOR)).hasMessageContaining("already has 5");
        assertThatThrownBy(() -> bySchool("A", 10, 5).count(3, "A")).hasMessageContaining("are no labels of one count");
        assertThatThrownBy(() -> bySchool("A", 10, 5).totals("need")).hasMessageContaining("whose parts add up");
        assertThatThrownBy(() -> PublicRelease.named("two")
                        .table(bySchool("A", 100, 50).build())
                        .table(ReleaseTable.named("other", Dimension.adding("school", "district"))
                                .count(20, "A")
                                .build())
                        .build())
                .hasMessageContaining("not the same in both");
    }
}
