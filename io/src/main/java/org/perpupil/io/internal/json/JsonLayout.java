package org.perpupil.io.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Breaks lines down to the items of a school and writes those on one line each: short enough to compare, and to keep. A document
 * that is deeper says itself what is broken.
 */
public final class JsonLayout implements PrettyPrinter {
    private static final int BROKEN_LEVELS = 4;

    /** Whether an object or list that starts now is written on several lines. */
    private enum Lines {
        BY_LEVEL,
        SEVERAL,
        ONE
    }

    /** Whether each of the objects and lists that are open, the inmost first, is written on several lines. */
    private final Deque<Boolean> broken = new ArrayDeque<>();

    private Lines lines = Lines.BY_LEVEL;

    /** Writes members or values, of which every object and list is broken into lines, however deep it stands. */
    public static void onLines(JsonGenerator out, JsonOutput.Body body) throws IOException {
        ((JsonLayout) out.getPrettyPrinter()).write(out, Lines.SEVERAL, body);
    }

    /** Writes members or values, of which every object and list stands on one line. */
    public static void onOneLine(JsonGenerator out, JsonOutput.Body body) throws IOException {
        ((JsonLayout) out.getPrettyPrinter()).write(out, Lines.ONE, body);
    }

    private void write(JsonGenerator out, Lines wanted, JsonOutput.Body body) throws IOException {
        Lines before = lines;
        lines = wanted;
        body.writeTo(out);
        lines = before;
    }

    private void start() {
        boolean isWanted = lines == Lines.SEVERAL || (lines == Lines.BY_LEVEL && broken.size() < BROKEN_LEVELS);
        broken.push(isWanted && (broken.isEmpty() || broken.element()));
    }

    @Override
    public void writeRootValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw('\n');
    }

    @Override
    public void writeStartObject(JsonGenerator out) throws IOException {
        out.writeRaw('{');
        start();
    }

    @Override
    public void beforeObjectEntries(JsonGenerator out) throws IOException {
        breakLine(out, "");
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
        out.writeRaw(',');
        breakLine(out, " ");
    }

    @Override
    public void writeEndObject(JsonGenerator out, int entries) throws IOException {
        end(out, entries, '}');
    }

    @Override
    public void writeStartArray(JsonGenerator out) throws IOException {
        out.writeRaw('[');
        start();
    }

    @Override
    public void beforeArrayValues(JsonGenerator out) throws IOException {
        breakLine(out, "");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw(',');
        breakLine(out, " ");
    }

    @Override
    public void writeEndArray(JsonGenerator out, int values) throws IOException {
        end(out, values, ']');
    }

    private void end(JsonGenerator out, int parts, char bracket) throws IOException {
        if (broken.pop() && parts > 0) {
            newLine(out);
        }
        out.writeRaw(bracket);
    }

    private void breakLine(JsonGenerator out, String instead) throws IOException {
        if (broken.element()) {
            newLine(out);
        } else {
            out.writeRaw(instead);
        }
    }

    private void newLine(JsonGenerator out) throws IOException {
        out.writeRaw('\n'); // on every machine
        for (int i = 0; i < broken.size(); i++) {
            out.writeRaw("  ");
        }
    }
}
