import { IconAdd, IconLess } from './icons.ts';

interface StepperProps {
  /** What is counted; the accessible name. */
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

/** A small whole number from 0: typed, by the arrow keys, or by the buttons beside it, which are for the pointer alone. */
export function Stepper({ label, value, most, onChange }: StepperProps) {
  const step = (by: number) => onChange(Math.min(Math.max(value + by, 0), most));
  return (
    <span className="p-stepper" data-zero={value === 0 || undefined}>
      <button type="button" tabIndex={-1} aria-hidden onClick={() => step(-1)}>
        <IconLess size={13} strokeWidth={2} aria-hidden />
      </button>
      <input
        type="number"
        inputMode="numeric"
        aria-label={label}
        min={0}
        max={most}
        step={1}
        value={value}
        onChange={(event) => {
          const typed = Math.trunc(Number(event.target.value));
          if (Number.isFinite(typed)) step(typed - value);
        }}
      />
      <button type="button" tabIndex={-1} aria-hidden onClick={() => step(1)}>
        <IconAdd size={13} strokeWidth={2} aria-hidden />
      </button>
    </span>
  );
}
