package org.perpupil.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

class AccountPatternProperties {

    // Two letters, so that parts overlap and are met more than once.
    @Provide
    Arbitrary<AccountCode> codes() {
        return Arbitraries.strings()
                .withChars('1', '2')
                .ofMinLength(1)
                .ofMaxLength(9)
                .map(AccountCode::of);
    }

    @Provide
    Arbitrary<AccountPattern> patterns() {
        return Arbitraries.of('1', '2', '*')
                .list()
                .ofMinSize(1)
                .ofMaxSize(7)
                .map(parts ->
                        AccountPattern.of(parts.stream().map(String::valueOf).collect(Collectors.joining())));
    }

    @Provide
    Arbitrary<AccountCode> realCodes() {
        return Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('A', 'Z')
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(100)
                .map(AccountCode::of);
    }

    @Property(tries = 5000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void agrees_with_a_regular_expression(
            @ForAll("patterns") AccountPattern pattern, @ForAll("codes") AccountCode code) {
        boolean expected = Pattern.compile(pattern.value().replace("*", ".*"))
                .matcher(code.value())
                .matches();

        assertThat(pattern.matches(code)).isEqualTo(expected);
        Statistics.label("matches").collect(expected).coverage(coverage -> {
            coverage.check(true).percentage(share -> share >= 2.5);
            coverage.check(false).percentage(share -> share >= 2.5);
        });
    }

    @Property(tries = 500)
    void a_code_is_a_pattern_of_itself_alone(@ForAll("codes") AccountCode code, @ForAll("codes") AccountCode other) {
        assertThat(AccountPattern.of(code.value()).matches(other)).isEqualTo(code.equals(other));
    }

    @Property(tries = 300)
    void an_asterisk_for_any_part_of_a_code_matches_it(@ForAll("realCodes") AccountCode code) {
        String value = code.value();
        int middle = value.length() / 2;

        assertThat(AccountPattern.of("*").matches(code)).isTrue();
        assertThat(AccountPattern.of(value.substring(0, middle) + "*").matches(code))
                .isTrue();
        assertThat(AccountPattern.of("*" + value.substring(middle + 1)).matches(code))
                .isTrue();
    }

    @Property(tries = 1000)
    void more_asterisks_in_a_row_are_one(
            @ForAll("patterns") AccountPattern pattern, @ForAll("codes") AccountCode code) {
        assertThat(AccountPattern.of(pattern.value().replace("*", "***")).matches(code))
                .isEqualTo(pattern.matches(code));
    }
}
