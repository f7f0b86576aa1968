// Who is in the room, and the signs that they give each other.
import { count } from './format.ts';

export const company = {
  title: 'In the room',
  here: (n: number, of: number) => `${n} of ${count(of, 'manager')} here`,
  hereWithCommissioner: (n: number, of: number) =>
    `${n + 1} here, ${n} of ${count(of, 'manager')} and the commissioner`,
  watching: (n: number) => (n === 0 ? 'Nobody else watches' : `${count(n, 'other')} watching`),
  commissioner: 'Commissioner',
  isHere: 'here',
  isAway: 'not here',
  noManager: 'no manager',
  react: 'Send a sign to everybody',
  reactions: 'Signs of the managers',
  signs: {
    CHEER: 'Well done',
    FIRE: 'On fire',
    LAUGH: 'That is funny',
    OUCH: 'That hurts',
    THINK: 'Let me think',
    HURRY: 'Hurry up',
  } as const,
  unknown: 'Looking who is here …',
};
