/** The environment and the host name that a container's processes find. */
import type { Container, Image } from "../tables";
import { shortId } from "./names";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The host name that a container of its own calls itself. */
export function hostnameOf(container: Container): string {
  return container.spec.hostname === "" ? shortId(container.containerId) : container.spec.hostname;
}

/** Variables in the order in which the daemon sets them: PATH, HOSTNAME, TERM, those of image and person, HOME. */
export function environmentOf(container: Container, image: Image, home: string): Record<string, string> {
  const { spec } = container;
  const given = { ...image.config.env, ...spec.env };
  return {
    PATH,
    HOSTNAME: hostnameOf(container),
    ...(spec.tty ? { TERM: "xterm" } : {}),
    ...given,
    ...("HOME" in given ? {} : { HOME: home }),
  };
}
