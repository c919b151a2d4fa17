package io.latent4j.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the texts and bytes of an array of Python objects, which NumPy writes as a pickle.
 *
 * <p>A pickle is a program that may do anything. Here nothing of it is executed: of its operations
 * only those are understood that make up an array of texts, the functions that it names are
 * compared with the names that NumPy writes and never called, and everything else is refused. See
 * Python's {@code pickletools} for the operations.
 */
final class PickledStrings {
  private static final String EXPECTED = "an object array of nothing but texts or bytes";
  private static final int BLOCK = 1 << 16;

  private static final Set<String> RECONSTRUCT =
      Set.of("numpy.core.multiarray _reconstruct", "numpy._core.multiarray _reconstruct");
  private static final String ARRAY = "numpy ndarray";
  private static final String TYPE = "numpy dtype";
  private static final String ENCODE = "_codecs encode";
  private static final Set<String> BYTES = Set.of("__builtin__ bytes", "builtins bytes");

  /** The places in the state of a pickled array. */
  private static final int STATE_SIZE = 5;

  private static final int SHAPE = 1;
  private static final int ELEMENTS = 4;

  private final ByteInput in;
  private final Deque<Object> stack = new ArrayDeque<>();
  private final Map<Long, Object> memo = new HashMap<>();

  /** Something that stands for itself only. */
  private enum Token {
    MARK,
    NONE,
    TYPE
  }

  /** The name of a function or class. */
  private record Global(String name) {}

  /** A text, apart from bytes. */
  private record Characters(byte[] utf8) {}

  private record Tuple(List<Object> items) {}

  /** An array, whose elements come after it was made. */
  private static final class PickledArray {
    private List<?> elements;
    private List<?> shape;
  }

  private PickledStrings(ByteInput in) {
    this.in = in;
  }

  /** Reads the array that begins here, of the shape that the header has told. */
  static byte[][] read(ByteInput in, long[] dimensions) {
    PickledStrings pickle = new PickledStrings(in);
    if (!(pickle.run() instanceof PickledArray array) || array.elements == null) {
      throw pickle.refused("something else");
    }
    List<Long> shape = new ArrayList<>();
    for (long size : dimensions) {
      shape.add(size);
    }
    if (!shape.equals(array.shape)) {
      throw in.error("a pickled array of shape " + shape, "one of shape " + array.shape);
    }
    byte[][] strings = new byte[array.elements.size()][];
    for (int i = 0; i < strings.length; i++) {
      Object element = array.elements.get(i);
      if (element instanceof Characters characters) {
        strings[i] = pickle.checked(characters.utf8(), i);
      } else if (element instanceof byte[] bytes) {
        strings[i] = bytes;
      } else {
        throw new DataFileException(in.file(), "element " + i, "a text or bytes", shown(element));
      }
    }
    return strings;
  }

  private byte[] checked(byte[] utf8, int index) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
      return utf8;
    } catch (CharacterCodingException e) {
      throw new DataFileException(
          in.file(), "element " + index, "a text that UTF-8 can hold", "half a character", e);
    }
  }

  private static String shown(Object element) {
    if (element == Token.NONE) {
      return "None";
    }
    return element instanceof Number || element instanceof Boolean
        ? String.valueOf(element)
        : "another object";
  }

  private DataFileException refused(String found) {
    return in.error(EXPECTED, found);
  }

  private Object run() {
    while (true) {
      int operation = in.take(1, "a pickled array")[0] & 0xff;
      if (operation == '.') {
        Object result = pop();
        if (!stack.isEmpty()) {
          throw refused("more than one object");
        }
        return result;
      }
      if (!isConstant(operation) && !isStructure(operation) && !isMemory(operation)) {
        throw refused("the operation 0x%02x of Python's pickle".formatted(operation));
      }
    }
  }

  private boolean isConstant(int operation) {
    switch (operation) {
      case 'N' -> stack.push(Token.NONE);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'K' -> stack.push(number(1));
      case 'M' -> stack.push(number(2));
      case 'J' -> stack.push((long) (int) number(4));
      case 0x8a -> stack.push(signed((int) number(1)));
      case 'G' -> stack.push(buffer(8).order(ByteOrder.BIG_ENDIAN).getDouble());
      case 'U', 'C' -> stack.push(bytes(number(1)));
      case 'T', 'B' -> stack.push(bytes(number(4)));
      case 0x8e -> stack.push(bytes(number(8)));
      case 0x8c -> stack.push(new Characters(bytes(number(1))));
      case 'X' -> stack.push(new Characters(bytes(number(4))));
      case 0x8d -> stack.push(new Characters(bytes(number(8))));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean isStructure(int operation) {
    switch (operation) {
      case '(' -> stack.push(Token.MARK);
      case ')' -> stack.push(new Tuple(List.of()));
      case 0x85 -> stack.push(new Tuple(last(1)));
      case 0x86 -> stack.push(new Tuple(last(2)));
      case 0x87 -> stack.push(new Tuple(last(3)));
      case 't' -> stack.push(new Tuple(toMark()));
      case ']' -> stack.push(new ArrayList<>());
      case 'a' -> {
        Object item = pop();
        list().add(item);
      }
      case 'e' -> {
        List<Object> items = toMark();
        list().addAll(items);
      }
      case 'c' -> stack.push(new Global(line() + " " + line()));
      case 0x93 -> {
        Object name = pop();
        stack.push(new Global(text(pop()) + " " + text(name)));
      }
      case 'R' -> {
        Object arguments = pop();
        stack.push(called(pop(), arguments));
      }
      case 'b' -> {
        Object state = pop();
        describe(stack.peek(), state);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean isMemory(int operation) {
    switch (operation) {
      case 0x80 -> number(1); // the version of the protocol
      case 0x95 -> number(8); // how much to read ahead
      case 0x94 -> memo.put((long) memo.size(), peek());
      case 'q' -> memo.put(number(1), peek());
      case 'r' -> memo.put(number(4), peek());
      case 'h' -> stack.push(remembered(number(1)));
      case 'j' -> stack.push(remembered(number(4)));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What a function would give; none is called. */
  private Object called(Object function, Object arguments) {
    if (!(function instanceof Global global) || !(arguments instanceof Tuple tuple)) {
      throw refused("the call of something that is no function");
    }
    List<Object> given = tuple.items();
    if (RECONSTRUCT.contains(global.name())
        && !given.isEmpty()
        && given.get(0) instanceof Global made
        && made.name().equals(ARRAY)) {
      return new PickledArray();
    }
    if (global.name().equals(TYPE)
        && !given.isEmpty()
        && !(given.get(0) instanceof Tuple)
        && text(given.get(0)).matches("O\\d?")) {
      return Token.TYPE;
    }
    if (BYTES.contains(global.name()) && given.isEmpty()) {
      return new byte[0];
    }
    if (global.name().equals(ENCODE)
        && given.size() == 2
        && given.get(0) instanceof Characters characters
        && text(given.get(1)).equals("latin1")) {
      // How bytes are written for Python 2.
      return text(characters).getBytes(StandardCharsets.ISO_8859_1);
    }
    throw refused("an object made by " + Text.quote(global.name().replace(' ', '.')));
  }

  private void describe(Object object, Object state) {
    if (object == Token.TYPE) {
      return;
    }
    if (object instanceof PickledArray array
        && state instanceof Tuple tuple
        && tuple.items().size() == STATE_SIZE
        && tuple.items().get(SHAPE) instanceof Tuple shape
        && tuple.items().get(ELEMENTS) instanceof List<?> elements) {
      array.shape = shape.items();
      array.elements = elements;
      return;
    }
    throw refused("an object with a state of its own");
  }

  private Object pop() {
    Object top = stack.poll();
    if (top == null || top == Token.MARK) {
      throw refused("a damaged pickle");
    }
    return top;
  }

  private Object peek() {
    if (stack.isEmpty()) {
      throw refused("a damaged pickle");
    }
    return stack.peek();
  }

  private List<Object> last(int count) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(pop());
    }
    Collections.reverse(items);
    return items;
  }

  private List<Object> toMark() {
    List<Object> items = new ArrayList<>();
    while (!stack.isEmpty() && stack.peek() != Token.MARK) {
      items.add(stack.pop());
    }
    if (stack.isEmpty()) {
      throw refused("a damaged pickle");
    }
    stack.pop();
    Collections.reverse(items);
    return items;
  }

  @SuppressWarnings("unchecked") // all lists on the stack are of objects
  private List<Object> list() {
    if (stack.peek() instanceof ArrayList<?> list) {
      return (List<Object>) list;
    }
    throw refused("a damaged pickle");
  }

  private Object remembered(long index) {
    Object value = memo.get(index);
    if (value == null) {
      throw refused("a damaged pickle");
    }
    return value;
  }

  private String text(Object characters) {
    if (characters instanceof Characters text) {
      return new String(text.utf8(), StandardCharsets.UTF_8);
    }
    if (characters instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    throw refused("a damaged pickle");
  }

  private ByteBuffer buffer(int size) {
    return ByteBuffer.wrap(in.take(size, "a pickled array")).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A number without a sign. */
  private long number(int size) {
    ByteBuffer bytes = buffer(size);
    return switch (size) {
      case 1 -> bytes.get() & 0xff;
      case 2 -> bytes.getShort() & 0xffff;
      case 4 -> bytes.getInt() & 0xffffffffL;
      default -> bytes.getLong();
    };
  }

  private long signed(int size) {
    ByteBuffer bytes = buffer(size);
    if (size > Long.BYTES) {
      throw refused("a number of more than 64 bits");
    }
    long value = size > 0 && bytes.get(size - 1) < 0 ? -1 : 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << Byte.SIZE | bytes.get(i) & 0xff;
    }
    return value;
  }

  /** Takes memory only as the file turns out to have the bytes. */
  private byte[] bytes(long size) {
    if (size < 0 || size > Integer.MAX_VALUE - 8) {
      throw refused("a text of " + Long.toUnsignedString(size) + " bytes");
    }
    if (size <= BLOCK) {
      return in.take((int) size, "a text");
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (long rest = size; rest > 0; rest -= BLOCK) {
      all.writeBytes(in.take((int) Math.min(BLOCK, rest), "a text"));
    }
    return all.toByteArray();
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (byte next = in.take(1, "a name")[0]; next != '\n'; next = in.take(1, "a name")[0]) {
      if (line.length() > BLOCK) {
        throw refused("a name of great length");
      }
      line.append((char) (next & 0xff));
    }
    return line.toString();
  }
}
