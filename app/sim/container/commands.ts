/** What a person can ask of engines, containers, images, networks and volumes. */
import { engineCommands } from "./engine/commands";
import { imageCommands } from "./images/commands";
import { lifecycleCommands } from "./lifecycle/commands";
import { networkCommands } from "./networks/commands";
import { volumeCommands } from "./volumes/commands";

export const containerCommands = [
  ...engineCommands,
  ...lifecycleCommands,
  ...imageCommands,
  ...networkCommands,
  ...volumeCommands,
] as const;
