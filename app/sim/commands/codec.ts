/** A scenario and its log as a short text, for links and files: compressed JSON behind the number of its version. */
import { base64urlnopad } from "@scure/base";
import { deflateSync, Inflate, strFromU8, strToU8 } from "fflate";
import { MAX_DECODED_BYTES, MAX_ENCODED_LENGTH } from "../core/limits";
import { type Result, refuse } from "../core/result";
import { parseScenario, type Scenario } from "./scenario";

/** Raised when the format changes; older texts stay readable or are refused by name. */
const VERSION = "1";
const LEVEL = 9;
const NO_LINK = "this link or file does not hold a world";

/** A scenario as text of letters, digits, `-`, `_` and `.`. */
export function encodeScenario(scenario: Scenario): string {
  return `${VERSION}.${base64urlnopad.encode(deflateSync(strToU8(JSON.stringify(scenario)), { level: LEVEL }))}`;
}

/** Reads what `encodeScenario` wrote. Anything else is refused, with the path of the fault where there is one. */
export function decodeScenario(text: string): Result<Scenario> {
  if (text.length > MAX_ENCODED_LENGTH)
    return refuse("too-long", NO_LINK, `it is longer than ${MAX_ENCODED_LENGTH} characters`);
  const [version, body, ...more] = text.split(".");
  if (body === undefined) return refuse("malformed", NO_LINK, "it does not begin with a version");
  if (more.length > 0) return refuse("malformed", NO_LINK, "there is something after its end");
  if (version !== VERSION)
    return refuse(
      "other-version",
      NO_LINK,
      `it is of version ${version}, and this program reads version ${VERSION}`,
      "open it with the version of the program that made it",
    );
  try {
    return parseScenario(JSON.parse(inflate(base64urlnopad.decode(body))));
  } catch (error) {
    // Whatever decoders say of padding or of an early end, to a person it means the same.
    const why = error instanceof TooMuch ? error.message : "it is damaged or cut off";
    return refuse("malformed", NO_LINK, why, "copy the whole link again");
  }
}

/** More than the limit comes out of a text. */
class TooMuch extends Error {}

/** Unpacks text, but never more than the limit. @throws {Error} if it is damaged or too large */
function inflate(packed: Uint8Array): string {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const unpack = new Inflate((chunk, last) => {
    size += chunk.length;
    if (size > MAX_DECODED_BYTES) throw new TooMuch(`it unpacks to more than ${MAX_DECODED_BYTES} bytes`);
    chunks.push(chunk);
    ended ||= last;
  });
  for (let from = 0; from < packed.length; from += CHUNK)
    unpack.push(packed.subarray(from, from + CHUNK), from + CHUNK >= packed.length);
  if (!ended) throw new Error("no end");
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return strFromU8(whole);
}

/** Bytes handed to the decompressor at a time: what one of them unpacks to stays bounded. */
const CHUNK = 4096;
