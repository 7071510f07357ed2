package org.perpupil.io.internal.table;

import java.util.Arrays;

/** The texts of one column that were met, numbered from 1. */
final class KnownTexts {
    /** Longer texts get no number. */
    private static final int MOST_LETTERS = 200;

    /** Room for the nation's schools. */
    private static final int MOST_TEXTS = 1 << 17;

    /** Of all texts of a column. */
    private static final int MOST_LETTERS_KEPT = 1 << 22;

    /** Where so many places are taken a text gets no number: no choice of texts makes the search slow. */
    private static final int NEAR = 16;

    private static final int NONE = 0;

    /** By number; the first is none. */
    private char[][] texts = new char[8][];

    private int many;
    private int lettersKept;

    /** Numbers by hash, 0 where a place is free, at most half of them taken. */
    private int[] numbers = new int[16];

    private int[] hashes = new int[16];

    /** Pupils of a school often follow one another. */
    private int last;

    KnownTexts() {
        texts[NONE] = new char[0];
    }

    /** Returns the number of a text, 0 if it has none. */
    int find(char[] letters, int offset, int length) {
        return last > NONE && isText(last, letters, offset, length) ? last : search(letters, offset, length);
    }

    private int search(char[] letters, int offset, int length) {
        int hash = hash(letters, offset, length);
        int place = hash;
        for (int near = 0; near < NEAR; near++) {
            place &= numbers.length - 1;
            int number = numbers[place];
            if (number == NONE) {
                return NONE;
            }
            if (hashes[place] == hash && isText(number, letters, offset, length)) {
                last = number;
                return number;
            }
            place++;
        }
        return NONE;
    }

    private boolean isText(int number, char[] letters, int offset, int length) {
        char[] text = texts[number];
        return text.length == length && Arrays.equals(text, 0, length, letters, offset, offset + length);
    }

    private static int hash(char[] letters, int offset, int length) {
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + letters[i];
        }
        hash *= 0x9E37_79B9;
        return hash ^ (hash >>> 15);
    }

    /** Returns the letters of a text, which stay as they are. */
    char[] text(int number) {
        return texts[number];
    }

    /** Returns the number that a text has from now on; 0 if it gets none. */
    int give(String text) {
        char[] letters = text.toCharArray();
        int known = find(letters, 0, letters.length);
        if (known > NONE
                || letters.length > MOST_LETTERS
                || letters.length > MOST_LETTERS_KEPT - lettersKept
                || many == MOST_TEXTS) {
            return known;
        }
        int number = many + 1;
        if (2 * number > numbers.length) {
            grow();
        }
        if (!isPut(number, hash(letters, 0, letters.length))) {
            return NONE;
        }
        many = number;
        lettersKept += letters.length;
        if (number == texts.length) {
            texts = Arrays.copyOf(texts, 2 * number);
        }
        texts[number] = letters;
        return number;
    }

    private boolean isPut(int number, int hash) {
        for (int near = hash; near < hash + NEAR; near++) {
            int place = near & (numbers.length - 1);
            if (numbers[place] == NONE) {
                numbers[place] = number;
                hashes[place] = hash;
                return true;
            }
        }
        return false;
    }

    /** A text that finds no place any more is met anew. */
    private void grow() {
        int[] old = numbers;
        int[] oldHashes = hashes;
        numbers = new int[2 * old.length];
        hashes = new int[2 * old.length];
        for (int place = 0; place < old.length; place++) {
            if (old[place] != NONE) {
                isPut(old[place], oldHashes[place]);
            }
        }
    }
}
