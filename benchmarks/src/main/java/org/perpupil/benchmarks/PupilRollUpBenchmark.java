package org.perpupil.benchmarks;

import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.NeedCategory.SPECIAL_EDUCATION;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.perpupil.district.PupilCounter;
import org.perpupil.district.PupilTally;
import org.perpupil.district.SchoolId;
import org.perpupil.io.csv.CsvColumns;
import org.perpupil.io.csv.CsvInput;
import org.perpupil.io.csv.PupilsCsv;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

/** Counts pupils by school, grade and need, from a file and from columns of numbers, beside plain reading of the same text with FastCSV. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx4g")
public class PupilRollUpBenchmark {
    private static final long SEED = 20_271_101;
    private static final int PUPILS_OF_A_SCHOOL = 500;
    private static final int KINDERGARTEN = List.of(Grade.values()).indexOf(Grade.KINDERGARTEN);

    private static final List<NeedCategory> NEEDS = List.of(POVERTY, ENGLISH_LEARNER, SPECIAL_EDUCATION, FOSTER);

    private static final CsvColumns<PupilsCsv> COLUMNS = CsvColumns.of(PupilsCsv.SCHOOL, "School Code")
            .and(PupilsCsv.GRADE, "Grade")
            .and(PupilsCsv.need(POVERTY), "FRPM")
            .and(PupilsCsv.need(ENGLISH_LEARNER), "ELAS", Map.of("EL", "yes", "RFEP", "no", "EO", "no"))
            .and(PupilsCsv.need(SPECIAL_EDUCATION), "SPED")
            .and(PupilsCsv.need(FOSTER), "Foster", Map.of("X", "yes", "", "no"));

    private static final CsvColumns<PupilsCsv> WITH_IDS = COLUMNS.and(PupilsCsv.PUPIL, "Student ID");

    @Param({"1000000"})
    int pupils;

    private String csv = "";
    private PupilTally tally = PupilTally.of().build();

    private final PupilCounter counter = PupilCounter.of(
            List.of(GradeSpan.of("elementary", "K", "5"), GradeSpan.of("secondary", "6", "12")),
            NEEDS,
            List.of(POVERTY, ENGLISH_LEARNER, SPECIAL_EDUCATION, PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER, FOSTER)));
    private int[] school = {};
    private byte[] grade = {};
    private byte[] needs = {};
    private int[] counts = {};

    @Setup
    public void draw() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        StringBuilder text = new StringBuilder("Student ID,School Code,Grade,FRPM,ELAS,SPED,Foster\n");
        int schools = Math.max(1, pupils / PUPILS_OF_A_SCHOOL);
        school = new int[pupils];
        grade = new byte[pupils];
        needs = new byte[pupils];
        counts = counter.counts(schools);
        for (int pupil = 0; pupil < pupils; pupil++) {
            int year = random.nextInt(13);
            school[pupil] = random.nextInt(schools);
            grade[pupil] = (byte) (KINDERGARTEN + year);
            boolean isPoor = random.nextInt(100) < 58;
            boolean isLearner = random.nextInt(100) < 19;
            boolean hasPlan = random.nextInt(100) < 13;
            boolean isFoster = random.nextInt(1000) < 5;
            needs[pupil] = (byte) ((isPoor ? 1 : 0) | (isLearner ? 2 : 0) | (hasPlan ? 4 : 0) | (isFoster ? 8 : 0));
            text.append(7_000_000_000L + pupil * 7L)
                    .append(',')
                    .append(1_000_000 + school[pupil])
                    .append(',')
                    .append(year == 0 ? "KG" : year < 10 ? "0" + year : "" + year)
                    .append(isPoor ? ",Y," : ",N,")
                    .append(isLearner ? "EL" : random.nextBoolean() ? "EO" : "RFEP")
                    .append(hasPlan ? ",Y," : ",N,")
                    .append(isFoster ? "X\n" : "\n");
        }
        csv = text.toString();
        tally = rollUp(COLUMNS);
    }

    /** Every row is a pupil. */
    @Benchmark
    public PupilTally rollUp() throws IOException {
        return rollUp(COLUMNS);
    }

    /** Nobody is counted twice in a school. */
    @Benchmark
    public PupilTally rollUpWithIds() throws IOException {
        return rollUp(WITH_IDS);
    }

    private PupilTally rollUp(CsvColumns<PupilsCsv> columns) throws IOException {
        return PupilsCsv.read(CsvInput.of(new StringReader(csv), "drawn.csv"), columns)
                .orThrow()
                .tally();
    }

    /** The same pupils in columns of numbers, at once by span and group. */
    @Benchmark
    public int[] columns() {
        Arrays.fill(counts, 0);
        counter.add(school, grade, needs, 0, pupils, counts);
        return counts;
    }

    /** What is asked of a tally, however many files it is of. */
    @Benchmark
    public Map<SchoolId, Enrollment> enrollments() {
        return tally.enrollments(
                POVERTY, ENGLISH_LEARNER, SPECIAL_EDUCATION, PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER, FOSTER));
    }

    /** The peer reads the same fields and counts nothing. */
    @Benchmark
    public long fastCsv() throws IOException {
        long letters = 0;
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(csv)) {
            for (CsvRecord row : rows) {
                for (int field = 0; field < row.getFieldCount(); field++) {
                    letters += row.getField(field).length();
                }
            }
        }
        return letters;
    }
}
