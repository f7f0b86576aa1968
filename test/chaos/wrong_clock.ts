// Loaded before a program whose machine has the wrong time: by so many milliseconds, ahead or behind.
const SHIFT_MS = Number(process.env['CLOCK_SHIFT_MS']);
const RightDate = Date;

class WrongDate extends RightDate {
  constructor(...args: [] | ConstructorParameters<typeof Date>) {
    if (args.length === 0) super(RightDate.now() + SHIFT_MS);
    else super(...(args as ConstructorParameters<typeof Date>));
  }

  static override now(): number {
    return RightDate.now() + SHIFT_MS;
  }
}

globalThis.Date = WrongDate as DateConstructor;
