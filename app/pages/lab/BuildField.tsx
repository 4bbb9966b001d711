import { useId } from "react";
import type { PaletteField } from "../../state/lab/palette";
import { asFirst } from "../../ui/as-first";

/** A check field's two values. */
const YES = "yes";
const NO = "";

export interface BuildFieldProps {
  field: PaletteField;
  value: string;
  onChange(value: string): void;
  /** It has the focus when its dialog opens. */
  first?: boolean;
}

/** One choice before something is added, with its label, unit and hint. */
export function BuildField({ field, value, onChange, first = false }: BuildFieldProps) {
  const id = useId();
  const hint = field.hint ? `${id}-hint` : undefined;
  const common = { id, "aria-describedby": hint };
  return (
    <div className="build-field" data-kind={field.kind}>
      <label htmlFor={id}>{field.unit ? `${field.label} (${field.unit})` : field.label}</label>
      {field.kind === "select" && (
        <span className="select">
          <select
            {...common}
            ref={first ? asFirst : undefined}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          >
            {field.options?.map((option) => (
              <option key={option.value} value={option.value}>
                {option.text}
              </option>
            ))}
          </select>
        </span>
      )}
      {field.kind === "check" && (
        <input
          {...common}
          type="checkbox"
          checked={value === YES}
          onChange={(event) => onChange(event.target.checked ? YES : NO)}
        />
      )}
      {(field.kind === "text" || field.kind === "number") && (
        <input
          {...common}
          type={field.kind}
          {...(field.kind === "number" ? { min: 0, step: "any" } : {})}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {field.hint && (
        <p id={hint} className="build-hint">
          {field.hint}
        </p>
      )}
    </div>
  );
}
