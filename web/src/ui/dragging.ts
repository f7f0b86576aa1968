import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';

interface DraggedItem {
  /** Items of different lists do not mix. */
  readonly list: string;
  readonly id: string;
  readonly onDragged: (isDragged: boolean) => void;
  /** Another item of the list is held above this one, or no longer. */
  readonly onOver: (isOver: boolean) => void;
  /** Another item was dropped here. */
  readonly onDrop: (id: string) => void;
}

/** Lets an element be dragged, and others of its list be dropped on it. Answers what ends that. */
export function makeDraggable(
  element: HTMLElement,
  { list, id, onDragged, onOver, onDrop }: DraggedItem,
): () => void {
  return combine(
    draggable({
      element,
      getInitialData: () => ({ list, id }),
      onDragStart: () => onDragged(true),
      onDrop: () => onDragged(false),
    }),
    dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data['list'] === list && source.data['id'] !== id,
      onDragEnter: () => onOver(true),
      onDragLeave: () => onOver(false),
      onDrop: ({ source }) => {
        onOver(false);
        onDrop(String(source.data['id']));
      },
    }),
  );
}
