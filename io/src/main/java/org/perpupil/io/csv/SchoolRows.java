package org.perpupil.io.csv;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.io.internal.ProblemList;
import org.perpupil.io.internal.Texts;
import org.perpupil.io.internal.table.CsvRow;
import org.perpupil.io.internal.table.CsvTable;
import org.perpupil.io.internal.table.TableRows;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Notice;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;

/** Makes schools of the rows of one file, and collects what is wrong with the others. */
final class SchoolRows {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    /** A count has fewer; see {@link org.perpupil.pupils.PupilCount}. */
    private static final BigDecimal MOST_PUPILS = BigDecimal.TEN.pow(15);

    private static final int MOST_PLACES = 40;

    private final SchoolColumns columns;
    private final CsvLayout layout;
    private final TableRows rows;
    private final CsvTable table;
    private final Cents cents;
    private final ProblemList problems = new ProblemList();
    private final Map<SchoolId, School> schools = new LinkedHashMap<>();
    private int used;

    /** The lines of the rows of each school that are in its counts. */
    private final Map<SchoolId, List<Long>> rowsUsed = new LinkedHashMap<>();

    /** Schools of whose rows, which add up, one is at fault. */
    private final Set<SchoolId> incomplete = new TreeSet<>();
    /** Where each school was first met, used or not. */
    private final Map<SchoolId, Long> lines = new LinkedHashMap<>();

    SchoolRows(TableRows rows, SchoolColumns columns) {
        this.rows = rows;
        this.columns = columns;
        this.layout = columns.layout();
        this.table = new CsvTable(rows, layout.frame(), true, problems);
        this.cents = new Cents(layout);
    }

    Loaded<List<School>> read() throws IOException {
        table.read(header -> columns.columns(), this::readRow);
        if (table.rowsRead() == 0 && problems.all().isEmpty()) {
            problems.tell(table.noRows());
        }
        incomplete.forEach(this::leaveOut);
        List<Notice> notices = new ArrayList<>(table.notices());
        notices.addAll(cents.notices(rows));
        return new Loaded<>(ImmutableList.copyOf(schools.values()), problems.all(), table.rowsRead(), used, notices);
    }

    /** Leaves a school out whose rows add up and of which one cannot be used: its counts would be too low. */
    private void leaveOut(SchoolId school) {
        List<Long> sound = rowsUsed.getOrDefault(school, List.of());
        if (sound.isEmpty()) {
            return;
        }
        schools.remove(school);
        used -= sound.size();
        problems.tell(new Problem(
                "csv.school-incomplete",
                "%s, school %s".formatted(at(sound.get(0)), school),
                "a row that cannot be used beside %s"
                        .formatted(sound.stream().map(line -> "line " + line).collect(Collectors.joining(", "))),
                "sound rows only, where the rows of a school add up",
                "Correct what is told of the school; its counts would be too low, so that it was left out."));
    }

    /** Tells whether a number can be a count of pupils. */
    static boolean isCount(BigDecimal number) {
        return number.signum() >= 0 && number.compareTo(MOST_PUPILS) < 0 && number.scale() <= MOST_PLACES;
    }

    private String at(long line) {
        return table.at(line);
    }

    private String at(long line, String column) {
        return table.at(line, column);
    }

    private void readRow(CsvRow row) {
        Row read = new Row(row);
        Optional<School> school = read.school().flatMap(read::withOtherRows);
        read.faults.forEach(problems::tell);
        school.ifPresent(sound -> {
            cents.count(read.rounded);
            used++;
            schools.put(sound.id(), sound);
            rowsUsed.computeIfAbsent(sound.id(), any -> new ArrayList<>()).add(row.line());
        });
        if (school.isEmpty() && columns.rowsAddUp()) {
            read.id.ifPresent(incomplete::add);
        }
    }

    /** One row of the right length. */
    private final class Row {
        private final CsvRow row;
        private final List<Problem> faults = new ArrayList<>();
        private final List<Cents.Change> rounded = new ArrayList<>();
        private Optional<SchoolId> id = Optional.empty();

        Row(CsvRow row) {
            this.row = row;
        }

        Optional<School> school() {
            id = id();
            Optional<String> name = name();
            Optional<GradeSpan> level = columns.level().flatMap(this::level);
            List<Consumer<School.Builder>> parts = new ArrayList<>();
            columns.counts()
                    .forEach(counts -> new RowCounts(this, counts, level)
                            .enrollment()
                            .ifPresent(known -> parts.add(school -> school.enrolling(counts.basis(), known))));
            columns.facts().forEach(fact -> fact(fact).or(() -> missing(fact)).ifPresent(parts::add));
            if (!faults.isEmpty()) {
                return Optional.empty();
            }
            School.Builder school = School.of(id.orElseThrow(), name.orElseThrow());
            parts.forEach(part -> part.accept(school));
            return Optional.of(school.build());
        }

        /** Returns the school of this row and the rows of it above; empty if they contradict each other, which is told. */
        Optional<School> withOtherRows(School own) {
            School earlier = schools.get(own.id());
            if (earlier == null) {
                return Optional.of(own);
            }
            if (!earlier.name().equals(own.name())
                    || !earlier.facts().equals(own.facts())
                    || !earlier.missing().equals(own.missing())
                    || !earlier.enrollments().keySet().equals(own.enrollments().keySet())) {
                faults.add(new Problem(
                        "csv.rows-disagree",
                        at(row.line()),
                        "another name, fact or basis of school %s than line %s has"
                                .formatted(Texts.shown(own.id().value()), lines.get(own.id())),
                        "rows of a school that differ in their counts only",
                        "Correct one of the two rows, or its id."));
                return Optional.empty();
            }
            try {
                School sum = earlier;
                for (Map.Entry<CountBasis, Enrollment> counts :
                        own.enrollments().entrySet()) {
                    sum = sum.withEnrollment(
                            counts.getKey(),
                            requireNonNull(earlier.enrollments().get(counts.getKey()))
                                    .plus(counts.getValue()));
                }
                return Optional.of(sum);
            } catch (ProblemException apart) {
                apart.problems().forEach(problem -> faults.add(problem.within(at(row.line()))));
                return Optional.empty();
            }
        }

        String cell(String column) {
            return table.cell(row, column);
        }

        void fault(String code, String column, String allowed, String remedy) {
            faults.add(table.fault(row, code, column, allowed, remedy));
        }

        private Optional<SchoolId> id() {
            Optional<String> whole = Optional.of("");
            for (SchoolColumns.Digits part : columns.id()) {
                Optional<String> text = part(part);
                whole = whole.flatMap(before -> text.map(before::concat));
            }
            Optional<SchoolId> id = whole.map(SchoolId::of);
            id.map(known -> lines.putIfAbsent(known, row.line()))
                    .filter(earlier -> !columns.rowsAddUp())
                    .ifPresent(earlier -> faults.add(new Problem(
                            "csv.school-twice",
                            at(
                                    row.line(),
                                    columns.id().stream()
                                            .map(SchoolColumns.Digits::column)
                                            .collect(Collectors.joining("\", \""))),
                            "%s, which line %s has too"
                                    .formatted(Texts.shown(id.orElseThrow().value()), earlier),
                            "one row for a school",
                            "Remove or correct one of the two rows.")));
            return id;
        }

        private Optional<String> part(SchoolColumns.Digits part) {
            String cell = cell(part.column());
            if (layout.why(cell).isPresent() || cell.chars().anyMatch(Character::isISOControl)) {
                fault("csv.id", part.column(), "an id on one line", "Give the school's id, as other files have it.");
                return Optional.empty();
            }
            if (part.digits() == 0) {
                if (Texts.isSpoiledId(cell)) {
                    fault(
                            "csv.id",
                            part.column(),
                            Texts.AN_ID,
                            "Give the id in full: what shows an exponent has lost digits.");
                    return Optional.empty();
                }
                return Optional.of(Texts.onOneLine(cell));
            }
            if (cell.length() > part.digits() || !cell.chars().allMatch(letter -> letter >= '0' && letter <= '9')) {
                fault(
                        "csv.id",
                        part.column(),
                        "a number of %s digits".formatted(part.digits()),
                        "Give the number, as other files have it.");
                return Optional.empty();
            }
            return Optional.of("0".repeat(part.digits() - cell.length()) + cell);
        }

        private Optional<String> name() {
            Optional<String> name = given(columns.name()).flatMap(cell -> text(columns.name(), cell));
            if (layout.why(cell(columns.name())).isPresent()) {
                fault("csv.text", columns.name(), "a name", "Give the school's name.");
            }
            return name;
        }

        /** Returns the cell's text; empty where the value is missing. */
        private Optional<String> given(String column) {
            return Optional.of(cell(column)).filter(cell -> layout.why(cell).isEmpty());
        }

        private Optional<String> text(String column, String cell) {
            if (Texts.hasControls(cell)) {
                fault("csv.text", column, "text without control characters", "Write the text again.");
                return Optional.empty();
            }
            return Optional.of(Texts.onOneLine(cell));
        }

        private Optional<GradeSpan> level(SchoolColumns.Level from) {
            return from.highest().isPresent() ? grades(from, from.highest().get()) : byCode(from);
        }

        private Optional<GradeSpan> grades(SchoolColumns.Level level, String highest) {
            String lowest = level.column();
            Optional<String> first = givenGrade(level, lowest);
            Optional<String> last = givenGrade(level, highest);
            if (first.isEmpty() || last.isEmpty()) {
                return Optional.empty();
            }
            Optional<Grade> from = first.flatMap(text -> grade(level, lowest, text));
            Optional<Grade> to = last.flatMap(text -> grade(level, highest, text));
            if (from.isEmpty() || to.isEmpty()) {
                return Optional.empty();
            }
            boolean isDown = from.get().compareTo(to.get()) > 0;
            if (isDown || (to.get() == Grade.UNGRADED && from.get() != Grade.UNGRADED)) {
                fault(
                        "csv.grade",
                        highest,
                        isDown
                                ? "a grade that is not below %s"
                                        .formatted(from.get().code())
                                : "a grade; ungraded pupils follow none",
                        "Correct one of the two grades.");
                return Optional.empty();
            }
            String name = from.equals(to)
                    ? from.get().code()
                    : "%s–%s".formatted(from.get().code(), to.get().code());
            return Optional.of(new GradeSpan(name, from.get(), to.get()));
        }

        /** What a mapping says of a text comes before what the text means by use. */
        private Optional<String> givenGrade(SchoolColumns.Level level, String column) {
            String cell = cell(column);
            return level.grades().containsKey(CsvLayout.word(cell)) ? Optional.of(cell) : given(column);
        }

        private Optional<Grade> grade(SchoolColumns.Level level, String column, String text) {
            Grade declared = level.grades().get(CsvLayout.word(text));
            if (declared != null) {
                return Optional.of(declared);
            }
            String code = text.toUpperCase(Locale.ROOT).replaceFirst("^0+(?=\\d)", "");
            Optional<Grade> grade = Stream.of(Grade.values())
                    .filter(known -> known.code()
                            .equals(
                                    switch (code) {
                                        case "P" -> "PK";
                                        case "KG" -> "K";
                                        default -> code;
                                    }))
                    .findFirst();
            if (grade.isEmpty()) {
                fault(
                        "csv.grade",
                        column,
                        "a grade: P, PK, TK, K, KG, 1 to 12 or UG",
                        "Correct the grade, or say in gradesFrom(…) which one it stands for.");
            }
            return grade;
        }

        private Optional<GradeSpan> byCode(SchoolColumns.Level from) {
            Optional<GradeSpan> level = Optional.ofNullable(from.byCode().get(cell(from.column())));
            if (level.isEmpty()) {
                fault(
                        "csv.level-unknown",
                        from.column(),
                        CsvRecords.oneOf(from.byCode().keySet()),
                        "Correct the code, or say in levelFrom(…) which grades it stands for.");
            }
            return level;
        }

        private Optional<Consumer<School.Builder>> fact(SchoolColumns.Fact fact) {
            return switch (fact.kind()) {
                case NUMBER ->
                    given(fact.column())
                            .flatMap(cell -> orFault(
                                    numeral(fact.column(), cell, layout.numerals()::number),
                                    "csv.number",
                                    fact.column(),
                                    "a number, such as 7, 1,777 or -0.5"))
                            .map(value -> school -> school.number(fact.name(), value));
                case MONEY ->
                    Optional.of(cell(fact.column()))
                            .filter(cell -> layout.why(cell).isEmpty() || layout.isUnclearAmount(cell))
                            .flatMap(cell -> money(fact.column(), cell))
                            .map(value -> school -> school.money(fact.name(), value));
                case TEXT ->
                    given(fact.column())
                            .flatMap(cell -> text(fact.column(), cell))
                            .map(value -> school -> school.text(fact.name(), value));
                case FLAG -> flag(fact).map(value -> school -> school.flag(fact.name(), value));
            };
        }

        /** Reads a number; one that can be read two ways is a fault of its own. */
        private Optional<BigDecimal> numeral(String column, String cell, Function<String, Optional<BigDecimal>> read) {
            Optional<BigDecimal> value = read.apply(cell);
            if (value.isPresent() && layout.readsTwoWays(cell)) {
                fault("csv.decimal", column, CsvLayout.ONE_WAY, CsvLayout.SAY_WHICH);
            }
            return value;
        }

        private Optional<Money> money(String column, String cell) {
            Optional<BigDecimal> dollars = numeral(column, cell, layout.numerals()::dollars);
            Optional<Money> amount = dollars.flatMap(exact -> cents.of(exact, column, rounded));
            if (amount.isEmpty()) {
                fault(
                        "csv.money",
                        column,
                        "an amount in whole cents, such as 1234.50 or $1,234.50",
                        Cents.remedy(dollars));
            }
            return amount;
        }

        private Optional<Consumer<School.Builder>> missing(SchoolColumns.Fact fact) {
            return layout.why(cell(fact.column()))
                    .filter(why -> faults.isEmpty())
                    .map(why -> school -> school.missing(fact.name(), why));
        }

        private <T> Optional<T> orFault(Optional<T> value, String code, String column, String allowed) {
            if (value.isEmpty()) {
                fault(code, column, allowed, "Correct the value, or leave the cell empty if it is not known.");
            }
            return value;
        }

        private Optional<Boolean> flag(SchoolColumns.Fact fact) {
            // The words of a flag come first: a district may write an asterisk for yes.
            String word = CsvLayout.word(cell(fact.column()));
            if (fact.yes().contains(word)) {
                return Optional.of(true);
            }
            if (fact.no().contains(word)) {
                return Optional.of(false);
            }
            return given(fact.column())
                    .flatMap(cell -> orFault(
                            Optional.empty(),
                            "csv.flag",
                            fact.column(),
                            "yes (%s) or no (%s)"
                                    .formatted(String.join(", ", fact.yes()), String.join(", ", fact.no()))));
        }
    }

    /** The counts of one row on one basis. */
    private final class RowCounts {
        private final Row row;
        private final SchoolColumns.Counts counts;
        private final GradeSpan whole;
        private final Map<Optional<GradeSpan>, BigDecimal> pupils = new LinkedHashMap<>();
        private final Enrollment.Builder enrollment;

        RowCounts(Row row, SchoolColumns.Counts counts, Optional<GradeSpan> level) {
            this.row = row;
            this.counts = counts;
            // Where the level is a problem already, the counts are still checked against each other.
            this.whole = counts.areWhole() ? level.orElse(GradeSpan.ALL_GRADES) : GradeSpan.ALL_GRADES;
            this.enrollment = Enrollment.in(whole);
        }

        /** Returns the counts; empty if there are none, or if they have faults, which are told. */
        Optional<Enrollment> enrollment() {
            int before = row.faults.size();
            boolean anyNeed = false;
            for (SchoolColumns.Count cell : counts.of(NeedCategory.ALL_PUPILS)) {
                if (layout.why(row.cell(cell.column())).equals(Optional.of(Missing.SUPPRESSED))) {
                    row.fault(
                            "csv.pupils-missing",
                            cell.column(),
                            "the pupils enrolled, which may be 0",
                            "Give the enrolment; what is suppressed is not 0.");
                }
                row.given(cell.column()).flatMap(text -> count(cell, text)).ifPresent(value -> {
                    pupils.put(cell.span(), value);
                    enrollment.in(cell.span().orElse(whole)).pupils(value);
                });
            }
            boolean pupilsKnown = !pupils.isEmpty();
            boolean pupilsFaulty = row.faults.size() > before;
            for (SchoolColumns.Count cell : counts.needs()) {
                Optional<String> given = row.given(cell.column());
                layout.why(row.cell(cell.column()))
                        .ifPresent(
                                why -> enrollment.in(cell.span().orElse(whole)).missing(cell.group(), why));
                anyNeed |= given.isPresent();
                if (given.isPresent()
                        && cell.percent()
                        && pupilsKnown
                        && !pupilsFaulty
                        && base(cell).isEmpty()) {
                    row.fault(
                            "csv.percent",
                            cell.column(),
                            "no per cent, since the pupils of %s are not given".formatted(cell.where()),
                            "Give the pupils of the span, or leave the cell empty.");
                    continue;
                }
                given.flatMap(text -> cell.percent() ? ofPercent(cell, text) : count(cell, text))
                        .ifPresent(value ->
                                enrollment.in(cell.span().orElse(whole)).need(cell.group(), value));
            }
            if (!pupilsKnown
                    && !pupilsFaulty
                    && (anyNeed || counts.equals(columns.counts().get(0)))) {
                List<SchoolColumns.Count> asked = counts.of(NeedCategory.ALL_PUPILS);
                row.fault(
                        "csv.pupils-missing",
                        asked.get(0).column(),
                        "the pupils enrolled, which may be 0",
                        asked.size() == 1
                                ? "Give the enrolment; a missing value is not 0."
                                : "Give the enrolment in at least one of its %s columns; a missing value is not 0."
                                        .formatted(asked.size()));
            }
            return pupilsKnown && !pupilsFaulty ? build() : Optional.empty();
        }

        private Optional<BigDecimal> count(SchoolColumns.Count cell, String text) {
            Optional<BigDecimal> value =
                    row.numeral(cell.column(), text, layout.numerals()::number).filter(SchoolRows::isCount);
            return row.orFault(
                    value, "csv.count", cell.column(), "a number that is 0 or more, such as 412, 1,777 or 411.75");
        }

        /** The pupils that a per cent stands for: whole ones, and not more than there are. */
        private Optional<BigDecimal> ofPercent(SchoolColumns.Count cell, String text) {
            Optional<BigDecimal> percent = row.orFault(
                    row.numeral(cell.column(), text, layout.numerals()::percent)
                            .filter(value -> value.signum() >= 0 && value.compareTo(HUNDRED) <= 0),
                    "csv.percent",
                    cell.column(),
                    "a per cent from 0 to 100, such as 79 or 79.5%");
            Optional<BigDecimal> all = base(cell);
            if (percent.isEmpty() || all.isEmpty()) {
                return Optional.empty();
            }
            enrollment.estimated(
                    cell.group(), "pupils × per cent in column \"%s\", rounded half up".formatted(cell.column()));
            return Optional.of(all.get()
                    .multiply(percent.get())
                    .movePointLeft(2)
                    .setScale(0, RoundingMode.HALF_UP)
                    .min(all.get()));
        }

        private Optional<BigDecimal> base(SchoolColumns.Count cell) {
            return cell.span().isPresent()
                    ? Optional.ofNullable(pupils.get(cell.span()))
                    : pupils.values().stream().reduce(BigDecimal::add);
        }

        private Optional<Enrollment> build() {
            try {
                return Optional.of(enrollment.build());
            } catch (ProblemException wrong) {
                wrong.problems().forEach(problem -> row.faults.add(placed(problem)));
                return Optional.empty();
            }
        }

        /** The same fault, with the line and the column that the count comes from. */
        private Problem placed(Problem problem) {
            String what = problem.place();
            String on = counts.basis().equals(CountBasis.CURRENT) ? "" : ", " + counts.basis();
            String place = counts.cells().stream()
                    .filter(cell -> what.equals(cell.group().name())
                            || what.equals(cell.group().name() + ", "
                                    + cell.span().orElse(whole).name()))
                    .findFirst()
                    .map(cell -> at(row.row.line(), cell.column()))
                    .orElseGet(() -> at(row.row.line()));
            return new Problem(
                    problem.code(),
                    "%s (%s%s)".formatted(place, what, on),
                    problem.found(),
                    problem.allowed(),
                    problem.remedy());
        }
    }
}
