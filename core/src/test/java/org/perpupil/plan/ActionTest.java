package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.Example.BOOKS;
import static org.perpupil.plan.Example.TUTORS;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import java.time.LocalDate;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionTest {
    private static final LocalDate DAY = LocalDate.of(2012, 9, 15);
    private static final Action HIRE = Action.of("hire", "Hire two tutors");

    @Test
    void begins_as_a_plan_that_costs_nothing() {
        assertThat(HIRE.status()).isEqualTo(ActionStatus.PLANNED);
        assertThat(HIRE.owner()).isEmpty();
        assertThat(HIRE.deadline()).isEmpty();
        assertThat(HIRE.assets()).isEmpty();
        assertThat(HIRE.investments()).isEmpty();
        assertThat(HIRE).hasToString("Hire two tutors (hire)");
    }

    @Test
    void has_an_owner_and_a_deadline() {
        Action action = HIRE.ownedBy("Principal").dueBy(DAY);

        assertThat(action.owner()).contains("Principal");
        assertThat(action.deadline()).contains(DAY);
        assertThat(action.id()).isEqualTo("hire");
        assertThat(action.description()).isEqualTo("Hire two tutors");
    }

    @Test
    void is_supported_by_community_assets_in_order_of_id() {
        assertThat(HIRE.supportedBy("parents", "library").supportedBy("club").assets())
                .containsExactly("club", "library", "parents");
    }

    @Test
    void costs_its_investments_in_the_order_given() {
        assertThat(HIRE.investing(TUTORS).investing(BOOKS).investments()).containsExactly(TUTORS, BOOKS);
    }

    @Test
    void every_change_keeps_what_else_is_said() {
        Action one = HIRE.ownedBy("Principal")
                .dueBy(DAY)
                .withStatus(ActionStatus.UNDER_WAY)
                .supportedBy("library")
                .investing(TUTORS);
        Action other = HIRE.investing(TUTORS)
                .supportedBy("library")
                .withStatus(ActionStatus.UNDER_WAY)
                .dueBy(DAY)
                .ownedBy("Principal");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(HIRE).as("left as it was").isEqualTo(Action.of("hire", "Hire two tutors"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    PLANNED,   2012-09-14, false
                    PLANNED,   2012-09-15, false
                    PLANNED,   2012-09-16, true
                    UNDER_WAY, 2012-09-16, true
                    DONE,      2012-09-16, false
                    DROPPED,   2012-09-16, false
                    """)
    void is_overdue_from_the_day_after_its_deadline_until_it_is_done_or_dropped(
            ActionStatus status, LocalDate day, boolean overdue) {
        assertThat(HIRE.dueBy(DAY).withStatus(status).isOverdueOn(day)).isEqualTo(overdue);
    }

    @Test
    void is_never_overdue_without_a_deadline() {
        assertThat(HIRE.isOverdueOn(LocalDate.MAX)).isFalse();
    }

    @Test
    void refuses_to_say_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Action.of("hire", " "))
                .withMessage("action hire says what is done");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HIRE.ownedBy(" "))
                .withMessage("action hire names its owner");
    }

    @Test
    void equals_means_everything_is_the_same() {
        EqualsVerifier.forClass(Action.class)
                .withPrefabValues(ImmutableList.class, ImmutableList.of(1), ImmutableList.of(2))
                .withPrefabValues(ImmutableSortedSet.class, ImmutableSortedSet.of(1), ImmutableSortedSet.of(2))
                .withNonnullFields("id", "description", "status", "assets", "investments")
                .suppress(Warning.STRICT_HASHCODE) // the id tells actions apart well enough
                .verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> Action.of(null, "Hire"));
        assertThatNullPointerException().isThrownBy(() -> Action.of("hire", null));
        assertThatNullPointerException().isThrownBy(() -> HIRE.ownedBy(null));
        assertThatNullPointerException().isThrownBy(() -> HIRE.dueBy(null)).withMessage("day");
        assertThatNullPointerException().isThrownBy(() -> HIRE.withStatus(null)).withMessage("status");
        assertThatNullPointerException().isThrownBy(() -> HIRE.supportedBy((String) null));
        assertThatNullPointerException().isThrownBy(() -> HIRE.investing((Investment) null));
    }
}
