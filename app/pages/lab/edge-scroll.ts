/** Scrolling the page while something is held near its upper or lower edge. */

/** Px from the window's edge where scrolling begins, and px that it scrolls with each frame. */
const EDGE = 56;
const PACE = 12;

/** How far the page scrolls with each frame (px) when the pointer is at this height (px) of a window this high (px). */
export function edgePace(y: number, height: number): number {
  if (y < EDGE) return -PACE;
  return y > height - EDGE ? PACE : 0;
}

/**
 * Scrolls with every frame as long as the pointer is near an edge.
 * @param pointerY where the pointer is now, px of the window
 * @param scrolled called after the page has moved beneath the pointer
 * @returns what ends it
 */
export function scrollAtEdges(pointerY: () => number, scrolled: () => void): () => void {
  let frame = requestAnimationFrame(function turn() {
    frame = requestAnimationFrame(turn);
    const before = scrollY;
    const pace = edgePace(pointerY(), innerHeight);
    if (pace === 0) return;
    scrollBy({ top: pace, behavior: "instant" });
    if (scrollY !== before) scrolled();
  });
  return () => cancelAnimationFrame(frame);
}
