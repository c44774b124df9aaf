import type { ButtonHTMLAttributes, Ref } from 'react';
import type { Icon } from './icons.ts';
import { Tooltip } from './Tooltip.tsx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` is the one main action of its surroundings; `quiet` has no outline until it is pointed at. */
  readonly look?: 'plain' | 'primary' | 'quiet';
  readonly icon?: Icon;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'plain', icon: Glyph, className = '', children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={`p-button p-button-${look} ${className}`} {...rest}>
      {Glyph && <Glyph size={15} strokeWidth={1.75} aria-hidden />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** Its accessible name, shown as a tooltip. */
  readonly label: string;
  readonly icon: Icon;
  /** The key that does the same, shown in the tooltip. */
  readonly keys?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, icon: Glyph, keys, className = '', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys === undefined ? {} : { keys })}>
      <button type="button" aria-label={label} className={`p-button p-button-icon ${className}`} {...rest}>
        <Glyph size={16} strokeWidth={1.75} aria-hidden />
      </button>
    </Tooltip>
  );
}
