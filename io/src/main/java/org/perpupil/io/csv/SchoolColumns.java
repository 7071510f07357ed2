package org.perpupil.io.csv;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

/**
 * Which column of a file holds what of a school: a mapping that is data, so that a new district needs no new code.
 *
 * <pre>{@code
 * SchoolColumns columns = SchoolColumns.id("cds")
 *         .name("sname")
 *         .levelFrom("stype", Map.of("E", ELEMENTARY, "M", MIDDLE, "H", HIGH))
 *         .pupils("enroll")
 *         .needFromPercent(POVERTY, "meals")
 *         .needFromPercent(ENGLISH_LEARNER, "ell")
 *         .number("mobility", "mobility")
 *         .text("type", "stype");
 * }</pre>
 *
 * <p>Columns are found by their header, in any order, whatever its case, with any blanks and line breaks. Columns that are not
 * named are not read; a column may be read twice. Each method returns another mapping and leaves this one as it is.
 *
 * <p>Numbers may have separators between thousands ({@code 1,777}) and a decimal point; see {@link CsvLayout} for others. A cell with a
 * text that the layout takes for missing gives no value, which is never 0; the school keeps {@linkplain
 * org.perpupil.district.School#missing(String) why}.
 */
public final class SchoolColumns {
    static final ImmutableSet<String> YES = ImmutableSet.of("y", "yes", "t", "true", "1");
    static final ImmutableSet<String> NO = ImmutableSet.of("n", "no", "f", "false", "0");

    private final Mapping mapping;

    private SchoolColumns(Mapping mapping) {
        this.mapping = mapping;
    }

    /** Everything that a mapping says; two that say the same are equal. */
    private record Mapping(
            ImmutableList<Digits> id,
            String name,
            Optional<Level> level,
            ImmutableList<Counts> counts,
            ImmutableMap<String, Fact> facts,
            boolean rowsAddUp,
            CsvLayout layout) {

        static Mapping of(List<Digits> id, String name) {
            return new Mapping(
                    ImmutableList.copyOf(id),
                    name,
                    Optional.empty(),
                    ImmutableList.of(),
                    ImmutableMap.of(),
                    false,
                    CsvLayout.usual());
        }

        Mapping withLevel(Level to) {
            return new Mapping(id, name, Optional.of(to), counts, facts, rowsAddUp, layout);
        }

        /** The same with counts on one more basis, or with more counts on the last one. */
        Mapping withCounts(List<Counts> to) {
            return new Mapping(id, name, level, ImmutableList.copyOf(to), facts, rowsAddUp, layout);
        }

        Mapping withFact(Fact fact) {
            Fact earlier = facts.get(fact.name());
            if (earlier != null) {
                throw new IllegalStateException(
                        "the fact \"%s\" already comes from column \"%s\"; cannot also be \"%s\""
                                .formatted(fact.name(), earlier.column(), fact.column()));
            }
            return new Mapping(
                    id,
                    name,
                    level,
                    counts,
                    ImmutableMap.<String, Fact>builder()
                            .putAll(facts)
                            .put(fact.name(), fact)
                            .buildOrThrow(),
                    rowsAddUp,
                    layout);
        }

        Mapping addingUp() {
            return new Mapping(id, name, level, counts, facts, true, layout);
        }

        Mapping withLayout(CsvLayout to) {
            return new Mapping(id, name, level, counts, facts, rowsAddUp, to);
        }
    }

    /**
     * The span of grades of a whole school: by a code, or from a lowest to a highest grade.
     *
     * @param byCode none if the column has the lowest grade
     * @param grades what texts beside the usual ones stand for, as {@link CsvLayout#word} compares them
     */
    record Level(
            String column,
            Optional<String> highest,
            ImmutableSortedMap<String, GradeSpan> byCode,
            ImmutableMap<String, Grade> grades) {}

    /**
     * One of several columns that make a school's id, as a county, a district and a school number do.
     *
     * @param digits how many digits it has; zeros that a spreadsheet took from its front are put back. 0 for a text that is taken as it is
     */
    public record Digits(String column, int digits) {
        public Digits {
            checked(column);
            if (digits < 0 || digits > 20) {
                throw new IllegalArgumentException("a part of an id has 1 to 20 digits, not " + digits);
            }
        }
    }

    /** The counts on one basis. */
    record Counts(CountBasis basis, ImmutableList<Count> cells) {

        Counts with(Count count) {
            for (Count earlier : cells) {
                if (earlier.group().equals(count.group())
                        && (earlier.span().isEmpty()
                                || count.span().isEmpty()
                                || earlier.span().get().overlaps(count.span().get()))) {
                    throw new IllegalStateException("%s, %s already comes from column \"%s\"; cannot also be \"%s\""
                            .formatted(count.group().name(), earlier.where(), earlier.column(), count.column()));
                }
            }
            return new Counts(
                    basis,
                    ImmutableList.<Count>builder().addAll(cells).add(count).build());
        }

        /** Tells whether the pupils are counted for the school as a whole, so that its level is theirs. */
        boolean areWhole() {
            return cells.get(0).span().isEmpty();
        }

        /** Returns the columns of a group. */
        List<Count> of(PupilGroup group) {
            return cells.stream().filter(cell -> cell.group().equals(group)).toList();
        }

        /** Returns the columns of every group but all pupils. */
        List<Count> needs() {
            return cells.stream()
                    .filter(cell -> !cell.group().equals(NeedCategory.ALL_PUPILS))
                    .toList();
        }
    }

    /**
     * One column with counts.
     *
     * @param span empty for the whole school
     * @param percent whether the column has per cents of the pupils
     */
    record Count(PupilGroup group, Optional<GradeSpan> span, String column, boolean percent) {
        Count {
            requireNonNull(group, "group");
            checked(column);
        }

        String where() {
            return span.map(GradeSpan::toString).orElse("whole school");
        }
    }

    /** One column with a fact; the words are those of a flag. */
    record Fact(String name, Kind kind, String column, ImmutableSet<String> yes, ImmutableSet<String> no) {
        enum Kind {
            NUMBER,
            MONEY,
            TEXT,
            FLAG
        }

        Fact {
            requireNonNull(name, "fact");
            checked(column);
        }
    }

    /** Starts with the column that identifies the school; leading zeros count. */
    public static Name id(String column) {
        return new Name(List.of(new Digits(column, 0)));
    }

    /** Starts with several columns that together identify the school, with nothing between them: {@code 19} {@code 64733} {@code 1930650}. */
    public static Name id(Digits first, Digits... more) {
        return new Name(Stream.concat(Stream.of(first), Stream.of(more)).toList());
    }

    /** Waits for the column with the school's name. */
    public static final class Name {
        private final List<Digits> id;

        private Name(List<Digits> id) {
            this.id = id;
        }

        /** The column with the school's name. */
        public Pupils name(String column) {
            return new Pupils(Mapping.of(id, checked(column)));
        }
    }

    /** Waits for the columns with the pupils enrolled. */
    public static final class Pupils {
        private final Mapping mapping;

        private Pupils(Mapping mapping) {
            this.mapping = mapping;
        }

        /**
         * Classifies each school under one span of grades, by a code in a column: for files that know a school's pupils as a
         * whole, and its type. A code that is not named is a problem of its row.
         *
         * @param spanByCode such as {@code E} for elementary; codes are compared letter by letter
         */
        public WholeSchool levelFrom(String column, Map<String, GradeSpan> spanByCode) {
            checked(column);
            if (spanByCode.isEmpty()) {
                throw new IllegalArgumentException("name at least one code of column \"%s\"".formatted(column));
            }
            return new WholeSchool(mapping.withLevel(
                    new Level(column, Optional.empty(), ImmutableSortedMap.copyOf(spanByCode), ImmutableMap.of())));
        }

        /**
         * Takes each school's grades from the columns of its lowest and its highest grade, for files that know a school's pupils as a whole.
         * A grade is {@code P}, {@code PK}, {@code TK}, {@code K}, {@code KG}, {@code 1} or {@code 01} to {@code 12}, or {@code UG}; anything
         * else is a problem of its row. Where one of the two is missing, the school's grades are not known.
         */
        public WholeSchool gradesFrom(String lowest, String highest) {
            return gradesFrom(lowest, highest, Map.of());
        }

        /**
         * The same with texts that stand for a grade in this file, such as {@code Adult} for what a formula counts with grade 12.
         *
         * @param meaning by text, in any case
         */
        public WholeSchool gradesFrom(String lowest, String highest, Map<String, Grade> meaning) {
            return new WholeSchool(mapping.withLevel(new Level(
                    checked(lowest),
                    Optional.of(checked(highest)),
                    ImmutableSortedMap.of(),
                    meaning.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .collect(ImmutableMap.toImmutableMap(
                                    text -> CsvLayout.word(text.getKey()), Map.Entry::getValue)))));
        }

        /** The column with every pupil of the school, whose grades are not known. */
        public SchoolColumns pupils(String column) {
            return start(mapping, CountBasis.CURRENT, Optional.empty(), column);
        }

        /** The column with every pupil of one span; more spans may follow. A cell without value: no pupils in the span. */
        public SchoolColumns pupilsIn(GradeSpan span, String column) {
            return start(mapping, CountBasis.CURRENT, Optional.of(span), column);
        }
    }

    /** Waits for the column with the pupils of schools that are classified as a whole. */
    public static final class WholeSchool {
        private final Mapping mapping;

        private WholeSchool(Mapping mapping) {
            this.mapping = mapping;
        }

        /** The column with every pupil of the school. */
        public SchoolColumns pupils(String column) {
            return start(mapping, CountBasis.CURRENT, Optional.empty(), column);
        }
    }

    /** Waits for the columns with the pupils on another basis. */
    public static final class OtherBasis {
        private final Mapping mapping;
        private final CountBasis basis;

        private OtherBasis(Mapping mapping, CountBasis basis) {
            this.mapping = mapping;
            this.basis = basis;
        }

        /** The column with every pupil of the school; the school's level is what it is on the first basis. */
        public SchoolColumns pupils(String column) {
            return start(mapping, basis, Optional.empty(), column);
        }

        /** The column with every pupil of one span; more spans may follow. */
        public SchoolColumns pupilsIn(GradeSpan span, String column) {
            return start(mapping, basis, Optional.of(span), column);
        }
    }

    private static SchoolColumns start(Mapping mapping, CountBasis basis, Optional<GradeSpan> span, String column) {
        Count pupils = new Count(NeedCategory.ALL_PUPILS, span, column, false);
        return new SchoolColumns(mapping.withCounts(ImmutableList.<Counts>builder()
                .addAll(mapping.counts())
                .add(new Counts(basis, ImmutableList.of(pupils)))
                .build()));
    }

    /**
     * One more column with the pupils of a span.
     *
     * @throws IllegalStateException if the pupils of one of its grades come from another column
     */
    public SchoolColumns pupilsIn(GradeSpan span, String column) {
        return counted(new Count(NeedCategory.ALL_PUPILS, Optional.of(span), column, false));
    }

    /**
     * The column with the pupils of a group in the whole school, counted.
     *
     * @throws IllegalStateException if the group already comes from another column
     */
    public SchoolColumns need(PupilGroup group, String column) {
        return counted(new Count(needed(group), Optional.empty(), column, false));
    }

    /**
     * The column with the pupils of a group in one span, counted.
     *
     * @throws IllegalStateException if the group in one of these grades already comes from another column
     */
    public SchoolColumns needIn(PupilGroup group, GradeSpan span, String column) {
        return counted(new Count(needed(group), Optional.of(span), column, false));
    }

    /**
     * The column with the per cent of the school's pupils who are in a group, from 0 to 100, with a per cent sign or without.
     * The count is pupils × per cent, rounded half up to whole pupils and never more than the pupils; it is
     * {@linkplain org.perpupil.pupils.Enrollment#estimate labelled an estimate}.
     *
     * @throws IllegalStateException if the group already comes from another column
     */
    public SchoolColumns needFromPercent(PupilGroup group, String column) {
        return counted(new Count(needed(group), Optional.empty(), column, true));
    }

    /**
     * The column with the per cent of the pupils of one span who are in a group; see {@link #needFromPercent}. The pupils of the
     * same span must have a column too.
     *
     * @throws IllegalStateException if they have none, or the group in one of these grades already comes from another column
     */
    public SchoolColumns needFromPercentIn(PupilGroup group, GradeSpan span, String column) {
        boolean known = last().of(NeedCategory.ALL_PUPILS).stream()
                .anyMatch(pupils -> pupils.span().equals(Optional.of(span)));
        if (!known) {
            throw new IllegalStateException(
                    "the pupils of %s have no column, so there is nothing to take a per cent of".formatted(span));
        }
        return counted(new Count(needed(group), Optional.of(span), column, true));
    }

    private static PupilGroup needed(PupilGroup group) {
        if (group.equals(NeedCategory.ALL_PUPILS)) {
            throw new IllegalArgumentException(
                    "all pupils are no need; give their column with pupils(…) or pupilsIn(…)");
        }
        return group;
    }

    private SchoolColumns counted(Count count) {
        List<Counts> all = new ArrayList<>(mapping.counts());
        all.set(all.size() - 1, last().with(count));
        return new SchoolColumns(mapping.withCounts(all));
    }

    private Counts last() {
        return mapping.counts().get(mapping.counts().size() - 1);
    }

    /**
     * Pupils and needs that follow are counted on another basis, such as {@code "prior year"}. A school without a value in any of
     * their columns has no counts on the basis.
     *
     * @throws IllegalStateException if the basis has its columns already
     */
    public OtherBasis counted(String basis) {
        CountBasis named = new CountBasis(basis);
        if (mapping.counts().stream().anyMatch(counts -> counts.basis().equals(named))) {
            throw new IllegalStateException("the %s counts already have their columns".formatted(named));
        }
        return new OtherBasis(mapping, named);
    }

    /**
     * A fact that is a number.
     *
     * @throws IllegalStateException if the fact already comes from another column
     */
    public SchoolColumns number(String fact, String column) {
        return with(fact, Fact.Kind.NUMBER, column);
    }

    /**
     * A fact that is an amount of money: whole cents, with {@code $}, {@code €}, {@code £} or no sign, a negative one with a minus
     * or in brackets.
     *
     * @throws IllegalStateException if the fact already comes from another column
     */
    public SchoolColumns money(String fact, String column) {
        return with(fact, Fact.Kind.MONEY, column);
    }

    /**
     * A fact that is a text; blanks and line breaks inside it become one blank.
     *
     * @throws IllegalStateException if the fact already comes from another column
     */
    public SchoolColumns text(String fact, String column) {
        return with(fact, Fact.Kind.TEXT, column);
    }

    /**
     * A fact that is yes ({@code Y}, {@code yes}, {@code T}, {@code true}, {@code 1}) or no ({@code N}, {@code no}, {@code F},
     * {@code false}, {@code 0}), in any case.
     *
     * @throws IllegalStateException if the fact already comes from another column
     */
    public SchoolColumns flag(String fact, String column) {
        return flag(fact, column, YES, NO);
    }

    /**
     * A fact that is yes or no, in the file's own words; the case of their letters does not matter.
     *
     * @throws IllegalArgumentException if a word means both
     * @throws IllegalStateException if the fact already comes from another column
     */
    public SchoolColumns flag(String fact, String column, Collection<String> yes, Collection<String> no) {
        ImmutableSet<String> yesWords = words(yes.stream());
        ImmutableSet<String> noWords = words(no.stream());
        yesWords.stream().filter(noWords::contains).findFirst().ifPresent(word -> {
            throw new IllegalArgumentException("\"%s\" cannot mean both yes and no".formatted(word));
        });
        return new SchoolColumns(mapping.withFact(new Fact(fact, Fact.Kind.FLAG, column, yesWords, noWords)));
    }

    private SchoolColumns with(String fact, Fact.Kind kind, String column) {
        return new SchoolColumns(mapping.withFact(new Fact(fact, kind, column, ImmutableSet.of(), ImmutableSet.of())));
    }

    private static ImmutableSet<String> words(Stream<String> texts) {
        return texts.map(CsvLayout::word).collect(ImmutableSet.toImmutableSet());
    }

    /**
     * Adds up the counts of rows with the same id: one school in several rows, as a report has it that lists pupils of several programs or
     * districts. The rows must agree in name and facts. Unless this is said, a second row of a school is a problem.
     */
    public SchoolColumns addingUpRows() {
        return new SchoolColumns(mapping.addingUp());
    }

    /** Returns the mapping for a file that is laid out so; unless this is said, {@linkplain CsvLayout#usual as most are}. */
    public SchoolColumns in(CsvLayout layout) {
        return new SchoolColumns(mapping.withLayout(requireNonNull(layout, "layout")));
    }

    /** Returns every column that is read, once. */
    public List<String> columns() {
        return Stream.of(
                        mapping.id().stream().map(Digits::column),
                        Stream.of(mapping.name()),
                        mapping.level().stream().map(Level::column),
                        mapping.level().flatMap(Level::highest).stream(),
                        mapping.counts().stream()
                                .flatMap(counts -> counts.cells().stream())
                                .map(Count::column),
                        mapping.facts().values().stream().map(Fact::column),
                        mapping.layout().frame().rows().keySet().stream())
                .flatMap(columns -> columns)
                .distinct()
                .toList();
    }

    private static String checked(String column) {
        if (column.isBlank()) {
            throw new IllegalArgumentException("a column is named by its header, which is not blank");
        }
        return column;
    }

    /** Tells whether the rows of a school add up. */
    boolean rowsAddUp() {
        return mapping.rowsAddUp();
    }

    CsvLayout layout() {
        return mapping.layout();
    }

    List<Digits> id() {
        return mapping.id();
    }

    String name() {
        return mapping.name();
    }

    Optional<Level> level() {
        return mapping.level();
    }

    List<Counts> counts() {
        return mapping.counts();
    }

    List<Fact> facts() {
        return mapping.facts().values().asList();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof SchoolColumns other && mapping.equals(other.mapping);
    }

    @Override
    public int hashCode() {
        return mapping.hashCode();
    }

    @Override
    public String toString() {
        return "schools from the columns " + String.join(", ", columns());
    }
}
