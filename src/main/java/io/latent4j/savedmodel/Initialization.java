package io.latent4j.savedmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Output;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.SignatureDef;

/** What a model does once before anything else, such as filling tables. */
final class Initialization {
  private static final String SIGNATURE = "__saved_model_init_op";

  private final StoredModel model;
  private final EngineHandles handles;

  Initialization(StoredModel model, EngineHandles handles) {
    this.model = model;
    this.handles = handles;
  }

  /** Builds it in the body of a function. */
  void build() {
    if (model.hasObjects()) {
      for (int node = 0; node < model.objects().getNodesCount(); node++) {
        if (model.objects().getNodes(node).hasResource()) {
          initialize(node);
        }
      }
    } else {
      handles.inliner().mainGraph(operations(), Map.of());
    }
  }

  private void initialize(int node) {
    StoredFunction initialize = StoredFunctions.child(model, node, "_initialize");
    if (initialize != null) {
      List<Output<?>> arguments = new ArrayList<>();
      initialize.bound().forEach(bound -> arguments.add(handles.ofObject(bound)));
      handles.inliner().function(initialize.concrete(), arguments);
    }
  }

  private List<String> operations() {
    List<String> operations = new ArrayList<>();
    SignatureDef signature = model.metaGraph().getSignatureDefMap().get(SIGNATURE);
    if (signature != null) {
      new TreeMap<>(signature.getOutputsMap())
          .values()
          .forEach(output -> operations.add(RestoredHandles.nodeName(output.getName())));
    }
    for (String collection : List.of("saved_model_main_op", "legacy_init_op")) {
      operations.addAll(
          model
              .metaGraph()
              .getCollectionDefOrDefault(collection, CollectionDef.getDefaultInstance())
              .getNodeList()
              .getValueList());
    }
    return operations;
  }
}
