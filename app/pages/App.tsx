import "@fontsource-variable/source-sans-3/wght.css";
import "@fontsource-variable/source-code-pro/wght.css";
import "../ui/tokens.css";
import "../ui/base.css";
import "./app.css";
import { type ComponentType, lazy, Suspense, useState } from "react";
import { Route, Router, Switch } from "wouter";
import type { SettingsStore } from "../state/settings";
import { ComparePage } from "./compare/ComparePage";
import { CompareProvider, type CompareStore } from "./compare/context";
import { LoadBoundary } from "./LoadBoundary";
import { NotFound } from "./NotFound";
import { Header } from "./shell/Header";

export interface AppProps {
  compare: CompareStore;
  settings: SettingsStore;
  /** The laboratory is large, and loaded when somebody goes there. */
  loadLaboratory(): Promise<{ default: ComponentType }>;
}

/** Where the app is served: the root of a host, or a folder of it. */
const BASE = new URL(import.meta.env.BASE_URL, document.baseURI).pathname.replace(/\/$/, "");

/** All ready scenarios at a glance; only in development. */
const Gallery = import.meta.env.DEV ? lazy(() => import("./gallery/GalleryPage")) : null;

/** The whole app: a header, and the page of the address. */
export function App({ compare, settings, loadLaboratory }: AppProps) {
  const [Laboratory] = useState(() => lazy(loadLaboratory));
  return (
    <Router base={BASE}>
      <Header settings={settings} />
      <Switch>
        <Route path="/">
          <CompareProvider value={compare}>
            <ComparePage />
          </CompareProvider>
        </Route>
        <Route path="/lab">
          <LoadBoundary what="The laboratory">
            <Suspense fallback={<Waiting />}>
              <Laboratory />
            </Suspense>
          </LoadBoundary>
        </Route>
        {Gallery && (
          <Route path="/gallery">
            <Suspense>
              <Gallery />
            </Suspense>
          </Route>
        )}
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </Router>
  );
}

function Waiting() {
  return (
    <main className="waiting">
      <p role="status">The laboratory is being loaded…</p>
    </main>
  );
}
