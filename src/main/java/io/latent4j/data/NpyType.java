package io.latent4j.data;

import java.nio.ByteOrder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of the elements of an NPY file, which its header calls {@code descr}.
 *
 * @param text the type as it stands in the header, such as {@code <f4}
 * @param code the type without its byte order, such as {@code f4}
 * @param order the byte order
 */
record NpyType(String text, String code, ByteOrder order) {

  private static final Pattern FORM = Pattern.compile("([<>=|])?([a-zA-Z?])(\\d{0,10})");

  /** Understands a type, if its form is that of one. */
  static Optional<NpyType> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    ByteOrder order =
        ">".equals(form.group(1))
            ? ByteOrder.BIG_ENDIAN
            : "=".equals(form.group(1)) ? ByteOrder.nativeOrder() : ByteOrder.LITTLE_ENDIAN;
    return Optional.of(new NpyType(text, form.group(2) + form.group(3), order));
  }

  /** The type as a number; nothing if it is none. */
  Optional<ElementType> number() {
    return switch (code) {
      case "b1", "?" -> Optional.of(ElementType.BOOL);
      case "i1", "b" -> Optional.of(ElementType.INT8);
      case "u1", "B" -> Optional.of(ElementType.UINT8);
      case "i2" -> Optional.of(ElementType.INT16);
      case "u2" -> Optional.of(ElementType.UINT16);
      case "i4" -> Optional.of(ElementType.INT32);
      case "u4" -> Optional.of(ElementType.UINT32);
      case "i8" -> Optional.of(ElementType.INT64);
      case "u8" -> Optional.of(ElementType.UINT64);
      case "f2" -> Optional.of(ElementType.FLOAT16);
      case "f4" -> Optional.of(ElementType.FLOAT32);
      case "f8" -> Optional.of(ElementType.FLOAT64);
      case "c8" -> Optional.of(ElementType.COMPLEX64);
      case "c16" -> Optional.of(ElementType.COMPLEX128);
      default -> Optional.empty();
    };
  }

  /** Whether elements are of two bytes of which NumPy knows no more, as those of bfloat16 are. */
  boolean isOpaquePair() {
    return code.equals("V2");
  }

  /** Whether elements are bytes or texts of a fixed width. */
  boolean isText() {
    return code.startsWith("S") || code.startsWith("a") || isUnicode();
  }

  /** Whether elements are texts of code points of four bytes each. */
  boolean isUnicode() {
    return code.startsWith("U");
  }

  /** Whether elements are Python objects. */
  boolean isObject() {
    return code.startsWith("O");
  }

  /** The bytes of one text. */
  long textBytes() {
    long width = code.length() == 1 ? 0 : Long.parseLong(code.substring(1));
    return isUnicode() ? Integer.BYTES * width : width;
  }
}
