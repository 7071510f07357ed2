package org.perpupil.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of the docs and the example that it shows, so that the two can be compared.
 *
 * @param page the page's file name in {@code docs}
 * @param example the simple name of the class with the code
 */
record Guide(String page, String example) {
    private static final Path DOCS = Path.of("..").toAbsolutePath().normalize().resolve("docs");
    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\n(.*?)\n```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern MARKED = Pattern.compile("// guide:start\n(.*?)\n *// guide:end", Pattern.DOTALL);

    /** Returns the blocks of a language on the page, in order; those of no language are what is printed. */
    List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(Files.readString(DOCS.resolve(page)))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** Returns the parts of the example that are marked to be shown, in order, without their indent. */
    List<String> compiled() throws IOException {
        Path source = DOCS.resolve("src/main/java/org/perpupil/docs").resolve(example + ".java");
        return MARKED.matcher(Files.readString(source))
                .results()
                .map(region -> region.group(1).stripIndent())
                .toList();
    }
}
