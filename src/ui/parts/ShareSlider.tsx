interface ShareProps {
  readonly label: string;
  /** 0 to 1. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A share from 0 to 100 %, in steps of five. */
export function ShareSlider({ label, value, onChange }: ShareProps) {
  const percent = Math.round(value * 100);
  return (
    <span className="p-share">
      <input
        type="range"
        aria-label={label}
        aria-valuetext={`${percent} %`}
        min={0}
        max={100}
        step={5}
        value={percent}
        onChange={(event) => onChange(Number(event.target.value) / 100)}
      />
      <span className="p-share-value" aria-hidden>
        {percent} %
      </span>
    </span>
  );
}
