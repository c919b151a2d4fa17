package io.latent4j.cli.commands;

import io.latent4j.data.Npy;
import io.latent4j.engine.Outputs;
import io.latent4j.files.WholeFile;
import io.latent4j.savedmodel.TensorDescription;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The files of the outputs of a signature: {@code NAME.npy} in the output's own type. Strings
 * become {@code NAME.txt}, a line each, where all are UTF-8 of one line, else {@code NAME.npy} of
 * NumPy's bytes. These have a fixed width, and NumPy shows them without the NULs at their ends;
 * where a string has such NULs of its own, {@code NAME.lengths.npy} tells how long each is.
 */
final class SavedModelOutputs {

  /** What Python's {@code str.splitlines} takes for the end of a line. */
  private static final String LINE_ENDS = "\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

  private final Outputs outputs;
  private final List<TensorDescription> described;

  SavedModelOutputs(Outputs outputs, List<TensorDescription> described) {
    this.outputs = outputs;
    this.described = described;
  }

  void writeTo(Path folder) throws IOException {
    for (Map.Entry<TensorDescription, String> file : names().entrySet()) {
      TensorDescription output = file.getKey();
      TType tensor = tensor(output);
      if (tensor instanceof TString strings) {
        writeStrings(folder, file.getValue(), strings);
      } else {
        Npy.write(folder.resolve(file.getValue() + ".npy"), tensor, output.type());
      }
    }
  }

  private TType tensor(TensorDescription output) {
    return outputs.get(output.name(), TType.class);
  }

  /** File names without their ends: none twice, though outputs may differ by a slash only. */
  private Map<TensorDescription, String> names() {
    Map<TensorDescription, String> names = new LinkedHashMap<>();
    for (TensorDescription output : described) {
      String plain = output.name().replace('/', '_');
      String name = plain;
      for (int i = 2; names.containsValue(name); i++) {
        name = plain + "_" + i;
      }
      names.put(output, name);
    }
    return names;
  }

  private static void writeStrings(Path folder, String name, TString tensor) throws IOException {
    List<byte[]> strings = new ArrayList<>();
    for (NdArray<byte[]> one : tensor.asBytes().scalars()) {
      strings.add(one.getObject());
    }
    if (strings.stream().allMatch(SavedModelOutputs::isLine)) {
      WholeFile.write(
          folder.resolve(name + ".txt"),
          out -> {
            for (byte[] string : strings) {
              out.write(string);
              out.write('\n');
            }
          });
      return;
    }
    Npy.write(folder.resolve(name + ".npy"), tensor, DataType.DT_STRING);
    if (strings.stream().anyMatch(SavedModelOutputs::endsInNul)) {
      int[] lengths = strings.stream().mapToInt(string -> string.length).toArray();
      Npy.write(folder.resolve(name + ".lengths.npy"), lengths, tensor.shape().asArray());
    }
  }

  private static boolean isLine(byte[] string) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(string));
      return text.chars().noneMatch(letter -> LINE_ENDS.indexOf(letter) >= 0);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean endsInNul(byte[] string) {
    return string.length > 0 && string[string.length - 1] == 0;
  }

  /** The shape of an output as its file has it. */
  Shape shape(TensorDescription output) {
    Shape shape = outputs.shape(output.name());
    return output.type() == DataType.DT_COMPLEX128 ? shape.take(shape.numDimensions() - 1) : shape;
  }
}
