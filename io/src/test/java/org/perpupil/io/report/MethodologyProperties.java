package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Term;
import org.perpupil.formula.Terms;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Wording;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.internal.Texts;
import org.perpupil.io.json.Definitions;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

class MethodologyProperties {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final List<String> STRUCTURE = Html.parse(named("x").html()).structure();

    /** A model in which every text is the given one. */
    private static Methodology named(String text) {
        RevenueSource source = RevenueSource.local("id", text).restrictedTo(text);
        RevenueSource grant = RevenueSource.privately("grant", text);
        SchoolId school = SchoolId.of("101");
        return Methodology.of(
                FundingModel.named(text)
                        .parameters(Parameter.dollars(text).in(2027, "5", "5.00 " + text, text))
                        .unlocked(
                                source,
                                Decision.eligible(Terms.oneOf(text, text)),
                                Decision.paying(Line.line(text + " 1")
                                        .amount(Terms.rate(text).times(Terms.fact(text)))
                                        .onlyWhere(Terms.is(text))
                                        .exceptFor(school, text)
                                        .citing(text)
                                        .inSection(text)))
                        .schoolGrant(grant, text, Map.of(school, Money.ofDollars(5)))
                        .build(),
                YEAR);
    }

    /** Texts in which characters with a meaning in HTML and in templates, controls and marks of direction are common. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                        Tuple.of(
                                3,
                                Arbitraries.chars()
                                        .with("<>&\"'`=/\\{}$#!-[];\n\r\t\u0000\u2028\u202E\u05D0\uD83D\uDE80")),
                        Tuple.of(1, Arbitraries.chars().all()))
                .list()
                .ofMaxSize(20)
                .map(characters -> {
                    StringBuilder text = new StringBuilder("x");
                    characters.forEach(text::append);
                    return text.toString();
                });
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void no_text_changes_what_a_page_is_made_of(@ForAll("texts") String text) {
        Methodology methodology = named(text);
        String html = methodology.html();

        assertThat(Html.parse(html).structure()).isEqualTo(STRUCTURE);
        assertThat(methodology.text().chars().filter(letter -> letter != '\n' && Character.isISOControl(letter)))
                .isEmpty();
        Statistics.label("markup in the name")
                .collect(text.chars().anyMatch(character -> "<>&\"'{".indexOf(character) >= 0))
                .coverage(names -> names.check(true).percentage(percent -> percent > 5));
    }

    @Property(tries = 300)
    @Domain(Definitions.class)
    @Domain(DomainContext.Global.class)
    void tells_every_line_source_and_value_of_a_model(@ForAll FundingModel model) {
        Methodology methodology = Methodology.of(model, YEAR);
        String text = flat(methodology.text());

        check(model.lines(), methodology, text);
        for (FundedSource source : model.sources()) {
            assertThat(text).contains("* " + source.source().name());
        }
        assertThat(Methodology.of(model, YEAR).text()).isEqualTo(methodology.text());
        assertThat(Methodology.of(model, YEAR).html()).isEqualTo(methodology.html());
    }

    @Property(tries = 300)
    @Domain(Definitions.class)
    @Domain(DomainContext.Global.class)
    void tells_every_line_and_value_of_a_formula(@ForAll FundingFormula formula) {
        Methodology methodology = Methodology.of(formula, YEAR);

        check(formula, methodology, flat(methodology.text()));
        Statistics.label("steps")
                .collect(methodology.text().contains("Step 1: ") ? "with steps" : "without")
                .coverage(steps -> steps.check("with steps").percentage(percent -> percent > 5));
    }

    private static void check(FundingFormula formula, Methodology methodology, String text) {
        String html = methodology.html();
        assertThat(html).doesNotContain("</script>").doesNotContain("\u2028");
        String page = String.join(" ", Html.parse(html).all("/html/body"));
        int number = 0;
        for (Line line : formula.lines()) {
            number++;
            String name = Texts.onOneLine(line.name());
            assertThat(text).contains(number + ". " + name);
            assertThat(page).contains(name);
            assertThat(methodology.line(line.name())).endsWith(".").doesNotContain("\n", "\u2028");
            line.where()
                    .ifPresent(any -> assertThat(methodology.line(line.name())).contains("Only if "));
            line.exceptions()
                    .forEach((school, reason) ->
                            assertThat(page).contains(Texts.onOneLine(school.value()), Texts.onOneLine(reason)));
        }
        for (Parameter parameter : formula.parameters().values()) {
            if (isUsedThisYear(formula, parameter.name())) {
                checkValue(parameter, text, page);
            }
        }
    }

    private static boolean isUsedThisYear(FundingFormula formula, String parameter) {
        List<Term> found = new ArrayList<>();
        formula.lines().stream()
                .flatMap(line -> Stream.concat(
                        line.form().terms().stream(), line.where().stream().flatMap(where -> where.terms().stream())))
                .forEach(term -> term.walk(found::add));
        return found.stream()
                .anyMatch(term -> (term instanceof Term.ParameterValue value
                                && value.name().equals(parameter)
                                && value.yearsBack() == 0)
                        || (term instanceof Term.PerPupil perPupil
                                && perPupil.table() instanceof RateTable.Named named
                                && named.parameter().equals(parameter)));
    }

    private static void checkValue(Parameter parameter, String text, String page) {
        Optional<ParameterEntry> entry = parameter.entry(YEAR);
        assertThat(page).contains(parameter.name());
        if (entry.isEmpty()) {
            assertThat(text).contains("“%s” has no value for 2026–27".formatted(parameter.name()));
            return;
        }
        assertThat(page).contains(Texts.onOneLine(entry.get().citation()));
        if (entry.get() instanceof ParameterEntry.Single single) {
            single.printedOtherwise().ifPresent(printed -> assertThat(page).contains(printed + ", computed with "));
            assertThat(page)
                    .contains(
                            parameter.type() == ValueType.MONEY
                                            || single.printed().isEmpty()
                                    ? Wording.of(single.value(), parameter.type(), "$")
                                    : single.printed().get());
        }
        Statistics.label("entry").collect(entry.get().getClass().getSimpleName());
    }

    /** Without the breaks between lines. */
    private static String flat(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Provide
    Arbitrary<RandomModels.Case> models() {
        return RandomModels.cases();
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void every_line_of_a_model_of_any_kinds_is_told(@ForAll("models") RandomModels.Case random) {
        Methodology methodology = Methodology.of(random.model(), random.year());

        String text = methodology.text();
        assertThat(text).doesNotContain("null", "Optional[");
        for (Line line : random.model().lines().lines()) {
            assertThat(methodology.line(line.name())).as(line.name()).isNotBlank();
        }
        assertThat(Html.parse(methodology.html()).structure()).isNotEmpty();
    }
}
