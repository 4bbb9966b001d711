/**
 * For tests: an oracle that takes a world's plain data and works out from scratch what must be true of it. It uses nothing
 * of the engine but the shapes of rows and the figures of costs.
 */
import type { WorldData } from "../core/world";
import { Book } from "./oracle/book";
import { checkEnginesAndContainers } from "./oracle/containers";
import { checkDisks } from "./oracle/disks";
import { checkFiles } from "./oracle/files";
import { checkFlows } from "./oracle/flows";
import { checkImages } from "./oracle/images";
import { checkMachines } from "./oracle/machines";
import { checkMemory } from "./oracle/memory";
import { checkNamespaces } from "./oracle/namespaces";
import { checkNets } from "./oracle/nets";
import { checkProcesses } from "./oracle/processes";

/** What does not add up in a world at an instant whose events are over, one sentence each; empty when all agrees. */
export function askOracle(data: WorldData): string[] {
  const book = new Book(data);
  checkMemory(book);
  checkDisks(book);
  checkProcesses(book);
  checkNamespaces(book);
  checkFiles(book);
  checkNets(book);
  checkEnginesAndContainers(book);
  checkImages(book);
  checkMachines(book);
  checkFlows(book);
  for (const { at, kind } of data.events)
    book.hold(at >= data.now, () => `an event ${kind} lies in the past`);
  return book.sentences;
}
