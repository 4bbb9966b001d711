/** Permission bits of what images hold by default: facts of Docker's interface. */

export const FILE_MODE = 0o644;
export const EXECUTABLE_MODE = 0o755;
export const LINK_MODE = 0o777;
/** `/tmp`: everybody may write, and remove only what is his own. */
export const SHARED_MODE = 0o1777;
