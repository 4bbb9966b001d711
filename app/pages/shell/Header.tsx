import { useState } from "react";
import { Link, useRoute } from "wouter";
import type { SettingsStore } from "../../state/settings";
import { Button } from "../../ui/Button";
import { HelpDialog } from "./HelpDialog";
import { Logo } from "./Logo";
import { SchemeSwitch } from "./SchemeSwitch";
import "./header.css";

/** The page's head: where one is, how it looks, and help. */
export function Header({ settings }: { settings: SettingsStore }) {
  const [helps, setHelps] = useState(false);
  return (
    <header className="header">
      <Link href="/" className="wordmark">
        <Logo />
        <span className="wordmark-text">Strata</span>
      </Link>
      <nav aria-label="Pages" className="header-nav">
        <PageLink href="/">Compare</PageLink>
        <PageLink href="/lab">Lab</PageLink>
      </nav>
      <div className="header-tools">
        <SchemeSwitch settings={settings} />
        <Button onPress={() => setHelps(true)}>Help</Button>
      </div>
      <HelpDialog open={helps} onClose={() => setHelps(false)} />
    </header>
  );
}

function PageLink({ href, children }: { href: string; children: string }) {
  const [here] = useRoute(href);
  return (
    <Link href={href} className="header-link" aria-current={here ? "page" : undefined}>
      {children}
    </Link>
  );
}
