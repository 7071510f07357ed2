package org.perpupil.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.equity.Study;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.io.chart.Chart;
import org.perpupil.io.report.AllocationPage;
import org.perpupil.io.report.BoardReport;
import org.perpupil.io.report.DistrictPages;
import org.perpupil.io.report.ExplanationPage;
import org.perpupil.io.report.Methodology;
import org.perpupil.io.report.NotebookHtml;
import org.perpupil.io.report.SchoolPage;

/**
 * What browsers make of the pages: valid HTML, no violation of the rules for accessibility that a program can test, nothing that scrolls
 * sideways on a phone.
 *
 * <p>Runs with {@code mvn -P browser -pl docs -am test} only, since it needs Chromium: on the path, or {@code -Dchromium=…}.
 */
class BrowserRun {
    private static final String CHROMIUM = System.getProperty("chromium", "chromium");
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    private static final Pattern RESULT = Pattern.compile("<pre id=\"result\">([^<]+)</pre>");

    /** Tells the page around it what was found; runs inside of the page. */
    private static final String ASK = """
            <script>
            addEventListener("load", () => axe.run(document, {resultTypes: ["violations"]}).then(
                found => ({wide: document.documentElement.scrollWidth, room: innerWidth, violations: found.violations.map(
                    rule => ({id: rule.id, help: rule.help, nodes: rule.nodes.slice(0, 5).map(node => node.html + " " + node.failureSummary)}))}),
                broken => ({wide: 0, room: 0, violations: [{id: "broken", help: String(broken), nodes: []}]})
            ).then(told => parent.postMessage(JSON.stringify(told), "*")));
            </script>
            """;

    @TempDir
    private Path folder;

    /** The pages by name; whoever writes a new one adds it here. */
    private static Map<String, String> pages() throws IOException {
        District district = fewSchools();
        Budgets before = LosAngeles.lastYear(district);
        Allocation allocation = LosAngeles.resolved(district).allocate();
        Study study = Study.of(allocation.budgets(), district);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("allocation", AllocationPage.of(allocation).html());
        pages.put(
                "allocation compared",
                AllocationPage.of(allocation)
                        .comparedWith(before, "a staffing rule")
                        .noting(LosAngeles.ASSUMPTIONS.toArray(String[]::new))
                        .html());
        pages.put(
                "explanation", ExplanationPage.of(allocation, LosAngeles.SHOWN).html());
        pages.put(
                "methodology",
                Methodology.of(LosAngeles.model(), LosAngeles.YEAR).html());
        pages.put(
                "notebook",
                around(NotebookHtml.of(allocation)
                        + NotebookHtml.of(allocation.of(LosAngeles.SHOWN).explain())
                        + NotebookHtml.of(allocation.needMatrix())
                        + NotebookHtml.of(allocation.comparedWith(before))));
        BoardReport board = BoardReport.of(allocation)
                .comparedWith(before, "a staffing rule")
                .with(Methodology.of(LosAngeles.model(), LosAngeles.YEAR))
                .with(ChartsExample.scatter(study));
        pages.put("board", board.html());
        pages.put(
                "school",
                SchoolPage.of(allocation, LosAngeles.SHOWN)
                        .comparedWith(before, "a staffing rule")
                        .html());
        pages.put("equity", LosAngeles.equityPage(allocation).html());
        Path written = Files.createTempDirectory("pages");
        SitePlanExample.writePages(allocation, written);
        DistrictPages.of(allocation)
                .comparedWith(before, "a staffing rule")
                .with(board)
                .writeTo(written);
        try (Stream<Path> files = Files.list(written)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".html"))
                    .sorted()
                    .toList()) {
                pages.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        for (int width : new int[] {340, 720}) {
            pages.put(
                    "charts of " + width,
                    around(Stream.of(
                                    ChartsExample.scatter(study),
                                    ChartsExample.deciles(study),
                                    ChartsExample.relative(study),
                                    ChartsExample.changes(allocation.comparedWith(before)),
                                    ChartsExample.flow(allocation))
                            .map((Chart chart) ->
                                    "<div style=\"overflow-x:auto\" tabindex=\"0\" role=\"group\" aria-label=\"chart\">"
                                            + chart.svg(width) + "</div>")
                            .collect(Collectors.joining())));
        }
        return pages;
    }

    /** A district that a browser is soon through with: some schools, those with a grant among them. */
    private static District fewSchools() throws IOException {
        District all = LosAngeles.district();
        Set<String> granted = Set.of("19647331930650", "19647331930866", "19647336015796");
        District.Builder few = District.named(all.name())
                .levels(all.levels())
                .schools(all.schools().stream()
                        .filter(school -> granted.contains(school.id().value())
                                || school.id().value().endsWith("7")
                                || school.id().value().endsWith("5"))
                        .limit(40)
                        .collect(Collectors.toCollection(ArrayList::new)));
        all.revenues().forEach(few::revenue);
        return few.build();
    }

    private static String around(String piece) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Piece</title>"
                + "<meta name=\"viewport\" content=\"width=device-width\"></head><body><main><h1>Piece</h1>" + piece
                + "</main></body></html>";
    }

    @TestFactory
    Stream<DynamicTest> pages_are_valid() throws IOException {
        return pages().entrySet().stream()
                .map(page -> DynamicTest.dynamicTest(page.getKey(), () -> {
                    Path file = Files.writeString(folder.resolve("page.html"), page.getValue());
                    // The validator is asked as a program, so that nothing here needs it to be compiled.
                    String told = run(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xss4m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "nu.validator.client.SimpleCommandLineValidator",
                            "--format",
                            "text",
                            file.toString());

                    // The validator knows no CSS Box Sizing 4. A piece for a notebook has no head to put its style
                    // into, and browsers take it.
                    assertThat(told.lines()
                                    .filter(line -> line.startsWith("Error") || line.contains("error:"))
                                    .filter(line -> !line.contains("“contain-intrinsic-size”"))
                                    .filter(line -> !line.contains("“style” not allowed as child of element “div”")))
                            .as(page.getKey())
                            .isEmpty();
                    assertThat(told).contains("Document checking completed");
                }));
    }

    @TestFactory
    Stream<DynamicTest> pages_can_be_read_by_everyone() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        String axe = axe();
        pages().forEach((name, html) -> {
            for (int width : new int[] {360, 1_280}) {
                for (boolean dark : new boolean[] {false, true}) {
                    String as = "%s, %s pixels%s".formatted(name, width, dark ? ", dark" : "");
                    tests.add(DynamicTest.dynamicTest(as, () -> {
                        JsonNode found = look(html, axe, width, dark);

                        assertThat(found.get("violations"))
                                .as(as)
                                .map(JsonNode::toPrettyString)
                                .isEmpty();
                        assertThat(found.get("wide").asInt())
                                .as(as + " scrolls sideways")
                                .isLessThanOrEqualTo(width);
                    }));
                }
            }
        });
        return tests.stream();
    }

    private static String axe() throws IOException {
        try (InputStream stream = requireNonNull(BrowserRun.class.getResourceAsStream(AXE), AXE)) {
            return "<script>" + new String(stream.readAllBytes(), UTF_8) + "</script>";
        }
    }

    /** A window may be wider than was asked for, a frame is not. */
    private JsonNode look(String html, String axe, int width, boolean dark) throws IOException, InterruptedException {
        // The policy of the page forbids scripts, so that the copy has none.
        String open = html.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
        Path inner = Files.writeString(folder.resolve("inner.html"), open.replace("</body>", axe + ASK + "</body>"));
        Path outer = Files.writeString(folder.resolve("outer.html"), """
                <!DOCTYPE html><html><head><meta name="color-scheme" content="light dark"></head><body>
                <script>addEventListener("message", event => {
                    const result = document.createElement("pre");
                    result.id = "result";
                    result.textContent = encodeURIComponent(event.data);
                    document.body.append(result);
                });</script>
                <iframe src="%s" width="%s" height="800" style="border:0"></iframe></body></html>
                """.formatted(inner.getFileName(), width));
        Path profile = Files.createTempDirectory(folder, "profile");
        String dom;
        try {
            dom = run(
                    CHROMIUM,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--user-data-dir=" + profile,
                    "--window-size=1400,1000",
                    "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                    "--virtual-time-budget=60000",
                    "--dump-dom",
                    outer.toUri().toString());
        } finally {
            try (Stream<Path> files = Files.walk(profile)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
        Matcher result = RESULT.matcher(dom);
        assertThat(result.find()).as("the browser answers").isTrue();
        return new ObjectMapper().readTree(URLDecoder.decode(result.group(1), UTF_8));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process;
        Path out = Files.createTempFile("browser", ".txt");
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(command[0].endsWith("java"))
                    .redirectOutput(out.toFile())
                    .start();
        } catch (IOException absent) {
            throw new IOException(
                    "%s does not start. Install it, or name it with -Dchromium=….".formatted(command[0]), absent);
        }
        assertThat(process.waitFor(120, TimeUnit.SECONDS))
                .as("%s ends", command[0])
                .isTrue();
        String told = Files.readString(out);
        Files.delete(out);
        return told;
    }
}
