package org.perpupil.io.edfi;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Notice;

/**
 * How many pupils are in which program by an Ed-Fi interchange of program associations: each association, and each pupil once.
 *
 * <pre>{@code
 * EdFiPrograms programs = EdFiPrograms.read(Path.of("StudentProgram.xml"), LocalDate.of(2026, 10, 1)).orThrow();
 * int migrant = programs.students(program -> program.type().equals("Migrant Education"));
 * int inAny = programs.students(program -> true); // each pupil once, whatever the number of programs
 * }</pre>
 *
 * <p><b>An association names an organisation, which mostly is the district</b>: then the file does not tell in which school the pupil is, and
 * a school's pupils with a need have to come from a file that has both. A program is not a need either: who eats at school may not be poor.
 *
 * <p>{@code rowsRead} counts the associations, those that are {@linkplain #notInForce() not in force} among the used. Files, limits and codes
 * of problems are those of {@link EdFiOrganizations}. Of pupils the ids are held while the file is read, to tell who was counted; the result
 * has none.
 */
public final class EdFiPrograms {
    private static final int LONGEST_NAME = 60;

    private final Optional<String> version;
    private final ImmutableMap<EdFiProgram, Counted> programs;
    private final int notInForce;
    private final ImmutableMap<String, Integer> notRead;

    private EdFiPrograms(Interchange interchange, Map<EdFiProgram, Counted> programs, int notInForce) {
        this.version = interchange.version();
        this.notRead = interchange.notRead();
        this.programs = ImmutableMap.copyOf(programs);
        this.notInForce = notInForce;
    }

    /** The associations of one program, and the pupils by the order in which the file first has them. */
    private static final class Counted {
        private int associations;
        private final Set<Integer> students = new HashSet<>();
    }

    /**
     * Reads the interchange whose root is {@code InterchangeStudentProgram}: every association, whether it has ended or not.
     *
     * @throws IOException if the file cannot be read
     */
    public static Loaded<EdFiPrograms> read(Path file) throws IOException {
        return read(file, Optional.empty());
    }

    /**
     * Reads the associations that are in force on a date, the days of their begin and end among them.
     *
     * @throws IOException if the file cannot be read
     */
    public static Loaded<EdFiPrograms> read(Path file, LocalDate on) throws IOException {
        return read(file, Optional.of(on));
    }

    private static Loaded<EdFiPrograms> read(Path file, Optional<LocalDate> on) throws IOException {
        Interchange interchange = new Interchange(
                file,
                "InterchangeStudentProgram",
                "Export the interchange from a system of version 4 or 5.",
                Interchange.MOST_BYTES);
        Associations associations = new Associations(on);
        interchange.read(associations);
        EdFiPrograms programs = new EdFiPrograms(interchange, associations.programs, associations.notInForce);
        Loaded<EdFiPrograms> loaded = interchange.loaded(programs);
        return programs.programs().isEmpty()
                ? loaded
                : new Loaded<>(
                        programs,
                        loaded.problems(),
                        loaded.rowsRead(),
                        loaded.rowsUsed(),
                        List.of(new Notice(
                                "edfi.organizations",
                                file.toString(),
                                "The associations name %s; where that is a district, the file does not tell in which school a pupil is."
                                        .formatted(String.join(", ", programs.organizations())))));
    }

    /** Counts what is read. */
    private static final class Associations implements Interchange.Reading {
        private static final String ORGANIZATION = "EducationOrganizationReference";
        private static final String IDENTITY = "EducationOrganizationIdentity";
        private static final String ID = "EducationOrganizationId";

        private final Optional<LocalDate> on;
        private final Map<EdFiProgram, Counted> programs = new LinkedHashMap<>();
        private final Map<String, Integer> students = new HashMap<>();
        private final Set<Association> seen = new HashSet<>();
        private int notInForce;

        Associations(Optional<LocalDate> on) {
            this.on = on;
        }

        /** What the standard identifies an association by. */
        private record Association(EdFiProgram program, long offeredBy, int student, LocalDate begin) {}

        @Override
        public boolean reads(String name) {
            return name.startsWith("Student") && name.endsWith("ProgramAssociation");
        }

        @Override
        public boolean isUsed(EdFiRecord element) {
            Optional<String> student = element.person("StudentReference", "StudentIdentity", "StudentUniqueId");
            Optional<String> name =
                    element.requiredText(LONGEST_NAME, "ProgramReference", "ProgramIdentity", "ProgramName");
            Optional<String> type = element.requiredCode("ProgramReference", "ProgramIdentity", "ProgramType");
            Optional<String> offeredBy =
                    element.organization("ProgramReference", "ProgramIdentity", ORGANIZATION, IDENTITY, ID);
            Optional<String> organization = element.organization(ORGANIZATION, IDENTITY, ID);
            Optional<LocalDate> begin = element.requiredDate("BeginDate");
            Optional<LocalDate> end = element.optionalDate("EndDate");
            if (!element.isSound()) {
                return false;
            }
            EdFiProgram program =
                    new EdFiProgram(element.name(), name.orElseThrow(), type.orElseThrow(), organization.orElseThrow());
            int number = students.computeIfAbsent(student.orElseThrow(), any -> students.size());
            if (!seen.add(
                    new Association(program, Long.parseLong(offeredBy.orElseThrow()), number, begin.orElseThrow()))) {
                element.tellTwice("the pupil in %s from %s".formatted(program.name(), begin.orElseThrow()));
                return false;
            }
            if (on.isPresent()
                    && (on.get().isBefore(begin.orElseThrow())
                            || end.filter(last -> on.get().isAfter(last)).isPresent())) {
                notInForce++;
                return true;
            }
            Counted counted = programs.computeIfAbsent(program, any -> new Counted());
            counted.associations++;
            counted.students.add(number);
            return true;
        }
    }

    /** Returns the version of the standard, such as {@code 5.2.0}; empty if the file was refused or its namespace is not known. */
    public Optional<String> version() {
        return version;
    }

    /** Returns the programs, in the order in which the file first has a pupil in them. */
    public List<EdFiProgram> programs() {
        return programs.keySet().asList();
    }

    /** Returns the ids of the organisations that the associations name, in order; see whether they are schools. */
    public Set<String> organizations() {
        return programs.keySet().stream()
                .map(EdFiProgram::organization)
                .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
    }

    /** Returns how many associations there are: a pupil in two programs counts twice. */
    public int associations() {
        return associations(program -> true);
    }

    /** Returns how many associations there are with some programs. */
    public int associations(Predicate<EdFiProgram> which) {
        return counted(which).stream().mapToInt(counted -> counted.associations).sum();
    }

    /** Returns how many pupils there are in any program, each once. */
    public int students() {
        return students(program -> true);
    }

    /** Returns how many pupils there are in at least one of some programs, each once: the unduplicated count. */
    public int students(Predicate<EdFiProgram> which) {
        Set<Integer> all = new HashSet<>();
        counted(which).forEach(counted -> all.addAll(counted.students));
        return all.size();
    }

    private List<Counted> counted(Predicate<EdFiProgram> which) {
        return programs.entrySet().stream()
                .filter(program -> which.test(program.getKey()))
                .map(Map.Entry::getValue)
                .collect(ImmutableList.toImmutableList());
    }

    /** Returns how many associations were left out because they are not in force on the date that was asked for. */
    public int notInForce() {
        return notInForce;
    }

    /** Returns how many records of other kinds the file has, by the name of their element. */
    public Map<String, Integer> notRead() {
        return notRead;
    }

    /** Returns what was read and what it cannot tell, for people. */
    @Override
    public String toString() {
        return ("Ed-Fi %s: %s pupils in %s associations with %s programs. They are counted by the organisations that the file names, %s;"
                        + " where these are districts, a school's pupils have to come from another file.")
                .formatted(
                        version.orElse("of unknown version"),
                        students(),
                        associations(),
                        programs.size(),
                        String.join(", ", organizations()));
    }
}
