// Drafts for one team: from its own queue first, then by a simple opinion. Start it as often as you like, at any moment of
// the draft: it reads where the draft stands and goes on. When it dies, the service picks from the same queue.
//   npm run --silent drafter -- --draft ID --team ID --token TOKEN --queue "Bijan Robinson, Josh Allen"
import { Command } from 'commander';
import { DraftClient, type DraftSheet, type PlayerLine } from '../client/draft_client.ts';
import { DraftClientError } from '../client/errors.ts';
import { watchOutput } from '../src/command_line/output.ts';

/** The opinion: kickers and defenses hardly differ from each other, so they come last. */
const LAST_POSITIONS = ['K', 'DEF'];
/** So many are looked at, of each position or name: others may take some while we choose. */
const LOOKED_AT = 4;
/** The pick is not ours to make any more: the clock ran out, or this program had made it before it was cut off. */
const TOO_LATE = ['PICK_ALREADY_MADE', 'PICK_NOT_ON_CLOCK', 'DEADLINE_PASSED', 'DRAFT_NOT_IN_PROGRESS'];
/** The next candidate may do. */
const NOT_THIS_ONE = ['PLAYER_TAKEN', 'PLAYER_DOES_NOT_FIT'];

watchOutput();
// What the service refuses, and that it does not answer, is told in its sentence.
process.once('uncaughtException', ({ message }) => {
  console.error(message);
  process.exit(1);
});
const { url, draftId, teamId, token, queuedNames } = readArguments();
const client = new DraftClient({
  ...{ url, token },
  onRepeat: () => console.error(`No answer from ${url}; trying again.`),
});
const names = new Map<string, string>();

const sheet = await client.sheet(draftId);
const teams = new Map(sheet.slots.nodes.map(({ team }) => [team?.id ?? '', team?.name ?? '']));
if (!teams.has(teamId)) fail(`That team is not in this draft. Its teams: ${[...teams.values()].join(', ')}`);
console.log(`Drafting for ${teams.get(teamId)}`);
if (!isOver(sheet)) {
  await putOnQueue(queuedNames);
  await play();
}
printRoster(await client.sheet(draftId));

function readArguments() {
  const program = new Command('npm run --silent drafter --')
    .description('Drafts for one team: from its own queue first, then by a simple opinion.')
    .option('--url <url>', 'where the service answers', 'http://127.0.0.1:5678')
    .option('--draft <id>', 'the draft')
    .option('--team <id>', 'the team')
    .option('--token <token>', 'a token of its manager')
    .option('--queue <names>', 'the queue: names of players, with commas', '')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
  program.parse();
  const { url, draft, team, token, queue } = program.opts<Record<string, string>>();
  if (!url || !draft || !team || !token)
    return fail('Say which --draft, for which --team, and with whose --token.');
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    return fail(`--url must be where the service answers, such as http://127.0.0.1:5678; it is ${url}.`);
  const queuedNames = (queue ?? '').split(',').map((name) => name.trim());
  return { url, draftId: draft, teamId: team, token, queuedNames: queuedNames.filter((name) => name !== '') };
}

function fail(why: string): never {
  console.error(why);
  process.exit(2);
}

function isOver({ state }: DraftSheet): boolean {
  return state === 'COMPLETED' || state === 'CANCELLED';
}

/** Puts the players of these names on the team's queue, where the service finds them too. */
async function putOnQueue(queuedNames: readonly string[]): Promise<void> {
  const ids = new Set<string>();
  for (const queuedName of queuedNames) {
    const named = await client.findPlayers(draftId, queuedName, LOOKED_AT);
    const player = named.find(({ name }) => name.toLowerCase() === queuedName.toLowerCase());
    if (player) ids.add(player.id);
    else console.log(`${queuedName} is not available${named[0] ? `; did you mean ${named[0].name}?` : '.'}`);
  }
  if (ids.size === 0) return;
  try {
    await client.setQueue(draftId, teamId, [...ids]);
  } catch (error) {
    // The last picks were made in this very moment: no player is left to choose.
    if (!(error instanceof DraftClientError) || error.code !== 'DRAFT_OVER') throw error;
  }
}

/** Follows the draft to its end, and picks whenever it is this team's turn. */
async function play(): Promise<void> {
  await pickIfOnTheClock(sheet);
  const events = client.follow(draftId, sheet.version, {
    onCut: () => console.log('The connection is gone; trying again.'),
  });
  for await (const event of events) {
    switch (event.__typename) {
      case 'DraftPicked': {
        const why =
          event.source === 'MANUAL' ? '' : ` (${event.source}: ${event.reason ?? 'no reason given'})`;
        console.log(`${event.pickNumber}. ${teams.get(event.teamId)}: ${await nameOf(event.playerId)}${why}`);
        if (event.nextTeamId === teamId && event.nextPickNumber) await pick(event.nextPickNumber);
        break;
      }
      case 'DraftOpened':
      case 'DraftResumed':
      case 'DraftTimeReturned':
        if (event.teamId === teamId) await pick(event.pickNumber);
        break;
      case 'DraftPaused':
        console.log('The draft is paused.');
        break;
      case 'DraftResync':
        await pickIfOnTheClock(await client.sheet(draftId));
        break;
    }
  }
}

async function pickIfOnTheClock({ state, currentPick, board }: DraftSheet): Promise<void> {
  const onTheClock = board.find((pick) => pick.pickNumber === currentPick);
  if (state === 'IN_PROGRESS' && onTheClock?.teamId === teamId) await pick(onTheClock.pickNumber);
}

/** Picks for the team with the pick of that number: the first candidate that the service takes. */
async function pick(pickNumber: number): Promise<void> {
  for (const player of await candidates(pickNumber)) {
    try {
      await client.makePick(draftId, pickNumber, player.id);
      return;
    } catch (error) {
      const code = error instanceof DraftClientError ? error.code : '';
      if (TOO_LATE.includes(code)) return;
      if (!NOT_THIS_ONE.includes(code)) throw error;
    }
  }
  console.log(`Nobody fits for pick ${pickNumber}; leaving it to the clock.`);
}

/** Whom to try, in this order: the queue, then the best of every position, the last positions last. */
async function candidates(pickNumber: number): Promise<PlayerLine[]> {
  const [fromQueue, ...byPosition] = await Promise.all([
    client.queue(draftId, teamId),
    ...positions().map((position) => client.bestPlayers(draftId, LOOKED_AT, position)),
  ]);
  const roundsAfter = (sheet.settings?.rounds ?? 0) - Math.ceil(pickNumber / teams.size);
  const isForLater = ({ positions }: PlayerLine) =>
    roundsAfter >= LAST_POSITIONS.length && positions.every((name) => LAST_POSITIONS.includes(name));
  const best = byPosition
    .flat()
    .sort((a, b) => Number(isForLater(a)) - Number(isForLater(b)) || a.rank - b.rank);
  return [...fromQueue, ...best];
}

/** The positions that the roster names; a bench takes any, and names none. */
function positions(): string[] {
  return [...new Set(sheet.settings?.rosterSlots.flatMap(({ positions }) => positions ?? []))];
}

async function nameOf(playerId: string): Promise<string> {
  const name = names.get(playerId) ?? (await client.player(playerId))?.name ?? `player ${playerId}`;
  names.set(playerId, name);
  return name;
}

function printRoster({ state, board }: DraftSheet): void {
  console.log(`\n${teams.get(teamId)}, the draft is ${state.toLowerCase()}:`);
  for (const pick of board) {
    if (pick.teamId !== teamId || !pick.player) continue;
    const by = pick.source === 'MANUAL' ? '' : `, by ${pick.source}`;
    console.log(`  ${pick.round}. ${pick.player.name} (${pick.player.positions.join(', ')})${by}`);
  }
}
