import type { Fleet } from '../fleet.ts';
import { type Verdict, verdict } from './verdict.ts';

/** Whether the workers of either release picked by the clock, each since it was started last. */
export async function checkReleases(fleet: Fleet): Promise<Verdict> {
  const picks = { former: 0, own: 0 };
  for (const { name, isFormer } of fleet.of('worker')) {
    const text = await (await fetch(fleet.metricsUrls.get(name) ?? '')).text();
    const [, count = '0'] = /^draft_orchestrator_picks_total\{source="AUTO"\} (\d+)/m.exec(text) ?? [];
    picks[isFormer ? 'former' : 'own'] += Number(count);
  }
  const idle = Object.entries(picks).filter(([, count]) => count === 0);
  return verdict(
    'workers of both releases picked',
    idle.map(([which]) => ({
      draftId: null,
      what: `${which === 'own' ? 'this' : 'the last'} release did not`,
    })),
    `${picks.former} picks of the last release, ${picks.own} of this one`,
  );
}
