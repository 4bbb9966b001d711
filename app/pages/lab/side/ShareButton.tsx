/** Copies the address that opens these very worlds. */
import { useState } from "react";
import { asFirst } from "../../../ui/as-first";
import { Button } from "../../../ui/Button";
import { copyText } from "../../../ui/copy-text";
import { Dialog } from "../../../ui/Dialog";
import { useLabActions } from "../context";
import "../../../ui/field.css";
import "./share.css";

const SAID = "Link copied. It holds the whole world; nothing was sent anywhere.";

/** Where the clipboard is forbidden, the address is shown to be copied by hand. */
export function ShareButton() {
  const actions = useLabActions();
  const [byHand, setByHand] = useState<string | null>(null);
  const share = async () => {
    const link = await actions.share();
    // Too large for a link: the store has said so.
    if (link === "") return;
    if (await copyText(link)) actions.say(SAID);
    else setByHand(link);
  };
  return (
    <>
      <Button onPress={share}>Share</Button>
      <Dialog title="A link to this world" open={byHand !== null} onClose={() => setByHand(null)}>
        <label className="share-field">
          The browser does not let this page use the clipboard. Copy the address yourself: it is selected.
          <textarea
            ref={asFirst}
            className="field mono"
            readOnly
            rows={4}
            value={byHand ?? ""}
            onFocus={(event) => event.currentTarget.select()}
          />
        </label>
      </Dialog>
    </>
  );
}
