package org.perpupil.revenue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.perpupil.account.AccountPattern;
import org.perpupil.pupils.GradeSpan;

class RevenueSourceTest {

    @Test
    void has_an_origin() {
        assertThat(RevenueSource.federal("a", "A").origin()).isEqualTo(Origin.FEDERAL);
        assertThat(RevenueSource.state("a", "A").origin()).isEqualTo(Origin.STATE);
        assertThat(RevenueSource.local("a", "A").origin()).isEqualTo(Origin.LOCAL);
        assertThat(RevenueSource.privately("a", "A").origin()).isEqualTo(Origin.PRIVATE);
        assertThat(RevenueSource.of(SourceId.of("a"), "A", Origin.STATE)).isEqualTo(RevenueSource.state("a", "A"));
    }

    @Test
    void is_unrestricted_unless_said_otherwise() {
        RevenueSource general = RevenueSource.local("general", "General fund");

        assertThat(general.isRestricted()).isFalse();
        assertThat(general.restriction()).isEmpty();
    }

    @Test
    void may_be_restricted_to_pupils_with_any_of_some_needs() {
        RevenueSource source = RevenueSource.federal("title", "Title").restrictedTo(POVERTY, ENGLISH_LEARNER);

        assertThat(source.isRestricted()).isTrue();
        assertThat(source.restriction())
                .contains(Restriction.to("pupils: English learner or poverty").forNeeds(POVERTY, ENGLISH_LEARNER));
    }

    @Test
    void may_be_restricted_to_a_purpose_in_words() {
        assertThat(RevenueSource.state("ece", "Early education")
                        .restrictedTo("class size")
                        .restriction())
                .contains(Restriction.to("class size"));
    }

    @Test
    void the_order_of_the_needs_does_not_matter() {
        RevenueSource source = RevenueSource.federal("title", "Title");

        assertThat(source.restrictedTo(POVERTY, ENGLISH_LEARNER))
                .isEqualTo(source.restrictedTo(ENGLISH_LEARNER, POVERTY));
    }

    @Test
    void restricting_leaves_the_source_itself_as_it_was() {
        RevenueSource source = RevenueSource.federal("title", "Title");

        RevenueSource restricted = source.restrictedTo(POVERTY);

        assertThat(source.isRestricted()).isFalse();
        assertThat(restricted.id()).isEqualTo(source.id());
        assertThat(restricted.name()).isEqualTo("Title");
        assertThat(restricted.origin()).isEqualTo(Origin.FEDERAL);
    }

    @Test
    void refuses_to_be_restricted_to_no_need() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RevenueSource.federal("title", "Title").restrictedTo())
                .withMessage("revenue source title is restricted to no need; name at least one");
    }

    @Test
    void refuses_to_have_no_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RevenueSource.local("general", " "))
                .withMessage("revenue source general has no name");
    }

    @Test
    void prints_name_and_id() {
        assertThat(RevenueSource.federal("title-i", "Title I")).hasToString("Title I (title-i)");
    }

    @Test
    void equals_means_everything_is_the_same() {
        EqualsVerifier.forClass(RevenueSource.class)
                .withPrefabValues(Restriction.class, Restriction.to("one").forNeeds(POVERTY), Restriction.to("two"))
                .withNonnullFields("id", "name", "origin")
                .suppress(Warning.STRICT_HASHCODE) // the id tells sources apart well enough
                .verify();
    }

    @Test
    void refuses_null() {
        RevenueSource source = RevenueSource.local("general", "General fund");

        assertThatNullPointerException()
                .isThrownBy(() -> RevenueSource.of(null, "General fund", Origin.LOCAL))
                .withMessage("id");
        assertThatNullPointerException().isThrownBy(() -> RevenueSource.local("general", null));
        assertThatNullPointerException()
                .isThrownBy(() -> RevenueSource.of(SourceId.of("general"), "General fund", null))
                .withMessage("origin");
        assertThatNullPointerException()
                .isThrownBy(() -> source.restrictedTo((Restriction) null))
                .withMessage("restriction");
        assertThatNullPointerException().isThrownBy(() -> source.restrictedTo((String) null));
    }

    @Test
    void a_restriction_says_its_purpose() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Restriction.to(" "))
                .withMessage("a restriction says its purpose");
    }

    @Test
    void a_restriction_lists_its_needs_in_order_of_name() {
        GradeSpan early = GradeSpan.of("early", "PK", "K");

        Restriction restriction = Restriction.to("books")
                .forNeeds(POVERTY, ENGLISH_LEARNER)
                .inGrades(early)
                .forAccounts("43*", "4100");

        assertThat(restriction.needs()).containsExactly(ENGLISH_LEARNER, POVERTY);
        assertThat(restriction.spans()).containsExactly(early);
        assertThat(restriction.accounts()).containsExactly(AccountPattern.of("4100"), AccountPattern.of("43*"));
        assertThat(restriction.needsFinding()).isFalse();
        assertThat(Restriction.to("books").needsFinding()).isTrue();
    }
}
