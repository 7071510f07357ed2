package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.Example.MATHEMATICS;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.math.BigDecimal;
import java.util.stream.Stream;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.money.Money;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;

/** The small parts of a plan: areas, subgroups, goals of the district, community assets, strategies, tiers, and ids. */
class PartsTest {
    private static final CommunityAsset LIBRARY = CommunityAsset.of("library", "City library", "Homework help");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "1",
                "math 5",
                "Lésen-1_b.c",
                "a234567890123456789012345678901234567890123456789012345678901234"
            })
    void an_id_has_letters_digits_blanks_dots_hyphens_and_underscores(String id) {
        assertThat(Strategy.of(id, "Tutor").id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " a",
                "a ",
                "-a",
                "a,b",
                "a;b",
                "a\nb",
                "=1+1",
                "a2345678901234567890123456789012345678901234567890123456789012345"
            })
    void refuses_any_other_id(String id) {
        String message = "\"" + id + "\" cannot identify %s; an id has up to 64 letters, digits, blanks, dots,"
                + " hyphens and underscores";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Strategy.of(id, "Tutor"))
                .withMessage(message.formatted("a strategy"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Action.of(id, "Hire"))
                .withMessage(message.formatted("an action"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Goal.of(id, MATHEMATICS, "Know more"))
                .withMessage(message.formatted("a goal"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistrictGoal.of(id, MATHEMATICS, "Know more"))
                .withMessage(message.formatted("a district goal"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommunityAsset.of(id, "Library", "Books"))
                .withMessage(message.formatted("a community asset"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Investment.of(id, "Tutors", Cost.of(Money.ofDollars(1))))
                .withMessage(message.formatted("an investment"));
    }

    @Test
    void academic_areas_come_before_others_and_then_by_name() {
        FocusArea reading = FocusArea.academic("reading");
        FocusArea attendance = FocusArea.other("attendance");
        FocusArea safety = FocusArea.other("safety");

        assertThat(Stream.of(safety, reading, attendance, MATHEMATICS).sorted())
                .containsExactly(MATHEMATICS, reading, attendance, safety);
        assertThat(reading).hasToString("reading");
    }

    @Test
    void a_focus_area_has_a_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FocusArea.other(" "))
                .withMessage("a focus area has a name");
        assertThatNullPointerException().isThrownBy(() -> FocusArea.academic(null));
    }

    @Test
    void a_subgroup_says_who_its_pupils_are() {
        assertThat(Subgroup.of("girls in grade 8")).hasToString("girls in grade 8");
        assertThat(Subgroup.of(POVERTY).name()).isEqualTo("poverty");
        assertThat(Subgroup.of(PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER)).name())
                .isEqualTo("any of (English learner, poverty)");
        assertThat(Subgroup.of(POVERTY, GradeSpan.of("elementary", "K", "5")).name())
                .isEqualTo("poverty, elementary (K–5)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subgroup.of(" "))
                .withMessage("a subgroup says who its pupils are");
    }

    @Test
    void the_pupils_with_the_need_of_all_are_all() {
        assertThat(Subgroup.of(ALL_PUPILS)).isEqualTo(Subgroup.ALL_PUPILS);
    }

    @Test
    void subgroups_are_ordered_by_name() {
        assertThat(Subgroup.of("boys")).isLessThan(Subgroup.of("girls"));
    }

    @Test
    void a_subgroup_refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> Subgroup.of((String) null));
        assertThatNullPointerException().isThrownBy(() -> Subgroup.of((PupilGroup) null));
    }

    @Test
    void a_goal_of_the_district_is_told_in_words() {
        DistrictGoal goal = DistrictGoal.of("D1", MATHEMATICS, "Be ready for algebra");

        assertThat(goal)
                .hasToString("Be ready for algebra (D1)")
                .isEqualTo(new DistrictGoal("D1", MATHEMATICS, "Be ready for algebra"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistrictGoal.of("D1", MATHEMATICS, " "))
                .withMessage("district goal D1 says what is aimed at");
        assertThatNullPointerException()
                .isThrownBy(() -> DistrictGoal.of("D1", null, "Be ready"))
                .withMessage("area");
        assertThatNullPointerException().isThrownBy(() -> DistrictGoal.of(null, MATHEMATICS, "Be ready"));
    }

    @Test
    void a_community_asset_says_who_gives_what() {
        assertThat(LIBRARY.giver()).isEqualTo("City library");
        assertThat(LIBRARY.offer()).isEqualTo("Homework help");
        assertThat(LIBRARY).hasToString("City library: Homework help");
        assertThat(LIBRARY.hours()).isEmpty();
        assertThat(LIBRARY.inKindValue()).isEmpty();
    }

    @Test
    void a_community_asset_may_have_hours_and_a_value() {
        CommunityAsset asset = LIBRARY.hours(120).worth(Money.ofDollars(2_400));

        assertThat(asset.hours()).contains(new BigDecimal("120"));
        assertThat(asset.inKindValue()).contains(Money.ofDollars(2_400));
        assertThat(LIBRARY.hours(new BigDecimal("1.50"))).isEqualTo(LIBRARY.hours(new BigDecimal("1.5")));
        assertThat(LIBRARY.hours(0).worth(Money.ZERO).inKindValue()).contains(Money.ZERO);
        assertThat(LIBRARY.hours()).as("left as it was").isEmpty();
    }

    @Test
    void a_community_asset_refuses_less_than_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LIBRARY.hours(-1))
                .withMessage("community asset library gives -1 hours");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LIBRARY.worth(Money.ofCents(-1)))
                .withMessage("community asset library is worth -0.01");
    }

    @Test
    void a_community_asset_refuses_to_say_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommunityAsset.of("library", " ", "Books"))
                .withMessage("community asset library says who gives it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommunityAsset.of("library", "Library", " "))
                .withMessage("community asset library says what is given");
    }

    @Test
    void community_assets_are_equal_if_everything_is() {
        EqualsVerifier.forClass(CommunityAsset.class)
                .withNonnullFields("id", "giver", "offer")
                .suppress(Warning.STRICT_HASHCODE) // the id tells assets apart well enough
                .suppress(Warning.BIGDECIMAL_EQUALITY) // a number has one form by then
                .verify();
    }

    @Test
    void a_community_asset_refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> CommunityAsset.of(null, "Library", "Books"));
        assertThatNullPointerException().isThrownBy(() -> CommunityAsset.of("library", null, "Books"));
        assertThatNullPointerException().isThrownBy(() -> CommunityAsset.of("library", "Library", null));
        assertThatNullPointerException().isThrownBy(() -> LIBRARY.hours(null));
        assertThatNullPointerException().isThrownBy(() -> LIBRARY.worth(null));
    }

    @Test
    void a_strategy_keeps_its_actions_in_order() {
        Action hire = Action.of("hire", "Hire");
        Action buy = Action.of("buy", "Buy");
        Strategy strategy = Strategy.of("tutoring", "Tutor in small groups");

        assertThat(strategy.acting(hire).acting(buy).actions()).containsExactly(hire, buy);
        assertThat(strategy.acting(hire, buy)).isEqualTo(strategy.acting(hire).acting(buy));
        assertThat(strategy.actions()).as("left as it was").isEmpty();
        assertThat(strategy).hasToString("Tutor in small groups (tutoring)");
    }

    @Test
    void a_strategy_says_what_is_done() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Strategy.of("tutoring", " "))
                .withMessage("strategy tutoring says what is done");
        assertThatNullPointerException().isThrownBy(() -> Strategy.of("tutoring", null));
        assertThatNullPointerException()
                .isThrownBy(() -> Strategy.of("tutoring", "Tutor").acting((Action) null));
    }

    // 20 U.S.C. § 7801(21)(A): strong, moderate and promising evidence, and a rationale, in this order
    @Test
    void the_strongest_evidence_is_of_tier_1() {
        assertThat(EvidenceTier.values()).extracting(EvidenceTier::tier).containsExactly(1, 2, 3, 4);
        assertThat(EvidenceTier.STRONG.tier()).isEqualTo(1);
        assertThat(EvidenceTier.RATIONALE.tier()).isEqualTo(4);
    }
}
