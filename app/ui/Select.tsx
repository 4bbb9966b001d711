import "./controls.css";

interface SelectOption<Value extends string> {
  value: Value;
  text: string;
}

/** Choices that belong together, under a heading. */
export interface SelectGroup<Value extends string> {
  label: string;
  options: readonly SelectOption<Value>[];
}

export interface SelectProps<Value extends string> {
  /** Accessible name. */
  name: string;
  /** Shown inside the control before the value; part of the name's words. */
  caption?: string;
  value: Value;
  /** Choices, some of them in groups. */
  options: readonly (SelectOption<Value> | SelectGroup<Value>)[];
  onChoose(value: Value): void;
}

/** The browser's own select, dressed as a control with its caption inside. */
export function Select<Value extends string>({
  name,
  caption,
  value,
  options,
  onChoose,
}: SelectProps<Value>) {
  const choose = (chosen: string) => {
    const option = options
      .flatMap((entry) => ("options" in entry ? entry.options : entry))
      .find((candidate) => candidate.value === chosen);
    if (option) onChoose(option.value);
  };
  return (
    <label className="select">
      {caption && (
        <span className="select-caption" aria-hidden="true">
          {caption}
        </span>
      )}
      <select aria-label={name} value={value} onChange={(event) => choose(event.target.value)}>
        {options.map((entry) =>
          "options" in entry ? (
            <optgroup key={entry.label} label={entry.label}>
              {entry.options.map(optionElement)}
            </optgroup>
          ) : (
            optionElement(entry)
          ),
        )}
      </select>
    </label>
  );
}

function optionElement({ value, text }: SelectOption<string>) {
  return (
    <option key={value} value={value}>
      {text}
    </option>
  );
}
