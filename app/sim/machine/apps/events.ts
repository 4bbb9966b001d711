/** What applications are told. */
import { defineEvent } from "../../core/events";

/** An application's files are read: its process can start. */
export const appLoaded = defineEvent<{ readonly app: number }>("machine.app-loaded");

/** The process of an application has ended. */
export const appExited = defineEvent<{ readonly app: number; readonly process: number }>(
  "machine.app-exited",
);
