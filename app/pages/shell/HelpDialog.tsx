import { useRoute } from "wouter";
import { Dialog } from "../../ui/Dialog";
import { ComparisonHelp } from "./ComparisonHelp";
import { GLOSSARY } from "./glossary";
import { LaboratoryHelp } from "./LaboratoryHelp";
import "./help.css";

/** What the pages show, the one that is open first, and what the words mean. */
export function HelpDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const [laboratory] = useRoute("/lab");
  return (
    <Dialog title="What you see, and what to do with it" open={open} onClose={onClose} wide>
      <div className="help">
        {laboratory ? <LaboratoryHelp /> : <ComparisonHelp />}
        {laboratory ? <ComparisonHelp /> : <LaboratoryHelp />}
        <h3>Words</h3>
        <dl className="help-words">
          {GLOSSARY.map(({ term, meaning }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
