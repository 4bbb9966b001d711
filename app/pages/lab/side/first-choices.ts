/** Ready-made worlds to go to where the one that was asked for is not there. */
import { FIGURES } from "../ready-made";

/** Two that show the difference which this page is about. */
export const FIRST_CHOICES = FIGURES.filter(({ name }) =>
  ["three-apps-containers", "vms-vs-containers"].includes(name),
);
