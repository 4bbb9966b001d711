import "./controls.css";

interface SelectOption<Value extends string> {
  value: Value;
  text: string;
}

export interface SelectProps<Value extends string> {
  /** Accessible name. */
  name: string;
  /** Shown inside the control before the value; part of the name's words. */
  caption?: string;
  value: Value;
  options: readonly SelectOption<Value>[];
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
    const option = options.find((candidate) => candidate.value === chosen);
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
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}
