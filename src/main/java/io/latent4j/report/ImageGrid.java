package io.latent4j.report;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Images in rows: originals over reconstructions, generated samples, filters.
 *
 * <pre>{@code
 * ImageGrid.of(28, 28)
 *     .row("original", originals)
 *     .row("reconstruction", reconstructions)
 *     .writeTo(file);
 * }</pre>
 *
 * <p>Each pixel of an image becomes a square of whole pixels, so nothing is blurred. Arrays are
 * row-major (images, height, width, channels). Values are taken to lie in [0, 1] unless {@link
 * #range} says otherwise; what lies outside is clipped. The object is built step by step and is not
 * safe for use by several threads.
 */
public final class ImageGrid implements Picture {

  private static final int MARGIN = 12;
  private static final int TITLE_HEIGHT = 34;
  private static final int CAPTION_HEIGHT = 18;
  private static final int BESIDE_CAPTION = 10;

  /** Small images are enlarged until they are at least this high or wide. */
  private static final int READABLE = 56;

  private static final long MOST_PIXELS = 200_000_000;

  private record Row(String caption, float[] images, int count, String[] captions) {}

  private final int height;
  private final int width;
  private final int channels;
  private final List<Row> rows = new ArrayList<>();
  private String title = "";
  private double low;
  private double high = 1;
  private boolean stretched;
  private int upscale;
  private int gap = 4;

  private ImageGrid(int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.upscale = Math.max(1, (READABLE + Math.max(height, width) - 1) / Math.max(height, width));
  }

  /**
   * Begins a grid of grey images.
   *
   * @param height the height of an image, at least 1
   * @param width the width of an image, at least 1
   * @return the grid, still empty
   * @throws IllegalArgumentException if a side is less than 1
   */
  public static ImageGrid of(int height, int width) {
    return of(height, width, 1);
  }

  /**
   * Begins a grid of images.
   *
   * @param height the height of an image, at least 1
   * @param width the width of an image, at least 1
   * @param channels 1 for grey, 3 for red, green and blue
   * @return the grid, still empty
   * @throws IllegalArgumentException if a side is less than 1 or there are not 1 or 3 channels
   */
  public static ImageGrid of(int height, int width, int channels) {
    Check.atLeast("height", 1, height);
    Check.atLeast("width", 1, width);
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, but is " + channels);
    }
    return new ImageGrid(height, width, channels);
  }

  /**
   * Gives the grid a title.
   *
   * @param text what stands above it
   * @return this grid
   * @throws IllegalArgumentException if the title is null or blank
   */
  public ImageGrid titled(String text) {
    this.title = Check.text("text", text);
    return this;
  }

  /**
   * Adds a row of images.
   *
   * @param images the images, at least one
   * @return this grid
   * @throws IllegalArgumentException if there are none, one is incomplete or a value is not finite
   */
  public ImageGrid row(float[] images) {
    return addRow("", images);
  }

  /**
   * Adds a row of images with a caption beside it.
   *
   * @param caption what stands to the left of the row
   * @param images the images, at least one
   * @return this grid
   * @throws IllegalArgumentException if the caption is null or blank, there are no images, one is
   *     incomplete or a value is not finite
   */
  public ImageGrid row(String caption, float[] images) {
    return addRow(Check.text("caption", caption), images);
  }

  /**
   * Adds images in as many rows as they take.
   *
   * @param columns how many stand in a row, at least 1
   * @param images the images, at least one
   * @return this grid
   * @throws IllegalArgumentException if columns is less than 1, there are no images, one is
   *     incomplete or a value is not finite
   */
  public ImageGrid rows(int columns, float[] images) {
    Check.atLeast("columns", 1, columns);
    int count = countOf(images);
    int size = height * width * channels;
    for (int first = 0; first < count; first += columns) {
      int end = Math.min(count, first + columns);
      addRow("", Arrays.copyOfRange(images, first * size, end * size));
    }
    return this;
  }

  /**
   * Writes captions below the images of the row added last.
   *
   * @param captions one for each image of the row
   * @return this grid
   * @throws IllegalArgumentException if there are not as many captions as images, or one is null
   * @throws IllegalStateException if there is no row yet
   */
  public ImageGrid captions(String... captions) {
    if (rows.isEmpty()) {
      throw new IllegalStateException("captions belong to a row, and there is none yet");
    }
    Row last = rows.get(rows.size() - 1);
    Check.present("captions", captions);
    Check.sameLength("captions", captions.length, "images in the row", last.count);
    for (String caption : captions) {
      Check.present("captions", caption);
    }
    rows.set(rows.size() - 1, new Row(last.caption, last.images, last.count, captions.clone()));
    return this;
  }

  /**
   * Says which values are black and white.
   *
   * @param black the value of black
   * @param white the value of white, greater than that of black
   * @return this grid
   * @throws IllegalArgumentException if a value is not finite or white is not greater than black
   */
  public ImageGrid range(double black, double white) {
    Check.finite("range", new double[] {black, white});
    if (white <= black) {
      throw new IllegalArgumentException(
          "white must be greater than black, %s, but is %s".formatted(black, white));
    }
    this.low = black;
    this.high = white;
    this.stretched = false;
    return this;
  }

  /**
   * Stretches each image so that its own lowest value is black and its highest white, as filters
   * and weights need it.
   *
   * @return this grid
   */
  public ImageGrid stretched() {
    this.stretched = true;
    return this;
  }

  /**
   * Sets how many pixels wide and high a pixel of an image becomes. Without it images smaller than
   * 56 pixels are enlarged to at least that.
   *
   * @param factor the factor, at least 1
   * @return this grid
   * @throws IllegalArgumentException if the factor is less than 1
   */
  public ImageGrid upscale(int factor) {
    this.upscale = Check.atLeast("factor", 1, factor);
    return this;
  }

  /**
   * Sets the distance between images, 4 pixels otherwise. Images closer than 2 have no outline; 0
   * makes one surface of them.
   *
   * @param pixels the distance, at least 0
   * @return this grid
   * @throws IllegalArgumentException if the distance is negative
   */
  public ImageGrid gap(int pixels) {
    this.gap = Check.atLeast("pixels", 0, pixels);
    return this;
  }

  @Override
  public BufferedImage image() {
    if (rows.isEmpty()) {
      throw new IllegalStateException("an image grid needs a row before it can be drawn");
    }
    int left = MARGIN + captionWidth();
    int top = title.isEmpty() ? MARGIN : TITLE_HEIGHT;
    long columns = rows.stream().mapToInt(Row::count).max().orElseThrow();
    long wide = left + columns * ((long) width * upscale + gap) - gap + MARGIN;
    long tall = top - gap + MARGIN;
    for (Row row : rows) {
      tall += rowHeight(row);
    }
    wide = Math.max(wide, 2 * MARGIN + widthOf(title, true));
    if (Math.max(wide, tall) > Integer.MAX_VALUE || wide * tall > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "the grid must have at most %d pixels, but has %d x %d"
              .formatted(MOST_PIXELS, wide, tall));
    }
    BufferedImage image = Canvas.drawExact((int) wide, (int) tall, g -> paintAround(g, left, top));
    paintImages(image, left, top);
    return image;
  }

  private ImageGrid addRow(String caption, float[] images) {
    int count = countOf(images);
    rows.add(new Row(caption, images.clone(), count, new String[0]));
    return this;
  }

  private int countOf(float[] images) {
    Check.finite("images", images);
    Check.notEmpty("images", images.length);
    int size = Math.multiplyExact(Math.multiplyExact(height, width), channels);
    if (images.length % size != 0) {
      throw new IllegalArgumentException(
          "images must have a multiple of %d x %d x %d values, but has %d"
              .formatted(height, width, channels, images.length));
    }
    return images.length / size;
  }

  private long rowHeight(Row row) {
    return (long) height * upscale + (row.captions.length == 0 ? 0 : CAPTION_HEIGHT) + gap;
  }

  private int captionWidth() {
    int widest = 0;
    for (Row row : rows) {
      widest = Math.max(widest, widthOf(row.caption, false));
    }
    return widest == 0 ? 0 : widest + BESIDE_CAPTION;
  }

  private static int widthOf(String text, boolean asTitle) {
    return TextWidth.measured(TextWidth.of(text, asTitle ? Theme.TITLE : Theme.LABEL));
  }

  /** Everything but the images: title, captions, outlines. */
  private void paintAround(Graphics2D g, int left, int top) {
    g.setColor(Theme.INK);
    g.setFont(Theme.TITLE);
    g.drawString(title, MARGIN, TITLE_HEIGHT - 13);
    g.setFont(Theme.LABEL);
    FontMetrics metrics = g.getFontMetrics();
    int middle = (metrics.getAscent() - metrics.getDescent()) / 2;
    int y = top;
    for (Row row : rows) {
      g.setColor(Theme.INK);
      g.drawString(row.caption, MARGIN, y + height * upscale / 2 + middle);
      for (int i = 0; i < row.count; i++) {
        int x = left + i * (width * upscale + gap);
        if (gap >= 2) {
          g.setColor(Theme.FRAME);
          g.fillRect(x - 1, y - 1, width * upscale + 2, height * upscale + 2);
        }
        if (row.captions.length > 0) {
          g.setColor(Theme.FAINT_INK);
          int offset = (width * upscale - metrics.stringWidth(row.captions[i])) / 2;
          g.drawString(row.captions[i], x + offset, y + height * upscale + CAPTION_HEIGHT - 5);
        }
      }
      y += (int) rowHeight(row);
    }
  }

  private void paintImages(BufferedImage image, int left, int top) {
    int size = height * width * channels;
    int y = top;
    for (Row row : rows) {
      for (int i = 0; i < row.count; i++) {
        paintOne(image, row.images, i * size, left + i * (width * upscale + gap), y);
      }
      y += (int) rowHeight(row);
    }
  }

  private void paintOne(BufferedImage image, float[] values, int offset, int left, int top) {
    double black = low;
    double white = high;
    if (stretched) {
      black = Double.POSITIVE_INFINITY;
      white = Double.NEGATIVE_INFINITY;
      for (int i = offset; i < offset + height * width * channels; i++) {
        black = Math.min(black, values[i]);
        white = Math.max(white, values[i]);
      }
    }
    for (int row = 0; row < height * upscale; row++) {
      for (int column = 0; column < width * upscale; column++) {
        int pixel = offset + (row / upscale * width + column / upscale) * channels;
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
          double value = values[pixel + (channels == 1 ? 0 : channel)];
          rgb = rgb << 8 | brightness(value, black, white);
        }
        image.setRGB(left + column, top + row, rgb);
      }
    }
  }

  private static int brightness(double value, double black, double white) {
    // An image of one value only, stretched, has no contrast to show.
    double share = white > black ? (value - black) / (white - black) : 0;
    return (int) Math.round(255 * Math.min(1, Math.max(0, share)));
  }
}
