import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type RefObject, useEffect, useState } from 'react';

interface SortableOptions {
  /** Items of different lists do not mix. */
  readonly list: string;
  readonly id: string;
  readonly index: number;
  /** Another item was dropped here: it wants to stand at the place of this one. */
  readonly onDrop: (id: string, index: number) => void;
}

/** Lets an element be dragged among others of its list. Buttons and keys do the same: nobody has to drag. */
export function useSortable(
  element: RefObject<HTMLElement | null>,
  { list, id, index, onDrop }: SortableOptions,
): { readonly isDragged: boolean; readonly isOver: boolean } {
  const [isDragged, setDragged] = useState(false);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    return combine(
      draggable({
        element: target,
        getInitialData: () => ({ list, id }),
        onDragStart: () => setDragged(true),
        onDrop: () => setDragged(false),
      }),
      dropTargetForElements({
        element: target,
        canDrop: ({ source }) => source.data['list'] === list && source.data['id'] !== id,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false);
          onDrop(String(source.data['id']), index);
        },
      }),
    );
  }, [element, list, id, index, onDrop]);
  return { isDragged, isOver };
}

/** The list with one item at another place. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.filter((_, index) => index !== from);
  const item = items[from];
  return item === undefined ? rest : [...rest.slice(0, to), item, ...rest.slice(to)];
}
