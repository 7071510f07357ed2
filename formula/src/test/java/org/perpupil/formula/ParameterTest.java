package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.MIDDLE;

import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.perpupil.district.FiscalYear;
import org.perpupil.exact.Rational;
import org.perpupil.pupils.GradeSpan;

class ParameterTest {

    @Test
    void each_year_has_its_value_and_citation() {
        Parameter base = Parameter.dollars("base")
                .in(2026, "4122.55", "guide, page 4")
                .in(2025, "4122.545644", "4,122.55", "guide of the year before");

        assertThat(base.byYear().keySet()).containsExactly(FiscalYear.of(2025), FiscalYear.of(2026));
        assertThat(base.entry(FiscalYear.of(2026)))
                .contains(new ParameterEntry.Single(Rational.parse("4122.55"), Optional.empty(), "guide, page 4"));
        assertThat(base.entry(FiscalYear.of(2025)))
                .contains(new ParameterEntry.Single(
                        Rational.parse("4122.545644"), Optional.of("4,122.55"), "guide of the year before"));
    }

    @Test
    void a_year_that_is_not_given_has_no_value() {
        Parameter base = Parameter.dollars("base").in(2026, "4122.55", "guide");

        assertThat(base.entry(FiscalYear.of(2025))).isEmpty();
        assertThat(base.entry(FiscalYear.of(2027))).isEmpty();
    }

    @Test
    void a_per_cent_is_a_number() {
        // 10.4% of the base, California 2013–14
        assertThat(Parameter.number("adjustment")
                        .in(2014, "10.4%", "LCFF, 2013–14")
                        .entry(FiscalYear.of(2014)))
                .contains(new ParameterEntry.Single(Rational.parse("0.104"), Optional.of("10.4%"), "LCFF, 2013–14"));
    }

    @Test
    void a_value_is_kept_as_it_is_written() {
        ParameterEntry.Single weight = (ParameterEntry.Single) Parameter.number("weight")
                .in(2027, "0.340", "page 3")
                .entry(FiscalYear.of(2027))
                .orElseThrow();

        assertThat(weight.value()).isEqualTo(Rational.parse("0.34"));
        assertThat(weight.printed()).contains("0.340");
        assertThat(weight.printedOtherwise()).isEmpty();
    }

    @Test
    void a_table_is_kept_as_it_is_written() {
        ParameterEntry.BySpan bySpan = (ParameterEntry.BySpan) Parameter.dollars("base")
                .in(2027, "Table 2.2", at(MIDDLE, "3667.50"), at(ELEMENTARY, 3_741))
                .entry(FiscalYear.of(2027))
                .orElseThrow();
        ParameterEntry.ByKey byKey = (ParameterEntry.ByKey) Parameter.number("index")
                .in(2027, Map.of("north", "1.020", "south", "1.02"), "guide")
                .entry(FiscalYear.of(2027))
                .orElseThrow();

        assertThat(bySpan.printed()).containsOnly(Map.entry(MIDDLE, "3667.50"));
        assertThat(byKey.printed()).containsOnly(Map.entry("north", "1.020"));
    }

    @Test
    void a_table_is_not_written_as_other_numbers() {
        assertThatThrownBy(() ->
                        new ParameterEntry.ByKey(Map.of("E", Rational.parse("0.34")), Map.of("E", "0.3"), "guide"))
                .hasMessage("the entry for E is 0.34, which \"0.3\" does not write");
        assertThatThrownBy(() -> new ParameterEntry.ByKey(Map.of(), Map.of("E", "0.3"), "guide"))
                .hasMessage("the entry for E is not given, which \"0.3\" does not write");
    }

    @Test
    void a_table_keeps_the_order_of_its_spans() {
        ParameterEntry entry = Parameter.dollars("base")
                .in(2027, "Table 2.2", at(MIDDLE, 3_667), at(ELEMENTARY, 3_741))
                .entry(FiscalYear.of(2027))
                .orElseThrow();

        assertThat(((ParameterEntry.BySpan) entry).values().keySet()).containsExactly(MIDDLE, ELEMENTARY);
        assertThat(entry.citation()).isEqualTo("Table 2.2");
    }

    @Test
    void a_table_has_one_value_for_a_grade() {
        assertThatThrownBy(() -> Parameter.dollars("base")
                        .in(2027, "Table 2.2", at(ELEMENTARY, 1), at(GradeSpan.of("lower", "K", "2"), 2)))
                .hasMessage("elementary (K–5) and lower (K–2) have a grade in common, which would then have two rates");
    }

    @Test
    void a_table_by_text_is_exact() {
        ParameterEntry entry = Parameter.number("index")
                .in(2027, Map.of("north", "1.02", "south", "98%"), "guide")
                .entry(FiscalYear.of(2027))
                .orElseThrow();

        assertThat(((ParameterEntry.ByKey) entry).values())
                .containsOnly(Map.entry("north", Rational.parse("1.02")), Map.entry("south", Rational.parse("0.98")));
    }

    @Test
    void a_year_that_has_a_value_may_have_another_instead() {
        Parameter weight = Parameter.number("weight").in(2026, "0.2", "adopted").in(2027, "0.3", "adopted");
        ParameterEntry entry = ParameterEntry.of("0.4", "what if");

        assertThat(weight.instead(FiscalYear.of(2027), entry).byYear())
                .containsExactly(
                        Map.entry(FiscalYear.of(2026), ParameterEntry.of("0.2", "adopted")),
                        Map.entry(FiscalYear.of(2027), entry));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weight.instead(FiscalYear.of(2028), entry))
                .withMessage("parameter \"weight\" has no value for 2027–28");
    }

    @Test
    void a_formula_has_other_parameters_instead_of_those_of_the_same_names() {
        Parameter weight = Parameter.number("weight").in(2027, "0.3", "adopted");
        FundingFormula formula = FundingFormula.named("By need")
                .parameters(weight)
                .add(Line.line("poor").figure(Terms.share("weight")))
                .build();
        Parameter more = Parameter.number("weight").in(2027, "0.4", "what if");

        assertThat(formula.instead(List.of(more)).parameters()).containsExactly(Map.entry("weight", more));
        assertThat(formula.instead(List.of(more)).lines()).isEqualTo(formula.lines());
        for (Parameter other : List.of(Parameter.number("wait"), Parameter.dollars("weight"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> formula.instead(List.of(other)))
                    .withMessageContaining("has no parameter \"" + other.name() + "\" of type " + other.type());
        }
    }

    @Test
    void a_year_is_given_once() {
        Parameter base = Parameter.dollars("base").in(2026, "1", "guide");

        assertThatThrownBy(() -> base.in(2026, "2", "guide"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("parameter \"base\" already has a value for 2025–26");
    }

    @Test
    void a_parameter_has_a_name_and_numbers() {
        assertThatThrownBy(() -> Parameter.number(" ")).hasMessage("a parameter has a name");
        assertThatThrownBy(() -> Parameter.number("x").in(2026, "1,5", "guide"))
                .hasMessage("\"1,5\" is not a number; write a decimal such as 0.465 or a fraction such as 1/3");
    }

    @Test
    void says_what_it_is() {
        assertThat(Parameter.dollars("base").in(2026, "12.5", "page 3").toString())
                .startsWith("base {2025–26=")
                .contains("12.5")
                .contains("page 3");
    }

    @Test
    void equal_parameters_are_equal() {
        EqualsVerifier.forClass(Parameter.class)
                .suppress(Warning.STRICT_HASHCODE)
                .withPrefabValues(
                        ImmutableSortedMap.class,
                        ImmutableSortedMap.of(FiscalYear.of(2026), "a"),
                        ImmutableSortedMap.of(FiscalYear.of(2027), "a"))
                .withNonnullFields("name", "type", "byYear")
                .verify();
        assertThat(Parameter.dollars("x").in(2026, "1.0", "a"))
                .isEqualTo(Parameter.dollars("x").in(2026, "1.0", "a"))
                .isNotEqualTo(Parameter.dollars("x").in(2026, "1", "a"))
                .isNotEqualTo(Parameter.number("x").in(2026, "1.0", "a"));
    }
}
