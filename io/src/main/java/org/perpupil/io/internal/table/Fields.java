package org.perpupil.io.internal.table;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.perpupil.io.internal.Texts;

/** The texts of the fields of a row; each is made when it is asked for, since most columns of a wide file are not read. */
public final class Fields extends AbstractList<String> {
    private final char[] letters;
    private final int[] ends;

    /** Most rows of a large file are known again without it. */
    private @Nullable String @Nullable [] made;

    /**
     * Takes both arrays, which nobody may change any more.
     *
     * @param letters those of all fields, one behind the other
     * @param ends where each field ends among them
     */
    Fields(char[] letters, int[] ends) {
        this.letters = letters;
        this.ends = ends;
    }

    /** Returns the fields with some texts. */
    static Fields of(List<String> texts) {
        if (texts instanceof Fields same) {
            return same;
        }
        int[] ends = new int[texts.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end = Math.addExact(end, texts.get(i).length());
            ends[i] = end;
        }
        return new Fields(String.join("", texts).toCharArray(), ends);
    }

    @Override
    public int size() {
        return ends.length;
    }

    @Override
    public String get(int place) {
        Objects.checkIndex(place, ends.length);
        if (made == null) {
            made = new String[ends.length];
        }
        String text = made[place];
        if (text == null) {
            text = new String(letters, start(place), ends[place] - start(place));
            made[place] = text;
        }
        return text;
    }

    private int start(int place) {
        return place == 0 ? 0 : ends[place - 1];
    }

    /** Tells whether nothing stands in the fields from a place on. */
    boolean isBlankFrom(int place) {
        for (int i = place < ends.length ? start(place) : letters.length; i < letters.length; i++) {
            if (!Texts.isBlank(letters[i])) {
                return false;
            }
        }
        return true;
    }
}
