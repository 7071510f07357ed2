package org.perpupil.io.json;

/**
 * A part that was read, with its place.
 *
 * @param at where it stands
 * @param part what was read
 */
record Placed<T>(JsonValue at, T part) {}
