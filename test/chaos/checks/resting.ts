import { asTold } from '../../../src/database/events.ts';
import type { DraftEvent } from '../../../src/draft/events.ts';
import type { Crowd } from '../crowd.ts';
import type { Wait } from '../lateness.ts';
import { checkClocks } from './clocks.ts';
import { checkFold } from './fold.ts';
import type { Remains } from './remains.ts';
import { type Offence, type Verdict, verdict } from './verdict.ts';

/** Checks of the tables, the events and the followers, once all workers have stopped. */
export function checkResting(remains: Remains, crowd: Crowd, waits: readonly Wait[]): Verdict[] {
  return [
    checkPlayers(remains),
    checkAcknowledged(remains, crowd),
    checkDoubled(remains),
    checkFold(remains),
    checkFollowers(remains, crowd),
    checkEarly(waits),
    checkClocks(remains, crowd.drafts),
  ];
}

function checkPlayers({ cells }: Remains): Verdict {
  let taken = 0;
  const offences: Offence[] = [];
  for (const [draftId, board] of cells) {
    const players = board.flatMap(({ playerId }) => playerId ?? []);
    taken += players.length;
    const twice = players.length - new Set(players).size;
    if (twice > 0) offences.push({ draftId, what: `${twice} players were drafted twice` });
  }
  return verdict('no player was drafted twice', offences, `${taken} players in ${cells.size} drafts`);
}

function checkAcknowledged({ cells, events }: Remains, { notes }: Crowd): Verdict {
  const made = notes.picks.filter(({ kind }) => kind === 'done');
  const offences = made.flatMap(({ requested }) => {
    const cell = cells.get(requested.draftId)?.[requested.pickNumber - 1];
    if (cell?.playerId === requested.playerId && cell.pickedBy === requested.userId) return [];
    const { draftId, pickNumber, playerId } = requested;
    if (wasMended(events.get(draftId) ?? [], pickNumber, playerId)) return [];
    return [
      {
        draftId,
        what: `pick ${pickNumber} was acknowledged with player ${playerId}, and has ${cell?.playerId}`,
      },
    ];
  });
  const repeated = made.filter((answer) => answer.kind === 'done' && isRepeated(answer.data)).length;
  return verdict(
    'every acknowledged pick is there',
    offences,
    `${made.length} picks by people, ${repeated} of them acknowledged only when they were asked for again`,
  );
}

/** Whether a pick was made, and then undone, corrected or swapped: it is in the history, though not on the board. */
function wasMended(history: readonly DraftEvent[], pickNumber: number, playerId: number): boolean {
  const made = history.findIndex(
    ({ kind, data }) => kind === 'PICKED' && data.pickNumber === pickNumber && data.playerId === playerId,
  );
  return (
    made >= 0 &&
    history.slice(made + 1).some(({ kind, data }) => {
      if (kind === 'ROLLED_BACK') return data.undone.some((undone) => undone.pickNumber === pickNumber);
      if (kind === 'PICKS_SWAPPED') return [data.pickNumber, data.otherPickNumber].includes(pickNumber);
      return kind === 'PICK_CORRECTED' && data.pickNumber === pickNumber;
    })
  );
}

function isRepeated({ makePick }: Record<string, unknown>): boolean {
  return (
    typeof makePick === 'object' && makePick !== null && 'repeated' in makePick && makePick.repeated === true
  );
}

function checkDoubled({ events }: Remains): Verdict {
  let picks = 0;
  const offences: Offence[] = [];
  for (const [draftId, history] of events) {
    const made = new Set<number>();
    let doubled = 0;
    for (const { kind, data } of history) {
      if (kind === 'ROLLED_BACK') for (const { pickNumber } of data.undone) made.delete(pickNumber);
      if (kind !== 'PICKED') continue;
      picks += 1;
      if (made.has(data.pickNumber)) doubled += 1;
      made.add(data.pickNumber);
    }
    if (doubled > 0) offences.push({ draftId, what: `${doubled} picks happened twice` });
  }
  return verdict('no pick was made twice', offences, `${picks} picks`);
}

function checkFollowers({ events }: Remains, { followers }: Crowd): Verdict {
  const offences: Offence[] = [];
  let seen = 0;
  let connections = 0;
  let overHttp = 0;
  let anew = 0;
  for (const follower of followers.values()) {
    const { draftId, seen: saw, seenOver, disorder, connections: tries } = follower;
    seen += saw.length;
    anew += follower.begunAnew;
    connections += tries;
    overHttp += seenOver.http;
    const [first] = disorder;
    if (first !== undefined) offences.push({ draftId, what: first });
    const told = (events.get(draftId) ?? []).map(asTold);
    // A follower leaves when the draft is completed; a pick may be corrected after that.
    const history = saw.at(-1)?.kind === 'COMPLETED' ? told.slice(0, saw.length) : told;
    if (textOf(saw) !== textOf(history)) {
      offences.push({
        draftId,
        what: `${saw.length} events were seen, ${history.length} happened, or not the same`,
      });
    }
  }
  if (overHttp === 0 || overHttp === seen)
    offences.push({ draftId: null, what: 'one transport carried everything' });
  return verdict(
    'subscribers saw everything, once and in order',
    offences,
    `${followers.size} subscribers saw ${seen} events, ${overHttp} of them over HTTP and the others over WebSockets, over ${connections} connections; ${anew} times one had to begin anew`,
  );
}

function textOf(events: readonly DraftEvent[]): string {
  return JSON.stringify(
    events.map(({ version, at, kind, data }) => [version, at, kind, Object.entries(data).sort()]),
  );
}

function checkEarly(waits: readonly Wait[]): Verdict {
  const early = waits.filter(({ ms }) => ms < 0);
  return verdict(
    'the clock never picked early',
    early.map(({ draftId, ms }) => ({ draftId, what: `a pick came ${-ms} ms before its deadline` })),
    `${waits.length} clocks ran out`,
  );
}
