package org.perpupil.io.json;

import static org.perpupil.io.internal.json.JsonParts.writeLine;
import static org.perpupil.io.internal.json.JsonParts.writeLines;
import static org.perpupil.io.internal.json.JsonParts.writeList;
import static org.perpupil.io.internal.json.JsonParts.writeNumber;
import static org.perpupil.io.internal.json.JsonParts.writeTexts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.perpupil.account.Account;
import org.perpupil.account.AccountCode;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonLayout;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.ActionStatus;
import org.perpupil.plan.CommunityAsset;
import org.perpupil.plan.Cost;
import org.perpupil.plan.DistrictGoal;
import org.perpupil.plan.EvidenceTier;
import org.perpupil.plan.Finding;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.GoalReview;
import org.perpupil.plan.Investment;
import org.perpupil.plan.Metric;
import org.perpupil.plan.NeedsAssessment;
import org.perpupil.plan.Recurrence;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.plan.Subgroup;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.SourceId;

/** The parts of a site plan: how each is written, and how it is read back. */
final class PlanJson {
    private static final ImmutableMap<String, Metric.Better> BETTER =
            Maps.uniqueIndex(List.of(Metric.Better.values()), CoreJson::word);
    private static final ImmutableMap<String, GoalReview.Outcome> OUTCOMES =
            Maps.uniqueIndex(List.of(GoalReview.Outcome.values()), CoreJson::word);
    private static final ImmutableMap<String, NeedsAssessment.Question> QUESTIONS =
            Maps.uniqueIndex(List.of(NeedsAssessment.Question.values()), CoreJson::word);
    private static final ImmutableMap<String, ActionStatus> STATUSES =
            Maps.uniqueIndex(List.of(ActionStatus.values()), CoreJson::word);
    private static final ImmutableMap<String, Recurrence> RECURRENCES =
            Maps.uniqueIndex(List.of(Recurrence.values()), CoreJson::word);
    private static final ImmutableMap<String, EvidenceTier> TIERS =
            Maps.uniqueIndex(List.of(EvidenceTier.values()), CoreJson::word);

    private PlanJson() {}

    /** What a metric was in a year. */
    private record YearValue(FiscalYear year, BigDecimal value) {}

    /** What tells whether a goal is reached. */
    private record Measure(Metric metric, Subgroup pupils) {}

    /** Writes the members of a plan, inside an object that is broken into lines. */
    static void writeMembers(JsonGenerator out, SitePlan plan) throws IOException {
        JsonLayout.onLines(out, lines -> {
            lines.writeStringField("school", plan.school().value());
            lines.writeStringField("year", plan.year().toString());
            if (!plan.assessment().equals(NeedsAssessment.NONE)) {
                write(lines, plan.assessment());
            }
            writeLines(lines, "districtGoals", plan.districtGoals(), PlanJson::write);
            writeLines(lines, "assets", plan.assets(), PlanJson::write);
            writeLines(lines, "accounts", plan.accounts(), PlanJson::write);
            writeList(lines, "goals", plan.goals(), PlanJson::write);
        });
    }

    private static void write(JsonGenerator out, NeedsAssessment assessment) throws IOException {
        out.writeObjectFieldStart("assessment");
        writeLines(out, "areas", assessment.areas(), PlanJson::write);
        writeLines(out, "findings", assessment.findings(), PlanJson::write);
        writeLines(out, "lastYear", assessment.lastYear(), PlanJson::write);
        writeLines(out, "answers", assessment.answers().entrySet(), (line, answer) -> {
            line.writeStringField("question", CoreJson.word(answer.getKey()));
            line.writeStringField("answer", answer.getValue());
        });
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, FocusArea area) throws IOException {
        out.writeStringField("name", area.name());
        out.writeBooleanField("academic", area.academic());
    }

    static void write(JsonGenerator out, Metric metric) throws IOException {
        out.writeStringField("name", metric.name());
        out.writeStringField("unit", metric.unit());
        out.writeStringField("better", CoreJson.word(metric.better()));
    }

    private static void write(JsonGenerator out, Finding finding) throws IOException {
        out.writeStringField("id", finding.id());
        writeLine(out, "metric", finding.metric(), PlanJson::write);
        out.writeStringField("pupils", finding.pupils().name());
        writeLines(out, "values", finding.values().entrySet(), (line, value) -> {
            line.writeStringField("year", value.getKey().toString());
            writeNumber(line, "value", value.getValue());
        });
        if (finding.target().isPresent()) {
            writeNumber(out, "target", finding.target().get());
        }
    }

    private static void write(JsonGenerator out, GoalReview review) throws IOException {
        out.writeStringField("goal", review.goal());
        out.writeStringField("statement", review.statement());
        out.writeStringField("outcome", CoreJson.word(review.outcome()));
        out.writeStringField("evidence", review.evidence());
    }

    static void write(JsonGenerator out, DistrictGoal goal) throws IOException {
        out.writeStringField("id", goal.id());
        writeLine(out, "area", goal.area(), PlanJson::write);
        out.writeStringField("statement", goal.statement());
    }

    private static void write(JsonGenerator out, CommunityAsset asset) throws IOException {
        out.writeStringField("id", asset.id());
        out.writeStringField("giver", asset.giver());
        out.writeStringField("offer", asset.offer());
        if (asset.hours().isPresent()) {
            writeNumber(out, "hours", asset.hours().get());
        }
        if (asset.inKindValue().isPresent()) {
            out.writeStringField("inKindValue", asset.inKindValue().get().toString());
        }
    }

    private static void write(JsonGenerator out, Account account) throws IOException {
        out.writeStringField("code", account.code().value());
        out.writeStringField("name", account.name());
    }

    private static void write(JsonGenerator out, Goal goal) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", goal.id());
        writeLine(out, "area", goal.area(), PlanJson::write);
        out.writeStringField("statement", goal.statement());
        if (goal.metric().isPresent()) {
            writeLine(out, "measuredBy", goal, (line, measured) -> {
                writeLine(line, "metric", measured.metric().orElseThrow(), PlanJson::write);
                line.writeStringField("pupils", measured.pupils().orElseThrow().name());
            });
        }
        if (goal.baseline().isPresent()) {
            writeLine(out, "baseline", goal, (line, begun) -> {
                line.writeStringField("year", begun.baselineYear().orElseThrow().toString());
                writeNumber(line, "value", begun.baseline().orElseThrow());
            });
        }
        if (goal.target().isPresent()) {
            writeNumber(out, "target", goal.target().get());
        }
        if (goal.deadline().isPresent()) {
            out.writeStringField("deadline", goal.deadline().get().toString());
        }
        writeTexts(out, "districtGoals", goal.districtGoals());
        writeTexts(out, "findings", goal.findings());
        writeList(out, "strategies", goal.strategies(), PlanJson::write);
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Strategy strategy) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", strategy.id());
        out.writeStringField("description", strategy.description());
        writeList(out, "actions", strategy.actions(), PlanJson::write);
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Action action) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", action.id());
        out.writeStringField("description", action.description());
        if (action.owner().isPresent()) {
            out.writeStringField("owner", action.owner().get());
        }
        if (action.deadline().isPresent()) {
            out.writeStringField("deadline", action.deadline().get().toString());
        }
        out.writeStringField("status", CoreJson.word(action.status()));
        writeTexts(out, "assets", action.assets());
        writeLines(out, "investments", action.investments(), PlanJson::write);
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Investment investment) throws IOException {
        out.writeStringField("id", investment.id());
        out.writeStringField("description", investment.description());
        out.writeStringField("priority", Integer.toString(investment.priority()));
        writeLine(out, "cost", investment.cost(), PlanJson::write);
        if (investment.account().isPresent()) {
            out.writeStringField("account", investment.account().get().value());
        }
        if (!investment.serves().equals(NeedCategory.ALL_PUPILS)) {
            out.writeFieldName("serves");
            CoreJson.write(out, investment.serves());
        }
        if (investment.grades().isPresent()) {
            out.writeFieldName("grades");
            CoreJson.write(out, investment.grades().get());
        }
        if (investment.pupilsServed().isPresent()) {
            out.writeStringField("pupilsServed", investment.pupilsServed().get().toString());
        }
        if (investment.recurrence().isPresent()) {
            out.writeStringField(
                    "recurrence", CoreJson.word(investment.recurrence().get()));
        }
        if (investment.evidence().isPresent()) {
            out.writeStringField("evidence", CoreJson.word(investment.evidence().get()));
        }
        if (investment.isWholeOrNothing()) {
            out.writeBooleanField("wholeOrNothing", true);
        }
        writeList(out, "approvedFor", investment.approvedSources(), PlanJson::write);
        writeList(out, "notFrom", investment.barredSources(), PlanJson::write);
    }

    private static void write(JsonGenerator out, SourceId source) throws IOException {
        out.writeString(source.value());
    }

    private static void write(JsonGenerator out, Cost cost) throws IOException {
        if (cost instanceof Cost.Staff staff) {
            writeNumber(out, "fte", staff.fte());
            out.writeStringField("perFte", staff.perFte().toString());
        } else if (cost instanceof Cost.Units several) {
            writeNumber(out, "units", several.units());
            out.writeStringField("price", several.price().toString());
        } else if (cost instanceof Cost.Amount given) {
            out.writeStringField("amount", given.amount().toString());
        } else {
            throw new AssertionError("a cost of a kind that is not written: " + cost);
        }
    }

    /**
     * Reads a plan from its members.
     *
     * @param before keys that stand before those of the plan, and must
     */
    static Optional<SitePlan> plan(JsonValue value, Set<String> before) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(
                ImmutableSet.<String>builder()
                        .addAll(before)
                        .add("school", "year")
                        .build(),
                ImmutableSet.of("assessment", "districtGoals", "assets", "accounts", "goals"));
        Optional<SchoolId> school = fields.get("school", CoreJson::schoolId);
        Optional<FiscalYear> year = fields.get("year", CoreJson::year);
        Met met = new Met("plan", "plan");
        Optional<NeedsAssessment> assessment = fields.get("assessment", given -> assessment(given, met));
        List<DistrictGoal> districtGoals = fields.list("districtGoals", given -> districtGoal(given, met));
        List<CommunityAsset> assets = fields.list("assets", given -> asset(given, met));
        List<Account> accounts = fields.list("accounts", given -> account(given, met));
        List<Goal> goals = fields.list("goals", given -> goal(given, met));
        return value.document().make(mark, value, () -> {
            SitePlan.Builder plan = SitePlan.of(school.orElseThrow(), year.orElseThrow())
                    .importing(districtGoals)
                    .goals(goals);
            assessment.ifPresent(plan::assessment);
            assets.forEach(plan::asset);
            plan.accounts(ChartOfAccounts.openWith(accounts));
            return plan.build();
        });
    }

    /** Returns a value with a part, if there is one. */
    private static <T, P> T with(T value, Optional<P> part, BiFunction<T, P, T> add) {
        return part.map(given -> add.apply(value, given)).orElse(value);
    }

    private static Optional<String> id(JsonValue value) {
        // Only what has an id checks it.
        return value.parsed(
                text -> Strategy.of(text, text).id(),
                "up to 64 letters, digits, blanks, dots, hyphens and underscores, such as \"math-5\"");
    }

    /** Reads the id of a part, and tells one that another part of the kind has. */
    private static Optional<String> id(String kind, JsonValue value, Met met) {
        Optional<String> id = id(value);
        id.ifPresent(known -> met.define(kind, known, value));
        return id;
    }

    private static Optional<AccountCode> accountCode(JsonValue value) {
        return value.parsed(
                AccountCode::of,
                "up to 100 letters, digits, dots, hyphens, slashes, colons and underscores, such as \"1100\"");
    }

    /** Reads a value of a metric, and tells one that it cannot take. */
    static Optional<BigDecimal> valueOf(Optional<Metric> metric, JsonValue value) {
        Optional<BigDecimal> number = CoreJson.decimal(value);
        if (number.isPresent()
                && metric.filter(known -> !known.canBe(number.get())).isPresent()) {
            value.fault(
                    "plan.value",
                    value.content().shown(),
                    "0 to 100%",
                    "Correct the value, or the unit of \"%s\".".formatted(metric.get()));
        }
        return number;
    }

    private static Optional<YearValue> yearValue(Optional<Metric> metric, JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("year", "value"), Set.of());
        Optional<FiscalYear> year = fields.get("year", CoreJson::year);
        Optional<BigDecimal> number = fields.get("value", given -> valueOf(metric, given));
        return value.document().make(mark, value, () -> new YearValue(year.orElseThrow(), number.orElseThrow()));
    }

    private static Optional<NeedsAssessment> assessment(JsonValue value, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(Set.of(), ImmutableSet.of("areas", "findings", "lastYear", "answers"));
        List<FocusArea> areas = fields.list("areas", PlanJson::area);
        List<Finding> findings = fields.list("findings", given -> finding(given, met));
        List<GoalReview> lastYear = fields.list("lastYear", given -> review(given, met));
        List<Map.Entry<NeedsAssessment.Question, String>> answers = fields.list("answers", given -> answer(given, met));
        return value.document().make(mark, value, () -> {
            NeedsAssessment.Builder assessment = NeedsAssessment.builder()
                    .focusingOn(areas.toArray(FocusArea[]::new))
                    .findings(findings);
            lastYear.forEach(assessment::lastYear);
            answers.forEach(answer -> assessment.answer(answer.getKey(), answer.getValue()));
            return assessment.build();
        });
    }

    private static Optional<FocusArea> area(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("name", "academic"), Set.of());
        Optional<String> name = fields.get("name", CoreJson::name);
        Optional<Boolean> academic = fields.get("academic", JsonValue::flag);
        return value.document().make(mark, value, () -> new FocusArea(name.orElseThrow(), academic.orElseThrow()));
    }

    static Optional<Metric> metric(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("name", "unit", "better"), Set.of());
        Optional<String> name = fields.get("name", CoreJson::name);
        Optional<String> unit = fields.get("unit", CoreJson::name);
        Optional<Metric.Better> better = fields.get("better", text -> CoreJson.constant(text, BETTER));
        return value.document()
                .make(mark, value, () -> new Metric(name.orElseThrow(), unit.orElseThrow(), better.orElseThrow()));
    }

    private static Optional<Finding> finding(JsonValue value, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields =
                value.fields(ImmutableSet.of("id", "metric", "pupils"), ImmutableSet.of("values", "target"));
        Optional<String> id = fields.get("id", given -> id("finding", given, met));
        Optional<Metric> metric = fields.get("metric", PlanJson::metric);
        Optional<Subgroup> pupils = fields.get("pupils", CoreJson::name).map(Subgroup::of);
        List<YearValue> values = fields.list("values", given -> yearValue(metric, given));
        Optional<BigDecimal> target = fields.get("target", given -> valueOf(metric, given));
        return value.document().make(mark, value, () -> {
            Finding finding = Finding.of(id.orElseThrow(), metric.orElseThrow(), pupils.orElseThrow());
            for (YearValue known : values) {
                finding = finding.in(known.year(), known.value());
            }
            return with(finding, target, Finding::against);
        });
    }

    private static Optional<GoalReview> review(JsonValue value, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("goal", "statement", "outcome", "evidence"), Set.of());
        Optional<String> goal = fields.get("goal", given -> id("review", given, met));
        Optional<String> statement = fields.get("statement", CoreJson::name);
        Optional<GoalReview.Outcome> outcome = fields.get("outcome", text -> CoreJson.constant(text, OUTCOMES));
        Optional<String> evidence = fields.get("evidence", CoreJson::name);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new GoalReview(
                                goal.orElseThrow(),
                                statement.orElseThrow(),
                                outcome.orElseThrow(),
                                evidence.orElseThrow()));
    }

    private static Optional<Map.Entry<NeedsAssessment.Question, String>> answer(JsonValue value, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("question", "answer"), Set.of());
        Optional<NeedsAssessment.Question> question = fields.get("question", text -> {
            Optional<NeedsAssessment.Question> known = CoreJson.constant(text, QUESTIONS);
            known.ifPresent(asked -> met.define("answer", CoreJson.word(asked), text));
            return known;
        });
        Optional<String> answer = fields.get("answer", CoreJson::name);
        return value.document().make(mark, value, () -> Map.entry(question.orElseThrow(), answer.orElseThrow()));
    }

    static Optional<DistrictGoal> districtGoal(JsonValue value, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("id", "area", "statement"), Set.of());
        Optional<String> id = fields.get("id", given -> id("district goal", given, met));
        Optional<FocusArea> area = fields.get("area", PlanJson::area);
        Optional<String> statement = fields.get("statement", CoreJson::name);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> DistrictGoal.of(id.orElseThrow(), area.orElseThrow(), statement.orElseThrow()));
    }

    private static Optional<CommunityAsset> asset(JsonValue value, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields =
                value.fields(ImmutableSet.of("id", "giver", "offer"), ImmutableSet.of("hours", "inKindValue"));
        Optional<String> id = fields.get("id", given -> id("community asset", given, met));
        Optional<String> giver = fields.get("giver", CoreJson::name);
        Optional<String> offer = fields.get("offer", CoreJson::name);
        Optional<BigDecimal> hours = fields.get("hours", CoreJson::decimal);
        Optional<Money> inKind = fields.get("inKindValue", CoreJson::money);
        return value.document().make(mark, value, () -> {
            CommunityAsset asset = CommunityAsset.of(id.orElseThrow(), giver.orElseThrow(), offer.orElseThrow());
            asset = with(asset, hours, CommunityAsset::hours);
            return with(asset, inKind, CommunityAsset::worth);
        });
    }

    private static Optional<Account> account(JsonValue value, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("code", "name"), Set.of());
        Optional<AccountCode> code = fields.get("code", given -> {
            Optional<AccountCode> known = accountCode(given);
            known.ifPresent(account -> met.define("account", account.value(), given));
            return known;
        });
        Optional<String> name = fields.get("name", CoreJson::name);
        return value.document().make(mark, value, () -> new Account(code.orElseThrow(), name.orElseThrow()));
    }

    private static Optional<Goal> goal(JsonValue value, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(
                ImmutableSet.of("id", "area", "statement"),
                ImmutableSet.of(
                        "measuredBy", "baseline", "target", "deadline", "districtGoals", "findings", "strategies"));
        Optional<String> id = fields.get("id", given -> id("goal", given, met));
        Optional<FocusArea> area = fields.get("area", PlanJson::area);
        Optional<String> statement = fields.get("statement", CoreJson::name);
        Optional<Measure> measure = fields.get("measuredBy", PlanJson::measure);
        Optional<Metric> metric = measure.map(Measure::metric);
        Optional<YearValue> baseline = fields.get("baseline", given -> yearValue(metric, given));
        Optional<BigDecimal> target = fields.get("target", given -> valueOf(metric, given));
        Optional<LocalDate> deadline = fields.get("deadline", CoreJson::day);
        List<String> districtGoals = fields.list("districtGoals", given -> met.named("district goal", given));
        List<String> findings = fields.list("findings", given -> met.named("finding", given));
        List<Strategy> strategies = fields.list("strategies", given -> strategy(given, met));
        return value.document().make(mark, value, () -> {
            Goal goal = Goal.of(id.orElseThrow(), area.orElseThrow(), statement.orElseThrow())
                    .servingDistrictGoal(districtGoals.toArray(String[]::new))
                    .answering(findings.toArray(String[]::new))
                    .through(strategies.toArray(Strategy[]::new));
            goal = with(goal, measure, (some, by) -> some.measuredBy(by.metric(), by.pupils()));
            goal = with(goal, baseline, (some, from) -> some.from(from.year(), from.value()));
            goal = with(goal, target, Goal::to);
            return with(goal, deadline, Goal::by);
        });
    }

    private static Optional<Measure> measure(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("metric", "pupils"), Set.of());
        Optional<Metric> metric = fields.get("metric", PlanJson::metric);
        Optional<Subgroup> pupils = fields.get("pupils", CoreJson::name).map(Subgroup::of);
        return value.document().make(mark, value, () -> new Measure(metric.orElseThrow(), pupils.orElseThrow()));
    }

    private static Optional<Strategy> strategy(JsonValue value, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("id", "description"), ImmutableSet.of("actions"));
        Optional<String> id = fields.get("id", given -> id("strategy", given, met));
        Optional<String> description = fields.get("description", CoreJson::name);
        List<Action> actions = fields.list("actions", given -> action(given, met));
        return value.document()
                .make(mark, value, () -> new Strategy(id.orElseThrow(), description.orElseThrow(), actions));
    }

    private static Optional<Action> action(JsonValue value, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(
                ImmutableSet.of("id", "description", "status"),
                ImmutableSet.of("owner", "deadline", "assets", "investments"));
        Optional<String> id = fields.get("id", given -> id("action", given, met));
        Optional<String> description = fields.get("description", CoreJson::name);
        Optional<String> owner = fields.get("owner", CoreJson::name);
        Optional<LocalDate> deadline = fields.get("deadline", CoreJson::day);
        Optional<ActionStatus> status = fields.get("status", text -> CoreJson.constant(text, STATUSES));
        List<String> assets = fields.list("assets", given -> met.named("community asset", given));
        List<Investment> investments = fields.list("investments", given -> investment(given, met));
        return value.document().make(mark, value, () -> {
            Action action = Action.of(id.orElseThrow(), description.orElseThrow())
                    .withStatus(status.orElseThrow())
                    .supportedBy(assets.toArray(String[]::new))
                    .investing(investments.toArray(Investment[]::new));
            action = with(action, owner, Action::ownedBy);
            return with(action, deadline, Action::dueBy);
        });
    }

    private static Optional<Investment> investment(JsonValue value, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(
                ImmutableSet.of("id", "description", "priority", "cost"),
                ImmutableSet.of(
                        "account",
                        "serves",
                        "grades",
                        "pupilsServed",
                        "recurrence",
                        "evidence",
                        "wholeOrNothing",
                        "approvedFor",
                        "notFrom"));
        Optional<String> id = fields.get("id", given -> id("investment", given, met));
        Optional<String> description = fields.get("description", CoreJson::name);
        Optional<Integer> priority = fields.get("priority", given -> CoreJson.wholeNumber(given, 1));
        Optional<Cost> cost = fields.get("cost", PlanJson::cost);
        Optional<AccountCode> account = fields.get("account", given -> {
            Optional<AccountCode> code = accountCode(given);
            code.ifPresent(named -> met.checkKnown("plan.account", "account", named.value(), given));
            return code;
        });
        Optional<PupilGroup> serves = fields.get("serves", CoreJson::group);
        Optional<GradeSpan> grades = fields.get("grades", CoreJson::span);
        Optional<PupilCount> pupils = fields.get("pupilsServed", CoreJson::pupils);
        Optional<Recurrence> recurrence = fields.get("recurrence", text -> CoreJson.constant(text, RECURRENCES));
        Optional<EvidenceTier> evidence = fields.get("evidence", text -> CoreJson.constant(text, TIERS));
        Optional<Boolean> isWhole = fields.get("wholeOrNothing", JsonValue::flag);
        List<SourceId> approved = fields.list("approvedFor", CoreJson::sourceId);
        List<SourceId> barred = fields.list("notFrom", CoreJson::sourceId);
        return value.document().make(mark, value, () -> {
            Investment investment = Investment.of(id.orElseThrow(), description.orElseThrow(), cost.orElseThrow())
                    .priority(priority.orElseThrow())
                    .approvedFor(approved)
                    .notFrom(barred);
            investment = with(investment, account, Investment::chargedTo);
            investment = with(investment, serves, Investment::serving);
            investment = with(investment, grades, Investment::inGrades);
            investment = with(investment, pupils, Investment::reaching);
            investment = with(investment, recurrence, Investment::recurring);
            investment = with(investment, evidence, Investment::backedBy);
            return isWhole.orElse(false) ? investment.wholeOrNothing() : investment;
        });
    }

    private static Optional<Cost> cost(JsonValue value) {
        if (value.content() instanceof JsonValue.Members members) {
            if (members.byKey().containsKey("fte")) {
                return product(value, "fte", "perFte", Cost::fte);
            }
            if (members.byKey().containsKey("units")) {
                return product(value, "units", "price", Cost.Units::new);
            }
            if (!members.byKey().containsKey("amount")) {
                value.fault(
                        "json.key-missing",
                        "none of the keys amount, fte and units",
                        "an amount, or fte with perFte, or units with price",
                        "Say what it costs.");
                return Optional.empty();
            }
        }
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("amount"), Set.of());
        Optional<Money> amount = fields.get("amount", CoreJson::money);
        return value.document().make(mark, value, () -> Cost.of(amount.orElseThrow()));
    }

    private static Optional<Cost> product(
            JsonValue value, String quantityKey, String priceKey, BiFunction<BigDecimal, Money, Cost> product) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of(quantityKey, priceKey), Set.of());
        Optional<BigDecimal> quantity = fields.get(quantityKey, CoreJson::decimal);
        Optional<Money> price = fields.get(priceKey, CoreJson::money);
        return value.document().make(mark, value, () -> product.apply(quantity.orElseThrow(), price.orElseThrow()));
    }
}
