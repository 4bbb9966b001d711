/** What it takes to start an application: its files are read, then it computes until it is ready. */
import type { Step } from "../../core/work";
import { appCosts } from "../../costs/boot";
import type { App } from "../tables";

/** Steps of one application's start, in one phase. */
export function loadSteps(app: App, phase: string): Step[] {
  return [
    { phase, use: "disk", amount: (app.appBytes + app.libsBytes) * appCosts.readShare.value },
    { phase, use: "cpu", amount: appCosts.startCpu.value },
  ];
}
