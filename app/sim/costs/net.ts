/** Figures of networks: sizes of packets, numbers of ports, how far a packet gets. */
import { costs } from "./cost";

const IP_SYSCTL = "Linux kernel documentation, Documentation/networking/ip-sysctl.rst";

export const netCosts = costs({
  mtu: {
    value: 1500,
    unit: "bytes",
    origin: "cited",
    source: "IEEE 802.3: largest payload of an Ethernet frame",
    note: "Largest packet of a card, a cable or a bridge.",
  },
  loopbackMtu: {
    value: 65_536,
    unit: "bytes",
    origin: "cited",
    source: "Linux, drivers/net/loopback.c: dev->mtu = 64 * 1024",
    note: "Largest packet of lo.",
  },
  nameLength: {
    value: 15,
    unit: "count",
    origin: "cited",
    source: "Linux, include/uapi/linux/if.h: IFNAMSIZ is 16 with the closing zero",
    note: "Most characters in an interface's name.",
  },
  hops: {
    value: 64,
    unit: "count",
    origin: "cited",
    source: `${IP_SYSCTL}: ip_default_ttl`,
    note: "Namespaces that a packet passes through before it is given up: routes that lead in a circle end here.",
  },
  highestPort: {
    value: 65_535,
    unit: "count",
    origin: "cited",
    source: "RFC 9293 (TCP): ports are 16-bit numbers",
    note: "Highest port.",
  },
  unprivilegedPort: {
    value: 1024,
    unit: "count",
    origin: "cited",
    source: `${IP_SYSCTL}: ip_unprivileged_port_start`,
    note: "Lowest port that a process other than root's may listen on; engines lower it to 0 inside containers.",
  },
  firstChosenPort: {
    value: 32_768,
    unit: "count",
    origin: "cited",
    source: `${IP_SYSCTL}: ip_local_port_range`,
    note: "Lowest port that is given to somebody who leaves the choice open.",
  },
  lastChosenPort: {
    value: 60_999,
    unit: "count",
    origin: "cited",
    source: `${IP_SYSCTL}: ip_local_port_range`,
    note: "Highest port that is given to somebody who leaves the choice open.",
  },
});
