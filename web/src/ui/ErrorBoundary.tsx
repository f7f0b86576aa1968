import { Component, type ReactNode } from 'react';
import { dropPicture } from '../state/picture.ts';
import { t } from '../texts.ts';

interface Props {
  readonly children: ReactNode;
  /** Shown above what broke; the clock of a draft stays where it is. */
  readonly compact?: boolean;
}

/** What broke stays here: the rest of the page goes on, and this part says what to do. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: unknown) {
    // To the console, where whoever helps looks.
    reportError(error);
    // What to do stands in its place.
    if (!this.props.compact) dropPicture();
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className={this.props.compact ? 'empty' : 'centre'} role="alert">
        <div className="card pad stack">
          <h2>{t.errors.broken}</h2>
          <p>{t.errors.brokenHow}</p>
          <pre className="small truncate">{`${error.name}: ${error.message}`}</pre>
          <button type="button" className="button primary" onClick={() => location.reload()}>
            {t.errors.reload}
          </button>
        </div>
      </div>
    );
  }
}
