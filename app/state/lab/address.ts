/** The page's address, of which the laboratory owns the hash. */

export interface Address {
  /** The hash without `#`, or an empty string. */
  read(): string;
  /** Puts another hash in place of the one that is there; tells whether the browser took it. */
  replace(hash: string): boolean;
  /** The whole address with this hash. */
  link(hash: string): string;
  /** Hears when somebody else changes the hash: a link that is pasted, the browser's back. Returns the unsubscriber. */
  onChange(listener: () => void): () => void;
}

/** The parts of a window that hold its address. */
export type AddressWindow = Pick<Window, "location" | "history" | "addEventListener" | "removeEventListener">;

/** The address of this window; written only while the page is the one at which it was made. */
export function browserAddress(page: AddressWindow): Address {
  const { pathname } = page.location;
  const isHere = () => page.location.pathname === pathname;
  return {
    read: () => page.location.hash.slice(1),
    replace(hash) {
      if (!isHere()) return false;
      try {
        page.history.replaceState(page.history.state, "", `#${hash}`);
        return true;
      } catch {
        // Too long, or too often within a short time.
        return false;
      }
    },
    link: (hash) => `${page.location.origin}${pathname}#${hash}`,
    onChange(listener) {
      const changed = () => {
        if (isHere()) listener();
      };
      page.addEventListener("hashchange", changed);
      return () => page.removeEventListener("hashchange", changed);
    },
  };
}
