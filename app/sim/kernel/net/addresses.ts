/** IPv4 arithmetic: addresses and networks as text and as numbers. */

const BITS = 32;
const OCTET_BITS = 8;
const OCTET_MAX = 255;
const OCTETS = [24, 16, 8, 0] as const;

/** All addresses. */
export const ANY_ADDRESS = "0.0.0.0";

/** A range of addresses: `172.17.0.0/16`. */
export interface Subnet {
  /** First and last address, as unsigned 32-bit numbers. */
  readonly first: number;
  readonly last: number;
  /** Bits that its addresses have in common. */
  readonly prefix: number;
}

/** An address as an unsigned 32-bit number; `undefined` if the text is none. */
export function parseAddress(text: string): number | undefined {
  const parts = text.split(".");
  if (parts.length !== OCTETS.length) return undefined;
  let value = 0;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > OCTET_MAX) return undefined;
    value = value * 2 ** OCTET_BITS + Number(part);
  }
  return value;
}

/** An unsigned 32-bit number as an address. */
export function formatAddress(value: number): string {
  return octetsOf(value).join(".");
}

/** The four bytes of an address, first to last. */
export function octetsOf(value: number): number[] {
  return OCTETS.map((shift) => (value >>> shift) & OCTET_MAX);
}

/** The network that an address with a prefix length is in (`172.17.0.2/16`); `undefined` if the text is none. */
export function parseSubnet(text: string): Subnet | undefined {
  const [head = "", bits = "", ...rest] = text.split("/");
  const address = parseAddress(head);
  const prefix = Number(bits);
  if (address === undefined || rest.length > 0 || !/^\d{1,2}$/.test(bits) || prefix > BITS) return undefined;
  const size = 2 ** (BITS - prefix);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, prefix };
}

/** The network of an address with a prefix length, as text: `172.17.0.2/16` is in `172.17.0.0/16`. */
export function formatSubnet({ first, prefix }: Subnet): string {
  return `${formatAddress(first)}/${prefix}`;
}

/** The address of `172.17.0.2/16`, without the prefix length. */
export function addressOf(text: string): string {
  return text.split("/")[0] ?? "";
}

/** Whether the network contains the address. */
export function contains(subnet: Subnet, address: number): boolean {
  return subnet.first <= address && address <= subnet.last;
}

/** Whether two networks have addresses in common. */
export function overlaps(a: Subnet, b: Subnet): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** Whether the network has room for hosts: a network of one or two addresses (`/32`, `/31`) has no part of its own. */
export function isSingle(subnet: Subnet): boolean {
  return subnet.prefix === BITS;
}

/** Whether an address is one of the machine itself: `127.0.0.0/8`. */
export function isLoopback(address: string): boolean {
  return address.startsWith("127.");
}
