package org.perpupil.io.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Links from a page to files beside it. */
final class Links {
    private Links() {}

    /**
     * Returns the link to a file, as a page has it; a name cannot turn it into another kind of link.
     *
     * @param file relative to the folder of the page
     * @throws IllegalArgumentException if the file is not below that folder
     */
    static String to(Path file) {
        Path below = file.normalize();
        if (file.isAbsolute()
                || file.getRoot() != null
                || below.startsWith("..")
                || below.toString().isEmpty()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no page that can be linked; give a file below the folder, such as equity.html"
                            .formatted(file));
        }
        return StreamSupport.stream(below.spliterator(), false)
                .map(name -> URLEncoder.encode(name.toString(), StandardCharsets.UTF_8)
                        .replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
