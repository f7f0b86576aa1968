interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Something that is on or off. Where it can not be pressed for a while, it keeps the focus. */
export function Switch({ label, isOn, isDisabled = false, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={isOn}
      aria-disabled={isDisabled}
      onClick={() => {
        if (!isDisabled) onChange(!isOn);
      }}
    >
      <i />
      {label}
    </button>
  );
}
