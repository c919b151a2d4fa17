package io.latent4j.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What decides the colour and the shape of the points of a scatter plot. */
sealed interface Coloring {

  Color color(int point);

  Marker marker(int point);

  SidePanel panel();

  /** All points alike. */
  record Alike() implements Coloring {

    @Override
    public Color color(int point) {
      return Palette.color(0);
    }

    @Override
    public Marker marker(int point) {
      return Marker.CIRCLE;
    }

    @Override
    public SidePanel panel() {
      return SidePanel.NONE;
    }
  }

  /** By a label of each point, a whole number from 0 that may have a name. */
  record ByLabel(int[] labels, String[] names) implements Coloring {

    static ByLabel checked(int points, int[] labels, String[] names) {
      Check.present("labels", labels);
      Check.present("names", names);
      Check.sameLength("labels", labels.length, "points", points);
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] < 0) {
          throw new IllegalArgumentException(
              "labels must not be negative, but [%d] is %d".formatted(i, labels[i]));
        }
        if (names.length > 0 && labels[i] >= names.length) {
          throw new IllegalArgumentException(
              "labels must be below the number of names, %d, but [%d] is %d"
                  .formatted(names.length, i, labels[i]));
        }
      }
      for (String name : names) {
        Check.text("names", name);
      }
      return new ByLabel(labels.clone(), names.clone());
    }

    @Override
    public Color color(int point) {
      return Palette.color(labels[point]);
    }

    @Override
    public Marker marker(int point) {
      return Palette.marker(labels[point]);
    }

    /** The labels that occur, in order. */
    List<Integer> present() {
      TreeSet<Integer> present = new TreeSet<>();
      for (int label : labels) {
        present.add(label);
      }
      return List.copyOf(present);
    }

    String nameOf(int label) {
      return names.length == 0 ? Integer.toString(label) : names[label];
    }

    @Override
    public SidePanel panel() {
      List<Legend.Entry> entries = new ArrayList<>();
      for (int label : present()) {
        entries.add(new Legend.Entry(nameOf(label), Palette.color(label), Palette.marker(label)));
      }
      return new Legend(List.copyOf(entries));
    }
  }

  /** By the cluster of each point, from 0, or -1 for none. */
  record ByCluster(int[] clusters) implements Coloring {

    static ByCluster checked(int points, int[] clusters) {
      Check.present("clusters", clusters);
      Check.sameLength("clusters", clusters.length, "points", points);
      for (int i = 0; i < clusters.length; i++) {
        if (clusters[i] < -1) {
          throw new IllegalArgumentException(
              "clusters must be at least -1, but [%d] is %d".formatted(i, clusters[i]));
        }
      }
      return new ByCluster(clusters.clone());
    }

    @Override
    public Color color(int point) {
      return clusters[point] < 0 ? Theme.FRAME : Palette.color(clusters[point]);
    }

    @Override
    public Marker marker(int point) {
      return clusters[point] < 0 ? Marker.CIRCLE : Palette.marker(clusters[point]);
    }

    @Override
    public SidePanel panel() {
      List<Legend.Entry> entries = new ArrayList<>();
      TreeSet<Integer> present = new TreeSet<>();
      for (int cluster : clusters) {
        present.add(cluster);
      }
      boolean hasNoise = present.remove(-1);
      for (int cluster : present) {
        entries.add(
            new Legend.Entry(
                Integer.toString(cluster), Palette.color(cluster), Palette.marker(cluster)));
      }
      if (hasNoise) {
        entries.add(new Legend.Entry("noise", Theme.FRAME, Marker.CIRCLE));
      }
      return new Legend(List.copyOf(entries));
    }
  }

  /** By a number of each point. */
  record ByValue(double[] values, String title, AxisRange range) implements Coloring {

    static ByValue checked(int points, double[] values, String title) {
      Check.sameLength("values", values.length, "points", points);
      return new ByValue(values, Check.text("title", title), AxisRange.over(values, 0));
    }

    @Override
    public Color color(int point) {
      return ColorScale.at(range.share(values[point]));
    }

    @Override
    public Marker marker(int point) {
      return Marker.CIRCLE;
    }

    @Override
    public SidePanel panel() {
      return new ColorBar(title, range);
    }
  }

  /** Each of a colour of its own, and what explains them. */
  record Given(Color[] colors, SidePanel panel) implements Coloring {

    @Override
    public Color color(int point) {
      return colors[point];
    }

    @Override
    public Marker marker(int point) {
      return Marker.CIRCLE;
    }
  }
}
