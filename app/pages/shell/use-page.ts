import { useEffect } from "react";

/** Title of the page that was shown last; null: the visit begins. */
let last: string | null = null;

/**
 * Gives the window a page's title. Who comes from another page gets the focus on the new one's heading, as if the
 * browser had loaded it.
 */
export function usePage(title: string): void {
  useEffect(() => {
    document.title = title;
    const heading = document.querySelector<HTMLElement>("main h1");
    if (last !== null && last !== title && heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    last = title;
  }, [title]);
}
