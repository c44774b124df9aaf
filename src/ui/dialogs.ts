/**
 * The dialogs of the page, each a name and the file it comes from. None is part of the first load: nobody who only reads
 * verdicts needs them. They are fetched once the page is at rest, so that opening one asks the network for nothing.
 */
import { type ComponentType, lazy } from 'react';

/** What `Dialogs` gives each of them. */
export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const sources = {
  'add events': async () => (await import('./events/AddEventsDialog.tsx')).AddEventsDialog,
  generate: async () => (await import('./generate/GenerateDialog.tsx')).GenerateDialog,
  help: async () => (await import('./header/HelpDialog.tsx')).HelpDialog,
  share: async () => (await import('./share/ShareDialog.tsx')).ShareDialog,
  history: async () => (await import('./history/HistoryDialog.tsx')).HistoryDialog,
  shelf: async () => (await import('./shelf/ShelfDialog.tsx')).ShelfDialog,
  elasticsearch: async () => (await import('./elasticsearch/ElasticsearchDialog.tsx')).ElasticsearchDialog,
  export: async () => (await import('./files/ExportRuleDialog.tsx')).ExportRuleDialog,
  'export events': async () => (await import('./files/ExportEventsDialog.tsx')).ExportEventsDialog,
  report: async () => (await import('./files/ReportDialog.tsx')).ReportDialog,
  picture: async () => (await import('./files/PictureDialog.tsx')).PictureDialog,
  exceptions: async () => (await import('./files/ExceptionsDialog.tsx')).ExceptionsDialog,
  details: async () => (await import('./metadata/DetailsDialog.tsx')).DetailsDialog,
  /** Opens by itself when a file was read that asks for a choice. */
  import: async () => (await import('./files/ImportDialog.tsx')).ImportDialog,
  /** Opens by itself when work would be lost. */
  leaving: async () => (await import('./shelf/LeavingDialog.tsx')).LeavingDialog,
} satisfies Record<string, () => Promise<ComponentType<DialogProps>>>;

export type DialogName = keyof typeof sources;

const named = (load: () => Promise<ComponentType<DialogProps>>) => lazy(async () => ({ default: await load() }));

export const dialogs = {
  'add events': named(sources['add events']),
  generate: named(sources.generate),
  help: named(sources.help),
  share: named(sources.share),
  history: named(sources.history),
  shelf: named(sources.shelf),
  elasticsearch: named(sources.elasticsearch),
  export: named(sources.export),
  'export events': named(sources['export events']),
  report: named(sources.report),
  picture: named(sources.picture),
  exceptions: named(sources.exceptions),
  details: named(sources.details),
  import: named(sources.import),
  leaving: named(sources.leaving),
} satisfies Record<DialogName, ComponentType<DialogProps>>;

/** Fetches what is not there yet, one dialog after the other. One that fails is asked for again when it is opened. */
export async function fetchDialogs(): Promise<void> {
  for (const load of Object.values(sources)) {
    // One after the other, so that nothing else has to wait for them.
    // oxlint-disable-next-line no-await-in-loop
    await load().catch(() => null);
  }
}
