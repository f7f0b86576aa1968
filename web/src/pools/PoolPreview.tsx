import type { PreviewPoolMutation } from '../../../client/operations.generated.ts';
import { pools as texts } from '../texts/pools.ts';
import { Position } from '../ui/Position.tsx';

type Preview = NonNullable<PreviewPoolMutation['previewPool']>;

const PLAYERS_SHOWN = 8;
const REJECTED_SHOWN = 5;

/** What a text would make: how it was read, the first players, and which lines are none. */
export function PoolPreview({ preview }: { readonly preview: Preview }) {
  const { problem, format, playerCount, rankedBy, unused, players, rejected, rejectedCount } = preview;
  return (
    <div className="stack tight" aria-live="polite">
      <p className={problem === null ? 'notice good' : 'notice bad'}>
        {problem ?? texts.found(playerCount, format)}
      </p>
      {problem === null && (
        <p className="small muted">
          {rankedBy === null ? texts.rankedByOrder : texts.ranked(rankedBy)}{' '}
          {unused.length > 0 && texts.unused(unused.join(', '))}
        </p>
      )}
      {rejectedCount > 0 && (
        <div className="notice warn">
          <div>
            {texts.rejected(rejectedCount)}
            <ul>
              {rejected.slice(0, REJECTED_SHOWN).map(({ line, reason }) => (
                <li key={line}>
                  <b>{texts.line(line)}</b>: {reason}
                </li>
              ))}
            </ul>
            {rejectedCount > REJECTED_SHOWN && texts.moreRejected(rejectedCount - REJECTED_SHOWN)}
          </div>
        </div>
      )}
      {players.length > 0 && (
        <table className="pool-preview">
          <caption className="small muted">
            {texts.first(Math.min(PLAYERS_SHOWN, players.length), playerCount)}
          </caption>
          <thead>
            <tr>
              {Object.values(texts.columns).map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {players.slice(0, PLAYERS_SHOWN).map(({ rank, name, positions, proTeam, byeWeek }) => (
              <tr key={rank}>
                <td className="figures">{rank}</td>
                <td className="truncate" dir="auto">
                  {name}
                </td>
                <td>
                  <Position positions={positions} />
                </td>
                <td>{proTeam}</td>
                <td className="figures">{byeWeek}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
