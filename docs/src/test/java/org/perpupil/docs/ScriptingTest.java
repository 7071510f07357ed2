package org.perpupil.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on scripts shows what the scripts and the prompt print when they are run as it says, by programs of the JDK. */
class ScriptingTest {
    private static final Guide GUIDE = new Guide("scripting.md", "ScriptClassPath");
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");
    private static final String PROMPT = "jshell> ";

    /** Its name has blanks, as folders have. */
    @TempDir
    private Path temporary;

    private Path folder;

    /** What a program printed. */
    private record Printed(String out, String error, int status) {}

    @BeforeEach
    void write_the_class_path() throws IOException {
        folder = Files.createDirectory(temporary.resolve("a folder with blanks"));
        ScriptClassPath.write(System.getProperty("java.class.path"), folder);
    }

    /** The block that shows what the commands of the block with a text print. */
    private static String shownAfter(String text) throws IOException {
        List<String> blocks = GUIDE.blocks("");
        for (int i = 0; i < blocks.size() - 1; i++) {
            if (blocks.get(i).contains(text)) {
                return blocks.get(i + 1);
            }
        }
        throw new AssertionError("the page has no block with " + text);
    }

    private static String session() throws IOException {
        return GUIDE.blocks("").stream()
                .filter(block -> block.startsWith(PROMPT))
                .findFirst()
                .orElseThrow();
    }

    private Printed run(List<String> command, String input) throws IOException, InterruptedException {
        Path in = Files.writeString(temporary.resolve("in"), input);
        Path out = temporary.resolve("out");
        Path error = temporary.resolve("error");
        Process process = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(error.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " does not end");
        }
        return new Printed(
                Files.readString(out).replace("\r\n", "\n").stripTrailing(),
                Files.readString(error).replace("\r\n", "\n").stripTrailing(),
                process.exitValue());
    }

    /** Runs a command of the page, with the class path of this test in place of the one that Maven writes. */
    private Printed script(String... arguments) throws IOException, InterruptedException {
        // Programs that end soon start sooner so; and the machine may write another encoding than that of the page.
        return run(
                Stream.concat(
                                Stream.of(
                                        JDK.resolve("java").toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-Dfile.encoding=UTF-8",
                                        "-Dstdout.encoding=UTF-8",
                                        "-Dstderr.encoding=UTF-8",
                                        "@" + folder.resolve("perpupil.args")),
                                Arrays.stream(arguments))
                        .toList(),
                "");
    }

    /** What a prompt shows for each input, without the blank lines around it. */
    private List<String> prompt(List<String> inputs) throws IOException, InterruptedException {
        Path jshell = JDK.resolve("jshell");
        assumeThat(Files.exists(jshell) || Files.exists(JDK.resolve("jshell.exe")))
                .as("this Java has no jshell")
                .isTrue();
        Printed printed = run(
                List.of(
                        jshell.toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-R-XX:TieredStopAtLevel=1",
                        "-J-Dfile.encoding=UTF-8",
                        "-J-Dstdout.encoding=UTF-8",
                        "-R-Dfile.encoding=UTF-8",
                        "-R-Dstdout.encoding=UTF-8",
                        "-J-Djava.util.prefs.userRoot=" + temporary,
                        "--class-path",
                        Files.readString(folder.resolve("perpupil.classpath"), UTF_8)
                                .strip(),
                        "--startup",
                        "DEFAULT",
                        "--startup",
                        "docs/scripts/perpupil.jsh"),
                String.join("\n", inputs) + "\n/exit\n");
        // jshell sets off what it prints with blank lines, and with a blank that it takes back
        return Arrays.stream(printed.out().replace("\b", "").split(PROMPT))
                .map(String::strip)
                .skip(1)
                .limit(inputs.size())
                .toList();
    }

    @Test
    void scripts_print_what_the_page_shows() throws Exception {
        Printed allocated = script("docs/scripts/Allocate.java");
        Printed equity = script("docs/scripts/Equity.java");
        Printed whatIf = script("docs/scripts/WhatIf.java", "600", "1200");

        assertThat(allocated).isEqualTo(new Printed(shownAfter("Allocate.java"), "", 0));
        assertThat(equity.error()).isEmpty();
        assertThat(equity.out()).contains("\n\n" + shownAfter("Equity.java") + "\n\n");
        assertThat(whatIf).isEqualTo(new Printed(shownAfter("WhatIf.java"), "", 0));
        assertThat(ROOT.resolve("docs/target/allocate"))
                .isDirectoryContaining("glob:**allocation.csv")
                .isDirectoryContaining("glob:**allocation.json")
                .isDirectoryContaining("glob:**allocation.html");
    }

    @Test
    void a_wrong_argument_is_told_with_what_would_be_right() throws Exception {
        assertThat(script("docs/scripts/Allocate.java", "nowhere"))
                .isEqualTo(new Printed("", shownAfter("FOLDER SCHOOL RESULTS"), 2));
    }

    @Test
    void the_prompt_shows_what_the_page_shows_and_a_notebook_is_given_html() throws Exception {
        List<String> shown =
                Arrays.stream(("\n" + session()).split("\n" + PROMPT)).skip(1).toList();
        List<String> displays = GUIDE.blocks("java").get(1).lines().toList();
        List<String> inputs = new ArrayList<>();
        shown.forEach(part -> inputs.add(part.lines().findFirst().orElseThrow()));
        inputs.add("void display(String shown, String type) { System.out.println(type + shown.substring(0, 4)); }");
        inputs.addAll(displays);

        List<String> printed = prompt(inputs);

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            expected.add(inputs.get(i) + "\n" + printed.get(i));
        }
        assertThat(shown).isNotEmpty().isEqualTo(expected);
        assertThat(printed.subList(inputs.size() - displays.size(), inputs.size()))
                .hasSize(2)
                .allSatisfy(text -> assertThat(text).startsWith("text/html<div"));
    }

    @Test
    void the_code_on_the_page_is_that_of_the_script() throws IOException {
        String script = Files.readString(ROOT.resolve("docs/scripts/WhatIf.java"));

        assertThat(script)
                .contains(GUIDE.blocks("java")
                        .get(0)
                        .lines()
                        .map(line -> "    " + line)
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void every_script_has_the_lines_that_jbang_reads() throws IOException {
        try (Stream<Path> scripts = Files.list(ROOT.resolve("docs/scripts"))) {
            assertThat(scripts.filter(file -> file.toString().endsWith(".java")))
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .startsWith("///usr/bin/env jbang \"$0\" \"$@\" ; exit $?\n//JAVA 17+\n"
                                    + "//DEPS org.perpupil:perpupil-io:0.1.0-SNAPSHOT\n")
                            // read in whatever encoding a machine has
                            .isASCII());
        }
    }

    @Test
    void the_launcher_reads_a_class_path_with_blanks_and_backslashes() throws Exception {
        ScriptClassPath.write("a folder/x.jar" + System.getProperty("path.separator") + "b\\c", folder);

        Printed settings = script("-XshowSettings:properties", "-version");

        assertThat(settings.error())
                .contains("java.class.path = a folder/x.jar")
                .contains("b\\c");
    }

    @Test
    void a_gain_is_what_a_desk_calculator_gives() throws IOException {
        // South Gate Middle: 4,117 pupils × 93% = 3,829 in poverty; all schools: 380,941 of 494,160 (each school's
        // pupils ×
        // per cent of the table, rounded half up). $600 more for each of its own, less its pupils' part of $600 for
        // all:
        // 600 × (3,829 − 380,941 × 4,117 ÷ 494,160) = 393,157.53
        assertThat(shownAfter("WhatIf.java")).contains("South Gate Middle").contains("+393,157.53 (+2.0%)");
    }
}
