package org.perpupil.io.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perpupil.account.AccountCode;
import org.perpupil.account.AccountPattern;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.NeedCombination;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.Origin;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/** The parts that more than one kind of document has: how each is written, and how it is read back. */
public final class CoreJson {
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,1000}(\\.\\d{1,1000})?");

    /** Two places fewer than a decimal may have, since as a decimal it has two more. */
    private static final Pattern PER_CENT = Pattern.compile("(-?\\d{1,1000}(\\.\\d{1,998})?)%");

    private static final Pattern FRACTION = Pattern.compile("(-?\\d{1,1000})/(\\d{1,1000})");

    private static final ImmutableMap<String, Held> HELD = Maps.uniqueIndex(List.of(Held.values()), CoreJson::word);
    private static final ImmutableMap<String, Origin> ORIGINS =
            Maps.uniqueIndex(List.of(Origin.values()), CoreJson::word);

    private static final ImmutableMap<String, Missing> MISSING =
            Maps.uniqueIndex(List.of(Missing.NOT_APPLICABLE, Missing.SUPPRESSED), CoreJson::word);

    private static final ImmutableSet<String> SPAN_KEYS = ImmutableSet.of("name", "first", "last");

    private CoreJson() {}

    /** Returns a constant's name as documents have it: {@code SCHOOL_GRANT} is {@code school grant}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static <E extends Enum<E>> Optional<E> constant(JsonValue value, ImmutableMap<String, E> byWord) {
        return value.parsed(
                text -> Optional.ofNullable(byWord.get(text)).orElseThrow(IllegalArgumentException::new),
                "one of " + String.join(", ", byWord.keySet()));
    }

    public static Optional<String> name(JsonValue value) {
        return value.parsed(
                text -> {
                    if (text.isBlank()) {
                        throw new IllegalArgumentException();
                    }
                    return text;
                },
                "a text that is not blank");
    }

    public static Optional<BigDecimal> decimal(JsonValue value) {
        return value.parsed(
                text -> {
                    if (!DECIMAL.matcher(text).matches()) {
                        throw new IllegalArgumentException();
                    }
                    return new BigDecimal(text);
                },
                "a decimal in quotes, such as \"-2.5\"");
    }

    /**
     * Returns a number as documents have it: a decimal, or a fraction where the digits do not end.
     *
     * @throws IllegalArgumentException if it has more than 1,000 digits, which no reader takes
     */
    public static String text(Rational number) {
        String fraction = number.numerator() + "/" + number.denominator();
        String text = number.toString();
        if (DECIMAL.matcher(text).matches()) {
            return text;
        }
        if (!FRACTION.matcher(fraction).matches()) {
            throw new IllegalArgumentException(
                    "a number of more than 1000 digits is not written: %s…".formatted(fraction.substring(0, 20)));
        }
        return fraction;
    }

    /** Reads what {@link #text(Rational)} writes; empty if it is anything else. */
    public static Optional<Rational> rational(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return Optional.of(Rational.of(new BigDecimal(text)));
        }
        Matcher fraction = FRACTION.matcher(text);
        return fraction.matches()
                ? Optional.of(new BigInteger(fraction.group(2)))
                        .filter(denominator -> denominator.signum() > 0)
                        .map(denominator ->
                                Rational.of(new BigInteger(fraction.group(1))).dividedBy(Rational.of(denominator)))
                : Optional.empty();
    }

    public static Optional<Rational> rational(JsonValue value) {
        return value.parsed(
                text -> rational(text).orElseThrow(IllegalArgumentException::new),
                "a decimal or a fraction in quotes, such as \"-2.5\" or \"1/3\"");
    }

    /** Reads a decimal, a fraction or a per cent such as {@code 34%}; empty if it is none. */
    public static Optional<Rational> number(String text) {
        Matcher perCent = PER_CENT.matcher(text);
        return perCent.matches()
                ? Optional.of(Rational.of(new BigDecimal(perCent.group(1)).movePointLeft(2)))
                : rational(text);
    }

    public static Optional<Rational> number(JsonValue value) {
        return value.parsed(
                text -> number(text).orElseThrow(IllegalArgumentException::new),
                "a decimal, a fraction or a per cent in quotes, such as \"-2.5\", \"1/3\" or \"34%\"");
    }

    public static Optional<PupilCount> pupils(JsonValue value) {
        return value.parsed(PupilCount::parse, "a count in quotes that is 0 or more, such as \"412\" or \"411.75\"");
    }

    public static Optional<Money> money(JsonValue value) {
        return value.parsed(Money::parse, "dollars in quotes, with two decimals or none, such as \"1234.50\"");
    }

    public static Optional<FiscalYear> year(JsonValue value) {
        return value.parsed(FiscalYear::parse, "a fiscal year such as \"2026–27\"");
    }

    public static Optional<LocalDate> day(JsonValue value) {
        return value.parsed(
                text -> {
                    try {
                        return LocalDate.parse(text);
                    } catch (DateTimeException refused) {
                        throw new IllegalArgumentException(refused);
                    }
                },
                "a day such as \"2027-06-30\"");
    }

    public static Optional<Integer> wholeNumber(JsonValue value, int least) {
        return value.parsed(
                text -> {
                    int number = Integer.parseInt(text);
                    if (number < least || !Integer.toString(number).equals(text)) {
                        throw new IllegalArgumentException();
                    }
                    return number;
                },
                "a whole number in quotes that is %s or more, such as \"1\"".formatted(least));
    }

    public static Optional<SchoolId> schoolId(JsonValue value) {
        return value.parsed(SchoolId::of, "the id of a school, without blanks around it");
    }

    public static Optional<SourceId> sourceId(JsonValue value) {
        return value.parsed(
                SourceId::of, "up to 64 letters, digits, dots, hyphens and underscores, such as \"title-i\"");
    }

    public static Optional<NeedCategory> need(JsonValue value) {
        return value.parsed(NeedCategory::new, "the name of a need, without brackets or commas");
    }

    public static Optional<AccountCode> accountCode(JsonValue value) {
        return value.parsed(
                AccountCode::of, "up to 100 letters, digits, dots, hyphens, slashes, colons and underscores");
    }

    /** Reads why something is missing; what is simply not given is left out. */
    public static Optional<Missing> missing(JsonValue value) {
        return constant(value, MISSING);
    }

    private static Optional<AccountPattern> accountPattern(JsonValue value) {
        return value.parsed(AccountPattern::of, "a code of accounts with * for any characters, such as \"4*\"");
    }

    public static void write(JsonGenerator out, GradeSpan span) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", span.name());
        out.writeStringField("first", span.first().code());
        out.writeStringField("last", span.last().code());
        out.writeEndObject();
    }

    public static Optional<GradeSpan> span(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(SPAN_KEYS, Set.of());
        Optional<String> name = fields.get("name", CoreJson::name);
        Optional<Grade> first = fields.get("first", CoreJson::grade);
        Optional<Grade> last = fields.get("last", CoreJson::grade);
        return value.document()
                .make(mark, value, () -> new GradeSpan(name.orElseThrow(), first.orElseThrow(), last.orElseThrow()));
    }

    private static Optional<Grade> grade(JsonValue value) {
        return value.parsed(Grade::parse, "a grade: PK, TK, K, 1 to 12 or UG");
    }

    /** A need is its name; a combination is an object that names its needs. */
    public static void write(JsonGenerator out, PupilGroup group) throws IOException {
        if (group instanceof NeedCategory need) {
            out.writeString(need.name());
        } else if (group instanceof NeedCombination combination) {
            out.writeStartObject();
            writeNames(out, combination.match() == NeedCombination.Match.ALL ? "allOf" : "anyOf", combination.needs());
            if (!combination.without().isEmpty()) {
                writeNames(out, "without", combination.without());
            }
            out.writeEndObject();
        } else {
            throw new AssertionError("pupils of a kind that is not written: " + group);
        }
    }

    private static void writeNames(JsonGenerator out, String key, Set<NeedCategory> needs) throws IOException {
        out.writeArrayFieldStart(key);
        for (NeedCategory need : needs) {
            out.writeString(need.name());
        }
        out.writeEndArray();
    }

    public static Optional<PupilGroup> group(JsonValue value) {
        if (!(value.content() instanceof JsonValue.Members members)) {
            return need(value).map(need -> need);
        }
        int mark = value.document().mark();
        boolean all = members.byKey().containsKey("allOf");
        JsonValue.Fields fields = value.fields(ImmutableSet.of(all ? "allOf" : "anyOf"), ImmutableSet.of("without"));
        Set<NeedCategory> needs = distinct(fields, all ? "allOf" : "anyOf", CoreJson::need);
        Set<NeedCategory> without = distinct(fields, "without", CoreJson::need);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new NeedCombination(
                                all ? NeedCombination.Match.ALL : NeedCombination.Match.ANY, needs, without));
    }

    /** Reads a list in which nothing may stand twice. */
    public static <T> ImmutableSet<T> distinct(
            JsonValue.Fields fields, String key, Function<JsonValue, Optional<T>> read) {
        Set<T> met = new LinkedHashSet<>();
        fields.list(key, value -> {
            Optional<T> part = read.apply(value);
            part.filter(known -> !met.add(known))
                    .ifPresent(again -> value.fault(
                            "json.value", value.content().shown() + ", twice", "each once", "Remove one of the two."));
            return part;
        });
        return ImmutableSet.copyOf(met);
    }

    /** Writes the members of a source, inside an object. */
    public static void writeMembers(JsonGenerator out, RevenueSource source) throws IOException {
        out.writeStringField("id", source.id().value());
        out.writeStringField("name", source.name());
        out.writeStringField("origin", word(source.origin()));
        if (source.restriction().isPresent()) {
            JsonParts.writeLine(out, "restriction", source.restriction().get(), CoreJson::writeMembers);
        }
    }

    private static void writeMembers(JsonGenerator out, Restriction restriction) throws IOException {
        out.writeStringField("purpose", restriction.purpose());
        writeNames(out, "needs", restriction.needs());
        out.writeArrayFieldStart("spans");
        for (GradeSpan span : restriction.spans()) {
            write(out, span);
        }
        out.writeEndArray();
        if (!restriction.accounts().isEmpty()) {
            out.writeArrayFieldStart("accounts");
            for (AccountPattern accounts : restriction.accounts()) {
                out.writeString(accounts.value());
            }
            out.writeEndArray();
        }
        if (restriction.judged()) {
            out.writeBooleanField("judged", true);
        }
    }

    /**
     * Reads the document's {@code sources}, which other parts name by id.
     *
     * @param beside keys that may stand beside those of a source
     */
    public static Map<SourceId, RevenueSource> sources(JsonValue.Fields fields, Set<String> beside) {
        Map<SourceId, RevenueSource> sources = new LinkedHashMap<>();
        fields.list("sources", value -> source(value, beside, sources));
        return sources;
    }

    /**
     * Reads a source.
     *
     * @param beside keys that may stand beside those of the source
     * @param byId the sources before this one, to which it is added
     */
    private static Optional<RevenueSource> source(
            JsonValue value, Set<String> beside, Map<SourceId, RevenueSource> byId) {
        int mark = value.document().mark();
        return source(
                mark,
                value,
                value.fields(
                        ImmutableSet.of("id", "name", "origin"),
                        ImmutableSet.<String>builder()
                                .add("restriction")
                                .addAll(beside)
                                .build()),
                byId);
    }

    /**
     * Reads a source from its members, which may have others beside them.
     *
     * @param mark of the document before the members were asked for
     * @param byId the sources before this one, to which it is added
     */
    public static Optional<RevenueSource> source(
            int mark, JsonValue value, JsonValue.Fields fields, Map<SourceId, RevenueSource> byId) {
        Optional<SourceId> id = fields.get("id", CoreJson::sourceId);
        Optional<String> name = fields.get("name", CoreJson::name);
        Optional<Origin> origin = fields.get("origin", text -> constant(text, ORIGINS));
        Optional<Restriction> restriction = fields.get("restriction", CoreJson::restriction);
        id.filter(byId::containsKey)
                .ifPresent(twice -> value.fault(
                        "source.twice",
                        "the id %s a second time".formatted(twice),
                        "one source for an id",
                        "Remove one of the two, or correct its id."));
        Optional<RevenueSource> read = value.document().make(mark, value, () -> {
            RevenueSource source = RevenueSource.of(id.orElseThrow(), name.orElseThrow(), origin.orElseThrow());
            return restriction.map(source::restrictedTo).orElse(source);
        });
        // A source at fault still has an id, which lines may name; nothing is made of a document with faults.
        id.ifPresent(known ->
                byId.putIfAbsent(known, read.orElseGet(() -> RevenueSource.local(known.value(), known.value()))));
        return read;
    }

    private static Optional<Restriction> restriction(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields =
                value.fields(ImmutableSet.of("purpose", "needs", "spans"), ImmutableSet.of("accounts", "judged"));
        Optional<String> purpose = fields.get("purpose", CoreJson::name);
        Set<NeedCategory> needs = distinct(fields, "needs", CoreJson::need);
        Set<GradeSpan> spans = distinct(fields, "spans", CoreJson::span);
        Set<AccountPattern> accounts = distinct(fields, "accounts", CoreJson::accountPattern);
        Optional<Boolean> isJudged = fields.get("judged", JsonValue::flag);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new Restriction(purpose.orElseThrow(), needs, spans, accounts, isJudged.orElse(false)));
    }

    /** Writes the lines of a budget; their sources are named by id. */
    public static void write(JsonGenerator out, SchoolBudget budget) throws IOException {
        out.writeArrayFieldStart("budget");
        for (BudgetLine line : budget.lines()) {
            out.writeStartObject();
            out.writeStringField("line", line.name());
            out.writeStringField("source", line.source().id().value());
            out.writeStringField("amount", line.amount().toString());
            out.writeStringField("held", word(line.held()));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /**
     * Checks that an id says which source is meant.
     *
     * @param byId the sources known so far, to which this one is added
     * @throws IllegalArgumentException if a different source has the same id
     */
    public static void addSource(Map<SourceId, RevenueSource> byId, RevenueSource source) {
        RevenueSource earlier = byId.putIfAbsent(source.id(), source);
        if (earlier != null && !earlier.equals(source)) {
            throw new IllegalArgumentException(
                    "two different sources have the id %s, \"%s\" and \"%s\", so a document cannot tell them apart"
                            .formatted(source.id(), earlier.name(), source.name()));
        }
    }

    /**
     * Reads budgets from the members {@code year}, {@code sources} and {@code schools}.
     *
     * @param besideRoot further keys of the document
     * @param besideSource further keys of a source
     * @param besideSchool further keys of a school; of these a {@code total} is checked
     */
    public static Optional<Budgets> budgets(
            JsonValue root, Set<String> besideRoot, Set<String> besideSource, Set<String> besideSchool) {
        int mark = root.document().mark();
        JsonValue.Fields fields =
                root.fields(ImmutableSet.of("kind", "schema", "year", "sources", "schools"), besideRoot);
        Optional<FiscalYear> year = fields.get("year", CoreJson::year);
        Map<SourceId, RevenueSource> sources = sources(fields, besideSource);
        // A line can be checked without the year; it is not used then.
        FiscalYear known = year.orElse(FiscalYear.of(2000));
        Map<SchoolId, JsonValue> met = new LinkedHashMap<>();
        List<SchoolBudget> budgets = new ArrayList<>();
        fields.list("schools", value -> budget(value, known, sources, besideSchool, met))
                .forEach(budgets::add);
        return root.document().make(mark, root, () -> Budgets.of(year.orElseThrow(), budgets));
    }

    private static Optional<SchoolBudget> budget(
            JsonValue value,
            FiscalYear year,
            Map<SourceId, RevenueSource> sources,
            Set<String> beside,
            Map<SchoolId, JsonValue> met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("id", "budget"), beside);
        Optional<SchoolId> id = fields.get("id", CoreJson::schoolId);
        id.ifPresent(school -> checkTwice(value, school, met));
        List<BudgetLine> lines = fields.list("budget", line -> line(line, sources));
        Optional<Money> total = fields.get("total", CoreJson::money);
        Optional<SchoolBudget> budget =
                value.document().make(mark, value, () -> new SchoolBudget(id.orElseThrow(), year, lines));
        Optional<Money> sum =
                budget.flatMap(known -> value.document().make(value.document().mark(), value, known::total));
        if (sum.isPresent() && total.isPresent() && !sum.equals(total)) {
            value.fault(
                    "budget.total",
                    "the total " + total.get(),
                    "%s, what the lines add up to".formatted(sum.get()),
                    "Find out which of them was changed.");
        }
        return budget;
    }

    /** Tells a school that was met before. */
    public static void checkTwice(JsonValue value, SchoolId school, Map<SchoolId, JsonValue> met) {
        JsonValue earlier = met.putIfAbsent(school, value);
        if (earlier != null) {
            value.fault(
                    "school.twice",
                    "the id %s, which %s has too"
                            .formatted(
                                    JsonDocument.quoted(school.value(), 60),
                                    earlier.location().pointer()),
                    "one school for an id",
                    "Remove one of the two, or correct its id.");
        }
    }

    private static Optional<BudgetLine> line(JsonValue value, Map<SourceId, RevenueSource> sources) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("line", "source", "amount", "held"), Set.of());
        Optional<String> name = fields.get("line", CoreJson::name);
        Optional<RevenueSource> source = fields.get("source", id -> named(id, sources));
        Optional<Money> amount = fields.get("amount", CoreJson::money);
        Optional<Held> held = fields.get("held", CoreJson::held);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new BudgetLine(
                                name.orElseThrow(), source.orElseThrow(), amount.orElseThrow(), held.orElseThrow()));
    }

    public static Optional<Held> held(JsonValue value) {
        return constant(value, HELD);
    }

    /** Reads the id of one of the document's sources. */
    public static Optional<RevenueSource> named(JsonValue value, Map<SourceId, RevenueSource> sources) {
        Optional<SourceId> id = sourceId(value);
        Optional<RevenueSource> source = id.map(sources::get);
        if (id.isPresent() && source.isEmpty()) {
            value.fault(
                    "json.source-unknown",
                    value.content().shown(),
                    sources.isEmpty()
                            ? "the id of one of the document's sources; it has none"
                            : "the id of one of the document's sources: "
                                    + JsonDocument.listed(sources.keySet().stream()
                                            .map(SourceId::value)
                                            .toList()),
                    "Add the source, or correct the id.");
        }
        return source;
    }
}
