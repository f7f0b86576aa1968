import { useLayoutEffect, useRef, useState } from 'react';
import { putPicture, scrolledPicture } from '../state/picture.ts';

/** The board that came with the page, until there is time for one in which something can be pressed. */
export function BoardOfPicture() {
  const place = useRef<HTMLDivElement>(null);
  const [scrolled] = useState(scrolledPicture);
  useLayoutEffect(() => {
    if (place.current) putPicture(place.current, scrolled);
  }, [scrolled]);
  return <div className="board-of-picture" ref={place} />;
}
