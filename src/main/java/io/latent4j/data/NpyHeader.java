package io.latent4j.data;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an NPY file, which is a Python dict literal.
 *
 * @param type the type of the elements
 * @param order their byte order
 * @param columnMajor true for Fortran order
 * @param dimensions the size along each axis
 */
record NpyHeader(ElementType type, ByteOrder order, boolean columnMajor, long[] dimensions) {

  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*'(\\w+)'\\s*:\\s*('[^']*'|True|False|\\([\\d,\\sL]*+\\))\\s*(,|(?=\\}))");
  private static final Pattern STRUCTURED = Pattern.compile("'descr'\\s*:\\s*\\[");
  private static final Pattern TYPE = Pattern.compile("'([<>=|])?([a-zA-Z?])(\\d*)'");

  /** Python 2 wrote an L behind long numbers. */
  private static final Pattern SIZE = Pattern.compile("(\\d{1,18})L?");

  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

  /** Parses the header that starts at byte {@code position} of the file. */
  static NpyHeader parse(String text, String file, long position) {
    Parser parser = new Parser(text, file, position);
    Map<String, String> entries = parser.entries();
    return parser.header(entries);
  }

  StoredArray array(ByteInput in) {
    return new StoredArray(in, type, order, columnMajor, dimensions);
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
        entries.put(entry.group(1), entry.group(2));
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

    NpyHeader header(Map<String, String> entries) {
      String order = entries.get("fortran_order");
      if (!order.equals("True") && !order.equals("False")) {
        throw error("fortran_order True or False", Text.oneLine(order));
      }
      Matcher type = TYPE.matcher(entries.get("descr"));
      if (!type.matches()) {
        throw notANumber(entries);
      }
      ByteOrder byteOrder =
          ">".equals(type.group(1))
              ? ByteOrder.BIG_ENDIAN
              : "=".equals(type.group(1)) ? ByteOrder.nativeOrder() : ByteOrder.LITTLE_ENDIAN;
      return new NpyHeader(
          elementType(type.group(2) + type.group(3), entries),
          byteOrder,
          order.equals("True"),
          axes(entries.get("shape")));
    }

    private ElementType elementType(String code, Map<String, String> entries) {
      return switch (code) {
        case "b1", "?" -> ElementType.BOOL;
        case "i1", "b" -> ElementType.INT8;
        case "u1", "B" -> ElementType.UINT8;
        case "i2" -> ElementType.INT16;
        case "u2" -> ElementType.UINT16;
        case "i4" -> ElementType.INT32;
        case "u4" -> ElementType.UINT32;
        case "i8" -> ElementType.INT64;
        case "u8" -> ElementType.UINT64;
        case "f2" -> ElementType.FLOAT16;
        case "f4" -> ElementType.FLOAT32;
        case "f8" -> ElementType.FLOAT64;
        default -> throw notANumber(entries);
      };
    }

    private DataFileException notANumber(Map<String, String> entries) {
      return error(
          "a type of booleans, integers or floats up to 64 bits",
          Text.oneLine(entries.get("descr")));
    }

    private long[] axes(String shape) {
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
