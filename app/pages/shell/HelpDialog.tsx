import type { Ref } from "react";
import { useRoute } from "wouter";
import { ComparisonHelp } from "./ComparisonHelp";
import { GLOSSARY } from "./glossary";
import { LaboratoryHelp } from "./LaboratoryHelp";
import "./help.css";

/** What the pages show, the one that is open first, and what the words mean. */
export function HelpDialog({ ref }: { ref: Ref<HTMLDialogElement> }) {
  const [laboratory] = useRoute("/lab");
  return (
    <dialog ref={ref} className="help" aria-labelledby="help-title">
      <form method="dialog" className="help-head">
        <h2 id="help-title">What you see, and what to do with it</h2>
        <button type="submit" className="button">
          Close
        </button>
      </form>
      <div className="help-body">
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
    </dialog>
  );
}
