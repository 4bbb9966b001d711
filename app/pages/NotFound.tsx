import { Link } from "wouter";

/** For addresses that lead nowhere. */
export function NotFound() {
  return (
    <main className="not-found">
      <h1>There is no page at this address</h1>
      <p>
        It may have been mistyped. <Link href="/">Go to the comparison</Link>.
      </p>
    </main>
  );
}
