package org.perpupil.revenue;

/** Who gives the money. */
public enum Origin {
    FEDERAL,
    STATE,
    LOCAL,
    PRIVATE
}
