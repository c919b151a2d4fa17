package io.latent4j.savedmodel;

import com.google.protobuf.ByteString;
import java.util.Collection;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.annotation.TensorType;
import org.tensorflow.types.family.TType;

/** Values of attributes as files hold them. */
final class AttrValues {
  private AttrValues() {}

  static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  static AttrValue types(Collection<DataType> types) {
    return list(AttrValue.ListValue.newBuilder().addAllType(types));
  }

  static AttrValue shape(Shape shape) {
    return AttrValue.newBuilder().setShape(proto(shape)).build();
  }

  static AttrValue shapes(Collection<Shape> shapes) {
    AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
    shapes.forEach(shape -> list.addShape(proto(shape)));
    return list(list);
  }

  private static AttrValue list(AttrValue.ListValue.Builder list) {
    return AttrValue.newBuilder().setList(list).build();
  }

  static AttrValue string(String value) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
  }

  static AttrValue function(String name) {
    return AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(name)).build();
  }

  /** A vector of strings. */
  static AttrValue strings(Collection<String> values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .setTensorShape(proto(Shape.of(values.size())));
    values.forEach(value -> tensor.addStringVal(ByteString.copyFromUtf8(value)));
    return AttrValue.newBuilder().setTensor(tensor).build();
  }

  /** A single string of bytes. */
  static AttrValue bytes(ByteString value) {
    return AttrValue.newBuilder()
        .setTensor(
            TensorProto.newBuilder()
                .setDtype(DataType.DT_STRING)
                .setTensorShape(proto(Shape.scalar()))
                .addStringVal(value))
        .build();
  }

  static TensorShapeProto proto(Shape shape) {
    TensorShapeProto.Builder proto = TensorShapeProto.newBuilder();
    if (shape.isUnknown()) {
      return proto.setUnknownRank(true).build();
    }
    for (long size : shape.asArray()) {
      proto.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return proto.build();
  }

  static DataType dataType(Class<? extends TType> type) {
    return type.getAnnotation(TensorType.class).dataType();
  }
}
