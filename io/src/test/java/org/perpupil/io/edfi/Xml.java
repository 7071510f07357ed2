package org.perpupil.io.edfi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;

/** Small interchanges, written by hand in the layout of the published ones. */
final class Xml {
    private Xml() {}

    static String interchange(String root, String records) {
        return interchange(root, "http://ed-fi.org/5.2.0", records);
    }

    static String interchange(String root, String namespace, String records) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Interchange%s xmlns=\"%s\">\n%s</Interchange%s>\n"
                .formatted(root, namespace, records, root);
    }

    static String organization(String id) {
        return "<EducationOrganizationReference><EducationOrganizationIdentity><EducationOrganizationId>" + id
                + "</EducationOrganizationId></EducationOrganizationIdentity></EducationOrganizationReference>\n";
    }

    static Path write(Path folder, String text) {
        try {
            return Files.writeString(folder.resolve("Ed-Fi.xml"), text);
        } catch (IOException unwritten) {
            throw new java.io.UncheckedIOException(unwritten);
        }
    }

    static Problem onlyProblem(Loaded<?> loaded) {
        assertThat(loaded.problems()).hasSize(1);
        return loaded.problems().get(0);
    }

    static List<String> codes(Loaded<?> loaded) {
        return loaded.problems().stream().map(Problem::code).toList();
    }

    /** Returns a published file; skips the test where there are none. */
    static Path published(String name) {
        Optional<String> data = Optional.ofNullable(System.getProperty("perpupil.data"))
                .or(() -> Optional.ofNullable(System.getenv("PERPUPIL_DATA")));
        Assumptions.assumeTrue(data.isPresent(), "neither perpupil.data nor PERPUPIL_DATA is set");
        return Path.of(data.orElseThrow(), "standards/edfi-5.2", name);
    }
}
