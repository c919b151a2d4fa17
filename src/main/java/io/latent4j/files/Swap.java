package io.latent4j.files;

import java.util.List;

/**
 * What is taken out of a folder and what is put into it, together.
 *
 * @param away paths below the folder: files and folders to be taken out, in this order
 * @param in paths below the folder: files and folders to be put in, in this order; what is in their
 *     place is among those taken out
 */
record Swap(List<String> away, List<String> in) {
  Swap {
    away = List.copyOf(away);
    in = List.copyOf(in);
    away.forEach(RelativePath::require);
    in.forEach(RelativePath::require);
  }
}
