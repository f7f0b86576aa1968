interface NumbersByPositionProps {
  readonly positions: readonly string[];
  readonly value: Readonly<Record<string, number>>;
  readonly onChange: (value: Readonly<Record<string, number>>) => void;
}

/** A number for each position, 0 to 100; left empty, there is none. */
export function NumbersByPosition({ positions, value, onChange }: NumbersByPositionProps) {
  return (
    <div className="by-position">
      {positions.map((position) => (
        <label key={position}>
          {position}
          <input
            className="input"
            type="number"
            min={0}
            max={100}
            value={value[position] ?? ''}
            onChange={({ target }) => {
              const { [position]: _before, ...others } = value;
              onChange(target.value === '' ? others : { ...others, [position]: target.valueAsNumber });
            }}
          />
        </label>
      ))}
    </div>
  );
}
