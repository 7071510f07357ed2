package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.account.AccountCode;
import org.perpupil.money.Money;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

class InvestmentTest {
    private static final Cost COST = Cost.of(Money.ofDollars(1_000));
    private static final Investment TUTORS =
            Investment.of("tutors", "Two tutors", COST).priority(1);

    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final GradeSpan FIFTH = GradeSpan.of("5", "5", "5");

    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
    private static final RevenueSource SUPPLEMENTAL =
            RevenueSource.state("supplemental", "Supplemental grant").restrictedTo(POVERTY, ENGLISH_LEARNER, FOSTER);
    private static final RevenueSource EARLY = RevenueSource.state("early", "Early grades")
            .restrictedTo(Restriction.to("early grades").inGrades(ELEMENTARY));
    private static final RevenueSource BOOKS = RevenueSource.state("books", "Book grant")
            .restrictedTo(Restriction.to("books").forAccounts("43*", "4100"));
    private static final RevenueSource GIFT =
            RevenueSource.privately("gift", "Gift").restrictedTo("music");

    @Test
    void serves_all_pupils_and_may_be_paid_in_part_unless_said() {
        assertThat(TUTORS.id()).isEqualTo("tutors");
        assertThat(TUTORS.description()).isEqualTo("Two tutors");
        assertThat(TUTORS.cost()).isEqualTo(COST);
        assertThat(TUTORS.priority()).isEqualTo(1);
        assertThat(TUTORS.serves()).isEqualTo(ALL_PUPILS);
        assertThat(TUTORS.isWholeOrNothing()).isFalse();
        assertThat(TUTORS.account()).isEmpty();
        assertThat(TUTORS.recurrence()).isEmpty();
        assertThat(TUTORS.evidence()).isEmpty();
        assertThat(TUTORS.grades()).isEmpty();
        assertThat(TUTORS.pupilsServed()).isEmpty();
        assertThat(TUTORS.approvedSources()).isEmpty();
        assertThat(TUTORS.barredSources()).isEmpty();
        assertThat(TUTORS).hasToString("Two tutors (tutors)");
    }

    @Test
    void has_what_is_said_of_it() {
        Investment investment = TUTORS.chargedTo("1100")
                .serving(POVERTY)
                .inGrades(FIFTH)
                .reaching(48)
                .recurring()
                .backedBy(EvidenceTier.STRONG)
                .wholeOrNothing()
                .approvedFor(SourceId.of("gift"))
                .notFrom(SourceId.of("general"));

        assertThat(investment.account()).contains(AccountCode.of("1100"));
        assertThat(investment.serves()).isEqualTo(POVERTY);
        assertThat(investment.grades()).contains(FIFTH);
        assertThat(investment.pupilsServed()).contains(PupilCount.of(48));
        assertThat(investment.recurrence()).contains(Recurrence.RECURRING);
        assertThat(investment.evidence()).contains(EvidenceTier.STRONG);
        assertThat(investment.isWholeOrNothing()).isTrue();
        assertThat(investment.approvedSources()).containsExactly(SourceId.of("gift"));
        assertThat(investment.barredSources()).containsExactly(SourceId.of("general"));
        assertThat(investment.oneTime().recurrence()).contains(Recurrence.ONE_TIME);
    }

    @Test
    void sources_add_up_in_order_of_id() {
        SourceId a = SourceId.of("a");
        SourceId b = SourceId.of("b");

        assertThat(TUTORS.approvedFor(b).approvedFor(a, b).approvedSources()).containsExactly(a, b);
        assertThat(TUTORS.notFrom(b).notFrom(List.of(a)).barredSources()).containsExactly(a, b);
    }

    @Test
    void the_order_in_which_facts_are_given_does_not_matter() {
        Investment one = TUTORS.chargedTo("1100").serving(POVERTY).reaching(48).wholeOrNothing();
        Investment other = TUTORS.wholeOrNothing()
                .reaching(PupilCount.of(new BigDecimal("48.0")))
                .serving(POVERTY)
                .chargedTo(AccountCode.of("1100"));

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(TUTORS)
                .as("left as it was")
                .isEqualTo(Investment.of("tutors", "Two tutors", COST).priority(1));
    }

    @Test
    void cost_and_priority_may_change() {
        Investment other = TUTORS.chargedTo("1100")
                .withCost(Cost.of(Money.ofDollars(2_000)))
                .withPriority(3);

        assertThat(other)
                .isEqualTo(Investment.of("tutors", "Two tutors", Cost.of(Money.ofDollars(2_000)))
                        .priority(3)
                        .chargedTo("1100"));
    }

    @Test
    void equals_means_everything_is_the_same() {
        SourceId gift = SourceId.of("gift");

        assertThat(List.of(
                        TUTORS,
                        Investment.of("tutor", "Two tutors", COST).priority(1),
                        Investment.of("tutors", "Three tutors", COST).priority(1),
                        TUTORS.withCost(Cost.of(Money.ofDollars(2))),
                        TUTORS.withPriority(2),
                        TUTORS.chargedTo("1100"),
                        TUTORS.serving(POVERTY),
                        TUTORS.inGrades(FIFTH),
                        TUTORS.reaching(1),
                        TUTORS.oneTime(),
                        TUTORS.recurring(),
                        TUTORS.backedBy(EvidenceTier.STRONG),
                        TUTORS.wholeOrNothing(),
                        TUTORS.approvedFor(gift),
                        TUTORS.notFrom(gift)))
                .doesNotHaveDuplicates();
        assertThat(TUTORS).isNotEqualTo(null).isNotEqualTo("Two tutors (tutors)");
    }

    @Test
    void priorities_begin_with_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Investment.of("tutors", "Two tutors", COST).priority(0))
                .withMessage("investment tutors has priority 0; priorities begin with 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TUTORS.withPriority(-1))
                .withMessage("investment tutors has priority -1; priorities begin with 1");
    }

    @Test
    void refuses_to_say_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Investment.of("tutors", " ", COST))
                .withMessage("investment tutors says what is bought");
    }

    @Test
    void an_unrestricted_source_may_pay_for_anything() {
        assertThat(TUTORS.refusalBy(GENERAL)).isEmpty();
        assertThat(TUTORS.serving(FOSTER).inGrades(FIFTH).chargedTo("1100").refusalBy(GENERAL))
                .isEmpty();
    }

    @Test
    void a_source_for_a_need_pays_for_pupils_with_the_need() {
        assertThat(TUTORS.serving(POVERTY).refusalBy(TITLE_I)).isEmpty();
        assertThat(TUTORS.serving(ENGLISH_LEARNER).refusalBy(TITLE_I))
                .contains("Title I is for poverty, and this serves English learner");
    }

    @Test
    void a_source_for_a_need_does_not_pay_for_all_pupils() {
        assertThat(TUTORS.refusalBy(TITLE_I)).contains("Title I is for poverty, and this serves all pupils");
        assertThat(TUTORS.refusalBy(SUPPLEMENTAL))
                .contains("Supplemental grant is for English learner or foster or poverty, and this serves all pupils");
    }

    @Test
    void a_source_for_the_need_of_all_pays_for_all() {
        RevenueSource all = RevenueSource.state("all", "All").restrictedTo(ALL_PUPILS);

        assertThat(TUTORS.refusalBy(all)).isEmpty();
        assertThat(TUTORS.serving(POVERTY).refusalBy(all)).isEmpty();
        assertThat(TUTORS.serving(PupilGroup.anyOf(FOSTER, ENGLISH_LEARNER)).refusalBy(all))
                .isEmpty();
    }

    @Test
    void pupils_with_any_of_some_needs_must_all_have_one_of_the_source() {
        PupilGroup any = PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER);

        assertThat(TUTORS.serving(any).refusalBy(SUPPLEMENTAL)).isEmpty();
        assertThat(TUTORS.serving(any).refusalBy(TITLE_I))
                .as("an English learner may not be poor")
                .contains("Title I is for poverty, and this serves any of (English learner, poverty)");
    }

    @Test
    void pupils_with_all_of_some_needs_have_each_of_them() {
        assertThat(TUTORS.serving(PupilGroup.allOf(POVERTY, ENGLISH_LEARNER)).refusalBy(TITLE_I))
                .isEmpty();
        assertThat(TUTORS.serving(PupilGroup.allOf(FOSTER, ENGLISH_LEARNER)).refusalBy(TITLE_I))
                .contains("Title I is for poverty, and this serves all of (English learner, foster)");
    }

    @Test
    void leaving_pupils_out_opens_no_source_and_closes_none() {
        assertThat(TUTORS.serving(POVERTY.butNot(FOSTER)).refusalBy(TITLE_I)).isEmpty();
        assertThat(TUTORS.serving(PupilGroup.allOf(POVERTY, ENGLISH_LEARNER).butNot(FOSTER))
                        .refusalBy(TITLE_I))
                .isEmpty();
        assertThat(TUTORS.serving(FOSTER.butNot(POVERTY)).refusalBy(TITLE_I))
                .contains("Title I is for poverty, and this serves foster without (poverty)");
        assertThat(TUTORS.serving(ALL_PUPILS.butNot(POVERTY)).refusalBy(TITLE_I))
                .contains("Title I is for poverty, and this serves all pupils without (poverty)");
        assertThat(TUTORS.serving(PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER).butNot(FOSTER))
                        .refusalBy(TITLE_I))
                .isPresent();
    }

    @Test
    void a_source_for_grades_pays_within_them() {
        assertThat(TUTORS.inGrades(FIFTH).refusalBy(EARLY)).isEmpty();
        assertThat(TUTORS.inGrades(ELEMENTARY).refusalBy(EARLY)).isEmpty();
        assertThat(TUTORS.inGrades(GradeSpan.of("K–8", "K", "8")).refusalBy(EARLY))
                .contains("Early grades is for grades elementary (K–5), and this serves K–8");
    }

    @Test
    void a_source_for_grades_does_not_pay_for_the_whole_school() {
        assertThat(TUTORS.refusalBy(EARLY))
                .contains(
                        "Early grades is for grades elementary (K–5), and this serves all grades, since it names none");
    }

    @Test
    void several_spans_together_allow_what_straddles_them() {
        RevenueSource lower = RevenueSource.state("lower", "Lower grades")
                .restrictedTo(Restriction.to("lower grades").inGrades(ELEMENTARY, GradeSpan.of("middle", "6", "8")));

        assertThat(TUTORS.inGrades(GradeSpan.of("K–8", "K", "8")).refusalBy(lower))
                .isEmpty();
    }

    @Test
    void a_source_for_all_grades_pays_for_the_whole_school() {
        RevenueSource all = RevenueSource.state("all", "All grades")
                .restrictedTo(Restriction.to("anything").inGrades(GradeSpan.ALL_GRADES));

        assertThat(TUTORS.refusalBy(all)).isEmpty();
        assertThat(TUTORS.isPayableFrom(all)).isTrue();
    }

    @Test
    void any_of_several_spans_will_do() {
        RevenueSource ends = RevenueSource.state("ends", "Ends")
                .restrictedTo(Restriction.to("ends")
                        .inGrades(GradeSpan.of("early", "K", "2"), GradeSpan.of("late", "11", "12")));

        assertThat(TUTORS.inGrades(GradeSpan.of("1", "1", "1")).refusalBy(ends)).isEmpty();
        assertThat(TUTORS.inGrades(GradeSpan.of("12", "12", "12")).refusalBy(ends))
                .isEmpty();
        assertThat(TUTORS.inGrades(FIFTH).refusalBy(ends))
                .contains("Ends is for grades early (K–2) or late (11–12), and this serves 5");
    }

    @Test
    void a_source_for_accounts_pays_what_is_charged_to_them() {
        assertThat(TUTORS.chargedTo("4310").refusalBy(BOOKS)).isEmpty();
        assertThat(TUTORS.chargedTo("4100").refusalBy(BOOKS)).isEmpty();
        assertThat(TUTORS.chargedTo("4110").refusalBy(BOOKS))
                .contains("Book grant is for accounts 4100, 43*, and this is charged to 4110");
    }

    @Test
    void a_source_for_accounts_does_not_pay_what_is_charged_to_none() {
        assertThat(TUTORS.refusalBy(BOOKS))
                .contains("Book grant is for accounts 4100, 43*, and this is charged to none");
    }

    @Test
    void a_purpose_in_words_is_decided_by_people() {
        assertThat(TUTORS.refusalBy(GIFT)).contains("Gift is for music, which nobody has found this to be");
        assertThat(TUTORS.approvedFor(SourceId.of("gift")).refusalBy(GIFT)).isEmpty();
        assertThat(TUTORS.approvedFor(SourceId.of("other")).refusalBy(GIFT)).isPresent();
    }

    @Test
    void an_approval_opens_no_restriction_that_is_more_than_words() {
        Investment approved = TUTORS.approvedFor(SourceId.of("title-i"), SourceId.of("early"), SourceId.of("books"));

        assertThat(approved.refusalBy(TITLE_I)).isPresent();
        assertThat(approved.refusalBy(EARLY)).isPresent();
        assertThat(approved.refusalBy(BOOKS)).isPresent();
    }

    @Test
    void several_restrictions_hold_at_once() {
        RevenueSource all = RevenueSource.federal("all", "All at once")
                .restrictedTo(Restriction.to("books of poor pupils in early grades")
                        .forNeeds(POVERTY)
                        .inGrades(ELEMENTARY)
                        .forAccounts("43*"));
        Investment fits = TUTORS.serving(POVERTY).inGrades(FIFTH).chargedTo("4300");

        assertThat(fits.refusalBy(all)).isEmpty();
        assertThat(fits.serving(ALL_PUPILS).refusalBy(all))
                .contains("All at once is for poverty, and this serves all pupils");
        assertThat(fits.inGrades(GradeSpan.of("6", "6", "6")).refusalBy(all))
                .contains("All at once is for grades elementary (K–5), and this serves 6");
        assertThat(fits.chargedTo("1100").refusalBy(all))
                .contains("All at once is for accounts 43*, and this is charged to 1100");
    }

    @Test
    void a_source_may_be_barred_though_it_might_pay() {
        assertThat(TUTORS.notFrom(SourceId.of("general")).refusalBy(GENERAL))
                .contains("it shall not be paid from General fund");
        assertThat(TUTORS.serving(POVERTY).notFrom(SourceId.of("title-i")).refusalBy(TITLE_I))
                .contains("it shall not be paid from Title I");
        assertThat(TUTORS.approvedFor(SourceId.of("gift"))
                        .notFrom(SourceId.of("gift"))
                        .refusalBy(GIFT))
                .contains("it shall not be paid from Gift");
        assertThat(TUTORS.notFrom(SourceId.of("gift")).refusalBy(GENERAL)).isEmpty();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> Investment.of(null, "Two tutors", COST));
        assertThatNullPointerException().isThrownBy(() -> Investment.of("tutors", null, COST));
        assertThatNullPointerException()
                .isThrownBy(() -> Investment.of("tutors", "Two tutors", null))
                .withMessage("cost");
        assertThatNullPointerException().isThrownBy(() -> TUTORS.withCost(null)).withMessage("cost");
        assertThatNullPointerException()
                .isThrownBy(() -> TUTORS.chargedTo((AccountCode) null))
                .withMessage("account");
        assertThatNullPointerException().isThrownBy(() -> TUTORS.chargedTo((String) null));
        assertThatNullPointerException().isThrownBy(() -> TUTORS.serving(null)).withMessage("pupils");
        assertThatNullPointerException().isThrownBy(() -> TUTORS.inGrades(null)).withMessage("grades");
        assertThatNullPointerException().isThrownBy(() -> TUTORS.reaching(null)).withMessage("pupils");
        assertThatNullPointerException()
                .isThrownBy(() -> TUTORS.recurring(null))
                .withMessage("recurrence");
        assertThatNullPointerException().isThrownBy(() -> TUTORS.backedBy(null)).withMessage("evidence");
        assertThatNullPointerException().isThrownBy(() -> TUTORS.approvedFor((SourceId) null));
        assertThatNullPointerException().isThrownBy(() -> TUTORS.notFrom((SourceId) null));
        assertThatNullPointerException().isThrownBy(() -> TUTORS.refusalBy(null));
    }
}
