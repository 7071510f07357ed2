package org.perpupil.io.csv;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perpupil.district.PupilTally;
import org.perpupil.district.SchoolId;
import org.perpupil.io.internal.Texts;
import org.perpupil.io.internal.table.AlikeRows;
import org.perpupil.io.internal.table.CsvRow;
import org.perpupil.io.internal.table.TableRows;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Notice;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilNeeds;

/** Counts the rows of one pupil file, and keeps none of them. */
final class PupilRows {
    /** A file of so many bytes has more rows than are counted, or long ones. */
    private static final long MOST_BYTES = 1L << 36;

    private static final int LONGEST_SCHOOL = 200;

    /** Rows that differ beside school and pupil; of more, as where shares have many places, the others are read cell by cell. */
    private static final int MOST_MET = 1 << 16;

    /** Problems after which the rest of a file is not read. */
    private static final Set<String> ENDING = Set.of("csv.quote", "csv.too-many");

    private static final ImmutableMap<String, Grade> GRADES = ImmutableMap.<String, Grade>builder()
            .putAll(Maps.uniqueIndex(List.of(Grade.values()), Grade::code))
            .put("P", Grade.PRE_KINDERGARTEN)
            .put("KG", Grade.KINDERGARTEN)
            .buildOrThrow();

    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=\\d)");

    private final String source;
    private final CsvColumns<PupilsCsv> columns;
    private final CsvRecords<PupilsCsv> records;
    private final ImmutableMap<CsvField<PupilsCsv>, NeedCategory> needs;
    private final boolean hasShare;
    private final boolean hasPupil;
    private final PupilTally.Builder tally;
    private final PupilIds ids = new PupilIds();
    private final Map<List<Answer>, PupilNeeds> patterns = new HashMap<>();
    private final Map<SchoolId, School> schools = new HashMap<>();
    private final List<School> schoolsMet = new ArrayList<>();
    private final List<Counted> countedMet = new ArrayList<>();
    private final Map<Counted, Integer> numbers = new HashMap<>();

    /** Known by the school, and by what else is counted. */
    private @Nullable AlikeRows alike;

    private long unidentified;

    /** What a sound row says beside the school and the pupil. */
    private record Counted(Grade grade, PupilNeeds needs, Optional<PupilCount> share) {}

    /** What a row says of a need. */
    private record Answer(boolean isYes, Optional<Missing> why) {
        private static final Answer YES = new Answer(true, Optional.empty());
        private static final Answer NO = new Answer(false, Optional.empty());
    }

    /** What a row says, as far as it could be read. */
    private record Pupil(
            Optional<SchoolId> school,
            Optional<Grade> grade,
            List<Answer> answers,
            Optional<PupilCount> share,
            Optional<String> id) {}

    /** The rows of one school. */
    private static final class School {
        private final SchoolId id;
        private final int number;
        private int counted;
        private int faulty;

        School(SchoolId id, int number) {
            this.id = id;
            this.number = number;
        }
    }

    private PupilRows(TableRows rows, CsvColumns<PupilsCsv> columns) {
        this.source = rows.name();
        this.columns = columns;
        this.records = new CsvRecords<>(rows, columns);
        this.needs = needs(columns);
        this.hasShare = columns.fields().contains(PupilsCsv.SHARE);
        this.hasPupil = columns.fields().contains(PupilsCsv.PUPIL);
        this.tally = PupilTally.of(needs.values());
    }

    /**
     * Counts the pupils of a file or a text.
     *
     * @throws IllegalArgumentException if it cannot be read by the mapping
     */
    static Loaded<PupilRoll> read(CsvInput input, CsvColumns<PupilsCsv> columns) throws IOException {
        CsvRecords.checkFields(columns, List.of(PupilsCsv.SCHOOL, PupilsCsv.GRADE));
        check(columns);
        return input.read(columns.layout(), MOST_BYTES, nothing(columns), rows -> new PupilRows(rows, columns).read());
    }

    /** Returns what there is if a file is no text. */
    private static PupilRoll nothing(CsvColumns<PupilsCsv> columns) {
        return new PupilRoll(PupilTally.of(needs(columns).values()).build(), 0, 0, 0);
    }

    private static ImmutableMap<CsvField<PupilsCsv>, NeedCategory> needs(CsvColumns<PupilsCsv> columns) {
        return columns.fields().stream()
                .filter(field -> field.name().startsWith(PupilsCsv.NEED))
                .collect(ImmutableMap.toImmutableMap(
                        field -> field, field -> new NeedCategory(field.name().substring(PupilsCsv.NEED.length()))));
    }

    private static void check(CsvColumns<PupilsCsv> columns) {
        columns.several().ifPresent(field -> {
            throw new IllegalArgumentException(
                    "a row is one pupil, so that \"%s\" cannot have several columns".formatted(field));
        });
        Map<CsvField<PupilsCsv>, CsvColumns.Cell> cells = columns.rows().get(0);
        needs(columns)
                .forEach((field, need) -> new TreeSet<>(
                                requireNonNull(cells.get(field)).codes().values())
                        .forEach(meaning -> {
                            String word = CsvLayout.word(meaning);
                            if (!SchoolColumns.YES.contains(word) && !SchoolColumns.NO.contains(word)) {
                                throw new IllegalArgumentException(
                                        "a pupil has %s or not; \"%s\" is neither yes nor no".formatted(need, meaning));
                            }
                        }));
        CsvColumns.Cell id = cells.get(PupilsCsv.PUPIL);
        if (id != null) {
            cells.forEach((field, cell) -> {
                if (!field.equals(PupilsCsv.PUPIL) && cell.isHeader() && isSame(id.text(), cell.text())) {
                    throw new IllegalArgumentException(
                            "\"%s\" cannot come from the column of the pupil's id, which is never shown"
                                    .formatted(field));
                }
            });
            if (!id.isHeader()
                    || columns.layout().frame().rows().keySet().stream().anyMatch(row -> isSame(id.text(), row))) {
                throw new IllegalArgumentException("the pupil's id comes from a column, by which rows are not chosen");
            }
        }
    }

    private static boolean isSame(String header, String other) {
        return Texts.header(header).equals(Texts.header(other));
    }

    private Loaded<PupilRoll> read() throws IOException {
        int rowsRead;
        try {
            rowsRead = records.each(this::isCounted, this::pupil, this::take);
        } catch (ArithmeticException tooMany) {
            records.tell(new Problem(
                    "csv.too-many-pupils",
                    source,
                    requireNonNull(tooMany.getMessage()),
                    "what fits in the memory of a machine",
                    "Split the file by school, and add the tallies up."));
            return new Loaded<>(nothing(columns), problems(), 0, 0);
        }
        if (records.problems().stream().anyMatch(problem -> ENDING.contains(problem.code()))) {
            records.tell(new Problem(
                    "csv.unfinished",
                    source,
                    "rows that were not read",
                    "a file that can be read to its end",
                    "Correct what is told above; counts of a part of the file would be too low."));
            return new Loaded<>(nothing(columns), problems(), rowsRead, 0);
        }
        new TreeMap<>(schools).forEach((id, school) -> {
            if (school.faulty > 0) {
                records.tell(new Problem(
                        "csv.school-incomplete",
                        "%s, school %s".formatted(source, id),
                        "%s of %s rows that cannot be counted".formatted(school.faulty, school.faulty + school.counted),
                        "no such row",
                        "Correct what is told above; the school's counts would be too low, so that it has none."));
            }
        });
        int rowsUsed = schools.values().stream()
                .filter(school -> school.faulty == 0)
                .mapToInt(school -> school.counted)
                .sum();
        PupilTally counted = tally.build();
        return new Loaded<>(
                new PupilRoll(counted, ids.pupils(), ids.inSeveralSchools(), unidentified),
                problems(),
                rowsRead,
                rowsUsed,
                notices(counted));
    }

    /** Tells of how many pupils it is not known whether they have a need; they are in no count of it. */
    private List<Notice> notices(PupilTally counted) {
        List<Notice> notices = new ArrayList<>(records.notices());
        for (NeedCategory need : counted.needs()) {
            Map<SchoolId, PupilCount> unknown = counted.unknown(need);
            if (!unknown.isEmpty()) {
                notices.add(new Notice(
                        "csv.need-unknown",
                        "%s, need \"%s\"".formatted(source, need),
                        "Pupils of whom it is not known: %s, in so many schools: %s; the need is not counted in their grades."
                                .formatted(
                                        unknown.values().stream().reduce(PupilCount.ZERO, PupilCount::plus),
                                        unknown.size())));
            }
        }
        return notices;
    }

    /** Where a file has no header, what is told of its columns would show the first pupil. */
    private List<Problem> problems() {
        return records.problems().stream()
                .map(problem -> problem.code().equals("csv.column-missing")
                        ? new Problem(
                                problem.code(), problem.place(), "no such column", problem.allowed(), problem.remedy())
                        : problem)
                .toList();
    }

    private Pupil pupil(CsvRecords<PupilsCsv>.Row row) {
        Optional<SchoolId> school = row.school(PupilsCsv.SCHOOL);
        if (school.isPresent() && school.get().value().length() > LONGEST_SCHOOL) {
            row.fault(
                    PupilsCsv.SCHOOL,
                    "csv.school",
                    "an id of at most %s characters".formatted(LONGEST_SCHOOL),
                    "Correct the id.");
            school = Optional.empty();
        }
        Optional<Grade> grade = row.text(PupilsCsv.GRADE).flatMap(text -> grade(row, text));
        List<Answer> answers = new ArrayList<>(needs.size());
        for (CsvField<PupilsCsv> need : needs.keySet()) {
            Optional<Boolean> flag = row.flag(need);
            answers.add(
                    flag.isPresent()
                            ? flag.get() ? Answer.YES : Answer.NO
                            : new Answer(false, Optional.of(row.why(need).orElse(Missing.NOT_GIVEN))));
        }
        return new Pupil(school, grade, answers, hasShare ? share(row) : Optional.empty(), row.untold(PupilsCsv.PUPIL));
    }

    private static Optional<Grade> grade(CsvRecords<PupilsCsv>.Row row, String text) {
        Grade plain = GRADES.get(text);
        if (plain != null) {
            return Optional.of(plain);
        }
        String code = LEADING_ZEROS.matcher(text.toUpperCase(Locale.ROOT)).replaceFirst("");
        Optional<Grade> grade = Optional.ofNullable(GRADES.get(code));
        if (grade.isEmpty()) {
            row.fault(
                    PupilsCsv.GRADE,
                    "csv.grade",
                    "a grade: P, PK, TK, K, KG, 1 to 12 or UG",
                    "Correct the grade, or say in the mapping which one it stands for.");
        }
        return grade;
    }

    private static Optional<PupilCount> share(CsvRecords<PupilsCsv>.Row row) {
        Optional<BigDecimal> share = row.count(PupilsCsv.SHARE);
        if (share.isPresent() && share.get().compareTo(BigDecimal.ONE) > 0) {
            row.fault(
                    PupilsCsv.SHARE,
                    "csv.share",
                    "a part of a pupil from 0 to 1, such as 0.5",
                    "Correct the share; a per cent is divided by 100.");
            return Optional.empty();
        }
        return share.map(PupilCount::of);
    }

    /** Counts a row if rows like it were sound, without reading it cell by cell. */
    private boolean isCounted(CsvRow row) {
        if (alike == null) {
            alike = records.alike(
                    List.of(
                            PupilsCsv.SCHOOL::equals,
                            field -> !field.equals(PupilsCsv.SCHOOL) && !field.equals(PupilsCsv.PUPIL)),
                    PupilsCsv.PUPIL);
        }
        if (!alike.isKnown(row)) {
            return false;
        }
        count(
                schoolsMet.get(alike.found(0)),
                countedMet.get(alike.found(1)),
                hasPupil ? records.untold(alike, PupilsCsv.PUPIL) : Optional.empty(),
                alike.line());
        return true;
    }

    private void take(Pupil pupil, long line, boolean isSound) {
        if (pupil.school().isEmpty()) {
            return;
        }
        School school = schools.computeIfAbsent(pupil.school().get(), this::newSchool);
        if (!isSound) {
            school.faulty++;
            tally.incomplete(school.id);
            return;
        }
        Counted its = new Counted(
                pupil.grade().orElseThrow(), patterns.computeIfAbsent(pupil.answers(), this::needs), pupil.share());
        if (countedMet.size() < MOST_MET) {
            requireNonNull(alike).give(school.number, number(its));
        }
        count(school, its, pupil.id(), line);
    }

    private int number(Counted its) {
        return numbers.computeIfAbsent(its, any -> {
            countedMet.add(its);
            return countedMet.size() - 1;
        });
    }

    private School newSchool(SchoolId id) {
        School school = new School(id, schoolsMet.size());
        schoolsMet.add(school);
        return school;
    }

    private void count(School school, Counted its, Optional<String> id, long line) {
        if (id.isPresent()) {
            OptionalLong earlier = ids.meet(id.get(), school.number, line);
            if (earlier.isPresent()) {
                records.tell(twice(line, earlier.getAsLong()));
                return;
            }
        } else {
            unidentified++;
        }
        if (its.share().isPresent()) {
            tally.add(school.id, its.grade(), its.needs(), its.share().get());
        } else {
            tally.add(school.id, its.grade(), its.needs());
        }
        school.counted++;
    }

    private Problem twice(long line, long earlier) {
        return new Problem(
                "csv.pupil-twice",
                records.at(
                        line,
                        requireNonNull(columns.rows().get(0).get(PupilsCsv.PUPIL))
                                .text()),
                "the pupil of line %s, in the same school".formatted(earlier),
                "one row for a pupil in a school",
                "Remove one of the two rows; the first is counted.");
    }

    private PupilNeeds needs(List<Answer> answers) {
        Map<NeedCategory, Missing> unknown = new HashMap<>();
        Set<NeedCategory> has = new TreeSet<>();
        List<NeedCategory> asked = needs.values().asList();
        for (int i = 0; i < answers.size(); i++) {
            NeedCategory need = asked.get(i);
            answers.get(i).why().ifPresent(why -> unknown.put(need, why));
            if (answers.get(i).isYes()) {
                has.add(need);
            }
        }
        return PupilNeeds.of(has, unknown);
    }
}
