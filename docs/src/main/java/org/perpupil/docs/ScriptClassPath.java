package org.perpupil.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the class path with which it runs, so that scripts run with plain {@code java}: {@code perpupil.args}, an argument file of
 * the {@code java} launcher, and {@code perpupil.classpath}, the bare text for {@code jshell}, which takes no argument file.
 */
final class ScriptClassPath {
    private ScriptClassPath() {}

    static void write(String classPath, Path folder) throws IOException {
        Files.createDirectories(folder);
        // Within quotes a launcher keeps blanks and takes a backslash for an escape.
        String quoted = "\"" + classPath.replace("\\", "\\\\") + "\"";
        Files.writeString(folder.resolve("perpupil.args"), "--class-path " + quoted + "\n", UTF_8);
        Files.writeString(folder.resolve("perpupil.classpath"), classPath + "\n", UTF_8);
    }

    /** Writes both files; the one argument is the folder to write to. */
    public static void main(String[] args) throws IOException {
        write(System.getProperty("java.class.path"), Path.of(args[0]));
    }
}
