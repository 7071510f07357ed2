package org.perpupil.equity.progressivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.NeedGroups.Cut;
import org.perpupil.equity.progressivity.NeedGroups.Group;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class NeedGroupsTest {
    private static final Study STUDY = Study.of(List.of("a", "b", "c", "d", "e", "none"))
            .number("need", 10, 20, 30, 40, 50, 60)
            .number("pupils", 100, 100, 100, 50, 50, 0)
            .build();

    @Test
    void makes_quartiles_of_pupils() {
        NeedGroups quartiles = NeedGroups.quartiles(STUDY, "need", "pupils");
        // Of 400 pupils 100, 200 and 300 are reached exactly, so that the cut is halfway to the next need.
        assertThat(quartiles.cutPoints()).containsExactly(15, 25, 35);
        assertThat(quartiles.groups())
                .containsExactly(
                        new Group(1, List.of("a"), 100),
                        new Group(2, List.of("b"), 100),
                        new Group(3, List.of("c"), 100),
                        new Group(4, List.of("d", "e"), 100));
        assertThat(quartiles.leftOut()).extracting(Problem::place).containsExactly("none");
        // (50 × 40 + 50 × 50) / 100, and (40 + 50) / 2
        assertThat(quartiles.means("need").get(3)).isEqualTo(new NeedGroups.GroupMean(4, 2, 45, 45));
    }

    @Test
    void makes_quintiles_and_deciles_of_pupils() {
        NeedGroups quintiles = NeedGroups.quintiles(STUDY, "need", "pupils");
        // Of 400 pupils 80, 160, 240 and 320 are reached in a, b, c and d.
        assertThat(quintiles.cutPoints()).containsExactly(10, 20, 30, 40);
        assertThat(quintiles.groups())
                .extracting(Group::units)
                .allSatisfy(units -> assertThat(units).hasSize(1));
        assertThat(NeedGroups.deciles(STUDY, "need", "pupils").groups()).hasSize(10);
        assertThat(quintiles.cut()).isEqualTo(Cut.PUPILS);
    }

    @Test
    void more_groups_than_units_leave_some_empty() {
        NeedGroups many = NeedGroups.of(STUDY, "need", "pupils", 100, Cut.UNITS);
        assertThat(many.groups()).hasSize(100);
        assertThat(many.groups().stream()
                        .mapToInt(group -> group.units().size())
                        .sum())
                .isEqualTo(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeedGroups.of(STUDY, "need", "pupils", 101, Cut.UNITS))
                .withMessage("groups are from 2 to 100, not 101");
        assertThatThrownBy(() -> NeedGroups.quartiles(STUDY.where("need", "x"), "need", "pupils"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NeedGroups.quartiles(STUDY.where(row -> row == 5), "need", "pupils"))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("groups of need cannot be made, for nobody is left");
    }

    @Test
    void needs_that_differ_by_rounding_are_the_same() {
        double other = 0.1 + 0.2; // not 0.3 in doubles
        NeedGroups groups = NeedGroups.of(
                Study.of(List.of("a", "b", "c", "d"))
                        .number("need", 0.3, other, 0.3, other)
                        .number("pupils", 1, 1, 1, 1)
                        .build(),
                "need",
                "pupils",
                4,
                Cut.UNITS);
        assertThat(groups.groups().get(0).units()).containsExactly("a", "b", "c", "d");
    }
}
