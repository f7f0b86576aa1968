import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { foldText, searchFor } from '../state/fold_text.ts';
import { say } from '../state/toasts.ts';
import { rankings as texts } from '../texts/rankings.ts';
import { Position } from '../ui/Position.tsx';
import { placed, withNamesOnTop } from './order.ts';
import { PasteNames } from './PasteNames.tsx';

const ROW_PX = 44;

interface RankingListProps {
  readonly saved: readonly PoolPlayer[];
  /** How many players the ranking that is saved names; null: there is none. */
  readonly ranked: number | null;
  /** Told whether the order is another one than the saved one. */
  readonly onUnsaved: (isUnsaved: boolean) => void;
  readonly onSave: (playerIds: readonly string[]) => void;
  readonly onRemove: () => void;
}

/** The players in their order: moved by a place that is typed, or by buttons. */
export function RankingList({ saved, ranked, onUnsaved, onSave, onRemove }: RankingListProps) {
  const [order, setOrder] = useState(saved);
  const [search, setSearch] = useState('');
  const [isPasting, setPasting] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const places = useMemo(() => order.map((player, index) => ({ player, place: index + 1 })), [order]);
  const shown = useMemo(() => {
    const wanted = searchFor(search);
    return wanted === '' ? places : places.filter(({ player }) => foldText(player.name).includes(wanted));
  }, [places, search]);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const isChanged = useMemo(() => order.some(({ id }, index) => id !== saved[index]?.id), [order, saved]);
  useEffect(() => {
    onUnsaved(isChanged);
    return () => onUnsaved(false);
  }, [isChanged, onUnsaved]);
  const move = (id: string, place: number) => setOrder(placed(order, id, place));
  function paste(text: string) {
    const { order: next, found, unknown } = withNamesOnTop(order, text);
    setOrder(next);
    setPasting(false);
    say(unknown.length > 0 ? texts.unknown(unknown) : texts.placed(found));
  }
  return (
    <section className="card ranking">
      <div className="tools">
        <div className="search">
          <Search size={16} aria-hidden="true" />
          <input
            type="search"
            className="input"
            aria-label={texts.search}
            placeholder={texts.search}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
        <button type="button" className="button" onClick={() => setPasting(true)}>
          {texts.paste}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={!isChanged}
          onClick={() => onSave(order.map(({ id }) => id))}
        >
          {texts.save}
        </button>
      </div>
      <div className="row between wrap state">
        <span className="small muted">
          {isChanged ? texts.unsaved : ranked === null ? texts.ofPool : texts.own(ranked)}
        </span>
        {ranked !== null && (
          <button type="button" className="button small quiet" onClick={onRemove}>
            {texts.remove}
          </button>
        )}
      </div>
      <div className="rows" ref={scroller} tabIndex={0} role="list" aria-label={texts.title}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const row = shown[index];
            return (
              row && (
                <Row
                  key={row.player.id}
                  {...row}
                  top={start}
                  isLast={row.place === order.length}
                  onMove={(place) => move(row.player.id, place)}
                />
              )
            );
          })}
        </div>
      </div>
      {isPasting && <PasteNames onPaste={paste} onClose={() => setPasting(false)} />}
    </section>
  );
}

interface RowProps {
  readonly player: PoolPlayer;
  readonly place: number;
  readonly top: number;
  readonly isLast: boolean;
  readonly onMove: (place: number) => void;
}

function Row({ player, place, top, isLast, onMove }: RowProps) {
  const { name, positions, proTeam } = player;
  return (
    <div className="player ranked" role="listitem" style={{ top }}>
      <input
        // Whoever typed something else and went away sees the place it is.
        key={place}
        className="input place figures"
        type="number"
        min={1}
        defaultValue={place}
        aria-label={texts.place(name)}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter' && currentTarget.valueAsNumber >= 1) onMove(currentTarget.valueAsNumber);
        }}
      />
      <Position positions={positions} />
      <span className="name truncate" dir="auto">
        {name}
      </span>
      <span className="pro muted">{proTeam}</span>
      <span className="acts">
        <button
          type="button"
          className="button quiet icon small"
          aria-label={texts.up(name)}
          disabled={place === 1}
          onClick={() => onMove(place - 1)}
        >
          <ArrowUp size={15} />
        </button>
        <button
          type="button"
          className="button quiet icon small"
          aria-label={texts.down(name)}
          disabled={isLast}
          onClick={() => onMove(place + 1)}
        >
          <ArrowDown size={15} />
        </button>
      </span>
    </div>
  );
}
