import { describe, expect, it } from 'vitest';
import { checkOptions, optionsSchema, readOptions } from '../../src/strategy/options.ts';
import { strategies, strategyNamed } from '../../src/strategy/registry.ts';

const refused = (problem: unknown) =>
  expect.objectContaining({
    code: 'STRATEGY_OPTIONS_INVALID',
    numbers: expect.objectContaining({ problem }),
  });

describe('options of a strategy', () => {
  it.each(strategies())('$name: are described for a form, each with a text and a default', (strategy) => {
    const {
      type,
      properties,
      required = [],
    } = optionsSchema(strategy) as {
      type: string;
      properties: Record<string, { description?: string; default?: unknown }>;
      required?: string[];
    };
    expect(type).toBe('object');
    expect(required).toEqual([]);
    for (const option of Object.values(properties)) {
      expect(option.description).toMatch(/^[A-Z].*\.$/);
      expect(option).toHaveProperty('default');
    }
    const defaults = Object.fromEntries(
      Object.entries(properties).map(([name, option]) => [name, option.default]),
    );
    expect(checkOptions(strategy, defaults)).toEqual(readOptions(strategy, null));
  });

  it('that do not fit its shape are refused, with the place and what is wrong', () => {
    const standard = strategyNamed('standard');
    expect(() => checkOptions(standard, { caps: { QB: -1 } })).toThrow(
      refused(expect.stringMatching(/^caps\.QB must be /)),
    );
    expect(() => checkOptions(standard, { by: 'MOOD' })).toThrow(
      refused(expect.stringMatching(/^by must be /)),
    );
    expect(() => checkOptions(standard, { speed: 3 })).toThrow(refused(expect.stringContaining('speed')));
    expect(() => checkOptions(standard, [])).toThrow(refused(expect.any(String)));
    expect(() => readOptions(standard, '{"never":[{}]}')).toThrow(
      refused(expect.stringMatching(/^never\.0 must be /)),
    );
  });

  it('of a strategy without any are none', () => {
    const bare = { name: 'bare', description: 'Bare.', choose: () => null };
    expect(checkOptions(bare, {})).toEqual({});
    expect(() => checkOptions(bare, { by: 'RANK' })).toThrow(refused(expect.stringContaining('by')));
  });

  it('are read once for all teams that have the same', () => {
    const standard = strategyNamed('standard');
    expect(readOptions(standard, '{"never":[7]}')).toBe(readOptions(standard, '{"never":[7]}'));
    expect(readOptions(standard, null)).toBe(readOptions(standard, '{}'));
  });
});
