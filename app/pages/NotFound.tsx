import { Link } from "wouter";
import { usePage } from "./shell/use-page";

/** For addresses that lead nowhere. */
export function NotFound() {
  usePage("No page here · Strata");
  return (
    <main className="not-found">
      <h1>There is no page at this address</h1>
      <p>
        It may have been mistyped. <Link href="/">Go to the comparison</Link>.
      </p>
    </main>
  );
}
