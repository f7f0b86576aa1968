import { useMemo } from 'react';
import { encode } from 'uqr';

/** A QR code, dark on light in both themes: cameras read it so. */
export function Qr({ text }: { readonly text: string }) {
  const { size, path } = useMemo(() => {
    const { size: modules, data } = encode(text, { border: 1 });
    const squares = data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    );
    return { size: modules, path: squares.join('') };
  }, [text]);
  return (
    <div className="qr" role="img" aria-label={text}>
      <svg viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" aria-hidden="true">
        <path d={path} fill="#000" />
      </svg>
    </div>
  );
}
