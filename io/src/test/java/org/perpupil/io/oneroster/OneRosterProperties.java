package org.perpupil.io.oneroster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.SchoolId;
import org.perpupil.problem.Loaded;
import org.perpupil.pupils.PupilCount;

class OneRosterProperties {
    private Path folder = Path.of("");

    @BeforeProperty
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("oneroster");
    }

    @AfterProperty
    void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Property(tries = 200)
    void each_pupil_counts_once_in_each_school_in_both_versions(
            @ForAll @Size(max = 20) List<@Size(min = 1, max = 3) List<@IntRange(max = 3) Integer>> schoolsOfPupils)
            throws IOException {
        Map<SchoolId, Integer> expected = new TreeMap<>();
        StringBuilder users = new StringBuilder("sourcedId,orgSourcedIds,role,grades\n");
        StringBuilder roles = new StringBuilder("sourcedId,userSourcedId,role,orgSourcedId\n");
        int several = 0;
        for (int pupil = 0; pupil < schoolsOfPupils.size(); pupil++) {
            List<Integer> its = schoolsOfPupils.get(pupil);
            users.append("p%s,\"%s\",student,0%s\n"
                    .formatted(
                            pupil,
                            its.stream().map(school -> "s" + school).collect(Collectors.joining(", ")),
                            pupil % 9 + 1));
            for (int school : its) {
                roles.append("r,p%s,student,s%s\n".formatted(pupil, school));
            }
            Set<Integer> distinct = Set.copyOf(its);
            distinct.forEach(school -> expected.merge(SchoolId.of("s" + school), 1, Integer::sum));
            several += distinct.size() > 1 ? 1 : 0;
        }
        String orgs = "sourcedId,name,type\ns0,A,school\ns1,B,school\ns2,C,school\ns3,D,school\n";

        for (String version : List.of("1.1", "1.2")) {
            RosterSet set = RosterSet.of(version).with("orgs.csv", orgs).with("users.csv", users.toString());
            Path files = (version.equals("1.2") ? set.with("roles.csv", roles.toString()) : set).in(folder);

            OneRoster roster = OneRoster.read(files).orThrow();

            Map<SchoolId, PupilCount> found = new TreeMap<>();
            roster.headCounts().forEach((school, counts) -> found.put(school, counts.pupils()));
            Map<SchoolId, PupilCount> counts = new TreeMap<>();
            expected.forEach((school, count) -> counts.put(school, PupilCount.of(count)));
            assertThat(found).isEqualTo(counts);
            assertThat(roster.pupils()).isEqualTo(schoolsOfPupils.size());
            assertThat(roster.pupilsInSeveralSchools()).isEqualTo(several);
        }
        Statistics.label("pupils")
                .collect(several > 0 ? "in several schools" : "each in one")
                .coverage(coverage -> {
                    coverage.check("in several schools").percentage(share -> share > 5);
                });
    }

    @Property(tries = 500)
    void whatever_happens_to_a_file_every_row_is_used_or_told(
            @ForAll @IntRange(max = 3) int which,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 500) Integer> places,
            @ForAll @Size(min = 4, max = 4) List<Byte> bytes)
            throws IOException {
        Path files = RosterSet.of("1.2").in(folder);
        Path file = files.resolve(
                List.of("manifest.csv", "orgs.csv", "users.csv", "roles.csv").get(which));
        byte[] content = Files.readString(file).getBytes(UTF_8);
        for (int i = 0; i < places.size(); i++) {
            content[places.get(i) % content.length] = bytes.get(i);
        }
        Files.write(file, content);

        Loaded<OneRoster> loaded = OneRoster.read(files);

        assertThat(loaded.rowsRead() - loaded.rowsUsed())
                .isLessThanOrEqualTo(loaded.problems().size());
        assertThat(loaded.value().pupils()).isLessThanOrEqualTo(3);
    }
}
