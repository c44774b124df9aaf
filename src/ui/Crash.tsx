import { Component } from 'react';
import type { ReactNode } from 'react';

interface CrashState {
  readonly message: string | null;
}

/** In place of a page that cannot be drawn because of a bug of ours: what happened, and that nothing is lost. */
export class Crash extends Component<{ readonly children: ReactNode }, CrashState> {
  override state: CrashState = { message: null };

  static getDerivedStateFromError(error: unknown): CrashState {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <main className="app-crash">
        <h1>The page cannot be drawn</h1>
        <p>A fault of the playground, not of your rule: {message}</p>
        <p>What was saved is still in this browser.</p>
        <button type="button" className="p-button p-button-primary" onClick={() => location.reload()}>
          Reload
        </button>
      </main>
    );
  }
}
