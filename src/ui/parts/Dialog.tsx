import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import { IconClose } from './icons.ts';

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** One sentence under the title: what can be done here. */
  readonly description: string;
  readonly children: ReactNode;
  /** Nothing in it takes the focus, so the text itself does: it must scroll by keyboard, too. */
  readonly isText?: boolean;
  /** For tables and forms with fields beside one another. */
  readonly isWide?: boolean;
  /** Its content lays out body and foot itself, as one with tabs must: `DialogBody`, `DialogFoot`. */
  readonly isParted?: boolean;
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
}

/** What has the focus when a dialog opens, to give it back to. */
let openedFrom: Element | null = null;

function giveFocusBack(event: Event): void {
  event.preventDefault();
  if (openedFrom instanceof HTMLElement) openedFrom.focus({ preventScroll: true });
  openedFrom = null;
}

/** The focus goes to what the dialog is for, where that is marked, and not to its "Close". */
function focusMain(event: Event): void {
  openedFrom = document.activeElement;
  const main = event.target instanceof Element ? event.target.querySelector<HTMLElement>('[data-autofocus]') : null;
  if (main === null) return;
  event.preventDefault();
  main.focus();
}

/** A modal dialog: focus stays inside, Escape closes it, focus returns to what opened it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  isText = false,
  isWide = false,
  isParted = false,
  footer,
}: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="p-scrim" />
        <Radix.Content
          className={isWide ? 'p-dialog p-dialog-wide' : 'p-dialog'}
          onOpenAutoFocus={focusMain}
          onCloseAutoFocus={giveFocusBack}
        >
          <header className="p-dialog-head">
            <Radix.Title className="p-dialog-title">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label="Close" icon={IconClose} />
            </Radix.Close>
          </header>
          <Radix.Description className="p-dialog-description">{description}</Radix.Description>
          {isParted ? children : <DialogBody isText={isText}>{children}</DialogBody>}
          {footer !== undefined && <DialogFoot>{footer}</DialogFoot>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface BodyProps {
  readonly children: ReactNode;
  readonly isText?: boolean;
}

/** The part of a dialog that scrolls. */
export function DialogBody({ children, isText = false }: BodyProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a text that scrolls must be reachable by keyboard
    <div className="p-dialog-body" {...(isText ? { tabIndex: 0, 'data-autofocus': true } : {})}>
      {children}
    </div>
  );
}

/** Buttons under a dialog's body, the main one last. */
export function DialogFoot({ children }: { readonly children: ReactNode }) {
  return <footer className="p-dialog-foot">{children}</footer>;
}
