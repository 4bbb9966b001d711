/** For tests: how random commands are made. */
import type { Look } from "./look";

/** What a command of one kind takes, as somebody who looks at a world would say it. */
export type Move = (look: Look) => Readonly<Record<string, unknown>>;
