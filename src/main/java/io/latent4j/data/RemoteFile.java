package io.latent4j.data;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A gzip file of a data set that can be downloaded, known by what it unpacks to: the packed bytes
 * differ from one mirror to another.
 *
 * @param dataSet the data set, and the folder of its files
 * @param name the file's name
 * @param base the address below which its maker offers it
 * @param unpackedBytes the number of its unpacked bytes
 * @param sha256 the SHA-256 of these, in hexadecimal digits
 */
record RemoteFile(String dataSet, String name, URI base, long unpackedBytes, String sha256) {

  /** Returns a size no honest packer exceeds, even if it finds nothing to pack. */
  long mostPackedBytes() {
    return unpackedBytes + unpackedBytes / 100 + 1024;
  }

  /** Returns where the file may be, the likeliest first. */
  List<URI> addresses(Optional<URI> mirror) {
    List<URI> addresses = new ArrayList<>();
    addresses.add(below(mirror.orElse(base), name));
    mirror.ifPresent(address -> addresses.add(below(address, dataSet + "/" + name)));
    return addresses;
  }

  private static URI below(URI base, String path) {
    String text = base.toString();
    return URI.create(text.endsWith("/") ? text + path : text + "/" + path);
  }
}
