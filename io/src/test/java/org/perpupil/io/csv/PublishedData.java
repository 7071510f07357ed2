package org.perpupil.io.csv;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Published files that are read where they are, and are no part of the project. */
public final class PublishedData {
    private PublishedData() {}

    /** Returns a file; skips the test where there are none. */
    public static Path file(String path) {
        Optional<String> data = Optional.ofNullable(System.getProperty("perpupil.data"))
                .or(() -> Optional.ofNullable(System.getenv("PERPUPIL_DATA")));
        Assumptions.assumeTrue(data.isPresent(), "neither perpupil.data nor PERPUPIL_DATA is set");
        return Path.of(data.orElseThrow(), path);
    }
}
