import { useState } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { useRoom } from '../room/room_state.ts';
import { foldText } from '../state/fold_text.ts';
import { strategies as texts } from '../texts/strategies.ts';

type Kind = 'players' | 'lists' | 'json';

interface TextOptionProps {
  readonly id: string;
  readonly kind: Kind;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

const PLACEHOLDERS = { players: texts.names, lists: texts.lists, json: texts.json } as const;

/** An option that is written as text: names of players, a line a round, or JSON. What cannot be read is said and not sent. */
export function TextOption({ id, kind, value, onChange }: TextOptionProps) {
  const { view } = useRoom();
  const [text, setText] = useState(() => written(kind, value, view.players));
  const [problem, setProblem] = useState<string | null>(null);
  function change(next: string) {
    setText(next);
    const read = readText(kind, next, view.players);
    setProblem(read.problem);
    if (read.problem === null) onChange(read.value);
  }
  return (
    <>
      <textarea
        id={id}
        className="input paste"
        rows={3}
        spellCheck={false}
        placeholder={PLACEHOLDERS[kind]}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      {problem !== null && (
        <span className="notice warn" role="alert">
          {problem}
        </span>
      )}
    </>
  );
}

type Players = ReadonlyMap<string, PoolPlayer>;

function written(kind: Kind, value: unknown, players: Players): string {
  if (kind === 'json') return value === undefined ? '' : JSON.stringify(value, null, 2);
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const line = (each: unknown) =>
    kind === 'players'
      ? (players.get(String(each))?.name ?? String(each))
      : Array.isArray(each)
        ? each.join(', ')
        : String(each);
  return list.map(line).join('\n');
}

interface Read {
  readonly value: unknown;
  readonly problem: string | null;
}

function readText(kind: Kind, text: string, players: Players): Read {
  if (kind === 'json') {
    try {
      return { value: text.trim() === '' ? undefined : JSON.parse(text), problem: null };
    } catch {
      return { value: undefined, problem: texts.jsonWrong };
    }
  }
  const lines = text.split('\n').map((line) => line.trim());
  if (kind === 'lists') {
    const rounds = lines.map((line) => line.split(/[\s,;]+/).filter((word) => word !== ''));
    while (rounds.at(-1)?.length === 0) rounds.pop();
    return { value: rounds, problem: null };
  }
  const byName = new Map([...players.values()].map(({ id, name }) => [foldText(name), id]));
  const named = lines
    .filter((line) => line !== '')
    .map((line) => [line, byName.get(foldText(line))] as const);
  const unknown = named.filter(([, id]) => id === undefined).map(([name]) => name);
  return {
    value: named.flatMap(([, id]) => id ?? []),
    problem: unknown.length > 0 ? texts.unknown(unknown) : null,
  };
}
