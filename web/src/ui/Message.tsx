import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { t } from '../texts.ts';

interface MessageProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** A whole page that says one thing, and what to do. */
export function Message({ title, children }: MessageProps) {
  return (
    <main className="centre">
      <div className="card stack">
        <h1>{title}</h1>
        {children}
        <Link href="/" className="button">
          {t.signIn.home}
        </Link>
      </div>
    </main>
  );
}
