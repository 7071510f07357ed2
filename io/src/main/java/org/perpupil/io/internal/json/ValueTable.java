package org.perpupil.io.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.base.ParserBase;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of a document in the order of its text, a row for each: an object or a list comes before what is in it. Columns of numbers,
 * since an object for each of millions of values would cost more than reading them.
 */
final class ValueTable {
    /** What a value is. */
    enum Kind {
        OBJECT,
        LIST,
        TEXT,
        LITERAL,
        SKIPPED
    }

    private static final int LONGEST_SEEN = 32;

    private Kind[] kinds;
    private int[] lines;
    private int[] columns;

    /** The row after the last value inside; 0 as long as there may be more. */
    private int[] ends;

    /** The key in an object; empty in a list. */
    private String[] keys;

    /** A text, or a literal as it is written. */
    private @Nullable String[] texts;

    /** Short texts that were met lately, by hash: names of spans and needs stand in every school. A power of two of them. */
    private final @Nullable String[] seen = new @Nullable String[1 << 12];

    private int size;

    /**
     * Starts without values.
     *
     * @param characters of the document, for room
     */
    ValueTable(int characters) {
        int room = 16 + characters / 12; // as in a district, whose values are short
        kinds = new Kind[room];
        lines = new int[room];
        columns = new int[room];
        ends = new int[room];
        keys = new String[room];
        texts = new @Nullable String[room];
    }

    /** Adds the value that starts with a parser's token, and returns its row. */
    int add(String key, ParserBase parser) {
        if (size == kinds.length) {
            makeRoom(size + size / 2);
        }
        kinds[size] = kind(parser.currentToken());
        lines[size] = parser.getTokenLineNr();
        columns[size] = parser.getTokenColumnNr() - 1; // it takes the column, which counts from 1, for one from 0
        keys[size] = key;
        return size++;
    }

    private static Kind kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> Kind.OBJECT;
            case START_ARRAY -> Kind.LIST;
            case VALUE_STRING -> Kind.TEXT;
            default -> Kind.LITERAL;
        };
    }

    private void makeRoom(int room) {
        kinds = Arrays.copyOf(kinds, room);
        lines = Arrays.copyOf(lines, room);
        columns = Arrays.copyOf(columns, room);
        ends = Arrays.copyOf(ends, room);
        keys = Arrays.copyOf(keys, room);
        texts = Arrays.copyOf(texts, room);
    }

    /** Keeps the text of a parser's token. */
    void keepText(int row, JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        texts[row] = length > LONGEST_SEEN
                ? parser.getText() // and tells one that is too long
                : text(parser.getTextCharacters(), parser.getTextOffset(), length);
    }

    private String text(char[] characters, int from, int length) {
        int hash = 0; // as that of a String
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + characters[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (seen.length - 1);
        String before = seen[slot];
        if (before != null && before.hashCode() == hash && isSame(before, characters, from, length)) {
            return before;
        }
        String text = new String(characters, from, length);
        seen[slot] = text;
        return text;
    }

    private static boolean isSame(String text, char[] characters, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != characters[from + i]) {
                return false;
            }
        }
        return true;
    }

    void skip(int row) {
        kinds[row] = Kind.SKIPPED;
    }

    /** Says that all that is in a value has been added. */
    void end(int row) {
        ends[row] = size;
    }

    Kind kind(int row) {
        return kinds[row];
    }

    int line(int row) {
        return lines[row];
    }

    int column(int row) {
        return columns[row];
    }

    /** Returns the row after the last value inside. */
    int endOf(int row) {
        return ends[row];
    }

    String key(int row) {
        return keys[row];
    }

    String text(int row) {
        String text = texts[row];
        if (text == null) {
            throw new IllegalStateException("an object or list has no text");
        }
        return text;
    }

    /** Returns how many values stand in an object or list itself. */
    int count(int row) {
        int count = 0;
        for (int child = row + 1; child < ends[row]; child = ends[child]) {
            count++;
        }
        return count;
    }

    /** Tells whether more values than so many stand in an object or list itself. */
    boolean hasMoreThan(int many, int row) {
        int child = row + 1;
        for (int i = 0; i < many && child < ends[row]; i++) {
            child = ends[child];
        }
        return child < ends[row];
    }

    /** Returns the row of the first member of an object with a key; below 0 if there is none. */
    int find(int row, @Nullable Object key) {
        int end = ends[row] == 0 ? size : ends[row];
        for (int child = row + 1; child < end; child = ends[child]) {
            if (keys[child].equals(key)) {
                return child;
            }
        }
        return -1;
    }

    /** Returns the keys of an object to which values are added. */
    Set<String> keys(int row) {
        Set<String> all = new HashSet<>();
        for (int child = row + 1; child < size; child = ends[child]) {
            all.add(keys[child]);
        }
        return all;
    }
}
