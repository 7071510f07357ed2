package org.perpupil.io.report;

import org.perpupil.io.chart.Chart;

/** Charts as pages show them, by the part {@code picture.mustache}. */
final class PictureContent {
    private static final int WIDE = 720;
    private static final int NARROW = 340;

    private PictureContent() {}

    /**
     * A chart, drawn for a screen and for a phone, of which the style sheet shows one, and in words below.
     *
     * @param wide the SVG for a screen and for paper; it stands in the page as it is, since it escapes what it is made of
     * @param narrow the same for a phone
     * @param words what the chart shows
     */
    public record Picture(String wide, String narrow, String words) {}

    static Picture of(Chart chart) {
        return new Picture(chart.svg(WIDE), chart.svg(NARROW), chart.description());
    }
}
