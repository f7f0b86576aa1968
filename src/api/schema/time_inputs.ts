import { z } from 'zod';
import { RULES_AT_ZERO, type RuleAtZero } from '../../draft/rules_at_zero.ts';
import {
  PLAIN_TIME,
  TIME_SETTING_NAMES,
  TIME_SETTINGS,
  type TimeSettingKind,
  type TimeSettings,
} from '../../draft/time_settings.ts';
import { MOST_ITEMS } from './inputs.ts';
import { quietHoursShape } from './quiet_hours_input.ts';

/** Longer than a time with microseconds and a zone. */
const LONGEST_INSTANT = 64;

/** An instant: that it is one is checked by the scalar Datetime, wherever one is given. */
export const instant = z.string().max(LONGEST_INSTANT);

/** How values of each kind arrive, and their type in GraphQL. */
const KINDS: Readonly<Record<TimeSettingKind, { readonly shape: z.ZodType; readonly type: string }>> = {
  seconds: { shape: z.number(), type: 'Float' },
  count: { shape: z.int(), type: 'Int' },
  atZero: { shape: z.enum(Object.keys(RULES_AT_ZERO) as RuleAtZero[]), type: 'RuleAtZero' },
  resume: { shape: z.enum(['CONTINUE', 'RESET']), type: 'ResumeRule' },
  quietHours: { shape: quietHoursShape, type: 'QuietHoursInput' },
  picks: { shape: z.array(z.int()).max(MOST_ITEMS), type: '[Int!]' },
  instants: { shape: z.array(instant).max(MOST_ITEMS), type: '[Datetime!]' },
};

/** The settings of time as they arrive: each may be left out, or be null, which is its default. */
export const timeShape = Object.fromEntries(
  TIME_SETTING_NAMES.map((name) => [name, KINDS[TIME_SETTINGS[name].kind].shape.nullish()]),
) as unknown as Readonly<Record<keyof TimeSettings, z.ZodType>>;

/** The settings of time that are named; one that is null is at its default. */
export function givenTime(given: { readonly [name: string]: unknown }): Partial<TimeSettings> {
  const named = TIME_SETTING_NAMES.filter((name) => given[name] !== undefined);
  return Object.fromEntries(named.map((name) => [name, given[name] ?? PLAIN_TIME[name]]));
}

/**
 * The fields of the settings of time of an input, in SDL.
 * @param otherwise a sentence about a field whose default is a number or a rule: of a new draft, or of a change
 */
export function timeInputFields(otherwise: (plain: string) => string): string {
  return TIME_SETTING_NAMES.map((name) => {
    const { kind, plain, says } = TIME_SETTINGS[name];
    const hasDefault = typeof plain === 'number' || typeof plain === 'string';
    return `
    """
    ${[says, ...(hasDefault ? [otherwise(String(plain))] : [])].join(' ').replaceAll('\n', '\n    ')}
    """
    ${name}: ${KINDS[kind].type}`;
  }).join('');
}
