package org.perpupil.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;

/** Draws the rates and shares of a policy: half of them are constants, half dated parameters with a citation. */
final class RandomValues extends Drawing {
    /** Rates of which odd counts, or thirds of them, end on half a cent; and others. */
    static final List<String> RATES = List.of(
            "0.045", "0.015", "1272.505", "3.125", "12.345", "2.675", "0.5", "1.5", "3741", "636.17", "0.01", "99.9");

    static final List<String> FACTORS =
            List.of("0.045", "0.34", "1.5", "2", "1/3", "0.125", "1", "0.9", "2/7", "0.005", "0");

    private static final int YEAR = RandomModels.YEAR.ending();

    private final UnaryOperator<String> names;
    private final List<Parameter> cited = new ArrayList<>();

    /**
     * @param names makes a name that nothing else has
     */
    RandomValues(SplittableRandom random, UnaryOperator<String> names) {
        super(random);
        this.names = names;
    }

    /** The parameters that every model has, some of them with hostile names, and with values of an earlier year. */
    List<Parameter> ofEveryModel() {
        return List.of(
                Parameter.dollars("base")
                        .in(2026, oneOf(RATES), "page 1")
                        .in(2027, oneOf(RATES), oneOf(List.of("3741.13", "n/a")), "page 2"),
                Parameter.dollars("=1+1 rate")
                        .in(2026, oneOf(RATES), "")
                        .in(2027, oneOf(RATES) + "0", "Resolution 12, page 4"),
                Parameter.dollars("rates by span")
                        .in(
                                2027,
                                "a \"table\"\non page 3",
                                SpanRate.at(RandomDistrict.ELEMENTARY, oneOf(RATES)),
                                SpanRate.at(RandomDistrict.MIDDLE, oneOf(RATES)),
                                SpanRate.at(RandomDistrict.HIGH, oneOf(RATES))),
                Parameter.dollars("rates by type")
                        .in(2026, byKey(RandomDistrict.TYPES, RATES), "page 4")
                        .in(2027, byKey(RandomDistrict.TYPES, RATES), "page 5"),
                Parameter.number("share")
                        .in(2026, "12.5%", "page 6")
                        .in(2027, oneOf(List.of("34%", "0.340", "1/3")), "page 7"),
                Parameter.number("weights by span")
                        .in(
                                2027,
                                "page 8",
                                SpanRate.at(RandomDistrict.KINDERGARTEN_TO_8, "0.340"),
                                SpanRate.at(RandomDistrict.HIGH, "1.25")),
                Parameter.number("factors by region").in(2027, byKey(RandomDistrict.REGIONS, FACTORS), "page 9"));
    }

    private Map<String, String> byKey(List<String> keys, List<String> values) {
        Map<String, String> table = new LinkedHashMap<>();
        keys.forEach(key -> table.put(key, oneOf(values)));
        return table;
    }

    String name(String what) {
        return names.apply(what);
    }

    /** Returns the parameters drawn since this was last asked. */
    List<Parameter> takeParameters() {
        List<Parameter> taken = List.copyOf(cited);
        cited.clear();
        return taken;
    }

    MoneyTerm money(String what, String... values) {
        String value = oneOf(List.of(values));
        return oneIn(2)
                ? Terms.dollars(value)
                : Terms.rate(cite(Parameter.dollars(name(what)).in(YEAR, value, citation())));
    }

    NumberTerm number(String what, String... values) {
        String value = oneOf(List.of(values));
        return oneIn(2)
                ? Terms.number(value)
                : Terms.share(cite(Parameter.number(name(what)).in(YEAR, value, citation())));
    }

    /** Money by the type of the school, which every school has. */
    MoneyTerm moneyByType(String what, String... values) {
        return Terms.rate(cite(Parameter.dollars(name(what)).in(YEAR, byType(values), citation())), "type");
    }

    /** A number by the type of the school, which every school has. */
    NumberTerm numberByType(String what, String... values) {
        return Terms.share(cite(Parameter.number(name(what)).in(YEAR, byType(values), citation())), "type");
    }

    private Map<String, String> byType(String... values) {
        return byKey(RandomDistrict.TYPES, List.of(values));
    }

    MoneyTerm perPupil(PupilGroup group, String what, String... values) {
        SpanRate[] rates = bySpan(values);
        return oneIn(2)
                ? Terms.perPupil(group, rates)
                : Terms.perPupil(group, cite(Parameter.dollars(name(what)).in(YEAR, citation(), rates)));
    }

    NumberTerm weighted(PupilGroup group, String what, String... values) {
        SpanRate[] weights = bySpan(values);
        return oneIn(2)
                ? Terms.weighted(group, weights)
                : Terms.weighted(group, cite(Parameter.number(name(what)).in(YEAR, citation(), weights)));
    }

    private SpanRate[] bySpan(String... values) {
        List<GradeSpan> spans =
                oneIn(2) ? RandomDistrict.LEVELS : List.of(RandomDistrict.KINDERGARTEN_TO_8, RandomDistrict.HIGH);
        return spans.stream()
                .map(span -> SpanRate.at(span, oneOf(List.of(values))))
                .toArray(SpanRate[]::new);
    }

    private String cite(Parameter parameter) {
        cited.add(parameter);
        return parameter.name();
    }

    private String citation() {
        return oneOf(List.of("page 3", "Title 1, § 4", "=1+1 & <b>", ""));
    }
}
