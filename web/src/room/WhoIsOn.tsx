import type { ReactNode } from 'react';

interface WhoIsOnProps {
  /** What it is about this team. */
  readonly eyebrow: string;
  readonly team: string;
  /** Which pick, in words. */
  readonly place: string;
  readonly children?: ReactNode;
}

/** Which team is on the clock, with which pick. */
export function WhoIsOn({ eyebrow, team, place, children }: WhoIsOnProps) {
  return (
    <div className="who">
      <span className="eyebrow">{eyebrow}</span>
      <strong className="team truncate" dir="auto">
        {team}
      </strong>
      <span className="place figures">{place}</span>
      {children}
    </div>
  );
}
