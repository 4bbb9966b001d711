import { Component, type ReactNode } from "react";
import { ErrorCard } from "../ui/ErrorCard";

export interface LoadBoundaryProps {
  /** What is loaded, as the beginning of a sentence: `The laboratory`. */
  what: string;
  children: ReactNode;
}

/** Where a part of the app is loaded late: says so if it cannot be, instead of leaving an empty page. */
export class LoadBoundary extends Component<LoadBoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main className="waiting">
        <h1 className="unseen">{this.props.what}</h1>
        <ErrorCard
          what={`${this.props.what} cannot be shown.`}
          why="A part of it could not be loaded, or has failed."
          wayOut="Check the connection, then load the page again: the world is kept in its address."
          detail={error.message}
          retryLabel="Load again"
          onRetry={() => location.reload()}
        />
      </main>
    );
  }
}
