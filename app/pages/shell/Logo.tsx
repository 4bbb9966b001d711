/** Strata: layers, in the colours of their roles. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 28 28" aria-hidden="true">
      <rect className="logo-app" x="1" y="1" width="26" height="6.5" rx="3" />
      <rect className="logo-userland" x="1" y="8.5" width="26" height="4.5" rx="1" />
      <rect className="logo-kernel" x="1" y="14" width="26" height="6.5" rx="1" />
      <rect className="logo-hardware" x="1" y="21.5" width="26" height="5.5" rx="1.5" />
    </svg>
  );
}
