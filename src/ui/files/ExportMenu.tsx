import { Button } from '../parts/Button.tsx';
import { IconDownload } from '../parts/icons.ts';
import { Menu, MenuItem } from '../parts/Menu.tsx';
import { useShell } from '../shell.ts';

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
      <MenuItem
        title="Rule…"
        detail="For Kibana, the rules repository, the API, or the query alone"
        onSelect={() => openDialog('export')}
      />
      <MenuItem
        title="Events…"
        detail="NDJSON, the body of _bulk, or CSV"
        onSelect={() => openDialog('export events')}
      />
      <MenuItem
        title="Scenario…"
        detail="Rule, events, labels and all, as a file or a link"
        onSelect={() => openDialog('share')}
      />
      <MenuItem
        title="Report…"
        detail="Rule, counts and verdicts as Markdown, for an issue"
        onSelect={() => openDialog('report')}
      />
      <MenuItem
        title="Picture…"
        detail="The tree of clauses on the selected event, as SVG or PNG"
        onSelect={() => openDialog('picture')}
      />
      <MenuItem
        title="Elasticsearch…"
        detail="The same rule on a cluster, and its answer beside ours"
        onSelect={() => openDialog('elasticsearch')}
      />
    </Menu>
  );
}
