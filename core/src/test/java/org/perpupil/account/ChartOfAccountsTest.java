package org.perpupil.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChartOfAccountsTest {
    private static final AccountCode TEACHERS = AccountCode.of("1100");

    private static ChartOfAccounts.Builder objects() {
        return ChartOfAccounts.named("Objects")
                .account("1100", "Teachers' salaries")
                .account("4300", "Materials and supplies");
    }

    private static ChartOfAccounts.Builder segments() {
        return ChartOfAccounts.named("District chart")
                .segment("fund")
                .account("01", "General fund")
                .account("13", "Cafeteria fund")
                .segment("object")
                .account("1100", "Teachers' salaries")
                .account("4300", "Materials and supplies");
    }

    @Test
    void has_the_accounts_that_are_listed() {
        ChartOfAccounts chart = objects().build();

        assertThat(chart.name()).isEqualTo("Objects");
        assertThat(chart.account(TEACHERS)).contains(new Account(TEACHERS, "Teachers' salaries"));
        assertThat(chart.account(AccountCode.of("1101"))).isEmpty();
    }

    @Test
    void codes_of_one_segment_may_have_hyphens() {
        AccountCode code = AccountCode.of("01-1100");

        assertThat(ChartOfAccounts.named("Strings")
                        .account("01-1100", "Teachers")
                        .build()
                        .account(code))
                .contains(new Account(code, "Teachers"));
    }

    @Test
    void a_code_of_several_segments_has_a_value_of_each() {
        ChartOfAccounts chart = segments().build();
        AccountCode code = AccountCode.of("01-4300");

        assertThat(chart.account(code)).contains(new Account(code, "General fund, Materials and supplies"));
        assertThat(chart.account(AccountCode.of("4300-01"))).isEmpty();
        assertThat(chart.account(AccountCode.of("01"))).isEmpty();
        assertThat(chart.account(AccountCode.of("01-4300-"))).isEmpty();
        assertThat(chart.account(AccountCode.of("01--4300"))).isEmpty();
    }

    @Test
    void one_segment_may_have_a_name() {
        assertThat(ChartOfAccounts.named("Objects")
                        .segment("object")
                        .account("1100", "Teachers")
                        .build()
                        .account(TEACHERS))
                .contains(new Account(TEACHERS, "Teachers"));
    }

    @Test
    void segments_may_share_values() {
        ChartOfAccounts chart = ChartOfAccounts.named("Chart")
                .segment("fund")
                .account("01", "General fund")
                .segment("site")
                .account("01", "Adams")
                .build();

        assertThat(chart.account(AccountCode.of("01-01")).orElseThrow().name()).isEqualTo("General fund, Adams");
    }

    @Test
    void tells_which_accounts_there_are() {
        assertThat(objects().build().allowed(AccountCode.of("9"))).isEqualTo("an account of Objects: 1100, 4300");
    }

    @Test
    void tells_ten_accounts_at_most() {
        ChartOfAccounts.Builder builder = ChartOfAccounts.named("Long chart");
        for (int i = 10; i < 20; i++) {
            builder.account("" + i, "Account " + i);
        }
        assertThat(builder.build().allowed(AccountCode.of("9")))
                .isEqualTo("an account of Long chart: 10, 11, 12, 13, 14, 15, 16, 17, 18, 19");

        builder.account("20", "Account 20").account("21", "Account 21");
        // 12 accounts − the 10 that are shown
        assertThat(builder.build().allowed(AccountCode.of("9")))
                .isEqualTo("an account of Long chart: 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 and 2 more");
    }

    @Test
    void tells_which_segment_of_a_code_is_wrong() {
        ChartOfAccounts chart = segments().build();

        assertThat(chart.allowed(AccountCode.of("02-1100"))).isEqualTo("a value for fund of District chart: 01, 13");
        assertThat(chart.allowed(AccountCode.of("01-9"))).contains("object of District chart: 1100, 4300");
    }

    @Test
    void tells_how_many_segments_a_code_has() {
        assertThat(segments().build().allowed(TEACHERS))
                .isEqualTo("2 segments joined by hyphens, as District chart has: fund-object");
    }

    @Test
    void a_code_that_the_chart_has_is_an_account_of_it() {
        assertThat(objects().build().allowed(TEACHERS)).isEqualTo("an account of Objects");
    }

    @Test
    void a_finance_system_needs_a_name_and_accounts_only() {
        ChartOfAccounts system = new ChartOfAccounts() {
            @Override
            public String name() {
                return "the finance system";
            }

            @Override
            public Optional<Account> account(AccountCode code) {
                return Optional.empty();
            }
        };

        assertThat(system.allowed(TEACHERS)).isEqualTo("an account of the finance system");
    }

    @Test
    void tells_its_segments_and_whether_it_is_open() {
        ChartOfAccounts chart = ChartOfAccounts.named("Fund and object")
                .segment("fund")
                .account("01", "General fund")
                .segment("object")
                .account("4300", "Materials")
                .account("1100", "Salaries")
                .build();

        assertThat(chart.valuesBySegment())
                .containsExactly(
                        Map.entry("fund", Map.of("01", "General fund")),
                        Map.entry("object", Map.of("4300", "Materials", "1100", "Salaries")));
        assertThat(chart.valuesBySegment().values())
                .extracting(values -> List.copyOf(values.keySet()))
                .containsExactly(List.of("01"), List.of("4300", "1100"));
        assertThat(chart.isOpen()).isFalse();
        ChartOfAccounts open = ChartOfAccounts.openWith(List.of(new Account(TEACHERS, "Salaries")));
        assertThat(open.valuesBySegment()).containsExactly(Map.entry("account", Map.of(TEACHERS.value(), "Salaries")));
        assertThat(open.isOpen()).isTrue();
    }

    @Test
    void any_code_may_do() {
        AccountCode code = AccountCode.of("x/1");

        assertThat(ChartOfAccounts.anyCode().account(code)).contains(new Account(code, "x/1"));
        assertThat(ChartOfAccounts.anyCode().name()).isEqualTo("an open chart");
    }

    @Test
    void what_is_added_later_does_not_reach_what_was_built() {
        ChartOfAccounts.Builder builder = objects();
        ChartOfAccounts chart = builder.build();

        builder.account("5800", "Services").segment("site").account("101", "Adams");

        assertThat(chart.account(TEACHERS)).isPresent();
        assertThat(chart.account(AccountCode.of("5800"))).isEmpty();
    }

    @Test
    void refuses_an_account_twice() {
        assertThatIllegalStateException()
                .isThrownBy(() -> objects().account("1100", "Teachers again"))
                .withMessage("Objects already has the account 1100");
        assertThatIllegalStateException()
                .isThrownBy(() -> segments().account("4300", "Materials again"))
                .withMessage("District chart already has the object 4300");
    }

    @Test
    void refuses_a_segment_twice() {
        assertThatIllegalStateException()
                .isThrownBy(() -> segments().segment("fund"))
                .withMessage("District chart already has a segment \"fund\"");
    }

    @Test
    void refuses_a_chart_without_account() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ChartOfAccounts.named("Objects").build())
                .withMessage("the chart Objects has no account");
    }

    @Test
    void refuses_a_segment_without_value() {
        assertThatIllegalStateException()
                .isThrownBy(() -> segments().segment("site").build())
                .withMessage("the site of District chart has no value");
    }

    @Test
    void refuses_a_hyphen_in_one_of_several_segments() {
        assertThatIllegalStateException()
                .isThrownBy(() -> segments().account("43-00", "Materials").build())
                .withMessage("the object 43-00 of District chart has a hyphen, which joins segments");
    }

    @Test
    void refuses_blank_names() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChartOfAccounts.named(" "))
                .withMessage("a chart of accounts has a name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> segments().segment(" "))
                .withMessage("a segment has a name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> objects().account("5800", " "))
                .withMessage("account 5800 has no name");
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> ChartOfAccounts.named(null));
        assertThatNullPointerException().isThrownBy(() -> objects().segment(null));
        assertThatNullPointerException().isThrownBy(() -> objects().account(null, "Teachers"));
        assertThatNullPointerException().isThrownBy(() -> objects().account("5800", null));
        assertThatNullPointerException().isThrownBy(() -> objects().build().account(null));
        assertThatNullPointerException()
                .isThrownBy(() -> ChartOfAccounts.anyCode().account(null));
    }
}
