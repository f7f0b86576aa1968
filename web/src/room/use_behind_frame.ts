import { useEffect, useState } from 'react';
import { behindFrame } from '../ui/behind_frame.ts';

/** False until the frame is painted that begins with it, where `isLater` says so at first; then, and elsewhere, true. */
export function useBehindFrame(isLater: () => boolean): boolean {
  const [isNow, setNow] = useState(() => !isLater());
  useEffect(() => (isNow ? undefined : behindFrame(() => setNow(true))), [isNow]);
  return isNow;
}
