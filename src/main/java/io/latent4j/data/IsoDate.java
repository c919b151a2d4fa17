package io.latent4j.data;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Dates in the form of ISO 8601 that calendars use: {@code 2024-01}, {@code 2024-01-31}, {@code
 * 2024-01-31T18:00:00.5+02:00}, also with a space for the T.
 */
final class IsoDate {

  private static final int SHORTEST = "2024-01".length();
  private static final double SECONDS_PER_DAY = 86_400;

  private final char[] text;
  private final int to;
  private int next;

  private IsoDate(char[] text, int from, int to) {
    this.text = text;
    this.next = from;
    this.to = to;
  }

  /** Returns the days since 1970-01-01 in UTC, with the time as a fraction; NaN for no date. */
  static double days(char[] text, int from, int to) {
    boolean possible = to - from >= SHORTEST && text[from + 4] == '-';
    return possible ? new IsoDate(text, from, to).days() : Double.NaN;
  }

  private double days() {
    int year = digits(4);
    int month = skip('-') ? digits(2) : -1;
    int day = 1;
    double seconds = 0;
    if (next < to) {
      day = skip('-') ? digits(2) : -1;
    }
    if (next < to && day >= 0) {
      seconds = skip('T') || skip(' ') ? secondOfDay() - zone() : Double.NaN;
    }
    if (year < 0 || month < 0 || day < 0 || next != to) {
      return Double.NaN;
    }
    try {
      return LocalDate.of(year, month, day).toEpochDay() + seconds / SECONDS_PER_DAY;
    } catch (DateTimeException e) {
      return Double.NaN;
    }
  }

  private double secondOfDay() {
    int hour = digits(2);
    int minute = skip(':') ? digits(2) : -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return Double.NaN;
    }
    double seconds = hour * 3600.0 + minute * 60.0;
    if (!skip(':')) {
      return seconds;
    }
    int second = digits(2);
    // A minute may have a leap second.
    if (second < 0 || second > 60) {
      return Double.NaN;
    }
    seconds += second;
    if (skip('.') || skip(',')) {
      int start = next;
      while (next < to && isDigit(text[next])) {
        next++;
      }
      if (next == start) {
        return Double.NaN;
      }
      seconds += Double.parseDouble("0." + new String(text, start, next - start));
    }
    return seconds;
  }

  /** Returns by how many seconds the zone is ahead of UTC; 0 for none. */
  private double zone() {
    if (next == to || skip('Z')) {
      return 0;
    }
    boolean behind = skip('-');
    if (!behind && !skip('+')) {
      return Double.NaN;
    }
    int hours = digits(2);
    int minutes = 0;
    if (next < to) {
      skip(':');
      minutes = digits(2);
    }
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return Double.NaN;
    }
    double seconds = hours * 3600.0 + minutes * 60.0;
    return behind ? -seconds : seconds;
  }

  private int digits(int count) {
    if (next + count > to) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < count; i++) {
      char c = text[next++];
      if (!isDigit(c)) {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  private boolean skip(char expected) {
    boolean there = next < to && text[next] == expected;
    if (there) {
      next++;
    }
    return there;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
