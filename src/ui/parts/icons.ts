/** The icons of the page, drawn at one size and weight. The only place that names the icon library. */
export {
  ChevronDown as IconChevronDown,
  ChevronRight as IconChevronRight,
  CircleHelp as IconHelp,
  Copy as IconCopy,
  Code as IconRule,
  FileJson as IconEvent,
  FilePlus2 as IconFile,
  FlaskConical as IconExamples,
  List as IconEvents,
  ListTree as IconClauses,
  Maximize2 as IconMaximise,
  Minimize2 as IconRestore,
  Monitor as IconSystem,
  Moon as IconDark,
  Plus as IconAdd,
  Search as IconSearch,
  Sun as IconLight,
  Trash2 as IconRemove,
  X as IconClose,
} from 'lucide-react';
export type { LucideIcon as Icon } from 'lucide-react';
