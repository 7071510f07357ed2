package org.perpupil.benchmarks;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.perpupil.district.District;
import org.perpupil.district.SchoolId;
import org.perpupil.io.json.DistrictJson;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.SourceId;

/**
 * Reads and writes a district as JSON, beside Jackson's databind with records of the same document: these know no places of values, stop at
 * the first fault, and are no district before one is built of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx6g")
public class DistrictJsonBenchmark {

    /** A large district, and about as many schools as the United States have. */
    @Param({"1500", "100000"})
    int schoolCount;

    private final JsonMapper mapper = JsonMapper.builder()
            .withConfigOverride(
                    BigDecimal.class, decimal -> decimal.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build();

    private District district = District.named("none yet").build();
    private Document document = new Document("district", 1, "none yet", "$", List.of(), List.of(), List.of());
    private byte[] json = {};

    record Document(
            String kind,
            int schema,
            String name,
            String currency,
            List<Span> levels,
            List<Revenue> revenues,
            List<School> schools) {}

    record Span(String name, String first, String last) {}

    record Revenue(String source, BigDecimal amount) {}

    record School(
            String id,
            String name,
            List<Counts> counts,
            @Nullable Map<String, Fact> facts,
            @Nullable Map<String, String> missing) {}

    record Counts(
            String basis, List<Group> groups, @Nullable List<MissingGroup> missing) {}

    /** A group is a text, or an object of lists. */
    record Group(Object group, @Nullable String estimate, List<Cell> cells) {}

    record Cell(Span span, BigDecimal pupils) {}

    record MissingGroup(Object group, String why) {}

    record Fact(
            @Nullable BigDecimal number,
            @Nullable BigDecimal money,
            @Nullable String text,
            @Nullable Boolean flag) {}

    @Setup
    public void draw() throws IOException {
        district = DrawnDistrict.of(schoolCount, 0);
        json = write();
        document = readPlainly();
    }

    /** The bytes of a run. */
    byte[] json() {
        return json.clone();
    }

    District district() {
        return district;
    }

    @Benchmark
    public District read() throws IOException {
        return DistrictJson.read(new ByteArrayInputStream(json), "district.json");
    }

    @Benchmark
    public Document readPlainly() throws IOException {
        return mapper.readValue(json, Document.class);
    }

    /** What reads as much as {@link #read()} does and tells nothing: the records, of which the district is made. */
    @Benchmark
    public District readPlainlyAndBuild() throws IOException {
        Document plain = mapper.readValue(json, Document.class);
        District.Builder built = District.named(plain.name()).currency(plain.currency());
        plain.levels().forEach(level -> built.levels(span(level)));
        plain.revenues()
                .forEach(revenue -> built.revenue(SourceId.of(revenue.source()), Money.ofDollars(revenue.amount())));
        plain.schools().forEach(school -> built.school(school(school)));
        return built.build();
    }

    private static GradeSpan span(Span span) {
        return GradeSpan.of(span.name(), span.first(), span.last());
    }

    private static org.perpupil.district.School school(School school) {
        org.perpupil.district.School.Builder built =
                org.perpupil.district.School.of(SchoolId.of(school.id()), school.name());
        for (Counts counts : school.counts()) {
            Enrollment.Builder enrollment = Enrollment.in(GradeSpan.ALL_GRADES);
            for (Group group : counts.groups()) {
                NeedCategory need = new NeedCategory((String) group.group()); // drawn schools have no combinations
                group.cells().forEach(cell -> enrollment.in(span(cell.span())).need(need, cell.pupils()));
            }
            built.enrolling(new CountBasis(counts.basis()), enrollment.build());
        }
        return built.build();
    }

    @Benchmark
    public byte[] write() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        DistrictJson.write(district, bytes);
        return bytes.toByteArray();
    }

    @Benchmark
    public byte[] writePlainly() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        mapper.writeValue(bytes, document);
        return bytes.toByteArray();
    }
}
