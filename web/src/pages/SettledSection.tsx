import { usePoolPlayers } from '../pools/use_pool_players.ts';
import { inUsualOrder } from '../room/player_list.ts';
import { SettledFields } from '../settled/SettledFields.tsx';
import { settled as texts } from '../texts/settled.ts';
import { NumbersByPosition } from '../ui/NumbersByPosition.tsx';
import type { FormPool } from './DraftSections.tsx';
import type { SectionProps } from './draft_form.ts';
import { seatCount } from './presets.ts';

interface SettledProps extends SectionProps {
  readonly pool: FormPool | undefined;
}

/** What leagues agree on before the first pick: keepers, trades, picks that fall away, how many of a position a team may have. */
export function SettledSection({ form, change, pool }: SettledProps) {
  // Asked for once somebody keeps a player.
  const players = usePoolPlayers(form.settled.keepers.length > 0 ? (pool?.id ?? null) : null);
  return (
    <section className="card pad stack">
      <h2>{texts.title}</h2>
      <p className="small muted">{texts.hint}</p>
      <details className="more">
        <summary>{texts.open}</summary>
        {/* Players are of a pool: the fields begin anew with another one. */}
        <div className="stack loose" key={pool?.id}>
          <SettledFields
            teams={form.teams}
            rounds={seatCount(form.seats)}
            players={players}
            value={form.settled}
            onChange={(settled) => change({ settled })}
          />
          <div className="field">
            <span className="label">{texts.maximums}</span>
            <NumbersByPosition
              positions={inUsualOrder(pool?.positions ?? [])}
              value={form.maximums}
              onChange={(maximums) => change({ maximums })}
            />
            <span className="hint">{texts.maximumsHint}</span>
          </div>
        </div>
      </details>
    </section>
  );
}
