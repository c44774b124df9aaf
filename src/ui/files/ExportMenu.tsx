import { Button } from '../parts/Button.tsx';
import { IconDownload } from '../parts/icons.ts';
import { Menu, MenuItem } from '../parts/Menu.tsx';
import { useShell } from '../shell.ts';

/** Dialog, and what it hands out. */
const WAYS = [
  ['export', 'Rule…', 'For Kibana, the rules repository, the API, or the query alone'],
  ['export events', 'Events…', 'NDJSON, the body of _bulk, or CSV'],
  ['share', 'Scenario…', 'Rule, events, labels and all, as a file or a link'],
  ['report', 'Report…', 'Rule, counts and verdicts as Markdown, for an issue'],
  ['picture', 'Picture…', 'The tree of clauses on the selected event, as SVG or PNG'],
  ['elasticsearch', 'Elasticsearch…', 'The same rule on a cluster, and its answer beside ours'],
] as const;

/** Ways out of the page: files, what is handed on to people, and the requests that run the rule elsewhere. */
export function ExportMenu() {
  const { openDialog } = useShell();
  return (
    <Menu
      trigger={
        <Button icon={IconDownload} className="he-export">
          <span className="he-word">Export</span>
        </Button>
      }
    >
      {WAYS.map(([dialog, title, detail]) => (
        <MenuItem key={dialog} title={title} detail={detail} onSelect={() => openDialog(dialog)} />
      ))}
    </Menu>
  );
}
