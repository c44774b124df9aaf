/**
 * The same rule where one machine ends: texts that run it on a cluster, over the scenario's events or over the real data,
 * and the cluster's answer beside the page's own verdicts. The page itself sends nothing.
 */
import { useId, useState } from 'react';
import { isIndexName } from '../../app/cluster.ts';
import type { ClusterForm, ClusterTexts } from '../../worker/protocol.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { IconCopy, IconDownload } from '../parts/icons.ts';
import { Segmented } from '../parts/Segmented.tsx';
import { downloadFile } from '../share/handOver.ts';
import { useActions } from '../useApp.ts';
import { useAnswer } from '../useAnswer.ts';
import { counted, fileSize } from '../words.ts';
import { AnswerCheck } from './AnswerCheck.tsx';
import './elasticsearch.css';
import type { DialogProps } from '../dialogs.ts';

const forms: readonly { readonly value: ClusterForm; readonly title: string; readonly hint: string }[] = [
  { value: 'console', title: 'Dev Tools', hint: 'For the console of Kibana’s Dev Tools' },
  { value: 'curl', title: 'curl', hint: 'One command for each request' },
  { value: 'script', title: 'Shell script', hint: 'One file that stops at the first failure' },
];

const datas = [
  { value: 'scenario', title: 'These events', hint: 'Makes an index with the events of the page' },
  { value: 'real', title: 'The real data', hint: 'The rule’s own index patterns and time' },
] as const;

/** A preview of this many characters is enough to see what it is; all of it is copied. */
const PREVIEW = 6000;

export function ElasticsearchDialog({ open, onOpenChange }: DialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Run it on Elasticsearch"
      description="The page sends nothing: copy the requests, run them on your cluster, and paste its answer back."
    >
      {open && <Content onClose={() => onOpenChange(false)} />}
    </Dialog>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const actions = useActions();
  const [index, setIndex] = useState('eql-playground');
  const [form, setForm] = useState<ClusterForm>('console');
  const [data, setData] = useState<(typeof datas)[number]['value']>('scenario');
  const name = useId();
  const isUsable = isIndexName(index);
  const answered = useAnswer<string, ClusterTexts>(actions.clusterTexts, index, null);
  const texts = isUsable && answered?.question === index ? answered.answer : null;
  const text = texts === null ? '' : data === 'real' ? texts.overPatterns[form] : texts[form];
  return (
    <div className="es-dialog">
      <div className="es-choices">
        <Segmented label="Over" value={data} onChange={setData} options={datas} />
        <Segmented label="As" value={form} onChange={setForm} options={forms} />
      </div>
      {data === 'scenario' && (
        <div className="es-index">
          <label htmlFor={name}>Index</label>
          <input
            id={name}
            className="p-input"
            spellCheck={false}
            autoComplete="off"
            aria-invalid={!isUsable}
            value={index}
            onChange={(event) => setIndex(event.target.value)}
          />
          <span className="es-note">
            {isUsable
              ? `It is made, filled with ${counted(texts?.events ?? 0, 'event')}, and removed by the last request.`
              : 'A name of an index: small letters, digits, and . _ - behind the first.'}
          </span>
        </div>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a text that scrolls must be reachable by keyboard */}
      <pre className="es-text" tabIndex={0} aria-label="Requests">
        {text.length > PREVIEW ? `${text.slice(0, PREVIEW)}\n…` : text}
      </pre>
      <p className="es-actions">
        <span className="es-note">{fileSize(text.length)}</span>
        <Button
          icon={IconDownload}
          disabled={text === ''}
          onClick={() => downloadFile(new TextEncoder().encode(text), fileName(form))}
        >
          Download
        </Button>
        <Button look="primary" icon={IconCopy} disabled={text === ''} onClick={() => actions.copy(text, 'The text')}>
          Copy
        </Button>
      </p>
      <AnswerCheck onClose={onClose} />
    </div>
  );
}

function fileName(form: ClusterForm): string {
  return form === 'script' ? 'run-rule.sh' : form === 'curl' ? 'run-rule.curl.txt' : 'run-rule.console.txt';
}
