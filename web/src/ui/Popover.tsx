import { type ReactNode, useId, useRef } from 'react';

interface PopoverProps {
  /** What the button shows, and is called where that is no text. */
  readonly button: ReactNode;
  readonly label?: string;
  readonly className?: string;
  /** How the button looks. */
  readonly look?: string;
  /** What opens below it; `hide` closes it. */
  readonly children: (hide: () => void) => ReactNode;
}

const GAP_PX = 6;
const EDGE_PX = 12;

/** A button with something that opens below it; the browser closes it with Escape, or a press elsewhere. */
export function Popover({
  button,
  label,
  className = '',
  look = 'button small quiet',
  children,
}: PopoverProps) {
  const id = useId();
  const pane = useRef<HTMLDivElement>(null);
  function place(from: DOMRect) {
    const style = pane.current?.style;
    style?.setProperty('top', `${from.bottom + GAP_PX}px`);
    // Towards the middle of the page, where there is room.
    const isLeft = from.left + from.right < innerWidth;
    style?.setProperty('left', isLeft ? `${Math.max(EDGE_PX, from.left)}px` : 'auto');
    style?.setProperty('right', isLeft ? 'auto' : `${Math.max(EDGE_PX, innerWidth - from.right)}px`);
    style?.setProperty('max-height', `calc(100dvh - ${from.bottom + GAP_PX + EDGE_PX}px)`);
  }
  return (
    <>
      <button
        type="button"
        className={look}
        popoverTarget={id}
        aria-label={label}
        title={label}
        onClick={({ currentTarget }) => place(currentTarget.getBoundingClientRect())}
      >
        {button}
      </button>
      <div ref={pane} id={id} popover="auto" className={`popover ${className}`}>
        {children(() => pane.current?.hidePopover())}
      </div>
    </>
  );
}
