package org.perpupil.io.csv;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.perpupil.account.AccountCode;
import org.perpupil.district.SchoolId;
import org.perpupil.io.internal.Texts;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.Cost;
import org.perpupil.plan.EvidenceTier;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/**
 * Reads what schools want to buy from a comma-separated file, such as the sheets that principals fill in, into their site plans.
 *
 * <pre>{@code
 * CsvColumns<InvestmentsCsv> columns = CsvColumns.of(InvestmentsCsv.SCHOOL, "School")
 *         .and(InvestmentsCsv.ACTION, "Action")
 *         .and(InvestmentsCsv.INVESTMENT, "No.")
 *         .and(InvestmentsCsv.DESCRIPTION, "What")
 *         .and(InvestmentsCsv.PRIORITY, "Priority")
 *         .and(InvestmentsCsv.FTE, "FTE")
 *         .and(InvestmentsCsv.PRICE, "Cost of one")
 *         .and(InvestmentsCsv.SERVES, "For");
 * List<SitePlan> plans = InvestmentsCsv.read(file, columns, drafts, List.of(POVERTY, ENGLISH_LEARNER)).orThrow();
 * }</pre>
 *
 * <p>An investment stands in an action of the school's plan, so that every dollar has a goal; the plans come with their goals and actions.
 * Its cost is an {@link #AMOUNT}, or a {@link #PRICE} times {@link #FTE} or {@link #UNITS}: just one of the three for each row.
 *
 * <p>Every row with a fault is left out, and each of its faults is told with file, line, column, value and what would be right; the others
 * are kept. {@code rowsRead} counts the rows below the header that are not blank; each is used or has a problem.
 *
 * <p>Problems have the codes of {@link BudgetsCsv} and of {@link SitePlan.Builder#build()}, {@code csv.plan-unknown} and {@code csv.action-unknown}
 * for what no plan has, {@code csv.investment-twice}, and {@code csv.priority}, {@code csv.cost}, {@code csv.group}, {@code csv.count} and
 * {@code csv.account} for values.
 */
public final class InvestmentsCsv {
    /** The id of the school whose plan it is; leading zeros count. */
    public static final CsvField<InvestmentsCsv> SCHOOL = CsvField.required(InvestmentsCsv.class, "school");

    /** The id of the action of the plan. */
    public static final CsvField<InvestmentsCsv> ACTION = CsvField.required(InvestmentsCsv.class, "action");

    /** The id of the investment, which no other of the plan has. */
    public static final CsvField<InvestmentsCsv> INVESTMENT = CsvField.required(InvestmentsCsv.class, "investment");

    /** What is bought, in words. */
    public static final CsvField<InvestmentsCsv> DESCRIPTION = CsvField.required(InvestmentsCsv.class, "description");

    /** The priority: a whole number from 1, the most important. */
    public static final CsvField<InvestmentsCsv> PRIORITY = CsvField.required(InvestmentsCsv.class, "priority");

    /** The cost in the year, where it is given as an amount. */
    public static final CsvField<InvestmentsCsv> AMOUNT = CsvField.optional(InvestmentsCsv.class, "amount");

    /** How many full-time equivalents, each at the price. */
    public static final CsvField<InvestmentsCsv> FTE = CsvField.optional(InvestmentsCsv.class, "fte");

    /** How many things, each at the price. */
    public static final CsvField<InvestmentsCsv> UNITS = CsvField.optional(InvestmentsCsv.class, "units");

    /** What one costs in a year. */
    public static final CsvField<InvestmentsCsv> PRICE = CsvField.optional(InvestmentsCsv.class, "price");

    /** The code of the account; may be missing. */
    public static final CsvField<InvestmentsCsv> ACCOUNT = CsvField.optional(InvestmentsCsv.class, "account");

    /** The name of the group that it serves; all pupils unless this is said. */
    public static final CsvField<InvestmentsCsv> SERVES = CsvField.optional(InvestmentsCsv.class, "serves");

    /** How many pupils it reaches; may be missing. */
    public static final CsvField<InvestmentsCsv> REACHES = CsvField.optional(InvestmentsCsv.class, "reaches");

    /** How well it is known to work: {@code strong}, {@code moderate}, {@code promising} or {@code rationale}, or 1 to 4. */
    public static final CsvField<InvestmentsCsv> EVIDENCE = CsvField.optional(InvestmentsCsv.class, "evidence");

    /** Whether it is {@code one-time} or {@code recurring}; may be missing. */
    public static final CsvField<InvestmentsCsv> RECURS = CsvField.optional(InvestmentsCsv.class, "recurs");

    private static final ImmutableMap<String, EvidenceTier> EVIDENCES = ImmutableMap.<String, EvidenceTier>builder()
            .putAll(Maps.uniqueIndex(
                    List.of(EvidenceTier.values()), tier -> tier.name().toLowerCase(Locale.ROOT)))
            .putAll(Maps.uniqueIndex(List.of(EvidenceTier.values()), tier -> Integer.toString(tier.tier())))
            .buildOrThrow();

    private static final ImmutableMap<String, UnaryOperator<Investment>> RECURRENCES =
            ImmutableMap.of("one-time", Investment::oneTime, "recurring", Investment::recurring);

    private InvestmentsCsv() {}

    /**
     * Reads investments from a file in UTF-8; other bytes are a problem that leaves the plans as they are.
     *
     * @param plans of the schools, with their goals, strategies and actions
     * @param groups those that the file names, beside all pupils
     * @return the plans, in their order, with the investments of the file behind those that they had
     * @throws IllegalArgumentException if the mapping lacks a field, or if there are two plans of one school
     * @throws IOException if the file cannot be read
     */
    public static Loaded<List<SitePlan>> read(
            Path file,
            CsvColumns<InvestmentsCsv> columns,
            Collection<SitePlan> plans,
            Collection<? extends PupilGroup> groups)
            throws IOException {
        return read(CsvInput.of(file), columns, plans, groups);
    }

    /**
     * Reads investments from a file whose reading is followed, or from text.
     *
     * @param plans of the schools, with their goals, strategies and actions
     * @param groups those that the file names, beside all pupils
     * @return the plans, in their order, with the investments of the file behind those that they had
     * @throws IllegalArgumentException if the mapping lacks a field, or if there are two plans of one school
     * @throws IOException if it cannot be read
     */
    public static Loaded<List<SitePlan>> read(
            CsvInput input,
            CsvColumns<InvestmentsCsv> columns,
            Collection<SitePlan> plans,
            Collection<? extends PupilGroup> groups)
            throws IOException {
        Map<SchoolId, SitePlan> bySchool = new LinkedHashMap<>(Maps.uniqueIndex(plans, SitePlan::school));
        ImmutableMap.Builder<String, PupilGroup> byName = ImmutableMap.builder();
        byName.put(NeedCategory.ALL_PUPILS.name(), NeedCategory.ALL_PUPILS);
        groups.forEach(group -> byName.put(group.name().toLowerCase(Locale.ROOT), group));
        ImmutableMap<String, PupilGroup> named = byName.buildKeepingLast();
        return CsvRecords.read(
                input,
                columns,
                List.copyOf(plans),
                List.of(SCHOOL, ACTION, INVESTMENT, DESCRIPTION, PRIORITY),
                row -> wanted(row, bySchool, named),
                (records, rows) -> plans(records, rows, bySchool));
    }

    private record Wanted(SchoolId school, String action, Investment investment) {}

    private static Optional<Wanted> wanted(
            CsvRecords<InvestmentsCsv>.Row row, Map<SchoolId, SitePlan> plans, Map<String, PupilGroup> groups) {
        Optional<SchoolId> school = row.school(SCHOOL);
        Optional<String> action = row.text(ACTION);
        Optional<SitePlan> plan = school.map(plans::get);
        if (school.isPresent() && plan.isEmpty()) {
            row.fault(
                    SCHOOL,
                    "csv.plan-unknown",
                    "a school with a plan",
                    "Give the plan of the school, or correct its id.");
        }
        if (plan.isPresent()
                && action.isPresent()
                && plan.get().action(action.get()).isEmpty()) {
            row.fault(
                    ACTION,
                    "csv.action-unknown",
                    "an action of the school's plan",
                    "Add the action below a goal of the plan, or correct its id.");
        }
        Optional<String> id = row.text(INVESTMENT);
        Optional<String> description = row.text(DESCRIPTION);
        Optional<Integer> priority =
                row.parsed(PRIORITY, "csv.priority", "a whole number from 1", InvestmentsCsv::priority);
        Optional<Cost> cost = cost(row);
        Optional<AccountCode> account = row.account(ACCOUNT);
        row.textOrEmpty(SERVES);
        Optional<PupilGroup> serves = row.named(
                SERVES, "csv.group", name -> Optional.ofNullable(groups.get(name)), CsvRecords.oneOf(groups.keySet()));
        Optional<BigDecimal> reaches = row.count(REACHES);
        Optional<EvidenceTier> evidence = row.choice(EVIDENCE, EVIDENCES);
        Optional<UnaryOperator<Investment>> recurs = row.choice(RECURS, RECURRENCES);
        if (row.isFaulty()) {
            return Optional.empty();
        }
        try {
            Investment made = Investment.of(id.orElseThrow(), description.orElseThrow(), cost.orElseThrow())
                    .priority(priority.orElseThrow());
            made = account.map(made::chargedTo).orElse(made);
            made = serves.map(made::serving).orElse(made);
            made = reaches.map(PupilCount::of).map(made::reaching).orElse(made);
            made = evidence.map(made::backedBy).orElse(made);
            made = recurs.isPresent() ? recurs.get().apply(made) : made;
            return Optional.of(new Wanted(school.orElseThrow(), action.orElseThrow(), made));
        } catch (IllegalArgumentException refused) {
            row.fault("csv.investment", String.valueOf(refused.getMessage()), "Correct the row.");
            return Optional.empty();
        }
    }

    private static int priority(String text) {
        int priority = Integer.parseInt(text);
        if (priority < 1) {
            throw new IllegalArgumentException();
        }
        return priority;
    }

    private static Optional<Cost> cost(CsvRecords<InvestmentsCsv>.Row row) {
        Optional<Money> amount = row.money(AMOUNT);
        Optional<Money> price = row.money(PRICE);
        Optional<BigDecimal> fte = row.number(FTE);
        Optional<BigDecimal> units = row.number(UNITS);
        if (row.isFaulty()) {
            return Optional.empty();
        }
        int ways = (amount.isPresent() ? 1 : 0) + (fte.isPresent() ? 1 : 0) + (units.isPresent() ? 1 : 0);
        if (ways != 1 || price.isPresent() == amount.isPresent()) {
            row.fault(
                    "csv.cost",
                    "an amount, or full-time equivalents or units with a price: just one of the three",
                    "Give the cost in one way.");
            return Optional.empty();
        }
        try {
            return Optional.of(
                    amount.isPresent()
                            ? Cost.of(amount.get())
                            : fte.isPresent()
                                    ? Cost.fte(fte.get(), price.orElseThrow())
                                    : new Cost.Units(units.orElseThrow(), price.orElseThrow()));
        } catch (IllegalArgumentException | ArithmeticException none) {
            row.fault("csv.cost", "a cost above 0", "Correct the cost.");
            return Optional.empty();
        }
    }

    private static List<SitePlan> plans(
            CsvRecords<InvestmentsCsv> records,
            List<CsvRecords.Made<Optional<Wanted>>> rows,
            Map<SchoolId, SitePlan> bySchool) {
        for (CsvRecords.Made<Optional<Wanted>> row : rows) {
            Wanted wanted = row.value().orElseThrow();
            String id = wanted.investment().id();
            bySchool.computeIfPresent(wanted.school(), (school, plan) -> {
                if (plan.investment(id).isPresent()) {
                    records.refuse(
                            row,
                            new Problem(
                                    "csv.investment-twice",
                                    row.place(),
                                    "the investment %s of school %s a second time".formatted(Texts.shown(id), school),
                                    "each investment once in a plan",
                                    "Remove one of the two, or correct its id."));
                    return plan;
                }
                Action action = plan.action(wanted.action()).orElseThrow();
                try {
                    return plan.with(action.investing(wanted.investment()));
                } catch (ProblemException refused) {
                    refused.problems().forEach(problem -> records.refuse(row, problem.within(row.place())));
                    return plan;
                } catch (IllegalArgumentException | IllegalStateException refused) {
                    records.refuse(
                            row,
                            new Problem(
                                    "csv.investment",
                                    row.place(),
                                    String.valueOf(refused.getMessage()),
                                    "an investment that fits the plan",
                                    "Correct the row, or the plan."));
                    return plan;
                }
            });
        }
        return List.copyOf(bySchool.values());
    }
}
