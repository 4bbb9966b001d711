/** Puts text into the clipboard; the answer says whether the browser allowed it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Forbidden, or no clipboard at all, as on pages without HTTPS.
    return false;
  }
}
