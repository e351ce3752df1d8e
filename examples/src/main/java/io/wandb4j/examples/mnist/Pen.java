package io.wandb4j.examples.mnist;

/** Draws lines with soft edges onto one picture in an array of many.
 *
 * @param start the index of the picture's first pixel
 * @param radius half the width of the line, in pixels */
record Pen(float[] pixels, int start, double radius) {
    private static final int LAST = DigitImages.SIDE - 1;

    void line(double x1, double y1, double x2, double y2) {
        double reach = radius + 0.5;
        int left = Math.max(0, (int) Math.floor(Math.min(x1, x2) - reach));
        int right = Math.min(LAST, (int) Math.ceil(Math.max(x1, x2) + reach));
        int top = Math.max(0, (int) Math.floor(Math.min(y1, y2) - reach));
        int bottom = Math.min(LAST, (int) Math.ceil(Math.max(y1, y2) + reach));
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double ink = reach - distance(x, y, x1, y1, x2, y2);
                int pixel = start + y * DigitImages.SIDE + x;
                pixels[pixel] = Math.max(pixels[pixel], (float) Math.min(1, Math.max(0, ink)));
            }
        }
    }

    /** From a point to the nearest point of a line's piece. */
    private static double distance(double x, double y, double x1, double y1, double x2, double y2) {
        double lengthX = x2 - x1;
        double lengthY = y2 - y1;
        double square = lengthX * lengthX + lengthY * lengthY;
        double along = square == 0 ? 0 : ((x - x1) * lengthX + (y - y1) * lengthY) / square;
        double nearest = Math.min(1, Math.max(0, along));
        double awayX = x - x1 - nearest * lengthX;
        double awayY = y - y1 - nearest * lengthY;
        return Math.sqrt(awayX * awayX + awayY * awayY);
    }
}
