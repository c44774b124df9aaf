import { Dialog } from '../parts/Dialog.tsx';
import { FieldPicker } from './FieldPicker.tsx';

interface ColumnsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onChoose: (path: string) => void;
}

/** Any field as a column of the list. */
export function ColumnsDialog({ open, onOpenChange, onChoose }: ColumnsDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Show a field" description="It becomes a column of the list.">
      <FieldPicker
        onPick={(path) => {
          onChoose(path);
          onOpenChange(false);
        }}
      />
    </Dialog>
  );
}
