package io.latent4j.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.EagerSession;
import org.tensorflow.Operation;
import org.tensorflow.RawTensor;
import org.tensorflow.Tensor;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_Op;
import org.tensorflow.internal.c_api.TFE_TensorHandle;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;

/**
 * Reaches the native handles of eager operations, which TensorFlow Java keeps to itself, in order
 * to free them at once and to make constants without an operation.
 *
 * <p>The latter is not only faster: TensorFlow keeps a kernel for each different {@code Const} it
 * executes, its value included, as long as the session lives.
 */
final class EagerMemory {
  private static final EagerMemory ACCESS = open();

  private final MethodHandle newOperation;
  private final VarHandle opHandle;
  private final VarHandle outputHandles;
  private final VarHandle outputTensors;
  private final MethodHandle context;
  private final MethodHandle attach;
  private final MethodHandle detach;
  private final MethodHandle tensorHandle;

  private EagerMemory() throws ReflectiveOperationException {
    Class<?> operation = Class.forName("org.tensorflow.EagerOperation");
    MethodHandles.Lookup self = MethodHandles.lookup();
    MethodHandles.Lookup inOperation = MethodHandles.privateLookupIn(operation, self);
    MethodHandles.Lookup inSession = MethodHandles.privateLookupIn(EagerSession.class, self);
    MethodHandles.Lookup inTensor = MethodHandles.privateLookupIn(RawTensor.class, self);
    newOperation =
        inOperation
            .findConstructor(
                operation,
                MethodType.methodType(
                    void.class,
                    EagerSession.class,
                    TFE_Op.class,
                    TFE_TensorHandle[].class,
                    String.class,
                    String.class))
            .asType(
                MethodType.methodType(
                    Operation.class,
                    EagerSession.class,
                    TFE_Op.class,
                    TFE_TensorHandle[].class,
                    String.class,
                    String.class));
    opHandle = inOperation.findVarHandle(operation, "opHandle", TFE_Op.class);
    outputHandles = inOperation.findVarHandle(operation, "outputHandles", TFE_TensorHandle[].class);
    outputTensors =
        inOperation.findVarHandle(operation, "outputTensors", AtomicReferenceArray.class);
    context =
        inSession.findVirtual(
            EagerSession.class, "nativeHandle", MethodType.methodType(TFE_Context.class));
    MethodType pointers = MethodType.methodType(void.class, Pointer[].class);
    attach = inSession.findVirtual(EagerSession.class, "attach", pointers).asFixedArity();
    detach = inSession.findVirtual(EagerSession.class, "detach", pointers).asFixedArity();
    tensorHandle =
        inTensor.findVirtual(
            RawTensor.class, "nativeHandle", MethodType.methodType(TF_Tensor.class));
  }

  private static EagerMemory open() {
    try {
      return new EagerMemory();
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null; // TensorFlow Java is a closed module here: the garbage collector must do.
    }
  }

  /** Whether memory can be freed at once on this class path. */
  static boolean isAccessible() {
    return ACCESS != null;
  }

  /** An operation that holds a tensor, sharing its memory. */
  @SuppressWarnings("try") // the scope is only there to be closed
  static Operation constant(EagerSession session, Tensor value, String name) {
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_Tensor tensor = (TF_Tensor) ACCESS.tensorHandle.invokeExact(value.asRawTensor());
      TFE_TensorHandle handle = TFE_TensorHandle.newTensor(tensor, status);
      status.throwExceptionIfNotOK();
      TFE_Context native_ = (TFE_Context) ACCESS.context.invokeExact(session);
      TFE_Op op = TFE_Op.newOp(native_, "Const", status);
      status.throwExceptionIfNotOK();
      ACCESS.attach.invokeExact(session, new Pointer[] {op, handle});
      return (Operation)
          ACCESS.newOperation.invokeExact(
              session, op, new TFE_TensorHandle[] {handle}, "Const", name);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Frees the outputs of an operation, whose operands are useless from now on. */
  static void free(Operation operation) {
    if (ACCESS == null) {
      return;
    }
    try {
      EagerSession session = (EagerSession) operation.env();
      AtomicReferenceArray<?> tensors =
          (AtomicReferenceArray<?>) ACCESS.outputTensors.get(operation);
      for (int i = 0; i < tensors.length(); i++) {
        Tensor tensor = (Tensor) tensors.getAndSet(i, null); // no one is to read freed memory
        if (tensor != null) {
          free(session, (TF_Tensor) ACCESS.tensorHandle.invokeExact(tensor.asRawTensor()));
        }
      }
      TFE_TensorHandle[] handles = (TFE_TensorHandle[]) ACCESS.outputHandles.get(operation);
      for (int i = 0; i < handles.length; i++) {
        if (handles[i] != ReleasedHandle.INSTANCE) {
          free(session, handles[i]);
          handles[i] = ReleasedHandle.INSTANCE;
        }
      }
      free(session, (TFE_Op) ACCESS.opHandle.get(operation)); // it holds on to its inputs
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void free(EagerSession session, Pointer pointer) throws Throwable {
    if (pointer != null && !pointer.isNull()) {
      ACCESS.detach.invokeExact(session, new Pointer[] {pointer});
      if (!pointer.isNull()) {
        pointer.deallocate();
      }
    }
  }
}
