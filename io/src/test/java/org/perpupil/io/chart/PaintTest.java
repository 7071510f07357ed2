package org.perpupil.io.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaintTest {
    /** What a hardly visible difference is 2.3 of; colours side by side in a key want several times that. */
    private static final double APART = 15;

    /**
     * How linear red, green and blue look to people without one kind of cone: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A
     * Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on Visualization and Computer Graphics 15
     * (2009), table 1, severity 1.0.
     */
    private static final Map<String, double[][]> VISION = Map.of(
            "usual", new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            "protanopia",
                    new double[][] {
                        {0.152286, 1.052583, -0.204868},
                        {0.114503, 0.786281, 0.099216},
                        {-0.003882, -0.048116, 1.051998}
                    },
            "deuteranopia",
                    new double[][] {
                        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
                    },
            "tritanopia",
                    new double[][] {
                        {1.255528, -0.076749, -0.178779},
                        {-0.078411, 0.930809, 0.147602},
                        {0.004733, 0.691367, 0.303900}
                    });

    /** Red, green and blue without the curve of sRGB, as WCAG 2.2 defines relative luminance. */
    private static double[] linear(Paint paint) {
        double[] linear = new double[3];
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(paint.colour().substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            linear[i] = part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        }
        return linear;
    }

    /** WCAG 2.2, "contrast ratio": (L1 + 0.05) / (L2 + 0.05), here with white, of which L is 1. */
    private static double contrastWithWhite(Paint paint) {
        double[] c = linear(paint);
        return 1.05 / (0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] + 0.05);
    }

    private static double[] seen(Paint paint, double[][] vision) {
        double[] c = linear(paint);
        double[] seen = new double[3];
        for (int i = 0; i < 3; i++) {
            seen[i] = Math.max(0, Math.min(1, vision[i][0] * c[0] + vision[i][1] * c[1] + vision[i][2] * c[2]));
        }
        return seen;
    }

    /** CIE 1976 L*a*b*, of sRGB with white D65. */
    private static double[] lab(double[] c) {
        double x = curve((0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2]) / 0.95047);
        double y = curve(0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2]);
        double z = curve((0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2]) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double curve(double t) {
        return t > 216.0 / 24_389 ? Math.cbrt(t) : (24_389.0 / 27 * t + 16) / 116;
    }

    @Test
    void groups_are_told_apart_with_any_vision_of_colours() {
        VISION.forEach((name, vision) -> {
            for (Paint one : Paint.GROUPS) {
                for (Paint other : Paint.GROUPS.subList(0, Paint.GROUPS.indexOf(one))) {
                    double[] a = lab(seen(one, vision));
                    double[] b = lab(seen(other, vision));
                    assertThat(Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]))
                            .as("%s and %s with %s", one, other, name)
                            .isGreaterThan(APART);
                }
            }
        });
    }

    @Test
    void graphics_stand_out_from_the_paper() {
        // WCAG 2.2, 1.4.11, non-text contrast: at least 3 : 1 for graphics that are needed to understand
        assertThat(Paint.GROUPS)
                .allSatisfy(paint -> assertThat(contrastWithWhite(paint)).isGreaterThanOrEqualTo(3));
        // WCAG 2.2, 1.4.3, contrast of text: at least 4.5 : 1
        assertThat(List.of(Paint.INK, Paint.QUIET))
                .allSatisfy(paint -> assertThat(contrastWithWhite(paint)).isGreaterThanOrEqualTo(4.5));
    }

    @Test
    void twelve_groups_of_points_differ_in_colour_or_form() {
        // 6 colours and 4 forms come round together after 12
        assertThat(IntStream.range(0, 12).mapToObj(i -> Paint.ofGroup(i) + " " + Mark.Form.ofGroup(i)))
                .doesNotHaveDuplicates();
    }
}
