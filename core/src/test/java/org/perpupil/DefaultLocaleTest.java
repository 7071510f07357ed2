package org.perpupil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.exact.Rounding;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.SourceId;

/** Same input, same text, whatever language the machine speaks: Arabic has its own digits, Turkish its own i. */
@ResourceLock(Resources.LOCALE)
class DefaultLocaleTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "ar-EG-u-nu-arab", "tr-TR", "de-DE", "hi-IN-u-nu-deva"})
    void no_text_depends_on_the_default_locale(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));

        assertThat(Money.ofCents(-123_450_099)).hasToString("-1234500.99");
        assertThat(Money.ofCents(-123_450_099).display("$")).isEqualTo("−$1,234,500.99");
        assertThat(Money.parse("1234.50")).isEqualTo(Money.ofCents(123_450));
        assertThat(FiscalYear.of(2010)).hasToString("2009–10");
        assertThat(Rounding.to("12.5").by(RoundingMode.CEILING)).hasToString("12.5 ceiling");
        assertThat(District.named("Unified").build()).hasToString("Unified, 0 schools");
        assertThat(Budgets.of(FiscalYear.of(2027), List.of())).hasToString("budgets of 0 schools, 2026–27");
        assertThat(GradeSpan.of("INNER", "1", "12")).hasToString("INNER (1–12)");
        assertThat(PupilGroup.anyOf(NeedCategory.MIGRANT, NeedCategory.GIFTED).name())
                .isEqualTo("any of (gifted, migrant)");
        assertThat(SourceId.of("TITLE-I")).hasToString("TITLE-I");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Loaded<>("value", List.of(), 12, 34))
                .withMessage("34 rows used of 12 read");
    }
}
