import { type RefObject, useEffect, useState } from 'react';

type Dragging = typeof import('./dragging.ts');

interface SortableOptions {
  /** Items of different lists do not mix. */
  readonly list: string;
  readonly id: string;
  readonly index: number;
  /** Another item was dropped here: it wants to stand at the place of this one. */
  readonly onDrop: (id: string, index: number) => void;
}

/** Resolved once somebody points at an item, which they do before they drag it: nobody waits for the library that drags. */
const pointedAt = Promise.withResolvers<void>();
const point = () => pointedAt.resolve();
let loading: Promise<Dragging | null> | undefined;

function loadWhenPointedAt(): Promise<Dragging | null> {
  loading ??= pointedAt.promise
    .then(() => import('./dragging.ts'))
    .catch(() => {
      // The next item that is shown tries again; buttons and keys do the same as dragging.
      loading = undefined;
      return null;
    });
  return loading;
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
    let isGone = false;
    let end = () => {};
    target.addEventListener('pointerover', point);
    void loadWhenPointedAt().then((dragging) => {
      if (dragging === null || isGone) return;
      end = dragging.makeDraggable(target, {
        ...{ list, id, onDragged: setDragged, onOver: setOver },
        onDrop: (dropped) => onDrop(dropped, index),
      });
    });
    return () => {
      target.removeEventListener('pointerover', point);
      isGone = true;
      end();
    };
  }, [element, list, id, index, onDrop]);
  return { isDragged, isOver };
}
