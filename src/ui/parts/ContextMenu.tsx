/** The menu of what lies under the pointer, or of what has the focus when its key is pressed. */
import { ContextMenu as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

interface ContextMenuProps {
  /** What has the menu. */
  readonly children: ReactElement;
  readonly content: ReactNode;
  /** Where the keys of its items are told. */
  readonly label: string;
}

export function ContextMenu({ children, content, label }: ContextMenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal container={document.querySelector('main')}>
        <Radix.Content className="p-menu" aria-label={label} collisionPadding={8}>
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface ContextItemProps {
  readonly title: ReactNode;
  /** What is typed to find it, where its title is no plain text. */
  readonly words?: string;
  /** The key that does the same. */
  readonly keys?: string;
  readonly onSelect: () => void;
}

export function ContextItem({ title, words, keys, onSelect }: ContextItemProps) {
  return (
    <Radix.Item
      className="p-menu-item p-menu-line"
      onSelect={onSelect}
      {...(words !== undefined && { textValue: words })}
    >
      <span className="p-menu-title u-clip">{title}</span>
      {keys !== undefined && <kbd className="p-key">{keys}</kbd>}
    </Radix.Item>
  );
}

export function ContextSeparator() {
  return <Radix.Separator className="p-menu-separator" />;
}

export function ContextSub({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Radix.Sub>
      <Radix.SubTrigger className="p-menu-item p-menu-sub">{title}</Radix.SubTrigger>
      <Radix.Portal container={document.querySelector('main')}>
        <Radix.SubContent className="p-menu p-menu-long" collisionPadding={8}>
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  );
}
