/** The engine's public face: a scenario goes in, a timed, costed, explained world comes out. */
export {
  type HypervisorChoice,
  hypervisorChoices,
  type ImageChoice,
  imageChoices,
  type MachineChoice,
  machineChoices,
  type SystemChoice,
  systemChoices,
  vmDefaults,
} from "./choices";
export type { Command, CommandInput } from "./commands/all";
export { commandKinds } from "./commands/all";
export { decodeScenario, encodeScenario } from "./commands/codec";
export type { Preparation } from "./commands/preparation";
export { isSettled, settle } from "./commands/rules";
export { parseScenario, type Scenario } from "./commands/scenario";
export { Simulation } from "./commands/simulation";
export { type Happening, happenings } from "./core/happenings";
export type { Cause, LogEntry } from "./core/history";
export type { Refusal, Result } from "./core/result";
export { type Phase, phases } from "./core/work";
export type { World } from "./core/world";
export { inspectLayer } from "./layers/inspect/inspect-layer";
export type { Inspection } from "./layers/inspection";
export type { Isolation, Layer, LayerKind, LayerState } from "./layers/layer";
export { layersOf } from "./layers/layers-of";
export { type PhaseOrigin, phaseOrigins } from "./layers/origins";
export { type LayerView, viewsOf } from "./layers/view";
export { readyScenario, readyScenarioNames } from "./scenarios/ready";
