package org.perpupil.formula.scenario;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.SpanRate;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * What would be otherwise than in a model as it stands: weights and rates, revenues, counts of pupils.
 *
 * <pre>{@code
 * Scenario.named("poverty counts more, and the state gives less")
 *         .parameter("weight of poverty", "0.4")
 *         .revenue(general, Money.ofDollars(2_280_000_000L))
 * }</pre>
 *
 * <p>What is a parameter of the model can be another; what is written into a line cannot. Each method returns a new scenario, in which
 * what was said last holds.
 */
public final class Scenario {
    private final String name;
    private final ImmutableMap<String, ParameterEntry> parameters;
    private final ImmutableMap<SourceId, Money> revenues;
    private final ImmutableMap<SchoolId, Enrollment> enrollments;

    private Scenario(
            String name,
            ImmutableMap<String, ParameterEntry> parameters,
            ImmutableMap<SourceId, Money> revenues,
            ImmutableMap<SchoolId, Enrollment> enrollments) {
        this.name = requireNonNull(name, "name");
        this.parameters = parameters;
        this.revenues = revenues;
        this.enrollments = enrollments;
    }

    /** Starts with the model as it stands. */
    public static Scenario named(String name) {
        return new Scenario(name, ImmutableMap.of(), ImmutableMap.of(), ImmutableMap.of());
    }

    /**
     * Returns the scenario with another value of a parameter in the year.
     *
     * @param value such as {@code "9000"} or {@code "40%"}
     */
    public Scenario parameter(String parameter, String value) {
        return parameter(parameter, ParameterEntry.of(value, citation()));
    }

    /** Returns the scenario with another table by span of grades for a parameter in the year. */
    public Scenario parameter(String parameter, SpanRate... bySpan) {
        return parameter(parameter, ParameterEntry.of(citation(), bySpan));
    }

    /** Returns the scenario with another entry of a parameter in the year. */
    public Scenario parameter(String parameter, ParameterEntry entry) {
        return parameters(Map.of(parameter, entry));
    }

    /** Returns the scenario with other entries of several parameters in the year. */
    public Scenario parameters(Map<String, ? extends ParameterEntry> entries) {
        return new Scenario(name, and(parameters, entries), revenues, enrollments);
    }

    private String citation() {
        return "scenario \"" + name + "\"";
    }

    /** Returns the scenario with another amount expected from a source; in a sweep of several districts, in each of them. */
    public Scenario revenue(RevenueSource source, Money amount) {
        return revenue(source.id(), amount);
    }

    /** Returns the scenario with another amount expected from a source; in a sweep of several districts, in each of them. */
    public Scenario revenue(SourceId source, Money amount) {
        return new Scenario(name, parameters, and(revenues, Map.of(source, amount)), enrollments);
    }

    /** Returns the scenario with other counts of pupils of a school, on the basis that holds if none is named. */
    public Scenario enrollment(SchoolId school, Enrollment counts) {
        return enrollments(Map.of(school, counts));
    }

    /** Returns the scenario with other counts of pupils of several schools, on the basis that holds if none is named. */
    public Scenario enrollments(Map<SchoolId, Enrollment> counts) {
        return new Scenario(name, parameters, revenues, and(enrollments, counts));
    }

    private static <K, V> ImmutableMap<K, V> and(ImmutableMap<K, V> before, Map<K, ? extends V> more) {
        if (before.isEmpty()) {
            return ImmutableMap.copyOf(more);
        }
        Map<K, V> all = new LinkedHashMap<>(before);
        all.putAll(more);
        return ImmutableMap.copyOf(all);
    }

    public String name() {
        return name;
    }

    /** Returns the entries of parameters that are otherwise, by name of the parameter. */
    public Map<String, ParameterEntry> parameters() {
        return parameters;
    }

    /** Returns the revenues that are otherwise. */
    public Map<SourceId, Money> revenues() {
        return revenues;
    }

    /** Returns the counts that are otherwise. */
    public Map<SchoolId, Enrollment> enrollments() {
        return enrollments;
    }

    /**
     * Returns a model for its district's year as it would be, checked as {@link FundingModel#resolve(District, FiscalYear)} does.
     *
     * @throws ProblemException with everything that does not fit: what the model or the district does not have cannot be otherwise
     */
    public ResolvedModel appliedTo(ResolvedModel base) {
        ProblemException.throwIfAny("scenario \"%s\" does not fit %s".formatted(name, base), problems(base));
        FundingModel model = model(base);
        District district = district(base.district());
        return base.lastYear()
                .map(budgets -> model.resolve(district, base.year(), budgets))
                .orElseGet(() -> model.resolve(district, base.year()));
    }

    /** What the scenario changes that is not there, or cannot be so. */
    List<Problem> problems(ResolvedModel base) {
        return Stream.concat(problemsOfModel(base).stream(), problemsOfDistrict(base.district()).stream())
                .toList();
    }

    List<Problem> problemsOfModel(ResolvedModel base) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Parameter> known = base.model().lines().parameters();
        for (String parameter : parameters.keySet()) {
            Parameter before = known.get(parameter);
            if (before == null || before.entry(base.year()).isEmpty()) {
                problems.add(problem(
                        "parameter",
                        "\"%s\", which has no value in %s".formatted(parameter, base.year()),
                        "one of the model's parameters, " + known.keySet()));
            }
        }
        return problems;
    }

    List<Problem> problemsOfDistrict(District base) {
        List<Problem> problems = new ArrayList<>();
        revenues.forEach((source, amount) -> {
            if (amount.isNegative()) {
                problems.add(problem("revenue", source + " of " + amount, "0 or more"));
            } else if (base.revenue(source).isEmpty()) {
                problems.add(problem(
                        "revenue",
                        "%s, of which %s expects nothing".formatted(source, base),
                        "one of " + base.revenues().keySet()));
            }
        });
        for (SchoolId school : enrollments.keySet()) {
            if (base.school(school).isEmpty()) {
                problems.add(problem("school", school.value(), "a school of " + base));
            }
        }
        return problems;
    }

    private Problem problem(String what, String found, String allowed) {
        return new Problem(
                "scenario." + what,
                "scenario \"%s\"".formatted(name),
                "another %s %s".formatted(what, found),
                allowed,
                "Correct it, or change the model or the district that the scenarios start from.");
    }

    /** Tells whether the district is otherwise, and not the model alone. */
    boolean changesDistrict() {
        return !revenues.isEmpty() || !enrollments.isEmpty();
    }

    private FundingModel model(ResolvedModel base) {
        Map<String, Parameter> known = base.model().lines().parameters();
        return base.model()
                .instead(parameters.entrySet().stream()
                        .map(entry -> requireNonNull(known.get(entry.getKey())).instead(base.year(), entry.getValue()))
                        .toList());
    }

    /** The district as it would be. */
    District district(District base) {
        District district = base;
        for (Map.Entry<SourceId, Money> revenue : revenues.entrySet()) {
            district = district.withRevenue(revenue.getKey(), revenue.getValue());
        }
        return enrollments.isEmpty()
                ? district
                : district.withSchools(enrollments.entrySet().stream()
                        .map(entry -> base.school(entry.getKey()).orElseThrow().withEnrollment(entry.getValue()))
                        .toList());
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Scenario other
                && name.equals(other.name)
                && parameters.equals(other.parameters)
                && revenues.equals(other.revenues)
                && enrollments.equals(other.enrollments);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
