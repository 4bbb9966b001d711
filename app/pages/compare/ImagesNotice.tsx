import { ErrorCard } from "../../ui/ErrorCard";
import { Progress } from "../../ui/Progress";
import { useCompare, useCompareActions } from "./context";

/** Tells about guest images that are not there: still being built, or not at all. */
export function ImagesNotice() {
  const images = useCompare((state) => state.images);
  const actions = useCompareActions();
  if (images.state === "building") {
    const percent = Math.floor(images.percent);
    return (
      <div className="card images-notice">
        <p className="number">
          The guest images are being built, {percent} % done; they boot when they are ready. Now:{" "}
          {images.message}
        </p>
        <Progress name="Build of the guest images" done={percent} total={100} />
      </div>
    );
  }
  if (images.state === "failed" || images.state === "unavailable") {
    const failed = images.state === "failed";
    return (
      <ErrorCard
        what={failed ? "The guest images could not be built." : "There are no guest images here."}
        why={
          failed
            ? "Their build stopped with an error, so there is nothing to boot yet."
            : "They are made by a build that needs Debian 12, Docker or Podman, and that has not run here."
        }
        wayOut="Run npm run images in the project’s folder, then look again."
        detail={images.message}
        retryLabel="Look again"
        onRetry={actions.retryImages}
      />
    );
  }
  return null;
}
