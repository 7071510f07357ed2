package org.perpupil.io.internal.json;

/**
 * A part that was read, with its place.
 *
 * @param at where it stands
 * @param part what was read
 */
public record Placed<T>(JsonValue at, T part) {}
