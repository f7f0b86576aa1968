import { useEffect, useRef, useState } from 'react';
import { service } from '../state/service.ts';
import { duration } from '../texts/format.ts';
import { t } from '../texts.ts';

/** When it is said what is left, in milliseconds. */
const SAID_AT_MS = [60_000, 30_000, 10_000];
/** Whoever is on the clock for less is not named: in a rush of picks nobody could listen to all. */
const SETTLED_MS = 1_000;
/** Long enough to be read out; later it would not be true any more. */
const KEPT_MS = 5_000;
/** While the database's time is not known, or the clock has run out. */
const AGAIN_MS = 1_000;
/** Browsers wait no longer than some weeks, and a clock that is read again may be another one. */
const LONGEST_MS = 60_000;

interface SpokenProps {
  /** Who is on the clock with which pick. */
  readonly turn: string;
  readonly isMine: boolean;
  /** Both null: no clock runs. */
  readonly deadline: string | null;
  readonly clockEndsAt: string | null;
}

interface Left {
  readonly ms: number;
  readonly isBank: boolean;
}

/**
 * What screen readers are told of the clock without asking: who comes onto it, that the bank begins, and what is left at 60, 30 and 10
 * seconds. It is empty otherwise, so that nobody reads an old time in it; the clock itself can be read at any moment.
 */
export function Spoken({ turn, isMine, deadline, clockEndsAt }: SpokenProps) {
  const [text, setText] = useState('');
  const before = useRef(turn);
  useEffect(() => {
    if (turn === before.current) return;
    const say = () => {
      before.current = turn;
      const left = leftOf(deadline, clockEndsAt);
      setText(left ? `${turn}, ${leftText(left)}` : turn);
    };
    const timer = setTimeout(say, isMine ? 0 : SETTLED_MS);
    return () => clearTimeout(timer);
  }, [turn, isMine, deadline, clockEndsAt]);
  useEffect(() => {
    if (deadline === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (last: Left | null) => {
      const left = leftOf(deadline, clockEndsAt);
      if (left && last && isWorthSaying(last, left)) setText(leftText(left));
      const wait = left && left.ms > 0 ? left.ms - (SAID_AT_MS.find((at) => at < left.ms) ?? 0) : AGAIN_MS;
      timer = setTimeout(() => look(left ?? last), Math.min(wait, LONGEST_MS));
    };
    look(null);
    return () => clearTimeout(timer);
  }, [deadline, clockEndsAt]);
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => setText(''), KEPT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <span className="visually-hidden" aria-live={isMine ? 'assertive' : 'polite'} data-testid="spoken">
      {text}
    </span>
  );
}

/** What is left of the pick clock, then of the bank; null: nobody knows. */
function leftOf(deadline: string | null, clockEndsAt: string | null): Left | null {
  const onClock = service.clock.msUntil(clockEndsAt);
  const isBank = onClock !== null && onClock <= 0 && clockEndsAt !== deadline;
  const ms = onClock === null || isBank ? service.clock.msUntil(deadline) : onClock;
  return ms === null ? null : { ms, isBank };
}

function isWorthSaying(last: Left, { ms, isBank }: Left): boolean {
  return isBank !== last.isBank || SAID_AT_MS.some((at) => last.ms > at && ms <= at);
}

function leftText({ ms, isBank }: Left): string {
  const words = t.room.left(duration(Math.max(0, Math.ceil(ms / 1_000))));
  return isBank ? `${t.room.bank}: ${words}` : words;
}
