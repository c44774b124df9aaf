import type { ReactNode } from 'react';

interface ChipProps {
  readonly children: ReactNode;
  readonly tone?: 'plain' | 'warn';
  readonly title?: string;
}

/** A short fact set apart by an outline. */
export function Chip({ children, tone = 'plain', title }: ChipProps) {
  return (
    <span className={`p-chip p-chip-${tone}`} title={title}>
      {children}
    </span>
  );
}
