/** An engine with its images and containers. */
import type { LayerView } from "../../../sim/index";
import { groupBy } from "../group-by";
import type { FramePlan, GatheringPlan, Look, Plan } from "../plan";
import { formatThings } from "../words";
import type { Builder } from "./builder";
import { gatheringOf } from "./gatherings";
import { insideLook, lookOf } from "./looks";
import { engineLabels, imageLabels, imageName, libsLabels, machineOf } from "./names";
import { stateNote, thingOf } from "./thing";

/** More images than these that no container uses stand for each other. */
const MOST_UNUSED = 3;
/** An image in no use takes less width than a container. */
const UNUSED_WEIGHT = 0.7;

/** The engine's band with everything on it. @param below look of the operating system's kernel */
export function enginePlan(builder: Builder, engine: LayerView, below: Look): Plan {
  const look = lookOf(engine, below);
  const above = builder.index.above(engine.id);
  const images = above.filter(({ kind }) => kind === "image");
  const containers = above.filter(({ kind }) => kind === "container");
  const thing = thingOf(engine, "engine", look, {
    labels: engineLabels(engine),
    notes: [stateNote(engine)],
    name: `${engine.label} on ${machineOf(engine.id)}, engine`,
    more: [formatThings(containers.length, "container")],
  });
  return { kind: "band", thing, above: rowsOf(builder, images, containers, look) };
}

/** Containers on the images that they share, those with an image of their own, and images without any. */
function rowsOf(
  builder: Builder,
  images: readonly LayerView[],
  containers: readonly LayerView[],
  engine: Look,
): Plan[] {
  const ids = new Set(images.map(({ id }) => id));
  const imageOf = (container: LayerView) => container.uses.find((used) => ids.has(used)) ?? null;
  const byImage = groupBy(containers, imageOf);
  const rows: Plan[] = [];
  for (const [id, users] of byImage) {
    const image = id === null ? undefined : builder.index.byId(id);
    const [only] = users;
    if (image !== undefined && users.length > 1) rows.push(sharedImage(builder, image, users, engine));
    else if (only !== undefined && image !== undefined) rows.push(ownImage(builder, image, only, engine));
    else rows.push(...users.map((user) => containerFrame(builder, user, null, engine, "own")));
  }
  return [
    ...rows,
    ...unusedImages(
      builder,
      images.filter(({ id }) => !byImage.has(id)),
      engine,
    ),
  ];
}

function sharedImage(builder: Builder, image: LayerView, users: readonly LayerView[], engine: Look): Plan {
  const frames = users.map((user) => containerFrame(builder, user, image, engine, "shared"));
  // Containers may outlive their engine's daemon; the files that they run from are there as long as one does.
  const look = frames.some(({ thing }) => thing.look === "done") ? "done" : lookOf(image, engine);
  const shared = `shared by ${formatThings(users.length, "container")}`;
  const thing = thingOf(image, "image", look, {
    labels: imageLabels(image),
    notes: [shared],
    name: `${imageName(image)}, image${placeOf(builder, image)}`,
    more: [shared],
  });
  return { kind: "band", thing, above: frames };
}

function ownImage(builder: Builder, image: LayerView, user: LayerView, engine: Look): Plan {
  builder.standIns.set(image.id, `${user.id}/libs`);
  return containerFrame(builder, user, image, engine, "own");
}

/** What a container's plan is made from; the same makes the same. */
interface Parts {
  readonly container: LayerView;
  readonly libs: LayerView | undefined;
  readonly app: LayerView | undefined;
  readonly image: LayerView | null;
  readonly engine: Look;
  /** Whether the image's files are its own band or one that it shares. */
  readonly files: "own" | "shared";
  readonly where: string;
}

/** Plans by container: of a thousand, most are as they were a moment ago. */
const plans = new WeakMap<LayerView, { readonly parts: Parts; readonly plan: FramePlan }>();

function containerFrame(
  builder: Builder,
  container: LayerView,
  image: LayerView | null,
  engine: Look,
  files: "own" | "shared",
): FramePlan {
  const [libs] = builder.index.above(container.id);
  const [app] = libs === undefined ? [] : builder.index.above(libs.id);
  if (libs !== undefined && image !== null && files === "shared") builder.standIns.set(libs.id, image.id);
  const parts = { container, libs, app, image, engine, files, where: placeOf(builder, container) };
  const known = plans.get(container);
  if (known !== undefined && isSame(known.parts, parts)) return known.plan;
  const plan = framePlan(parts);
  plans.set(container, { parts, plan });
  return plan;
}

const isSame = (one: Parts, other: Parts) =>
  one.libs === other.libs &&
  one.app === other.app &&
  one.image === other.image &&
  one.engine === other.engine &&
  one.files === other.files &&
  one.where === other.where;

/** A container's boundary with what is in it. */
function framePlan({ container, libs, app, image, engine, files, where }: Parts): FramePlan {
  const look =
    container.phase !== null && container.state === "running" ? "working" : lookOf(container, engine);
  const named = image === null ? null : imageName(image);
  const apps = app === undefined ? [] : [appBand(app, container, look, where)];
  const own = libs !== undefined && files === "own";
  const thing = thingOf(container, "container", look, {
    labels: [container.label],
    notes: [stateNote(container)],
    name: `${container.label}, container${where}`,
    more: named === null ? [] : [`image ${named}`],
  });
  return {
    kind: "frame",
    thing,
    inside: own ? [libsBand(libs, container, look, image, apps, where)] : apps,
    alike: { as: named ?? "without an image", state: stateWord(container) },
  };
}

function libsBand(
  libs: LayerView,
  container: LayerView,
  look: Look,
  image: LayerView | null,
  above: readonly Plan[],
  where: string,
): Plan {
  const own = insideLook(libs, "libs", container.phase, look);
  const named = image === null ? null : imageName(image);
  const thing = thingOf(libs, "userland", own, {
    labels: libsLabels(named),
    notes: [own === "working" ? container.phase : null],
    name: `${named ?? "files"}, binaries and libraries of ${container.label}${where}`,
  });
  // The image has no band of its own: what it takes on disk shows here.
  const disk = image === null || image.diskBytes === 0 ? null : image.diskBytes;
  return { kind: "band", thing: { ...thing, amounts: { ...thing.amounts, disk } }, above };
}

function appBand(app: LayerView, container: LayerView, look: Look, where: string): Plan {
  const own = insideLook(app, "app", container.phase, look);
  const thing = thingOf(app, "app", own, {
    labels: [container.label],
    notes: [
      own === "working" ? container.phase : container.state === "running" ? null : stateNote(container),
    ],
    name: `${app.label}, app in ${container.label}${where}`,
  });
  return { kind: "band", thing, above: [] };
}

function unusedImages(builder: Builder, images: readonly LayerView[], engine: Look): Plan[] {
  const things = images.map((image) =>
    thingOf(image, "image", lookOf(image, engine) === "off" ? "off" : "idle", {
      labels: imageLabels(image),
      notes: ["not in use"],
      name: `${imageName(image)}, image${placeOf(builder, image)}`,
      more: ["not in use"],
    }),
  );
  if (things.length <= MOST_UNUSED)
    return things.map((thing) => ({ kind: "band", thing, above: [], weight: UNUSED_WEIGHT }));
  const words = `${formatThings(things.length, "image")} not in use`;
  const gathering: GatheringPlan = {
    ...gatheringOf(`~unused/${machineOf(things[0]?.id ?? "")}`, things, {
      labels: [words, formatThings(things.length, "image")],
      notes: [],
    }),
    weight: 1,
  };
  return [gathering];
}

const placeOf = ({ manyEngines }: Builder, { id }: LayerView) => (manyEngines ? ` on ${machineOf(id)}` : "");

/** A state in one word, for counting many alike. */
function stateWord({ state }: LayerView): string {
  return state === "created" ? "not started" : state;
}
