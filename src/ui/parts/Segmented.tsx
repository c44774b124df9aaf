import { ToggleGroup } from 'radix-ui';

interface SegmentedProps<T extends string> {
  /** Accessible name of the group. */
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly value: T; readonly title: string; readonly hint?: string }[];
}

/** A few options side by side, of which exactly one is chosen. */
export function Segmented<T extends string>({ label, value, onChange, options }: SegmentedProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      className="p-segmented"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        // The library reports '' when the chosen option is pressed again.
        if (next !== '') onChange(next as T);
      }}
    >
      {options.map((option) => (
        <ToggleGroup.Item key={option.value} value={option.value} className="p-segment" title={option.hint}>
          {option.title}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
