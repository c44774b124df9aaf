import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly children: ReactNode;
}

export function Menu({ trigger, children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      {/* Inside a landmark, so that whoever moves by landmarks finds it. */}
      <Radix.Portal container={document.querySelector('main')}>
        <Radix.Content className="p-menu" align="end" sideOffset={4} collisionPadding={8}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  readonly title: string;
  readonly detail?: string;
  readonly onSelect: () => void;
}

export function MenuItem({ title, detail, onSelect }: MenuItemProps) {
  return (
    <Radix.Item className="p-menu-item" onSelect={onSelect} textValue={title}>
      <span className="p-menu-title">{title}</span>
      {detail !== undefined && <span className="p-menu-detail">{detail}</span>}
    </Radix.Item>
  );
}

interface MenuTickProps {
  readonly title: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** An item that is on or off. The menu stays open, for there are others beside it. */
export function MenuTick({ title, checked, onChange }: MenuTickProps) {
  return (
    <Radix.CheckboxItem
      className="p-menu-item p-menu-choice"
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <span className="p-menu-title">{title}</span>
    </Radix.CheckboxItem>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="p-menu-separator" />;
}

interface MenuChoiceProps<T extends string> {
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly value: T; readonly title: string }[];
}

/** Items of which exactly one is chosen. */
export function MenuChoice<T extends string>({ value, onChange, options }: MenuChoiceProps<T>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className="p-menu-item p-menu-choice">
          <span className="p-menu-title">{option.title}</span>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
