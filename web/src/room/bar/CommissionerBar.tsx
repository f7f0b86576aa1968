import { type LucideIcon, Pause, Play, Plus, RotateCcw, SkipForward, Undo2, Wrench, Zap } from 'lucide-react';
import { memo, useState } from 'react';
import { SLOW_SECONDS } from '../../rules/time_rules.ts';
import { reasonOf, service } from '../../state/service.ts';
import { say } from '../../state/toasts.ts';
import { deeds } from '../../texts/deeds.ts';
import { t } from '../../texts.ts';
import { Switch } from '../../ui/Switch.tsx';
import { useRoom } from '../room_state.ts';
import { type Asked, BarDialogs } from './BarDialogs.tsx';
import { MoreMenu } from './MoreMenu.tsx';

interface CommissionerBarProps {
  readonly isPicking: boolean;
  readonly onPicking: (isPicking: boolean) => void;
  /** Some pick is to be mended; the number is the one that is most likely meant. */
  readonly onMend: (pickNumber: number) => void;
}

/** What one press of the button adds to the clock: a minute, or an hour where the clock is a slow one. */
const [ADDED_SECONDS, ADDED_TO_LONG] = [60, 3_600];

/** What the commissioner of a league does in its draft: each at most two clicks and one clear question. */
export const CommissionerBar = memo(function CommissionerBar({
  isPicking,
  onPicking,
  onMend,
}: CommissionerBarProps) {
  const { state, live, sheet, isMyTurn, currentTeam, hasClock } = useRoom();
  const [asked, setAsked] = useState<Asked | null>(null);
  const draftId = live.draftId;
  const last = lastPick(state.cells);
  const hasTurn = currentTeam !== null && hasClock;
  const isLong = (sheet.settings?.secondsPerPick ?? 0) >= SLOW_SECONDS;
  const added = isLong ? ADDED_TO_LONG : ADDED_SECONDS;
  async function run(work: () => Promise<unknown>) {
    try {
      await work();
    } catch (error) {
      say(reasonOf(error));
    }
  }
  return (
    <section className="commissioner" aria-label={t.commissioner.bar}>
      <b className="eyebrow">{t.commissioner.bar}</b>
      <NextStep run={run} onStart={() => setAsked('start')} />
      {hasTurn && state.overtimeSince === null && (
        <button
          type="button"
          className="button small quiet"
          onClick={() => void run(() => service.addTime(draftId, added, state.version))}
        >
          <Plus size={15} />
          {t.commissioner.addTime(added)}
        </button>
      )}
      {hasTurn && (
        <button
          type="button"
          className="button small quiet"
          onClick={() => void run(() => service.resetClock(draftId, state.version))}
        >
          <RotateCcw size={15} />
          {t.commissioner.reset}
        </button>
      )}
      {state.state === 'IN_PROGRESS' && (
        <button type="button" className="button small quiet" onClick={() => setAsked('skip')}>
          <SkipForward size={15} />
          {t.commissioner.skip}
        </button>
      )}
      {state.state === 'IN_PROGRESS' && (
        <button type="button" className="button small quiet" onClick={() => setAsked('force')}>
          <Zap size={15} />
          {deeds.force}
        </button>
      )}
      {last !== null && state.state !== 'CANCELLED' && (
        <>
          <button type="button" className="button small quiet" onClick={() => setAsked('undo')}>
            <Undo2 size={15} />
            {deeds.undo}
          </button>
          <button type="button" className="button small quiet" onClick={() => onMend(last)}>
            <Wrench size={15} />
            {deeds.mend}
          </button>
        </>
      )}
      {currentTeam && !isMyTurn && (
        <Switch label={t.commissioner.pick} isOn={isPicking} onChange={onPicking} />
      )}
      <MoreMenu onAsk={setAsked} />
      {asked && <BarDialogs asked={asked} onClose={() => setAsked(null)} />}
    </section>
  );
});

interface NextStepProps {
  readonly run: (work: () => Promise<unknown>) => Promise<void>;
  readonly onStart: () => void;
}

/** Starts, pauses or resumes the draft: one button whatever it says, so that who pressed it with a key is still on it. */
function NextStep({ run, onStart }: NextStepProps) {
  const { state, live } = useRoom();
  const steps: Readonly<Record<string, readonly [string, LucideIcon, () => void] | undefined>> = {
    SCHEDULED: [t.commissioner.start, Play, onStart],
    IN_PROGRESS: [t.commissioner.pause, Pause, () => void run(() => service.pauseDraft(live.draftId))],
    PAUSED: [t.commissioner.resume, Play, () => void run(() => service.resumeDraft(live.draftId))],
  };
  const step = steps[state.state];
  if (!step) return null;
  const [name, Icon, press] = step;
  const isRunning = state.state === 'IN_PROGRESS';
  return (
    <button type="button" className={isRunning ? 'button small' : 'button small primary'} onClick={press}>
      <Icon size={15} />
      {name}
    </button>
  );
}

/** The number of the pick that was made last; null where there is none yet. */
function lastPick(cells: readonly { pickNumber: number; at: string | null }[]): number | null {
  let last: { pickNumber: number; at: string | null } | null = null;
  for (const cell of cells) if (cell.at !== null && cell.at >= (last?.at ?? '')) last = cell;
  return last?.pickNumber ?? null;
}
