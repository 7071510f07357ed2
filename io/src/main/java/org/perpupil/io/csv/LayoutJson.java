package org.perpupil.io.csv;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.io.internal.table.Frame;
import org.perpupil.problem.Missing;

/** How the layout of a file stands in the document of a mapping; what is usual is left out. */
final class LayoutJson {
    private static final ImmutableMap<String, Missing> REASONS =
            Maps.uniqueIndex(List.of(Missing.values()), CoreJson::word);
    private static final ImmutableMap<String, RoundingMode> MODES = Maps.uniqueIndex(
            List.of(RoundingMode.values()).stream()
                    .filter(mode -> mode != RoundingMode.UNNECESSARY)
                    .toList(),
            CoreJson::word);
    private static final ImmutableMap<String, Numerals> DECIMALS =
            Maps.uniqueIndex(List.of(Numerals.values()), CoreJson::word);

    private static final ImmutableSet<String> KEYS = ImmutableSet.of(
            "separator",
            "sheet",
            "startingAfter",
            "headerOnLine",
            "headerWith",
            "endingBefore",
            "decimals",
            "roundingCents",
            "onlyRows",
            "onlyEmptyIsMissing",
            "missing");

    private LayoutJson() {}

    static void write(JsonGenerator out, CsvLayout layout) throws IOException {
        if (layout.equals(CsvLayout.usual())) {
            return;
        }
        out.writeObjectFieldStart("layout");
        if (layout.separator() != CsvLayout.usual().separator()) {
            out.writeStringField("separator", String.valueOf(layout.separator()));
        }
        writeIf(out, "sheet", layout.sheet());
        Frame frame = layout.frame();
        writeIf(out, "startingAfter", frame.start());
        writeIf(out, "headerOnLine", frame.headerLine().map(String::valueOf));
        JsonParts.writeTexts(out, "headerWith", frame.headerTexts());
        writeIf(out, "endingBefore", frame.end());
        writeIf(out, "decimals", layout.declaredNumerals().map(CoreJson::word));
        writeIf(out, "roundingCents", layout.cents().map(CoreJson::word));
        writeTexts(out, "onlyRows", frame.rows());
        if (layout.isOnlyEmptyMissing()) {
            out.writeBooleanField("onlyEmptyIsMissing", true);
        }
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        layout.declaredMissing()
                .forEach((text, why) -> byReason.computeIfAbsent(CoreJson.word(why), any -> new ArrayList<>())
                        .add(text));
        if (!byReason.isEmpty()) {
            out.writeObjectFieldStart("missing");
            for (Map.Entry<String, List<String>> reason : byReason.entrySet()) {
                JsonParts.writeTexts(out, reason.getKey(), reason.getValue());
            }
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    static void writeIf(JsonGenerator out, String key, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            out.writeStringField(key, text.get());
        }
    }

    /** Writes texts by text, unless there are none. */
    static void writeTexts(JsonGenerator out, String key, Map<String, String> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        out.writeObjectFieldStart(key);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            out.writeStringField(text.getKey(), text.getValue());
        }
        out.writeEndObject();
    }

    /** Reads a layout; what is at fault is told, and left as is usual. */
    static CsvLayout read(JsonValue value) {
        JsonValue.Fields fields = value.fields(Set.of(), KEYS);
        tellBoth(value, "headerOnLine", "headerWith");
        Steps<CsvLayout> layout = new Steps<>(CsvLayout.usual());
        layout.takeText(fields, "separator", "one character", (at, text) -> {
            if (text.length() != 1) {
                throw new IllegalArgumentException("fields are separated by one character");
            }
            return at.separatedBy(text.charAt(0));
        });
        layout.takeText(fields, "sheet", "the name of a sheet", CsvLayout::sheet);
        layout.takeText(fields, "startingAfter", "a text", CsvLayout::startingAfter);
        fields.get("headerOnLine", line -> CoreJson.wholeNumber(line, 1))
                .ifPresent(line -> layout.take(value, at -> at.headerOnLine(line)));
        List<String> texts = fields.list("headerWith", JsonValue::text);
        if (!texts.isEmpty()) {
            layout.take(value, at -> at.headerWith(texts.toArray(String[]::new)));
        }
        layout.takeText(fields, "endingBefore", "a text", CsvLayout::endingBefore);
        fields.get("decimals", way -> CoreJson.constant(way, DECIMALS))
                .ifPresent(
                        way -> layout.take(value, at -> way == Numerals.COMMA ? at.decimalComma() : at.decimalPoint()));
        fields.get("roundingCents", mode -> CoreJson.constant(mode, MODES))
                .ifPresent(mode -> layout.take(value, at -> at.roundingCents(mode)));
        texts(fields, "onlyRows").forEach((column, text) -> layout.take(value, at -> at.onlyRows(column, text)));
        if (fields.get("onlyEmptyIsMissing", JsonValue::flag).orElse(false)) {
            layout.take(value, CsvLayout::onlyEmptyIsMissing);
        }
        Set<String> met = new HashSet<>();
        fields.get("missing", reasons -> Optional.of(reasons.fields(Set.of(), REASONS.keySet())))
                .ifPresent(reasons -> REASONS.forEach((word, why) -> {
                    List<String> words =
                            reasons.list(word, text -> text.text().filter(known -> isFirst(met, known, text)));
                    if (!words.isEmpty()) {
                        layout.take(value, at -> at.missing(why, words.toArray(String[]::new)));
                    }
                }));
        return layout.made();
    }

    private static boolean isFirst(Set<String> met, String text, JsonValue value) {
        boolean isFirst = met.add(CsvLayout.word(text));
        if (!isFirst) {
            value.fault(
                    "json.value",
                    value.content().shown() + " twice",
                    "one reason for a text",
                    "Remove one of the two.");
        }
        return isFirst;
    }

    /** Tells that an object has two keys of which one makes the other meaningless. */
    static void tellBoth(JsonValue value, String one, String other) {
        Map<String, JsonValue> members = value.byName();
        JsonValue second = members.get(other);
        if (members.containsKey(one) && second != null) {
            second.fault(
                    "json.value",
                    "\"%s\" beside \"%s\"".formatted(other, one),
                    "one of the two",
                    "Remove one of the two.");
        }
    }

    /** Reads texts by text; none if there are none. */
    static Map<String, String> texts(JsonValue.Fields fields, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.get(key, value -> Optional.of(value.byName()))
                .ifPresent(all -> all.forEach((name, value) -> value.text().ifPresent(text -> texts.put(name, text))));
        return texts;
    }

    /** Something that is made step by step; a step that is refused is told, and not taken. */
    static final class Steps<T> {
        private T made;

        Steps(T start) {
            this.made = start;
        }

        void take(JsonValue at, UnaryOperator<T> step) {
            made = at.document()
                    .make(at.document().mark(), at, () -> step.apply(made))
                    .orElse(made);
        }

        void takeText(JsonValue.Fields fields, String key, String allowed, Texted<T> step) {
            Optional<JsonValue> value = fields.get(key, Optional::of);
            value.flatMap(text -> text.parsed(read -> read, allowed))
                    .ifPresent(text -> take(value.get(), at -> step.apply(at, text)));
        }

        T made() {
            return made;
        }
    }

    /** A step with a text. */
    interface Texted<T> {
        T apply(T made, String text);
    }
}
