package org.perpupil.io.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.School;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.money.Money;
import org.w3c.dom.Element;

/** On models of every kind: whatever a source has goes somewhere, to the cent. */
class FlowChartProperties {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @Provide
    Arbitrary<RandomModels.Case> cases() {
        return RandomModels.cases();
    }

    @Property(tries = 100)
    void every_cent_of_a_source_goes_somewhere(
            @ForAll("cases") RandomModels.Case one, @ForAll @IntRange(max = 2) int how) throws JsonProcessingException {
        Allocation allocation = one.allocate();
        // What a reserve has is a part of what its source had, which holds it as central.
        List<SourceStatement> flowing = allocation.sources().stream()
                .filter(statement -> statement.decision().setAside().isEmpty())
                .filter(statement -> !statement.central().isZero()
                        || !statement.toSchools().isZero()
                        || !statement.residual().orElse(Money.ZERO).isZero())
                .toList();
        Function<School, String> group = how == 0
                ? allocation.district()::levelOf
                : how == 1
                        ? School::name
                        : school -> school.id().value().length() % 2 == 0 ? "central office" : "left over";
        FlowChart chart;
        try {
            chart = FlowChart.of(allocation).by(group);
        } catch (IllegalArgumentException nothing) {
            assertThat(nothing).hasMessage("no source has any money, so nothing flows");
            assertThat(flowing)
                    .allSatisfy(statement -> assertThat(
                                    statement.residual().orElse(Money.ZERO).isPositive())
                            .isFalse());
            Statistics.label("flows").collect(false);
            return;
        }
        Statistics.label("flows").collect(true);

        Map<String, Money> bySource = new LinkedHashMap<>();
        Map<String, Map<String, Money>> parts = new LinkedHashMap<>();
        for (JsonNode row : JSON.readTree(chart.vegaLite()).at("/data/values")) {
            Money dollars = Money.ofDollars(row.get("dollars").decimalValue());
            bySource.merge(row.get("source").asText(), dollars, Money::plus);
            assertThat(parts.computeIfAbsent(row.get("source").asText(), any -> new HashMap<>())
                            .put(row.get("to").asText(), dollars))
                    .as("each destination once")
                    .isNull();
        }
        assertThat(bySource).hasSameSizeAs(flowing);
        Iterator<Money> sums = bySource.values().iterator();
        for (SourceStatement statement : flowing) {
            assertThat(sums.next())
                    .isEqualTo(statement.amount().orElse(statement.toSchools().plus(statement.central())));
        }

        Svg svg = Svg.parse(chart.svg(how == 0 ? 300 : 720));
        assertThat(svg.outside()).isEmpty();
        double whole = parts.values().stream()
                .flatMap(to -> to.values().stream())
                .filter(Money::isPositive)
                .mapToDouble(money -> money.dollars().doubleValue())
                .sum();
        double bands = svg.all("path").stream().mapToDouble(Svg::thickness).sum();
        long many = parts.values().stream()
                .flatMap(to -> to.values().stream())
                .filter(Money::isPositive)
                .count();
        // a reserve has bands of its own beside those of its source
        assertThat(svg.all("path")).hasSizeGreaterThanOrEqualTo((int) many);
        // thin bands are drawn half a pixel high, so that they are seen
        double height = svg.all("rect").stream()
                .filter(box -> box.getAttribute("class").equals("quiet"))
                .mapToDouble(box -> Svg.number(box, "height"))
                .sum();
        assertThat(bands).isEqualTo(height, within(0.52 * (svg.all("path").size() + 3)));
        Money told = Money.ZERO;
        for (Element path : svg.all("path")) {
            String text = path.getTextContent();
            Money money =
                    Money.parse(text.substring(text.lastIndexOf(": $") + 3).replace(",", ""));
            told = told.plus(money);
            double thick = money.dollars().doubleValue() * svgHeight(parts.size(), svg, how) / whole;
            assertThat(Svg.thickness(path)).as(text).isEqualTo(Math.max(0.5, thick), within(0.03));
        }
        assertThat(told.dollars().doubleValue()).isEqualTo(whole, within(1e-6 * whole));
    }

    /** As many pixels as all dollars have together. */
    private static double svgHeight(int sources, Svg svg, int how) {
        long ends = svg.all("rect").stream()
                .filter(box -> box.getAttribute("class").equals("quiet"))
                .count();
        return Math.max(how == 0 ? 240 : 320, Math.max(sources, ends) * 24.0);
    }
}
