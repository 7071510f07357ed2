package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.formula.Condition;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.World;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.scenario.ModelChange;
import org.perpupil.problem.ProblemException;

@Domain(Definitions.class)
@Domain(DomainContext.Global.class)
class DefinitionJsonProperties {

    @Provide
    Arbitrary<World> worlds() {
        return World.worlds();
    }

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_formula_that_is_written_is_read_back_equal(@ForAll FundingFormula formula) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FormulaJson.write(formula, bytes);

        FundingFormula read =
                FormulaJson.read(new ByteArrayInputStream(bytes.toByteArray()), "a.json", Definitions.FIGURES);

        assertThat(read).isEqualTo(formula);
        assertThat(FormulaJson.parse(FormulaJson.toJson(formula), Definitions.FIGURES))
                .isEqualTo(formula);
        assertThat(FormulaJson.toJson(read))
                .isEqualTo(FormulaJson.toJson(formula))
                .isEqualTo(bytes.toString(UTF_8));
        checkThatEveryKindIsDrawn(formula);
    }

    private static void checkThatEveryKindIsDrawn(FundingFormula formula) {
        Set<Class<?>> met = new HashSet<>();
        for (Line line : formula.lines()) {
            met.add(line.form().getClass());
            line.form().terms().forEach(term -> term.walk(part -> add(met, part)));
            line.where().ifPresent(where -> where.stream().forEach(part -> met.add(part.getClass())));
        }
        for (Class<?> closed : Set.of(Term.class, Condition.class)) {
            for (Class<?> kind : closed.getPermittedSubclasses()) {
                Statistics.label(kind.getSimpleName())
                        .collect(met.contains(kind))
                        .coverage(drawn -> drawn.check(true).count(count -> count > 0));
            }
        }
    }

    private static void add(Set<Class<?>> met, Term term) {
        met.add(term.getClass());
        if (term instanceof Term.When when) {
            when.condition().stream().forEach(part -> met.add(part.getClass()));
        }
    }

    @Property(tries = 300)
    void a_model_that_is_written_is_read_back_equal(@ForAll FundingModel model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FundingModelJson.write(model, bytes);

        FundingModel read =
                FundingModelJson.read(new ByteArrayInputStream(bytes.toByteArray()), "a.json", Definitions.FIGURES);

        assertThat(read).isEqualTo(model);
        assertThat(FundingModelJson.parse(FundingModelJson.toJson(model), Definitions.FIGURES))
                .isEqualTo(model);
        assertThat(FundingModelJson.toJson(read))
                .isEqualTo(FundingModelJson.toJson(model))
                .isEqualTo(bytes.toString(UTF_8));
    }

    @Property(tries = 150)
    void a_model_that_was_read_gives_the_same_cents(@ForAll("worlds") World world) {
        FundingModel read = FundingModelJson.parse(FundingModelJson.toJson(world.model()));

        assertThat(read).isEqualTo(world.model());
        Allocation expected = world.allocate();
        Allocation allocation = read.resolve(world.district(), World.YEAR, world.budgetsOfLastYear())
                .allocate();
        assertThat(allocation.budgets()).isEqualTo(expected.budgets());
        assertThat(allocation.sources()).isEqualTo(expected.sources());
        assertThat(allocation.stamp()).isEqualTo(expected.stamp());
    }

    /** A fault in a document is told as a problem, and never by another exception; what a slip changed without one, is told as a change. */
    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_formula_with_a_slip_is_read_or_refused(@ForAll FundingFormula formula, @ForAll Random random) {
        String json = FormulaJson.toJson(formula);
        check(() -> {
            FundingFormula read = FormulaJson.parse(slipped(json, random), Definitions.FIGURES);
            assertThat(ModelChange.between(formula, read).changes().isEmpty()).isEqualTo(formula.equals(read));
        });
    }

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_model_with_a_slip_is_read_or_refused(@ForAll FundingModel model, @ForAll Random random) {
        String json = FundingModelJson.toJson(model);
        check(() -> {
            FundingModel read = FundingModelJson.parse(slipped(json, random), Definitions.FIGURES);
            assertThat(ModelChange.between(model, read).changes().isEmpty()).isEqualTo(model.equals(read));
        });
    }

    private static String slipped(String json, Random random) {
        return random.nextBoolean() ? Slips.ofTyping(json, random) : Slips.ofMeaning(json, random);
    }

    private static void check(Runnable reading) {
        boolean isRefused = false;
        try {
            reading.run();
        } catch (ProblemException refused) {
            isRefused = true;
            assertThat(refused.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.place()).matches("(?s)JSON(, line \\d+:\\d+.*)?"));
        }
        Statistics.label("refused")
                .collect(isRefused)
                .coverage(drawn -> drawn.check(true).percentage(share -> share > 12.5));
    }
}
