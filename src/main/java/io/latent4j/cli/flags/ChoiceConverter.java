package io.latent4j.cli.flags;

/** Finds a constant of an enum by the name that users write. */
public abstract class ChoiceConverter<E> extends CheckedConverter<E> {
  private final E[] constants;

  /** A converter for these constants. */
  protected ChoiceConverter(E[] constants) {
    this.constants = constants.clone();
  }

  @Override
  public final E parse(String text) {
    return choice(constants, text);
  }
}
