package org.perpupil.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.perpupil.account.AccountCode;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;

class SpendingTest {
    private static final FiscalYear YEAR = FiscalYear.of(2026);
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(Restriction.to("poor pupils"));
    private static final AccountCode TEACHERS = AccountCode.of("1100");
    private static final AccountCode BOOKS = AccountCode.of("4100");

    private static final SchoolSpending LINCOLN = spending(
            "101",
            Expenditure.atSchool(GENERAL, Money.ofDollars(400_000)).chargedTo(TEACHERS),
            Expenditure.atSchool(TITLE_I, Money.ofDollars(30_000)).chargedTo(BOOKS),
            Expenditure.atSchool(TITLE_I, Money.ofDollars(20_000)).chargedTo(TEACHERS),
            Expenditure.atSchool(GENERAL, Money.ofCents(-5_000)),
            Expenditure.centrally(GENERAL, Money.ofDollars(50_000)));
    private static final SchoolSpending ADAMS = spending("2", Expenditure.atSchool(GENERAL, Money.ofDollars(900_000)));

    private static final District DISTRICT = District.named("Lake Unified")
            .schools(List.of(school("101", 100), school("2", 200), school("7", 0)))
            .build();

    private static SchoolSpending spending(String school, Expenditure... expenditures) {
        return new SchoolSpending(SchoolId.of(school), YEAR, List.of(expenditures));
    }

    private static School school(String id, int pupils) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES).pupils(pupils).build())
                .build();
    }

    private static List<Problem> problems(Runnable task) {
        return catchThrowableOfType(ProblemException.class, task::run).problems();
    }

    @Test
    void adds_up_what_was_spent_on_a_school() {
        // 400,000 + 30,000 + 20,000 − 50 + 50,000
        assertThat(LINCOLN.total()).isEqualTo(Money.ofDollars(499_950));
        assertThat(LINCOLN.on(Expenditure.Level.SCHOOL)).isEqualTo(Money.ofDollars(449_950));
        assertThat(LINCOLN.on(Expenditure.Level.CENTRAL)).isEqualTo(Money.ofDollars(50_000));
        assertThat(LINCOLN.restricted()).isEqualTo(Money.ofDollars(50_000));
        assertThat(LINCOLN.unrestricted()).isEqualTo(Money.ofDollars(449_950));
        assertThat(LINCOLN.bySource())
                .containsExactly(
                        Map.entry(GENERAL, Money.ofDollars(449_950)), Map.entry(TITLE_I, Money.ofDollars(50_000)));
        assertThat(LINCOLN.byAccount())
                .containsExactly(
                        Map.entry(TEACHERS, Money.ofDollars(420_000)), Map.entry(BOOKS, Money.ofDollars(30_000)));
        // 499,950 over 300 pupils: 1,666.50
        assertThat(LINCOLN.dollarsPerPupil(PupilCount.of(300))).isEqualTo(Rational.of(3_333, 2));
    }

    @Test
    void schools_come_in_order_of_their_id() {
        Spending spending = Spending.of(YEAR, List.of(ADAMS, LINCOLN));
        assertThat(spending.year()).isEqualTo(YEAR);
        assertThat(spending.all()).containsExactly(LINCOLN, ADAMS);
        assertThat(spending.of(SchoolId.of("2"))).contains(ADAMS);
        assertThat(spending.of(SchoolId.of("7"))).isEmpty();
        assertThat(spending.total()).isEqualTo(Money.ofDollars(1_399_950));
        assertThat(spending)
                .isEqualTo(Spending.of(YEAR, List.of(LINCOLN, ADAMS)))
                .hasToString("spending on 2 schools, 2025–26");
    }

    @Test
    void central_spending_follows_pupils_to_the_cent() {
        Spending spending =
                Spending.of(YEAR, List.of(ADAMS, LINCOLN)).withCentral(TITLE_I, Money.ofCents(100), DISTRICT);
        // 100 cents over 100 and 200 pupils: 33⅓ and 66⅔, and the cent left over to the larger remainder
        assertThat(spending.of(SchoolId.of("101")).orElseThrow().restricted()).isEqualTo(Money.ofCents(5_000_033));
        assertThat(spending.of(SchoolId.of("2")).orElseThrow().on(Expenditure.Level.CENTRAL))
                .isEqualTo(Money.ofCents(67));
        assertThat(spending.total()).isEqualTo(Money.ofCents(139_995_100));
        // By shares of their own: 1 to 3 of $2.
        Spending shared = Spending.of(YEAR, List.of(ADAMS, LINCOLN))
                .withCentral(
                        TITLE_I, Money.ofDollars(2), ImmutableSortedMap.of(SchoolId.of("101"), 1, SchoolId.of("2"), 3));
        assertThat(shared.of(SchoolId.of("2")).orElseThrow().on(Expenditure.Level.CENTRAL))
                .isEqualTo(Money.ofCents(150));
    }

    @Test
    void tells_what_keeps_central_spending_from_being_shared_out() {
        Spending strange = Spending.of(YEAR, List.of(spending("9"), spending("8"), LINCOLN));
        assertThat(problems(() -> strange.withCentral(GENERAL, Money.ofDollars(1), DISTRICT)))
                .extracting(Problem::code, Problem::place)
                .containsExactly(tuple("school.unknown", "school 8"), tuple("school.unknown", "school 9"));
        Spending empty = Spending.of(YEAR, List.of(spending("7")));
        assertThat(problems(() -> empty.withCentral(GENERAL, Money.ofDollars(1), DISTRICT)))
                .extracting(Problem::code, Problem::place)
                .containsExactly(tuple("pupils.none", "Lake Unified"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> empty.withCentral(GENERAL, Money.ofDollars(1), Map.of(SchoolId.of("101"), 1)))
                .withMessage("shares are of schools whose spending is here; that of [101] is not");
    }

    @Test
    void refuses_another_year_and_a_school_twice() {
        SchoolSpending earlier = new SchoolSpending(SchoolId.of("2"), FiscalYear.of(2025), List.of());
        assertThat(problems(() -> Spending.of(YEAR, List.of(LINCOLN, earlier, LINCOLN))))
                .extracting(Problem::code, Problem::place)
                .containsExactly(tuple("spending.year", "school 2"), tuple("spending.twice", "school 101"));
    }

    @Test
    void refuses_two_sources_with_one_id() {
        RevenueSource other = RevenueSource.local("general", "Another fund");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spending(
                        "101", Expenditure.atSchool(GENERAL, Money.ZERO), Expenditure.atSchool(other, Money.ZERO)))
                .withMessage("school 101 is paid by two different sources with the id general");
    }

    @Test
    void spending_is_what_it_says() {
        EqualsVerifier.forClass(Spending.class)
                .withPrefabValues(FiscalYear.class, YEAR, YEAR.next())
                .withPrefabValues(
                        ImmutableSortedMap.class, ImmutableSortedMap.of("one", 1), ImmutableSortedMap.of("two", 2))
                .suppress(Warning.NULL_FIELDS) // the factory fills both
                .verify();
    }
}
