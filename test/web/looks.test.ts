import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { applyPick } from '../../src/database/picks.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { commissionerId, type Stage, useStage } from './support/stage.ts';

const POSITIONS = ['QB', 'RB', 'WR', 'TE', 'K', 'DEF'] as const;
/** What WCAG asks of text of this size. */
const LEAST_CONTRAST = 4.5;
/** Two colours that differ by less are one to most people, side by side: as a distance in Oklab. */
const LEAST_DIFFERENCE = 0.03;

/** Every kind of thing that is pressed. */
const BUTTONS = [
  ...['', 'primary', 'danger', 'danger primary', 'quiet', 'quiet danger'].map(
    (kind) => `<button class="button ${kind}">Draft</button>`,
  ),
  ...['<button class="chip">', '<button class="chip" aria-pressed="true">'].map((tag) => `${tag}RB</button>`),
  ...['<button class="choice">', '<button class="choice" aria-checked="true">'].map(
    (tag) => `${tag}Snake</button>`,
  ),
];

type Rgb = readonly [red: number, green: number, blue: number];
type Matrix = readonly [Rgb, Rgb, Rgb];

/** What people see of linear light who lack a kind of cone (Machado, Oliveira and Fernandes 2009, severity 1). */
const SEEN_AS: Readonly<Record<string, Matrix>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear([...channels]: Rgb): Rgb {
  const [red = 0, green = 0, blue = 0] = channels.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return [red, green, blue];
}

function times(matrix: Matrix, [x, y, z]: Rgb): Rgb {
  const [red, green, blue] = matrix.map(([a, b, c]) => a * x + b * y + c * z) as [number, number, number];
  return [red, green, blue];
}

function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [one, other]
    .map(linear)
    .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
    .sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** A place in Oklab, in which distances are as large as they look. */
function oklab(light: Rgb): Rgb {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    light,
  ).map(Math.cbrt) as unknown as Rgb;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

/** Runs in the page. What is laid on another colour, or on none, is seen on what is below it. */
const COLOURS_OF = `async (element) => {
  await Promise.all(element.getAnimations().map(({ finished }) => finished));
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const draw = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const grounds = [];
  for (let below = element; below; below = below.parentElement) grounds.unshift(getComputedStyle(below).backgroundColor);
  return { text: draw([...grounds, getComputedStyle(element).color]), ground: draw(grounds) };
}`;

function distance(one: Rgb, other: Rgb): number {
  return Math.hypot(...one.map((value, index) => value - (other[index] ?? 0)));
}

describe.skipIf(CHROMIUM === null)('the looks of the draft room', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  /** Text and ground of the sample, as the browser draws them, once nothing of it moves. */
  function colours(page: Page): Promise<{ text: Rgb; ground: Rgb }> {
    return page.evaluate(`(${COLOURS_OF})(document.querySelector('#sample > *'))`);
  }

  /** Puts an element into the page, for its looks alone. */
  async function sample(page: Page, html: string): Promise<Locator> {
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(`<div id="sample">${html}</div>`)})`,
    );
    return page.locator('#sample > *');
  }

  const forget = (page: Page) => page.evaluate(`document.getElementById('sample').remove()`);

  /** Those of each position. */
  async function tints(page: Page, className: string): Promise<Record<string, { text: Rgb; ground: Rgb }>> {
    const found: Record<string, { text: Rgb; ground: Rgb }> = {};
    for (const position of POSITIONS) {
      await sample(page, `<i class="${className}" data-position="${position}"></i>`);
      found[position] = await colours(page);
      await forget(page);
    }
    return found;
  }

  for (const theme of ['light', 'dark'] as const) {
    it(`has buttons whose text can be read, under the mouse as well: ${theme}`, async () => {
      const page = await stage.page(null, 'somebody with a mouse', { theme });
      await page.goto('/');
      for (const html of BUTTONS) {
        const button = await sample(page, html);
        const still = await colours(page);
        await button.hover();
        const pointedAt = await colours(page);
        for (const { text, ground } of [still, pointedAt])
          expect(contrast(text, ground), html).toBeGreaterThanOrEqual(LEAST_CONTRAST);
        await page.mouse.move(0, 0);
        await forget(page);
      }
    });

    for (const className of ['tint', 'tint-strong']) {
      it(`tells positions apart for every kind of eye, and its text can be read: ${className}, ${theme}`, async () => {
        const page = await stage.page(null, `eyes for ${className}`, { theme });
        await page.goto('/');
        const found = await tints(page, className);
        for (const [position, { text, ground }] of Object.entries(found))
          expect(contrast(text, ground), position).toBeGreaterThanOrEqual(LEAST_CONTRAST);
        const alike = Object.entries(SEEN_AS).flatMap(([eye, matrix]) =>
          POSITIONS.flatMap((one, index) =>
            POSITIONS.slice(index + 1).flatMap((other) => {
              const [a, b] = [one, other].map((position) =>
                oklab(times(matrix, linear(found[position]?.ground ?? [0, 0, 0]))),
              ) as [Rgb, Rgb];
              const apart = distance(a, b);
              return apart < LEAST_DIFFERENCE ? [`${eye}: ${one} and ${other}, ${apart.toFixed(3)}`] : [];
            }),
          ),
        );
        expect(alike).toEqual([]);
      });
    }
  }

  it('has larger text for who asks for it', async () => {
    const page = await stage.page(null, 'somebody without their glasses');
    const sizes: string[] = [];
    for (const text of ['normal', 'large', 'larger']) {
      await page.addInitScript(`localStorage.setItem('draft-room', JSON.stringify({ text: '${text}' }))`);
      await page.goto('/');
      sizes.push(await page.evaluate('getComputedStyle(document.documentElement).fontSize'));
    }
    expect(sizes).toEqual(['16px', '18px', '20px']);
  });

  it('has one row of buttons above the results on a phone, and the rest in a menu', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(null, 'visitor', { size: { width: 390, height: 844 } });
    await page.goto(`/d/${draft.draftId}/results`);
    await page.getByRole('button', { name: 'By team' }).waitFor();
    const tops = await page.evaluate<number[]>(`[...document.querySelectorAll('main :is(.button, .chip)')]
      .map((button) => button.getBoundingClientRect()).filter(({ width }) => width > 0)
      .map(({ top, height }) => top + height / 2)`);
    expect(new Set(tops.map(Math.round)).size).toBe(1);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('button', { name: 'Print the board' }).waitFor();
    await page.getByRole('link', { name: 'Replay' }).click();
    await page.waitForURL('**/replay');
  });

  it('prints of a league and of the first page who and when, on plain paper, and nothing to press', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 1 });
    const page = await stage.page(commissionerId(draft), 'somebody with a printer');
    for (const [path, told] of [
      [`/l/${draft.leagueId}`, 'Team 2'],
      ['/', 'You run it'],
    ] as const) {
      await page.goto(path);
      await page.getByText(told).first().waitFor();
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByText(told).first().isVisible()).toBe(true);
      expect(await page.locator('button:visible, .button:visible, .order-picture:visible').count()).toBe(0);
      const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
      await expect.poll(paper).toBe('rgba(0, 0, 0, 0)');
      const sheet = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      // A sheet of the printer's own, and not one of A3.
      expect(sheet).toMatch(/MediaBox\s*\[0 0 612 792\]/);
      await page.emulateMedia({ media: null });
    }
  });

  it('prints the whole board of 12 teams and 15 rounds on one sheet of A3', async () => {
    const draft = await stage.newDraft({ teams: 12, rounds: 15, poolSize: 200 });
    const { draftId, players, commissioner: actor } = draft;
    for (const pickNumber of [1, 2, 3]) {
      const playerId = players[pickNumber - 1] ?? 0;
      await applyPick(stage.database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor });
    }
    const page = await stage.page(null, 'somebody with a printer');
    await page.goto(`/d/${draftId}/results`);
    await page.getByRole('heading', { name: 'Team 1', exact: true }).waitFor();
    await page.locator('td[data-pick="3"][data-player]').waitFor({ state: 'attached' });
    const sheet = await page.pdf({ preferCSSPageSize: true });
    const text = sheet.toString('latin1');
    expect(text.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    // A3 across, in points.
    expect(text).toMatch(/\/MediaBox\s*\[\s*0 0 119[01]\S* 84[12]\S*\s*\]/);
    await page.emulateMedia({ media: 'print' });
    const last = page.locator('.print-board td[data-pick="180"]');
    expect(await last.isVisible()).toBe(true);
    const isCut = await page.evaluate<boolean>(`(() => {
      const board = document.querySelector('.print-board .board').getBoundingClientRect();
      const holder = document.querySelector('.print-board');
      const { clipPath } = getComputedStyle(holder);
      return board.right > innerWidth + 1 || holder.clientWidth < board.width || clipPath !== 'none';
    })()`);
    expect(isCut).toBe(false);
  });
});
