import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import {
  type CommandInput,
  commandKinds,
  hypervisorChoices,
  type LayerView,
  systemChoices,
} from "../../sim/index";
import { lineOf, linesOf, type TypedLine } from "./lines";
import { palette } from "./palette";
import { engineHost, host, PATIENCE_MS, Trial } from "./trials/trial";

const NASTY = `it's "a" $(b) \`c\` ;& |>*?\\ d`;

/** One command of each kind, with everything that can be said. */
function everyCommand(text: string): CommandInput[] {
  const box = { machine: "laptop" } as const;
  const one = { machine: "laptop", container: "web" } as const;
  const by = { machine: "laptop", pid: 1 } as const;
  const container = {
    ...box,
    image: "nginx",
    name: "web",
    command: ["sh", "-c", text],
    entrypoint: [text, "-x"],
    env: { KEY: text },
    labels: { a: text },
    user: "1000",
    workdir: text,
    hostname: "h",
    memory: 67_108_864,
    memoryReservation: 1_000,
    memorySwap: -1,
    cpus: 0.5,
    cpuShares: 2,
    cpuset: "0-1",
    pidsLimit: 0,
    ports: ["8080:80", { hostAddress: "127.0.0.1", hostPort: 53, port: 53, protocol: "udp" as const }],
    mounts: [text, { kind: "bind" as const, source: text, target: "/x", readOnly: true }],
    network: "n",
    ip: "10.0.0.2",
    aliases: ["a"],
    restart: "always",
    autoRemove: true,
    privileged: true,
    capAdd: ["NET_ADMIN"],
    capDrop: ["ALL"],
    readOnly: true,
    init: true,
    pidMode: "host" as const,
    tty: true,
    openStdin: true,
    stopSignal: "SIGINT",
    stopTimeout: 1_500,
  };
  return [
    { do: "addMachine", name: "new", preset: "vps", os: "debian-13" },
    { do: "installOs", machine: "bare", os: "debian-13" },
    { do: "installApp", ...box, name: "crm" },
    { do: "startApp", ...box, name: "crm" },
    { do: "crashApp", ...box, name: "crm" },
    { do: "powerOn", ...box },
    { do: "powerOff", ...box },
    { do: "restart", ...box },
    { do: "shutDown", ...box },
    { do: "crashKernel", ...box },
    { do: "exploitKernel", ...box, layer: "laptop/container/web" },
    { do: "installHypervisor", ...box, product: "kvm" },
    {
      do: "createVm",
      host: "laptop",
      name: "vm2",
      os: "debian-13",
      vcpus: 2,
      disk: "full",
      nested: true,
      profile: "microvm",
    },
    { do: "pauseVm", machine: "vm1" },
    { do: "resumeVm", machine: "vm1" },
    { do: "snapshotVm", machine: "vm1", snapshot: text },
    { do: "restoreVm", machine: "vm1", snapshot: text },
    { do: "deleteSnapshot", machine: "vm1", snapshot: text },
    { do: "deleteVm", machine: "vm1" },
    { do: "migrateVm", machine: "vm1", to: "other" },
    { do: "crashHypervisor", ...box, product: "kvm" },
    { do: "spawnProcess", ...by, argv: [text, "-c", text] },
    { do: "execProgram", ...by, argv: [text] },
    { do: "exitProcess", ...by, code: 3 },
    { do: "reapProcess", ...by, target: 5 },
    { do: "signal", ...by, target: 5, signal: 9 },
    { do: "unshareNamespaces", ...by, kinds: ["pid", "net"] },
    { do: "enterNamespace", ...by, inode: 4_026_532_201 },
    { do: "setHostname", ...by, name: text },
    { do: "writeFile", ...by, path: text, content: `${text}\n` },
    { do: "makeDirectory", ...by, path: text, mode: 0o755, parents: true },
    { do: "makeLink", ...by, target: text, path: text },
    { do: "removeFile", ...by, path: text },
    { do: "removeDirectory", ...by, path: text },
    { do: "renameFile", ...by, from: text, to: text },
    { do: "changeMode", ...by, path: text, mode: 0o644 },
    { do: "changeOwner", ...by, path: text, uid: 1, gid: 2 },
    { do: "mountFileSystem", ...by, type: "tmpfs", path: text, readOnly: true, sizeBytes: 1_000 },
    { do: "mountOverlay", ...by, lowers: [text, "/b"], upper: "/u", path: text },
    { do: "bindMount", ...by, from: text, to: text, readOnly: true },
    { do: "unmount", ...by, path: text },
    { do: "makeCgroup", ...by, parent: "/", name: text },
    { do: "removeCgroup", ...by, path: `/${text}` },
    { do: "writeCgroupFile", ...by, path: "/app", file: "memory.max", text: "100M" },
    { do: "addInterface", ...by, name: text },
    { do: "addVeth", ...by, name: text, peer: "p", peerNs: 4_026_532_201 },
    { do: "deleteLink", ...by, name: text },
    { do: "setLink", ...by, name: text, up: true, master: "br0" },
    { do: "moveLink", ...by, name: text, to: 4_026_532_201, newName: text },
    { do: "addAddress", ...by, name: text, address: "10.0.0.1/24" },
    { do: "deleteAddress", ...by, name: text, address: "10.0.0.1/24" },
    { do: "addRoute", ...by, to: "default", via: "10.0.0.1", device: text },
    { do: "deleteRoute", ...by, to: "default" },
    { do: "setForwarding", ...by, forwarding: true },
    { do: "installEngine", ...box, liveRestore: true },
    { do: "installDockerDesktop", ...box },
    { do: "installDockerToolbox", ...box },
    { do: "startEngine", ...box },
    { do: "stopEngine", ...box },
    { do: "crashEngine", ...box },
    { do: "createContainer", ...container },
    { do: "runContainer", ...container },
    { do: "startContainer", ...one },
    { do: "stopContainer", ...one, timeout: 3_000 },
    { do: "restartContainer", ...one, timeout: 3_000 },
    { do: "killContainer", ...one, signal: "TERM" },
    { do: "pauseContainer", ...one },
    { do: "unpauseContainer", ...one },
    { do: "removeContainer", ...one, force: true, volumes: true },
    { do: "renameContainer", ...one, name: text },
    { do: "updateContainer", ...one, memory: 0, cpus: 1, pidsLimit: 5, restart: "no" },
    {
      do: "execInContainer",
      ...one,
      command: [text],
      env: { A: text },
      user: "u",
      workdir: text,
      privileged: true,
    },
    { do: "copyToContainer", ...one, path: text, name: text, content: text },
    { do: "pruneContainers", ...box },
    { do: "migrateContainer", ...one, to: "other" },
    { do: "pullImage", ...box, image: "nginx" },
    { do: "tagImage", ...box, image: "nginx", as: "mine" },
    { do: "removeImage", ...box, image: "nginx", force: true },
    { do: "commitContainer", ...one, as: "mine" },
    { do: "pruneImages", ...box, all: true },
    {
      do: "buildImage",
      ...box,
      dockerfile: "FROM alpine",
      tag: "mine",
      target: text,
      args: { A: text },
      noCache: true,
    },
    { do: "pruneBuildCache", ...box },
    { do: "createNetwork", ...box, name: "n", subnet: "10.1.0.0/16", internal: true, labels: { a: text } },
    { do: "removeNetwork", ...box, name: "n" },
    { do: "pruneNetworks", ...box },
    { do: "connectNetwork", ...one, network: "n", aliases: [text], ip: "10.1.0.2" },
    { do: "disconnectNetwork", ...one, network: "n" },
    { do: "createVolume", ...box, name: "v", labels: { a: text } },
    { do: "removeVolume", ...box, name: "v" },
    { do: "pruneVolumes", ...box, all: true },
  ];
}

/** Throws if sh cannot make sense of a line. */
function parses({ line }: TypedLine): void {
  execFileSync("sh", ["-n"], { input: line, stdio: "pipe" });
}

/** What a program would be given if the line were typed: every word of its command line. */
function wordsGiven(line: string): string[] {
  const name = line.split(" ")[0] ?? "";
  const script = `${name}() { printf '%s\\0' "$@"; }; ${line}`;
  return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}

/** Whether the quotes of PowerShell close again. */
function closes(line: string): boolean {
  return line.replace(/'(?:[^']|'')*'/g, "").includes("'") === false;
}

const world = Trial.of(
  ...engineHost("laptop"),
  ...host("pc", "windows-11"),
  { do: "addMachine", name: "bare", preset: "laptop" },
  { do: "addMachine", name: "server", preset: "server", os: "debian-13" },
  { do: "installHypervisor", machine: "laptop", product: "kvm" },
  { do: "createVm", host: "laptop", name: "vm1", os: "alpine-3.22" },
  { do: "runContainer", machine: "laptop", image: "nginx", name: "web" },
  { do: "installDockerDesktop", machine: "pc" },
).layers;

const line = (command: CommandInput, layers: readonly LayerView[] = world) => {
  const { prompt, line: text } = lineOf(command, layers);
  return prompt === "" ? text : `${prompt} ${text}`;
};

describe("commands as somebody would type them", { timeout: PATIENCE_MS }, () => {
  it("every kind of command has a line, in nobody's shell or in one with a prompt", () => {
    const commands = everyCommand("/plain");
    expect(new Set(commands.map((command) => command.do))).toEqual(new Set(commandKinds.keys()));
    for (const command of commands) {
      const typed = lineOf(command, world);
      expect(typed.line).toMatch(/\S{2}/);
      expect(typed.line).not.toMatch(/undefined|\[object|null/);
      if (typed.machine !== null) expect(typed.prompt).not.toBe("");
    }
  });

  it("the shell understands every line, whatever is written in it", () => {
    for (const text of ["/plain", NASTY, "", "two\nlines", "-n", "äöü ☃"])
      for (const command of everyCommand(text)) {
        const typed = lineOf(command, world);
        if (typed.prompt === "") continue;
        expect(() => parses(typed)).not.toThrow();
      }
  });

  it("what is written arrives as it was written", () => {
    const told = (command: CommandInput) => wordsGiven(lineOf(command, world).line);
    const place = { machine: "laptop", container: "web" } as const;
    expect(told({ do: "execInContainer", ...place, command: ["sh", "-c", NASTY, ""] })).toEqual([
      "exec",
      "web",
      "sh",
      "-c",
      NASTY,
      "",
    ]);
    expect(told({ do: "renameFile", machine: "laptop", pid: 1, from: NASTY, to: "~x" })).toEqual([
      NASTY,
      "~x",
    ]);
    const run = told({
      do: "runContainer",
      machine: "laptop",
      image: "nginx",
      env: { A: NASTY },
      command: ["*", "a b"],
    });
    expect(run).toEqual(["run", "-d", "-e", `A=${NASTY}`, "nginx", "*", "a b"]);
  });

  it("docker, with the flags that it has", () => {
    expect(
      line({
        do: "runContainer",
        machine: "laptop",
        image: "nginx",
        name: "web",
        memory: 268_435_456,
        cpus: 0.5,
        pidsLimit: 100,
        ports: ["8080:80"],
        restart: "on-failure:3",
      }),
    ).toBe(
      "root@laptop:~# docker run -d --name web --memory 256m --cpus 0.5 --pids-limit 100 --restart on-failure:3 -p 8080:80 nginx",
    );
    expect(line({ do: "stopContainer", machine: "laptop", container: "web", timeout: 3_000 })).toBe(
      "root@laptop:~# docker stop -t 3 web",
    );
    expect(line({ do: "killContainer", machine: "pc", container: "web" })).toBe("PS C:\\> docker kill web");
  });

  it("the hypervisor's own tool, where it is managed", () => {
    const managed = (product: string, os: string | undefined) => {
      const trial = Trial.of(
        { do: "addMachine", name: "host", preset: "server", ...(os === undefined ? {} : { os }) },
        { do: "installHypervisor", machine: "host", product },
        { do: "createVm", host: "host", name: "vm1", os: "debian-13" },
      );
      return line({ do: "powerOn", machine: "vm1" }, trial.layers);
    };
    expect(managed("kvm", "debian-13")).toBe("root@host:~# virsh start vm1");
    expect(managed("virtualbox", "alpine-3.22")).toBe("host:~# VBoxManage startvm vm1 --type headless");
    expect(managed("hyper-v", "windows-server-2025")).toBe("PS C:\\> Start-VM -Name vm1");
    expect(managed("xen", undefined)).toBe("root@host-dom0:~# xl create /etc/xen/vm1.cfg");
    expect(managed("apple-virtualization", "macos-26")).toBe("admin@host ~ % tart run --no-graphics vm1 &");
    expect(managed("esxi", undefined)).toBe(
      `[root@host:~] vim-cmd vmsvc/power.on "$(vim-cmd vmsvc/getallvms | awk -v vm=vm1 '$2 == vm {print $1}')"`,
    );
  });

  it("every hypervisor has a line for everything that its machines are asked for", () => {
    for (const { key, hosts } of hypervisorChoices) {
      const os = systemChoices.find(
        ({ family, key: system }) => hosts.includes(family) && system !== "windows-7",
      );
      const trial = Trial.of(
        { do: "addMachine", name: "laptop", preset: "server", ...(os === undefined ? {} : { os: os.key }) },
        { do: "installHypervisor", machine: "laptop", product: key },
        { do: "createVm", host: "laptop", name: "vm1", os: "alpine-3.22" },
      );
      const kinds = new Set(["createVm", "pauseVm", "resumeVm", "snapshotVm", "restoreVm", "deleteSnapshot"]);
      for (const more of ["deleteVm", "migrateVm", "crashHypervisor", "installHypervisor"]) kinds.add(more);
      const power = ["powerOn", "powerOff", "restart", "shutDown"] as const;
      const commands = [
        ...everyCommand("it's").filter((command) => kinds.has(command.do)),
        ...power.map((what) => ({ do: what, machine: "vm1" }) as const),
      ];
      for (const command of commands) {
        const typed = lineOf(command, trial.layers);
        expect(typed.line).not.toMatch(/undefined|NaN/);
        if (typed.prompt.startsWith("PS"))
          expect([typed.line, closes(typed.line)]).toEqual([typed.line, true]);
        else if (typed.prompt !== "") expect(() => parses(typed)).not.toThrow();
      }
    }
  });

  it("power of hardware is nobody's shell", () => {
    expect(lineOf({ do: "powerOn", machine: "laptop" }, world)).toEqual({
      machine: null,
      prompt: "",
      line: "press the power button of laptop",
    });
    expect(line({ do: "powerOn", machine: "server" })).toBe("ipmitool -H server-ipmi chassis power on");
    expect(line({ do: "powerOff", machine: "laptop" })).toBe("pull the plug of laptop");
    expect(line({ do: "shutDown", machine: "laptop" })).toBe("root@laptop:~# systemctl poweroff");
    expect(line({ do: "shutDown", machine: "pc" })).toBe("PS C:\\> Stop-Computer");
  });

  it("the kernel, the engine and files, by what is there", () => {
    expect(line({ do: "crashKernel", machine: "laptop" })).toBe(
      "root@laptop:~# echo c > /proc/sysrq-trigger",
    );
    expect(line({ do: "startEngine", machine: "laptop" })).toBe("root@laptop:~# systemctl start docker");
    expect(line({ do: "startEngine", machine: "pc-linux" })).toBe("PS C:\\> docker desktop start");
    expect(
      line({
        do: "writeCgroupFile",
        machine: "vm1",
        pid: 1,
        path: "/app",
        file: "memory.max",
        text: "100M\n",
      }),
    ).toBe("vm1:~# echo 100M > /sys/fs/cgroup/app/memory.max");
    expect(line({ do: "unshareNamespaces", machine: "laptop", pid: 1, kinds: ["user", "net"] })).toBe(
      "root@laptop:~# unshare --user --map-root-user --net",
    );
    expect(line({ do: "exploitKernel", machine: "laptop", layer: "laptop/container/web" })).toBe(
      "root@laptop:~# docker exec web ./exploit",
    );
  });

  it("a line knows what the lines before it have added", () => {
    const server = palette.find(({ id }) => id === "hypervisor-xen");
    const commands: CommandInput[] = [
      ...(server?.commands(null, { name: "rack" }, []) ?? []),
      { do: "createVm", host: "rack", name: "guest", os: "debian-13" },
      { do: "powerOn", machine: "guest" },
    ];
    expect(linesOf(commands, []).map(({ prompt, line: text }) => `${prompt} ${text}`.trim())).toEqual([
      "set up dedicated server in a data centre rack",
      "install Xen on rack from its installer",
      "ipmitool -H rack-ipmi chassis power on",
      "root@rack-dom0:~# xen-create-image --hostname guest --vcpus 2 --memory 2048MB --size 20GB --lvm vg0",
      "root@rack-dom0:~# xl create /etc/xen/guest.cfg",
    ]);
    const rented: CommandInput[] = [
      { do: "addMachine", name: "vps", preset: "vps" },
      { do: "powerOn", machine: "vps" },
    ];
    expect(linesOf(rented, []).map(({ line: text }) => text)).toEqual([
      "hcloud server create --name vps --type cx22 --image ubuntu-24.04",
      "virsh start vps",
    ]);
  });
});
