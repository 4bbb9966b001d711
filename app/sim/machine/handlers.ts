/** What machines do when their events are due. */
import type { Handlers } from "../core/handlers";
import { appHandlers } from "./apps/start";
import { bootHandlers } from "./boot/finish";
import { powerHandlers } from "./power/handlers";
import { vmHandlers } from "./vms/handlers";

export const machineHandlers: Handlers = { ...appHandlers, ...bootHandlers, ...powerHandlers, ...vmHandlers };
