package io.latent4j.data;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an NPY file, which is a Python dict literal.
 *
 * @param type the type of the elements
 * @param columnMajor true for Fortran order
 * @param dimensions the size along each axis
 * @param position the byte of the file at which the header starts
 */
record NpyHeader(NpyType type, boolean columnMajor, long[] dimensions, long position) {

  private static final String TEXT = "[ubUB]?(?:'[^']*'|\"[^\"]*\")";
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*(" + TEXT + ")\\s*:\\s*(" + TEXT + "|True|False|\\([\\d,\\sL]*+\\))\\s*(,|(?=\\}))");
  private static final Pattern STRUCTURED = Pattern.compile("['\"]descr['\"]\\s*:\\s*\\[");

  /** Python 2 wrote an L behind long numbers. */
  private static final Pattern SIZE = Pattern.compile("(\\d{1,18})L?");

  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

  /** Parses the header that starts at byte {@code position} of the file. */
  static NpyHeader parse(String text, String file, long position) {
    Parser parser = new Parser(text, file, position);
    Map<String, String> entries = parser.entries();
    return parser.header(entries);
  }

  /** The array as one of real numbers. */
  StoredArray array(ByteInput in) {
    return type.number()
        .filter(number -> !number.complex())
        .map(number -> new StoredArray(in, number, type.order(), columnMajor, dimensions))
        .orElseThrow(() -> notANumber(in.file(), "up to 64 bits"));
  }

  /** The array as one of numbers, complex ones among them. */
  StoredArray anyNumbers(ByteInput in) {
    return type.number()
        .map(number -> new StoredArray(in, number, type.order(), columnMajor, dimensions))
        .orElseThrow(() -> notANumber(in.file(), "up to 64 bits, or complex numbers of them"));
  }

  /** The array as one of bfloat16, which NumPy doesn't know and calls two bytes. */
  StoredArray brainFloats(ByteInput in) {
    return new StoredArray(in, ElementType.BFLOAT16, type.order(), columnMajor, dimensions);
  }

  private DataFileException notANumber(String file, String limit) {
    return new DataFileException(
        file,
        "byte " + position,
        "a type of booleans, integers or floats " + limit,
        "'" + Text.oneLine(type.text()) + "'");
  }

  private record Parser(String text, String file, long position) {

    Map<String, String> entries() {
      if (STRUCTURED.matcher(text).find()) {
        throw error("an array of numbers", "a structured type");
      }
      String dict = text.strip();
      if (!dict.startsWith("{") || !dict.endsWith("}")) {
        throw error("a header in braces", Text.quote(dict));
      }
      Map<String, String> entries = new HashMap<>();
      Matcher entry = ENTRY.matcher(dict);
      int next = 1;
      while (entry.find(next) && entry.start() == next) {
        entries.put(content(entry.group(1)), entry.group(2));
        next = entry.end();
      }
      if (!dict.substring(next).strip().equals("}")) {
        throw error("'key': value", Text.quote(dict.substring(next)));
      }
      if (!entries.keySet().equals(KEYS)) {
        throw error("the keys descr, fortran_order and shape", entries.keySet().toString());
      }
      return entries;
    }

    /** What stands in quotes, either kind. */
    private static String content(String quoted) {
      int open = quoted.startsWith("'") || quoted.startsWith("\"") ? 0 : 1;
      return quoted.substring(open + 1, quoted.length() - 1);
    }

    NpyHeader header(Map<String, String> entries) {
      String order = entries.get("fortran_order");
      if (!order.equals("True") && !order.equals("False")) {
        throw error("fortran_order True or False", Text.oneLine(order));
      }
      String type = entries.get("descr");
      NpyType understood =
          type.matches(TEXT)
              ? NpyType.parse(content(type)).orElseThrow(() -> notAType(type))
              : null;
      if (understood == null) {
        throw notAType(type);
      }
      return new NpyHeader(understood, order.equals("True"), axes(entries.get("shape")), position);
    }

    private DataFileException notAType(String type) {
      return error("a type of booleans, integers or floats up to 64 bits", Text.oneLine(type));
    }

    private long[] axes(String shape) {
      if (!shape.startsWith("(")) {
        throw error("a shape such as (150, 4)", Text.quote(shape));
      }
      String inside = shape.substring(1, shape.length() - 1).strip();
      if (inside.isEmpty()) {
        return new long[0];
      }
      String list = inside.endsWith(",") ? inside.substring(0, inside.length() - 1) : inside;
      String[] sizes = list.split(",", -1);
      if (sizes.length > StoredArray.MAX_RANK) {
        throw error("at most " + StoredArray.MAX_RANK + " axes", sizes.length + " axes");
      }
      long[] axes = new long[sizes.length];
      for (int axis = 0; axis < axes.length; axis++) {
        Matcher size = SIZE.matcher(sizes[axis].strip());
        if (!size.matches()) {
          throw error("a shape such as (150, 4)", Text.quote(shape));
        }
        axes[axis] = Long.parseLong(size.group(1));
      }
      return axes;
    }

    private DataFileException error(String expected, String found) {
      return new DataFileException(file, "byte " + position, expected, found);
    }
  }
}
