package org.perpupil.io.chart;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.NullNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.perpupil.exact.Rational;
import org.perpupil.io.internal.AtomicFile;

/**
 * A picture with what it says in words.
 *
 * <pre>{@code
 * Chart chart = ScatterChart.of(Scatter.of(study, "poverty", "dollars per pupil").sizedBy("pupils"))
 *         .across("pupils in poverty", Unit.PERCENT)
 *         .up("dollars per pupil", Unit.DOLLARS)
 *         .noting("Source: adopted budgets, 2026–27");
 * chart.writeSvg(Path.of("poverty.svg"));
 * chart.writeVegaLite(Path.of("poverty.vl.json"));
 * chart.writePng(Path.of("poverty.png"), 1_440);
 * }</pre>
 *
 * <p>The SVG has its title and {@linkplain #description() description} for screen readers, text as text, and a name on each mark for the
 * pointer. It is drawn anew for each width, so that text stays readable on a phone. The same chart gives the same SVG and the same
 * specification on any machine; a PNG uses the machine's fonts.
 */
public abstract sealed class Chart permits ScatterChart, NeedBarsChart, RelativeSpendingChart, ChangesChart, FlowChart {
    private static final int USUAL_WIDTH = 720;
    private static final int LEAST_WIDTH = 300;
    private static final int MOST_WIDTH = 2_000;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** What JSON calls null: no title, no order of its own. */
    static final Object NONE = NullNode.getInstance();

    private final String title;
    private final Optional<String> note;

    Chart(String title, Optional<String> note) {
        if (title.isBlank()) {
            throw new IllegalArgumentException("a chart has a title");
        }
        this.title = title;
        this.note = requireNonNull(note, "note");
    }

    /** Returns what the chart is called. */
    public final String title() {
        return title;
    }

    /** Returns what stands under the chart, such as the source of its data; empty if nothing does. */
    public final Optional<String> note() {
        return note;
    }

    /** Returns what the chart shows, with its figures, in sentences: for those who cannot see it. */
    public abstract String description();

    /** Draws the chart. */
    abstract Drawing draw(int width);

    /** Returns what is special in the Vega-Lite specification: data, marks, encodings. */
    abstract Map<String, Object> specification();

    /** Returns the chart as SVG, 720 pixels wide. */
    public final String svg() {
        return svg(USUAL_WIDTH);
    }

    /**
     * Returns the chart as SVG.
     *
     * @param width in pixels, from 300, for a phone, to 2,000
     * @throws IllegalArgumentException if the width is out of range
     */
    public final String svg(int width) {
        if (width < LEAST_WIDTH || width > MOST_WIDTH) {
            throw new IllegalArgumentException(
                    "a chart is %s to %s pixels wide, not %s".formatted(LEAST_WIDTH, MOST_WIDTH, width));
        }
        String words = described();
        // The names of its parts hang on what it shows, so that charts on one page do not share them.
        String id = "chart-" + HexFormat.of().toHexDigits((title + '\n' + words + '\n' + width).hashCode());
        return draw(width).svg(id, title, words);
    }

    /** Returns the chart as a Vega-Lite specification, version 6, with its data in it. */
    public final String vegaLite() {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("$schema", "https://vega.github.io/schema/vega-lite/v6.json");
        whole.put(
                "title",
                note.<Object>map(text -> object("text", title, "subtitle", text))
                        .orElse(title));
        whole.put("description", described());
        whole.put("width", "container");
        whole.putAll(specification());
        try {
            // Escapes that JSON has, so that a text can neither end the script that a page may have it in, nor keep it
            // from ending.
            return JSON.writeValueAsString(whole)
                            .replace("\r\n", "\n")
                            .replace("</", "<\\/")
                            .replace("<!--", "\\u003c!--")
                    + "\n";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private String described() {
        return note.map(text -> description() + " " + text).orElse(description());
    }

    /** Writes the SVG of 720 pixels. */
    public final void writeSvg(Path file) throws IOException {
        AtomicFile.write(file, svg());
    }

    /** Writes the Vega-Lite specification. */
    public final void writeVegaLite(Path file) throws IOException {
        AtomicFile.write(file, vegaLite());
    }

    /**
     * Writes an image: the drawing of 720 pixels, enlarged to a width.
     *
     * @param width in pixels, from 300 to 8,000
     * @throws IllegalArgumentException if the width is out of range, or a long chart would have more than 100 million pixels
     */
    public final void writePng(Path file, int width) throws IOException {
        if (width < LEAST_WIDTH || width > 4 * MOST_WIDTH) {
            throw new IllegalArgumentException(
                    "an image is %s to %s pixels wide, not %s".formatted(LEAST_WIDTH, 4 * MOST_WIDTH, width));
        }
        BufferedImage image = draw(USUAL_WIDTH).image(width);
        AtomicFile.write(file, stream -> ImageIO.write(image, "png", stream));
    }

    /** Returns the title, and the description below it. */
    @Override
    public final String toString() {
        return title + "\n" + described();
    }

    /** A number near enough to be drawn. */
    static double drawn(Rational exact) {
        return exact.toDecimal(6, RoundingMode.HALF_UP).doubleValue();
    }

    /** A number as JSON has it, short and the same everywhere. */
    static BigDecimal json(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(12, RoundingMode.HALF_UP));
        return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    }

    /** A map that keeps the order in which it is written. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** The encoding of a number. */
    static Map<String, Object> quantity(String field, String label, Unit unit, boolean fromZero) {
        return object(
                "field",
                field,
                "type",
                "quantitative",
                "title",
                unit == Unit.PERCENT ? label + " (%)" : label,
                "axis",
                object("format", unit.vega()),
                "scale",
                object("zero", fromZero));
    }

    /** The encoding of groups as the colours that the SVG has. */
    static Map<String, Object> groups(String field, List<String> names) {
        return object(
                "field",
                field,
                "type",
                "nominal",
                "title",
                NONE,
                "sort",
                NONE,
                "scale",
                object(
                        "domain",
                        names,
                        "range",
                        IntStream.range(0, names.size())
                                .mapToObj(i -> Paint.ofGroup(i).colour())
                                .toList()));
    }

    static Map<String, Object> data(List<Map<String, Object>> rows) {
        return object("values", rows);
    }
}
