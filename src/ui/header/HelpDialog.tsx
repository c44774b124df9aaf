export function HelpDialog(_: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }) {
  return null;
}
