/** For tests: a world's plain data, looked up by the oracle's own means, and the sentences that it finds to say. */
import type { Build } from "../../container/build/tables";
import type { KeptEngine } from "../../container/engine/kept";
import type { Pull, RepositoryDigest } from "../../container/images/tables";
import type { ContainerRun } from "../../container/lifecycle/runs";
import type { Container, Endpoint, Engine, Image, ImageLayer, Network, Volume } from "../../container/tables";
import type { FlowJob, FlowNode } from "../../core/flow";
import type { FlowStream, FlowTree } from "../../core/shares/tables";
import type { Row } from "../../core/table";
import type { Phase, Work } from "../../core/work";
import type { WorldData } from "../../core/world";
import type { Cgroup } from "../../kernel/cgroup/table";
import type { Disk, Entry, FileSystem, FileTree, Inode, Mount, PageCharge } from "../../kernel/files/tables";
import type { Kernel } from "../../kernel/kernel";
import type { Namespace } from "../../kernel/namespace/table";
import type {
  ForwardFilter,
  HostName,
  Listener,
  Masquerade,
  NatRule,
  NetInterface,
  Resolver,
  Route,
} from "../../kernel/net/tables";
import type { Line, Stream } from "../../kernel/output";
import type { Process } from "../../kernel/process/table";
import type { Timer } from "../../kernel/process/timer";
import type { App, Hypervisor, Machine, System, VirtualMachine } from "../../machine/tables";
import type { Migration } from "../../machine/vms/migrations";
import type { Snapshot } from "../../machine/vms/snapshot-store";

/** Tables by their names, as far as the oracle reads them. */
interface Tables {
  readonly app: App;
  readonly "boot-hook": Row & { readonly machine: number };
  readonly build: Build;
  readonly "build-step": Row & { readonly build: number };
  readonly "cached-step": Row & {
    readonly engine: number;
    readonly key: string;
    readonly layer: number | null;
  };
  readonly cgroup: Cgroup;
  readonly container: Container;
  readonly "container-run": ContainerRun;
  readonly disk: Disk;
  readonly endpoint: Endpoint;
  readonly engine: Engine;
  readonly "engine-skeleton": Row & { readonly engine: number; readonly tree: number };
  readonly entry: Entry;
  readonly exec: Row & {
    readonly container: number;
    readonly process: number;
    readonly output: number;
    readonly exit: unknown;
  };
  readonly "file-system": FileSystem;
  readonly "file-tree": FileTree;
  readonly "flow-job": FlowJob;
  readonly "flow-node": FlowNode;
  readonly "flow-stream": FlowStream;
  readonly "flow-tree": FlowTree;
  readonly "forward-filter": ForwardFilter;
  readonly "host-name": HostName;
  readonly hypervisor: Hypervisor;
  readonly image: Image;
  readonly "image-layer": ImageLayer;
  readonly inode: Inode;
  readonly kernel: Kernel;
  readonly "kept-engine": KeptEngine;
  readonly "layer-use": Row & { readonly layer: number; readonly user: number };
  readonly "layer-pull": Row & { readonly pull: number; readonly work: number | null };
  readonly lease: Row & {
    readonly ns: number;
    readonly pool: string;
    readonly card: number;
    readonly address: string;
  };
  readonly line: Line;
  readonly listener: Listener;
  readonly machine: Machine;
  readonly masquerade: Masquerade;
  readonly migration: Migration;
  readonly mount: Mount;
  readonly namespace: Namespace;
  readonly "nat-rule": NatRule;
  readonly "net-interface": NetInterface;
  readonly network: Network;
  readonly "page-charge": PageCharge;
  readonly phase: Phase;
  readonly process: Process;
  readonly pull: Pull;
  readonly "repository-digest": RepositoryDigest;
  readonly resolver: Resolver;
  readonly route: Route;
  readonly snapshot: Snapshot;
  readonly stream: Stream;
  readonly system: System;
  readonly timer: Timer;
  readonly "virtual-machine": VirtualMachine;
  readonly volume: Volume;
  readonly "volume-use": Row & { readonly volume: number; readonly container: number };
  readonly work: Work;
}

type Name = keyof Tables;

export class Book {
  readonly data: WorldData;
  /** What does not add up, one sentence each. */
  readonly sentences: string[] = [];
  readonly #byId = new Map<string, Map<number, Row>>();

  constructor(data: WorldData) {
    this.data = data;
  }

  /** All rows of a table. */
  all<N extends Name>(table: N): readonly Tables[N][] {
    return (this.data.tables[table] ?? []) as unknown as readonly Tables[N][];
  }

  /** The row of a number. */
  get<N extends Name>(table: N, id: number | null | undefined): Tables[N] | undefined {
    let rows = this.#byId.get(table);
    if (rows === undefined) {
      rows = new Map(this.all(table).map((row) => [row.id, row]));
      this.#byId.set(table, rows);
    }
    return rows.get(id ?? -1) as Tables[N] | undefined;
  }

  /** Rows of a table by what `key` makes of them. */
  group<N extends Name>(
    table: N,
    key: (row: Tables[N]) => number | string,
  ): Map<number | string, Tables[N][]> {
    const groups = new Map<number | string, Tables[N][]>();
    for (const row of this.all(table)) {
      const at = key(row);
      const rows = groups.get(at);
      if (rows) rows.push(row);
      else groups.set(at, [row]);
    }
    return groups;
  }

  /** Says a sentence unless something holds. */
  hold(holds: boolean, sentence: () => string): void {
    if (!holds) this.sentences.push(sentence());
  }

  /** Says so where two rows of a table have the same key. */
  unique<N extends Name>(table: N, what: string, key: (row: Tables[N]) => string | undefined): void {
    const seen = new Map<string, number>();
    for (const row of this.all(table)) {
      const at = key(row);
      if (at === undefined) continue;
      const other = seen.get(at);
      this.hold(other === undefined, () => `${what} ${at} is that of ${table} ${other} and ${row.id}`);
      seen.set(at, row.id);
    }
  }

  /** Says so where a row refers to one that is not there. */
  refer(table: Name, id: number | null | undefined, from: () => string): void {
    this.hold(
      this.get(table, id) !== undefined,
      () => `${from()} refers to ${table} ${id}, which is not there`,
    );
  }
}

/** Adds to a number of a map. */
export function add<K>(sums: Map<K, number>, key: K, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}
