import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { foldText, searchFor } from '../state/fold_text.ts';
import { say } from '../state/toasts.ts';
import { rankings as texts } from '../texts/rankings.ts';
import { Button } from '../ui/Button.tsx';
import { Position } from '../ui/Position.tsx';
import { placed, withNamesOnTop } from './order.ts';
import { PasteNames } from './PasteNames.tsx';

const ROW_PX = 44;

interface RankingListProps {
  readonly saved: readonly PoolPlayer[];
  /** Which order it is that is saved: the list begins anew with another one, saved here or in another tab. Null: nobody has saved one. */
  readonly version: string | null;
  /** How many players the ranking that is saved names; null: there is none. */
  readonly ranked: number | null;
  /** Told whether the order is another one than the saved one. */
  readonly onUnsaved: (isUnsaved: boolean) => void;
  readonly onSave: (playerIds: readonly string[]) => void;
  readonly onRemove: () => void;
}

/** The players in their order: moved by a place that is typed, or by buttons. */
export function RankingList({ saved, version, ranked, onUnsaved, onSave, onRemove }: RankingListProps) {
  const [order, setOrder] = useState(saved);
  const [begunWith, setBegunWith] = useState(version);
  // The order alone: whoever saves stays where they are in the list, in their search, and on the button.
  if (version !== begunWith) {
    setBegunWith(version);
    setOrder(saved);
  }
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
    <section className="card ranking" aria-label={texts.title}>
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
        <Button
          className="button primary"
          isOff={!isChanged}
          onClick={() => onSave(order.map(({ id }) => id))}
        >
          {texts.save}
        </Button>
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
        <Button
          className="button quiet icon small"
          aria-label={texts.up(name)}
          isOff={place === 1}
          onClick={() => onMove(place - 1)}
        >
          <ArrowUp size={15} />
        </Button>
        <Button
          className="button quiet icon small"
          aria-label={texts.down(name)}
          isOff={isLast}
          onClick={() => onMove(place + 1)}
        >
          <ArrowDown size={15} />
        </Button>
      </span>
    </div>
  );
}
