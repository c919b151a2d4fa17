package io.latent4j.cli.flags;

import io.latent4j.model.RateSchedule;

/** The name of a way in which a learning rate changes. */
final class ScheduleConverter extends ChoiceConverter<RateSchedule> {

  ScheduleConverter() {
    super(RateSchedule.values());
  }
}
