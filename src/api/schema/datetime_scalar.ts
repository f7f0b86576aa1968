import { instantText } from '../../draft/instant_text.ts';
import { instantProblem } from '../../draft/instants.ts';
import { refusingScalar } from './refusing_scalar.ts';

/** An instant that is none is told with what is wrong about it; every one that is answered has the same form, whatever it was read from. */
export const datetimeScalarPlugin = refusingScalar('Datetime', instantProblem, (value) =>
  instantText(String(value)),
);
